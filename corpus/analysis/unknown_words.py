"""What may be behind a Finnish word that no lexicon has: lost dots, names and new words.

Pure: whether a spelling is a word is for the caller to look up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_LETTERS = 4
MAX_DOTTED = 8  # letters that may have lost their dots; at most 36 spellings
# What may follow a word's stem: a changed end, a comparative or plural, then case, owner, clitic.
_ENDING = re.compile(
    r"\w{0,3}(?:mp|mm|imp|imm)?[ieaäj]?j?"
    r"(?:n|t|[aä]|[ts]?t[aä]|s[st][aä]|l[lt][aä]|lle|n[aä]|ksi|tt[aä]|h?[aeiouyäö]n|s[ei]{2}n|tten|den)"
    r"(?:ni|si|ns[aä]|mme|nne|[aeä]n)?(?:kin|k[aä]{2}n|k[oö]|h[aä]n|p[aä])?"
)
_KEPT = 3  # letters of a base form that its forms may change
_DOTS = str.maketrans("ao", "äö")
_FINNISH_LETTERS = re.compile(r"[abd-pr-vy]+")  # plain ones; words with c, q, w, x or z are foreign


def dotted_spellings(word: str) -> Iterator[str]:
    """Yield a word with dots on one stretch of its a and o: tyopaja → työpaja, longest first.

    Within one part of a compound ä, ö and y do not stand beside a, o and u, so that the dots lost
    are those of whole parts.
    """
    if len(word) < MIN_LETTERS or not _FINNISH_LETTERS.fullmatch(word):
        return
    places = [at for at, letter in enumerate(word) if letter in "ao"]
    if len(places) > MAX_DOTTED:
        return
    for length in range(len(places), 0, -1):
        for first in range(len(places) - length + 1):
            start, end = places[first], places[first + length - 1] + 1
            yield word[:start] + word[start:end].translate(_DOTS) + word[end:]


def bases_of_stem(stem: str) -> Iterator[str]:
    """Yield the base forms that Snowball's stem of a word hides: vuoreks- → vuores.

    Nouns in -s have -kse- in their cases, and the nouns of verbs in -minen have -mise-.
    """
    if stem.endswith("ks"):
        yield stem[:-2] + "s"
    elif stem.endswith("mis"):
        yield stem[:-1] + "nen"


def is_form_of(word: str, base: str) -> bool:
    """Tell whether a word may be a form of a base form, by its ending alone.

    resurssiviisaan may be one of resurssiviisas, but jyvaskyla is none of jyvä.
    """
    letters = enumerate(zip(word, base, strict=False))
    shared = next((at for at, (one, other) in letters if one != other), min(len(word), len(base)))
    return len(base) - shared <= _KEPT and _ENDING.fullmatch(word, shared) is not None
