"""Duplicates: pages that say nothing which another page does not say, under another address.

Only pages of the same language, title, numbers and cities are compared, and their words are
compared exactly: pages made from one template tell of different things in nearly the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import numpy as np

from corpus.analysis.tokenizer import tokens
from indexer.address_language import address_language, without_language
from indexer.sections import FULL_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from corpus.document import Document, Section

    Shingle = tuple[str, ...]

Value = TypeVar("Value")
SHINGLE = 3  # words
FEWEST_WORDS = 20  # of shorter pages, nobody can say what they tell
FEWEST_WORDS_OF_NEAR = 40  # where the texts are not to the letter the same
LEAST_RESEMBLANCE = 0.9  # Broder 1997, "On the Resemblance and Containment of Documents"
LEAST_OF_VERSIONS = 0.8  # one word in 27 may be another
# Of two pages that resemble each other by 0.8, one of eight least hashes is the same but for
# 3 in a million (Broder 1997); no page is compared with more than so many of those it may be.
_LEAST_HASHES = 8
_MOST_COMPARED = 32
_ODD = np.arange(1, 2 * _LEAST_HASHES, 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Distinct:
    """Documents none of which repeats another, and the pages that were left out.

    `same_text` is {address: url of the document that says the same}; `survivor_of` has besides
    the addresses of pages that name another one as theirs.
    """

    documents: tuple[Document, ...]
    same_text: Mapping[str, str]
    survivor_of: Mapping[str, str]

    @property
    def merged(self) -> Mapping[str, int]:
        """How many pages of each language another says the same as."""
        languages = {document.url: document.language for document in self.documents}
        return Counter(languages[survivor] for survivor in self.same_text.values())


def distinct(documents: Iterable[Document], moved: Mapping[str, str] | None = None) -> Distinct:
    """Return the documents without those that another one stands for.

    `moved` is {address: url} of pages that name another address as theirs. Of duplicates survives
    the page so named, else one whose address agrees with its language, else the one of the
    shortest address. It keeps the addresses of the others and, where it lacks them, their twins.
    """
    given = {document.url: document for document in documents}
    moved = moved or {}
    named = frozenset(moved.values())
    in_order = sorted(given.values(), key=lambda document: _precedence(document, named))
    same_text = dict(_duplicates(in_order))
    survivor_of = {**moved, **same_text}
    survivor_of = {url: same_text.get(target, target) for url, target in survivor_of.items()}
    others = defaultdict(list)
    for url, survivor in sorted(survivor_of.items()):
        others[survivor].append(url)
    kept = (document for url, document in given.items() if url not in same_text)
    merged = (_merged(document, others[document.url], given, survivor_of) for document in kept)
    return Distinct(tuple(merged), same_text, survivor_of)


def _precedence(document: Document, named: frozenset[str]) -> tuple[bool, int, int, str]:
    told = address_language(document.url)
    disagreement = 0 if told == document.language else 1 if not told else 2
    return document.url not in named, disagreement, len(document.url), document.url


def _merged(
    document: Document,
    others: Sequence[str],
    given: Mapping[str, Document],
    survivor_of: Mapping[str, str],
) -> Document:
    claims: dict[str, str] = {}
    for each in (document, *(given[url] for url in others if url in given)):
        for language, url in each.twins.items():
            claims.setdefault(language, survivor_of.get(url, url))
    twins = {language: url for language, url in claims.items() if url != document.url}
    return replace(document, twins=twins, also_at=tuple(others))


def _duplicates(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield (url, url of the earliest document that says the same)."""
    for of_one_title in _shared(documents, _title):
        wordings = (Wording(document) for document in of_one_title)
        judged = (wording for wording in wordings if len(wording.words) >= FEWEST_WORDS)
        for wordings_alike in _shared(judged, Wording.facts):
            yield from _duplicates_among(wordings_alike)


def _title(document: Document) -> Hashable:
    return document.language, tuple(token.exact for token in tokens(document.title))


def _shared(values: Iterable[Value], key: Callable[[Value], Hashable]) -> list[list[Value]]:
    """Return the values that share a key with others, by key."""
    groups: dict[Hashable, list[Value]] = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return [group for group in groups.values() if len(group) > 1]


def _duplicates_among(wordings: Sequence[Wording]) -> Iterator[tuple[str, str]]:
    """Yield each duplicate with its survivor, among pages of the same facts."""
    by_hash: dict[tuple[int, int], list[Wording]] = defaultdict(list)
    for wording in wordings:
        hashes = list(enumerate(wording.marks()))
        candidates = dict.fromkeys(chain.from_iterable(by_hash[each] for each in hashes))
        compared = list(candidates)[:_MOST_COMPARED]
        survivor = next((each for each in compared if each.says_all_of(wording)), None)
        if survivor:
            yield wording.document.url, survivor.document.url
        for each in hashes if survivor is None else ():
            by_hash[each].append(wording)


class Wording:
    """What a document says: its facts, its words, and the runs of words in it (shingles)."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = _words(part for part in document.sections if part.weight == FULL_WEIGHT)
        self.lesser = _words(part for part in document.sections if part.weight < FULL_WEIGHT)

    def facts(self) -> Hashable:
        """Return in what duplicates of one title agree to the letter: numbers and cities."""
        figures = filter(_has_digit, (*self.words, *self.lesser))
        return frozenset(figures), self.document.cities

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        """The runs of words of the main text."""
        return _shingles(self.words)

    @cached_property
    def all_shingles(self) -> frozenset[Shingle]:
        """The runs of words of the main text and of the rest."""
        return _shingles([*self.words, *self.lesser])

    def marks(self) -> list[int]:
        """Return a number for the main text, and its shingles' least under several functions.

        Copies share the first, and pages that resemble each other one of the others.
        """
        hashes = np.fromiter((crc32(" ".join(each).encode()) for each in self.shingles), np.uint64)
        shuffled = hashes[:, np.newaxis] * _ODD
        least = (shuffled ^ (shuffled >> np.uint64(29))).min(axis=0)
        return [crc32(" ".join(self.words).encode()), *map(int, least)]

    def says_all_of(self, other: Wording) -> bool:
        """Tell whether nothing would be lost without the other page.

        It is as good as the same and has no word that this one lacks; or it is the version in
        another language, by its address or by either page's word, left untranslated but for some
        words.
        """
        alike = min(
            _resemblance(self.shingles, other.shingles),
            _resemblance(self.all_shingles, other.all_shingles),
        )
        if self._differs_in_date(other) or alike < LEAST_OF_VERSIONS:
            return False
        is_copy = self.words == other.words
        is_near = alike >= LEAST_RESEMBLANCE and len(other.words) >= FEWEST_WORDS_OF_NEAR
        is_told = not other.counts - self.counts
        return ((is_copy or is_near) and is_told) or self._is_version(other)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands on the page."""
        return Counter((*self.words, *self.lesser))

    def _differs_in_date(self, other: Wording) -> bool:
        days = self.document.published, other.document.published
        return None not in days and days[0] != days[1]

    def _is_version(self, other: Wording) -> bool:
        one, two = self.document, other.document
        if two.url in one.twins.values() or one.url in two.twins.values():
            return True
        languages = address_language(one.url), address_language(two.url)
        return languages[0] != languages[1] and without_language(one.url) == without_language(
            two.url
        )


def _words(sections: Iterable[Section]) -> list[str]:
    texts = (text for section in sections for text in (section.heading, section.text))
    return [token.exact for text in texts for token in tokens(text)]


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _shingles(words: Sequence[str]) -> frozenset[Shingle]:
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _resemblance(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    return len(one & other) / len(one | other)
