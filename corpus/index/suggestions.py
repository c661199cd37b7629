"""Completions of what a reader has typed so far, from frequent words, titles and headings."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from corpus.analysis.folding import folded
from corpus.analysis.stopwords import stopwords
from corpus.analysis.tokenizer import tokens
from corpus.index.query import Suggestion
from corpus.index.schema import ENGLISH, EXACT, FINNISH, ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.index.page_table import PageTable
    from corpus.index.postings import Postings

MAX_SUGGESTIONS = 5
MIN_PREFIX = 2
WORDS_FIRST = 2  # suggestions that complete the last word, before titles have their turn
MIN_WORD = 4
MIN_SECTIONS = 2  # a word of fewer sections is none to propose
ZONES_OF_WORDS = ("title", "lead", "body")  # headings repeat what the layout says
MAX_TRIED = 50  # completions looked at for one typed text
MAX_HEADING = 80
# A heading on more pages than this, and than this share of them, belongs to the layout.
MAX_PAGES, MAX_SHARE = 3, 0.02
Value = TypeVar("Value")
_LEMMAS = {"fi": FINNISH, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title, which has an address, or a heading."""

    text: str
    language: str
    words: tuple[str, ...]  # without diacritics
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Completion:
    """A word to complete the last typed one with; `sections` is how many have it."""

    word: str
    language: str
    sections: int


class Suggestions:
    """Completes over one generation; safe to share between threads."""

    def __init__(self, table: PageTable, postings: Postings) -> None:
        """Read nothing yet: the tables are made when the first letters are typed."""
        self._table = table
        self._postings = postings
        self._lock = Lock()
        self._sorted: SortedPhrases | None = None

    def starting_with(self, typed: str, language: str) -> list[Suggestion]:
        """Return completions, in the reader's language first; a missing diacritic is no matter."""
        if len(typed.strip()) < MIN_PREFIX or not any(tokens(typed)):
            return []
        found: dict[str, Suggestion] = {}
        for spoken in (language, *(each for each in ("fi", "en", "other") if each != language)):
            words = self._completed(typed, spoken)
            first = list(islice(words, WORDS_FIRST))
            for each in chain(first, self._tables().phrases_of(typed, spoken), words):
                found.setdefault(each.text.lower(), each)
            if len(found) >= MAX_SUGGESTIONS:
                break
        return list(found.values())[:MAX_SUGGESTIONS]

    def _completed(self, typed: str, language: str) -> Iterator[Suggestion]:
        """Yield the typed text with its last word completed, by the commonest word first."""
        *earlier, last = tokens(typed)
        if last.end < len(typed) or len(last.exact) < MIN_PREFIX:
            return
        found = self._tables().completions_of(last.exact, language)
        for each in sorted(found, key=lambda c: (-c.sections, c.word))[:MAX_TRIED]:
            terms = [(EXACT, token.exact) for token in earlier]
            if not earlier or self._are_together([(_LEMMAS[language], each.word), *terms]):
                yield Suggestion(typed[: last.start] + each.word, language=language)

    def _are_together(self, terms: Sequence[tuple[str, str]]) -> bool:
        """Tell whether a section has all terms, given as layer and text."""
        sections = [
            {n for zone in ZONES for n in self._postings.term(f"{zone}_{layer}", text)[0].tolist()}
            for layer, text in terms
        ]
        return bool(set.intersection(*sections))

    def _tables(self) -> SortedPhrases:
        with self._lock:
            if self._sorted is None:
                phrases = [*_titles(self._table), *_headings(self._table, self._postings)]
                self._sorted = SortedPhrases.of(phrases, list(_frequent_words(self._postings)))
            return self._sorted


@dataclass(frozen=True, slots=True)
class SortedPhrases:
    """Phrases and words in the order of their letters, so that a beginning is looked up at once."""

    phrases: Sequence[Phrase]
    words: Sequence[tuple[str, int]]  # a word of a phrase, the phrase's number
    completions: Sequence[tuple[str, Completion]]

    @classmethod
    def of(cls, phrases: Sequence[Phrase], completions: Sequence[Completion]) -> SortedPhrases:
        """Sort phrases by each of their words."""
        words = {(word, number) for number, each in enumerate(phrases) for word in each.words}
        by_letters = sorted(
            ((folded(each.word), each) for each in completions), key=lambda pair: pair[0]
        )
        return cls(phrases, sorted(words), by_letters)

    def phrases_of(self, typed: str, language: str) -> Iterator[Suggestion]:
        """Yield the titles, then the headings, that have a word for every typed beginning."""
        wanted = _plain_words(typed)
        numbers = set.intersection(*(self._numbers(prefix) for prefix in wanted))
        own = (self.phrases[n] for n in numbers if self.phrases[n].language == language)
        for each in nsmallest(MAX_SUGGESTIONS, own, key=lambda phrase: _order(phrase, wanted)):
            yield Suggestion(each.text, each.url, each.language)

    def completions_of(self, word: str, language: str) -> list[Completion]:
        """Return the longer words of a language that begin as a word, by letters."""
        found = (completion for _, completion in _beginning(self.completions, folded(word)))
        return [each for each in found if each.language == language and each.word != word]

    def _numbers(self, prefix: str) -> set[int]:
        return {number for _, number in _beginning(self.words, prefix)}


def _beginning(pairs: Sequence[tuple[str, Value]], prefix: str) -> Sequence[tuple[str, Value]]:
    first = bisect_left(pairs, prefix, key=lambda pair: pair[0])
    last = bisect_left(pairs, prefix + chr(0x10FFFF), key=lambda pair: pair[0])
    return pairs[first:last]


def _order(phrase: Phrase, wanted: Sequence[str]) -> tuple[bool, int, int, str]:
    """Titles first, then where the first typed word stands, then the shorter."""
    place = next(n for n, word in enumerate(phrase.words) if word.startswith(wanted[0]))
    return phrase.url is None, place, len(phrase.words), phrase.text


def _titles(table: PageTable) -> Iterator[Phrase]:
    for page, record in enumerate(table.records):
        if page not in table.hidden:
            words = _plain_words(record["title"])
            yield Phrase(record["title"], record["language"], words, record["url"])


def _headings(table: PageTable, postings: Postings) -> Iterator[Phrase]:
    """Yield headings that say what a section is about: neither layout nor contact details."""
    pages: Counter[tuple[str, str]] = Counter()
    for page in (page for page in range(len(table)) if page not in table.hidden):
        pages.update(set(_headings_of(page, table, postings)))
    most = max(MAX_PAGES, MAX_SHARE * len(table))
    for (heading, language), count in pages.items():
        words = _plain_words(heading)
        if count <= most and len(heading) <= MAX_HEADING and not _is_stopwords(words):
            yield Phrase(heading, language, words)


def _headings_of(page: int, table: PageTable, postings: Postings) -> Iterator[tuple[str, str]]:
    for entry in table.sections_of(page):
        if table.kinds[entry] != "contact":
            section = json.loads(postings.stored(int(entry)))
            yield section["heading"], section["language"]


def _frequent_words(postings: Postings) -> Iterator[Completion]:
    """Yield dictionary forms that pages also have as written, so that no stem is among them."""
    written = {word for zone in ZONES for word in postings.terms(f"{zone}_{EXACT}")}
    for language, layer in _LEMMAS.items():
        sections: Counter[str] = Counter()
        for zone in ZONES_OF_WORDS:
            for word, count in postings.frequencies(f"{zone}_{layer}").items():
                sections[word] = max(sections[word], count)
        for word, count in sections.items():
            is_word = word in written and word.isalpha() and len(word) >= MIN_WORD
            if is_word and count >= MIN_SECTIONS and not _is_stopwords([word]):
                yield Completion(word, language, count)


def _is_stopwords(words: Iterable[str]) -> bool:
    return all(word in stopwords("fi") or word in stopwords("en") for word in words)


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(folded(token.exact) for token in tokens(text))
