"""The passage of a section that answers best, and which of its words matched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.index.query import Snippet
from corpus.index.schema import word_terms
from corpus.index.sentences import SNIPPET_LENGTH, cut_around, one_line, sentences

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer

    Span = tuple[int, int]

KEPT_WORDS = 32_768
# Who to ask is not what the text says of the matter.
_CONTACT = re.compile(
    r"\(at\)|@|^(?:Lisätieto|Lisätiedo|Yhteydeno|Yhteystie|Further info|More info|Contact\b)"
)


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term is the `place`-th of the words that, together, are one way to find a query word."""

    word: int
    way: int
    place: int


@dataclass(frozen=True, slots=True)
class _Way:
    """How many words a way to find a query word has, and how far apart they may stand."""

    size: int
    reach: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark in a text: for each word of a query, the ways in which it may stand there."""

    terms: dict[tuple[str, str], list[_Sought]] = field(default_factory=dict)
    ways: list[_Way] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words of the query are looked for."""
        return len({sought.word for each in self.terms.values() for sought in each})

    def add(
        self,
        word: int,
        together: Sequence[Iterable[tuple[str, str]]],
        reach: int = SNIPPET_LENGTH,
    ) -> None:
        """Add words that must all be there, each as the (layer, term)s it goes by.

        `reach` is how many characters may stand between any two of them.
        """
        for place, terms in enumerate(together):
            for term in terms:
                self.terms.setdefault(term, []).append(_Sought(word, len(self.ways), place))
        self.ways.append(_Way(len(together), reach))


@dataclass(frozen=True, slots=True)
class Passage:
    """A snippet, and how many different words of the query it tells of."""

    snippet: Snippet
    words: int


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    ways: tuple[_Sought, ...]
    is_contact: bool

    def gap(self, other: _Match) -> int:
        """Return how many characters stand between two matches."""
        return max(other.start - self.end, self.start - other.end, 0)


class TermReader:
    """Reads the words of texts as they were indexed; safe to share between threads."""

    def __init__(self, analyzers: Mapping[str, Analyzer]) -> None:
        """Read with the analyzers of an index; the terms of the latest words are kept."""
        self._analyzers = analyzers
        self.terms = lru_cache(KEPT_WORDS)(self._terms)

    def _terms(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        """Return the (layer, term)s by which a word of a text, in lower case, is found."""
        reader = self._analyzers.get(language) or next(iter(self._analyzers.values()))
        found = (word_terms(each, language, self._analyzers) for each in reader.words(word))
        return tuple(chain.from_iterable(found))


def term_reader(analyzers: Mapping[str, Analyzer]) -> TermReader:
    """Return the reader of some analyzers, the same one for as long as they are in use."""
    return _kept_reader(tuple(analyzers.items()))


@lru_cache(4)
def _kept_reader(analyzers: tuple[tuple[str, Analyzer], ...]) -> TermReader:
    return TermReader(dict(analyzers))


def passage(text: str, language: str, wanted: Wanted, reader: TermReader) -> Passage:
    """Return the run of sentences with the most different query words, and their places in it.

    Where nothing matches, the beginning of the text. Never longer than SNIPPET_LENGTH and two
    ellipses; an over-long sentence is cut between clauses, or words, around its matches.
    """
    line = one_line(text)
    spans = list(sentences(line))
    contacts = [(start, end) for start, end in spans if _CONTACT.search(line[start:end])]
    matches = list(_matches(line, language, wanted, reader, contacts))
    start, end = _best_window(_windows(line, spans, contacts, matches), line, matches, wanted)
    inside = _inside(matches, start, end, wanted)
    before = "… " if start and all(start != first for first, _ in spans) else ""
    after = " …" if end < len(line) and all(end != last for _, last in spans) else ""
    shift = len(before) - start
    marks = tuple((match.start + shift, match.end + shift) for match, _ in inside)
    snippet = Snippet(before + line[start:end] + after, marks, language)
    return Passage(snippet, len(_told(inside)))


def _matches(
    text: str, language: str, wanted: Wanted, reader: TermReader, contacts: Sequence[Span]
) -> Iterator[_Match]:
    sought = wanted.terms
    for word in tokens(text):
        found = [sought[term] for term in reader.terms(word.exact, language) if term in sought]
        if found:
            is_contact = any(start <= word.start < end for start, end in contacts)
            yield _Match(word.start, word.end, tuple(chain.from_iterable(found)), is_contact)


def _inside(
    matches: Sequence[_Match], start: int, end: int, wanted: Wanted
) -> list[tuple[_Match, set[int]]]:
    """Return the matches in a window that stand for words of the query there, and for which."""
    found = [match for match in matches if match.start >= start and match.end <= end]
    places: dict[int, list[tuple[int, _Match]]] = {}
    for match in found:
        for each in match.ways:
            places.setdefault(each.way, []).append((each.place, match))

    def is_whole(way: int, match: _Match) -> bool:
        size, reach = wanted.ways[way].size, wanted.ways[way].reach
        near = (place for place, other in places[way] if match.gap(other) <= reach)
        return size == 1 or size == len(set(near))

    words = ((m, {each.word for each in m.ways if is_whole(each.way, m)}) for m in found)
    return [(match, stood_for) for match, stood_for in words if stood_for]


def _told(inside: Iterable[tuple[_Match, set[int]]]) -> set[int]:
    return {word for match, words in inside if not match.is_contact for word in words}


def _best_window(
    windows: Iterable[Span], text: str, matches: Sequence[_Match], wanted: Wanted
) -> Span:
    """Choose whole sentences that fit and hold the most different words, then the most words."""
    best, best_value = (0, min(len(text), SNIPPET_LENGTH)), (-1, -1, 0)
    for start, end in windows:
        inside = _inside(matches, start, end, wanted)
        telling = [match for match, _ in inside if not match.is_contact]
        # Among equal windows the one that comes to the point soonest.
        delay = telling[0].start - start if telling else start
        value = (len(_told(inside)), len(telling), -delay)
        if value > best_value:
            best, best_value = (start, end), value
    return best


def _windows(
    text: str, spans: Sequence[Span], contacts: Iterable[Span], matches: Sequence[_Match]
) -> Iterator[Span]:
    """Yield the longest run of sentences that fits from each sentence on, short of contacts."""
    asked = frozenset(contacts)
    starts = spans[:1] if len(text) <= SNIPPET_LENGTH else spans
    for first, (start, end) in enumerate(starts):
        if end - start <= SNIPPET_LENGTH:
            yield start, _run_end(spans, first, asked)
            continue
        yield cut_around(text, (start, end), start)
        for match in matches:
            if start <= match.start < end:
                yield cut_around(text, (start, end), match.start)


def _run_end(spans: Sequence[Span], first: int, contacts: Container[Span]) -> int:
    """Return where the sentences that fit end; who to ask follows only where it comes first."""
    start, stop = spans[first]
    for number in range(first + 1, len(spans)):
        if spans[number][1] - start > SNIPPET_LENGTH or spans[number] in contacts:
            break
        stop = spans[number][1]
    return stop
