"""Twins that neither a page nor a sitemap names, recognised by what both pages say.

Rather none than a wrong one: a pair is the likest of both its pages, clearly before the next, and
its words alone or its words, title, numbers and address together must leave little doubt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING, Literal

from corpus.analysis.tokenizer import tokens
from indexer.address_language import without_language
from indexer.likeness import agreement, likest
from indexer.sections import FULL_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.document import Document
    from corpus.translation.text_words import TextReader

    Evidence = Literal["address", "words", "texts"]

FEWEST_WORDS = 20
LEAST_BY_ADDRESS = 0.1  # cosines
LEAST_BY_WORDS = 0.35
LEAST_BY_TEXTS = 0.2
AGREEMENT = 0.25  # share of words whose rendering stands where it should
LEAD = 1.5  # over the next likest page, of both
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Recognised:
    """A pair of pages held for twins, the cosine of their words, and what decided."""

    finnish: Document
    english: Document
    words: float
    evidence: Evidence


def recognised_twins(documents: Iterable[Document], reader: TextReader) -> list[Recognised]:
    """Return the pairs among the documents of each source that have no twin named yet."""
    by_source: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        other = {"fi": "en", "en": "fi"}.get(document.language, document.language)
        if other not in {document.language, *document.twins} and _has_words(document):
            by_source[document.source][document.language].append(document)
    return [
        pair
        for pages in by_source.values()
        if pages["fi"] and pages["en"]
        for pair in _Matching(pages["fi"], pages["en"], reader).pairs()
    ]


class _Matching:
    """The unpaired pages of one source and how like they are."""

    def __init__(
        self, finnish: Sequence[Document], english: Sequence[Document], reader: TextReader
    ) -> None:
        self._finnish, self._english, self._reader = finnish, english, reader
        self._proof = cache(self._borne_out)
        self._likeness = {
            (like.finnish, like.english): like.words
            for like in likest(finnish, english, reader)
            if finnish[like.finnish].type == english[like.english].type
        }

    def pairs(self) -> Iterator[Recognised]:
        """Yield the pairs: those of one address first, then the surest, as long as there are any.

        A page taken is no rival any more, which makes others clear (Melamed 2000, "Models of
        Translational Equivalence among Words").
        """
        yield from self._taken(self._by_address())
        for _ in range(MOST_ROUNDS):
            yield from self._taken(self._by_likeness())

    def _taken(self, chosen: Mapping[tuple[int, int], Evidence]) -> Iterator[Recognised]:
        cosines = {pair: self._likeness[pair] for pair in chosen}
        rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
        self._likeness = {
            (row, column): cosine
            for (row, column), cosine in self._likeness.items()
            if row not in rows and column not in columns
        }
        for (row, column), evidence in chosen.items():
            pair = self._finnish[row], self._english[column]
            yield Recognised(*pair, cosines[row, column], evidence)

    def _by_address(self) -> dict[tuple[int, int], Evidence]:
        """Return the pairs whose addresses differ in nothing but the language."""
        rows, columns = (_without_language(pages) for pages in (self._finnish, self._english))
        pairs = ((rows[url], columns[url]) for url in rows.keys() & columns.keys())
        chosen = (pair for pair in pairs if self._likeness.get(pair, 0) >= LEAST_BY_ADDRESS)
        return dict.fromkeys(sorted(chosen), "address")

    def _by_likeness(self) -> dict[tuple[int, int], Evidence]:
        """Return the pairs that lead on both sides and are borne out."""
        of_row, of_column = defaultdict(list), defaultdict(list)
        for (row, column), cosine in self._likeness.items():
            of_row[row].append(cosine)
            of_column[column].append(cosine)
        rows, columns = _second(of_row), _second(of_column)
        found: dict[tuple[int, int], Evidence] = {}
        for (row, column), cosine in self._likeness.items():
            leads = cosine >= LEAD * max(rows[row], columns[column])
            if leads and (evidence := self._proof(row, column)):
                found[row, column] = evidence
        return found

    def _borne_out(self, row: int, column: int) -> Evidence | None:
        finnish, english = self._finnish[row], self._english[column]
        cosine = self._likeness[row, column]
        if cosine < LEAST_BY_TEXTS or _numbers_differ(finnish, english):
            return None
        if cosine >= LEAST_BY_WORDS:
            return "words"
        return "texts" if agreement(finnish, english, self._reader) >= AGREEMENT else None


def _second(cosines: Mapping[int, Sequence[float]]) -> dict[int, float]:
    return {number: nlargest(2, [*found, 0.0])[1] for number, found in cosines.items()}


def _without_language(documents: Sequence[Document]) -> dict[str, int]:
    """Return the places of the pages by their addresses without language; none of two alike."""
    counts = Counter(without_language(document.url) for document in documents)
    places = {without_language(document.url): n for n, document in enumerate(documents)}
    return {url: place for url, place in places.items() if counts[url] == 1}


def _numbers_differ(one: Document, other: Document) -> bool:
    """Tell whether titles have different numbers, or texts have not one number in common."""
    titles = _numbers([one.title]), _numbers([other.title])
    texts = [
        _numbers(text for section in page.sections for text in (section.heading, section.text))
        for page in (one, other)
    ]
    if all(titles) and titles[0] != titles[1]:
        return True
    return all(texts) and texts[0].isdisjoint(texts[1])


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    words = (token.exact for text in texts for token in tokens(text))
    return frozenset(word for word in words if word.isdecimal())


def _has_words(document: Document) -> bool:
    main = (section for section in document.sections if section.weight == FULL_WEIGHT)
    return sum(len(section.text.split()) for section in main) >= FEWEST_WORDS
