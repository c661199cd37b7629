"""The verb that a Finnish noun of action is made from: tulostus ← tulostaa, leikkaus ← leikata.

Dictionaries list the verb and often leave out its noun, which anyone forms at need. The endings
follow Hakulinen and others, Iso suomen kielioppi (2004), on nouns derived from verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the noun ends in → what its verb may end in instead; front words have y, ä and ö in both.
_VERB_ENDINGS = {
    "tus": ("ttaa", "taa"),  # suodatus, tulostus
    "nnus": ("ntaa",),  # tallennus
    "llus": ("ltaa",),
    "rrus": ("rtaa",),
    "nnos": ("ntaa",),  # käännös
    "aus": ("ata",),  # rajaus
    "ous": ("ota",),
    "uus": ("uta",),
    "ointi": ("oida",),  # optimointi
    "inti": ("ida",),
    "inta": ("ia", "ita"),  # etsintä, valinta
}
_CONTRACTED = ("aus", "ous", "uus")  # leikkaus: the verb has the weak grade, leikata
_WEAK = {
    "kk": "k",
    "pp": "p",
    "tt": "t",
    "nt": "nn",
    "lt": "ll",
    "rt": "rr",
    "mp": "mm",
    "nk": "ng",
}
_TO_FRONT = str.maketrans("auo", "äyö")
_TO_BACK = str.maketrans("äyö", "auo")


def verbs_of(noun: str) -> tuple[str, ...]:
    """Return what the verb of a noun in its base form may be, as a dictionary would list it.

    Some are no words at all: whoever asks must know the verbs there are.
    """
    # Endings are told apart on back vowels; the noun's own decide which the verb gets.
    is_front = noun.endswith(("ys", "ös", "tä", "öinti")) or "ä" in noun
    return tuple(
        dict.fromkeys(
            stem + (ending.translate(_TO_FRONT) if is_front else ending)
            for stem, ending in _stems_and_endings(noun)
        )
    )


def _stems_and_endings(noun: str) -> Iterator[tuple[str, str]]:
    leveled = noun.translate(_TO_BACK)
    for ending, verb_endings in _VERB_ENDINGS.items():
        stem = noun[: -len(ending)]
        if leveled.endswith(ending) and len(stem) > 1:
            weak = _weakened(stem) if ending in _CONTRACTED else stem
            yield from ((weak, verb_ending) for verb_ending in verb_endings)


def _weakened(stem: str) -> str:
    return stem[:-2] + _WEAK.get(stem[-2:], stem[-2:])
