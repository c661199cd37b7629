"""Words and queries whose language is known, from lists that our detector does not consult.

Headwords of FreeDict's two dictionaries are base forms of every walk of life, names and rarities
with them; our own glossary has the words of cities; people judged the language of topics.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.judged import PACKAGED, half_of, read_topics
from corpus.translation import glossary
from corpus.translation.freedict import DICTIONARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.judged import Half

CHECKED = Path(__file__).parent.parent / "tests" / "relevance" / "languages"
HEADWORDS = {"fi": "freedict-fin-eng.index", "en": "freedict-eng-fin.index"}
DRAWN = 1000  # of each language and length
SHORTEST = 3
TOPICS = PACKAGED / "topics.tsv"
SEED = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A text and its true language."""

    language: str
    text: str

    @property
    def half(self) -> Half:
        """Whether rules may be chosen on it, or only tested."""
        return half_of(self.text)


def told(name: str) -> list[Told]:
    """Return the texts of a checked-in table of language and text."""
    lines = (CHECKED / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [Told(language, text) for language, text in rows[1:]]


def queries() -> Iterator[tuple[str, list[Told]]]:
    """Yield (what they are, queries), those of headwords only where FreeDict is installed."""
    heads = {language: _headwords(file) for language, file in HEADWORDS.items()}
    if all(heads.values()):
        both = (heads["fi"] & heads["en"]) | {each.text for each in told("words_of_both.tsv")}
        own = {language: words - both for language, words in heads.items()}
        yield "1 headword, words of both too", list(_drawn(heads, 1))
        yield "1 headword", list(_drawn(own, 1))
        yield "2 headwords", list(_drawn(own, 2))
        yield "4 headwords", list(_drawn(own, 4))
    terms = list(glossary_terms())
    yield "1-word terms", [term for term in terms if " " not in term.text]
    yield "2-word terms", [term for term in terms if term.text.count(" ") == 1]
    yield "words of pages", told("words.tsv")
    yield "judged topics", [Told(t.language, t.text) for t in read_topics(TOPICS) if t.text]


def glossary_terms() -> Iterator[Told]:
    """Yield the terms of the packaged glossary once each, without those of both languages."""
    file = Path(glossary.__file__).with_name("glossary.toml")
    terms: Mapping[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))["terms"]
    finnish = {term.lower() for term in terms}
    english = {term.lower() for renderings in terms.values() for term in renderings}
    both = (finnish & english) | {each.text for each in told("words_of_both.tsv")}
    for language, own in (("fi", finnish), ("en", english)):
        yield from (Told(language, term) for term in sorted(own - both))


def _headwords(file: str) -> set[str]:
    path = DICTIONARIES / file
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    heads = {line.partition("\t")[0] for line in lines}
    return {head for head in heads if head.isalpha() and len(head) >= SHORTEST}


def _drawn(heads: Mapping[str, Iterable[str]], length: int) -> Iterator[Told]:
    chance = random.Random(SEED)  # noqa: S311 - a seeded draw is wanted
    for language, words in heads.items():
        drawn = chance.sample(sorted(words), DRAWN * length)
        for start in range(0, len(drawn), length):
            yield Told(language, " ".join(drawn[start : start + length]))
