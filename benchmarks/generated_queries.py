"""Queries as people, programs and attackers type them: a stream that a seed makes anew."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = tuple(
    """kokeilu kaupunki osallisuus hiilijalanjälki robottibussi kiertotalous avoin data koulu
    asukas hanke opit talvi liikkuminen työmaa yhteiskehittäminen infratyömaiden
    participation pilot lessons winter open bus city carbon school residents smart""".split()  # noqa: SIM905 - a list to read
)
SIGNS = ("-", '"', "*", " OR ", "OR", "AND", "(", ")", "~", ":", "^", "[a TO z]", "?", "\\", "%00")
LETTERS = "aeiouyäöåbdghjklmnprstv"


def generated_queries(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Yield the parameters of so many searches; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        parameters: dict[str, Any] = {"q": chance.choice(SHAPES)(chance)}
        if chance.random() < 0.3:
            facet = chance.choice(("type", "city", "theme", "doc_lang", "section"))
            parameters[facet] = chance.choice(list(vocabulary()[facet]))
        if chance.random() < 0.2:
            parameters |= {"page": chance.randint(1, 30), "size": chance.choice((1, 10, 50, 100))}
        if chance.random() < 0.5:
            parameters["lang"] = chance.choice(("fi", "en"))
        if chance.random() < 0.1:
            parameters["sort"] = "date"
        yield parameters


def _plain(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 5)))


def _long(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=40))[: chance.choice((255, 256, 257))]


def _beginnings(chance: random.Random) -> str:
    stems = ("".join(chance.choices(LETTERS, k=chance.randint(1, 3))) for _ in range(60))
    return " ".join(f"{stem}*" for stem in stems)[:256]


def _misspelt(chance: random.Random) -> str:
    letters = list(_plain(chance))
    for _ in range(chance.randint(1, 4)):
        letters[chance.randrange(len(letters))] = chance.choice(LETTERS)
    return "".join(letters)


def _signs(chance: random.Random) -> str:
    return "".join(chance.choices((*SIGNS, *WORDS, " "), k=chance.randint(1, 40)))[:256]


def _nested(chance: random.Random) -> str:
    return chance.choice(("(", "NOT ", '"a ', "- ", "a OR ")) * chance.randint(1, 100)


def _phrase(chance: random.Random) -> str:
    words = " ".join(chance.choices(WORDS, k=chance.randint(2, 30)))
    return f'"{words}"'[:256]


def _noise(chance: random.Random) -> str:
    return "".join(
        chr(chance.choice((chance.randint(1, 0x2FF), chance.randint(0x300, 0xD7FF))))
        for _ in range(chance.randint(0, 120))
    )


SHAPES = (_plain, _plain, _plain, _long, _beginnings, _misspelt, _signs, _nested, _phrase, _noise)
