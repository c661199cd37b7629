"""Two language versions of one page, cut into texts that say the same.

Titles belong together, and so do descriptions. Headings and paragraphs are aligned in their order
by dynamic programming over their lengths (Gale and Church 1993, "A Program for Aligning Sentences
in Bilingual Corpora"), and over the words that the versions share by a dictionary, as names or as
numbers; then the sentences of what belongs together are aligned in the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from corpus.document import Document
    from corpus.translation.text_words import TextReader, TextWord

    Place = tuple[int, int]  # how many lines of each version lie behind

_BEADS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
_SKIP_COST = 4.0
_UNEQUAL_COST = 2.3  # of two lines for one
_HEADING_COST = 5.0  # of a heading for a paragraph
_WORST_LENGTH_COST = 8.0
_VARIANCE = 6.8  # of the length of a text by the length of its counterpart; from the paper
_SHARED_GAIN = 4.0
_NONE_SHARED_COST = 1.0
_SHORT_TEXT = 20  # words; longer ones are cut into sentences
_BEAM = 10.0  # how much dearer than the best way to a line another way may be
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[^\W\d_a-zåäö])")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many words of a text the dictionary knows, and how many of them its counterpart has."""

    known: int
    shared: int

    @classmethod
    def of(cls, finnish: Iterable[TextWord], english: Set[str]) -> Agreement:
        """Compare words with the forms of an English text; a name is known where it is shared."""
        known = shared = 0
        for word in finnish:
            is_shared = not word.anchors.isdisjoint(english)
            shared += is_shared
            known += is_shared or word.is_known
        return cls(known, shared)


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph or a sentence; `length` is in characters."""

    length: int
    is_heading: bool
    words: tuple[TextWord, ...]
    forms: frozenset[str]
    sentences: tuple[Line, ...] = ()


def parallel_texts(
    finnish: Document, english: Document, reader: TextReader
) -> Iterator[tuple[list[TextWord], list[TextWord]]]:
    """Yield the words of each Finnish text with those of the English text that says the same."""
    for one, other in ((finnish.title, english.title), (finnish.description, english.description)):
        yield reader.words(one, "fi"), reader.words(other, "en")
    ones, others = _lines(finnish, "fi", reader), _lines(english, "en", reader)
    for run, other_run in _aligned(ones, others):
        if max(len(_words(run)), len(_words(other_run))) <= _SHORT_TEXT:
            yield _words(run), _words(other_run)
            continue
        for few, other_few in _aligned(_sentences(run), _sentences(other_run)):
            yield _words(few), _words(other_few)


def _lines(document: Document, language: str, reader: TextReader) -> list[Line]:
    lines, start = [], 0
    for text, is_heading in _texts(document):
        sentences = []
        for sentence in _SENTENCE_END.split(text):
            words = tuple(reader.words(sentence, language, start))
            sentences.append(Line(len(sentence), is_heading, words, forms(words)))
            start += len(sentence) + 1  # a gap, so that no term runs over the end of a sentence
        words = tuple(_words(sentences))
        lines.append(Line(len(text), is_heading, words, forms(words), tuple(sentences)))
    return lines


def _texts(document: Document) -> Iterator[tuple[str, bool]]:
    for section in document.sections:
        if section.heading:
            yield section.heading, True
        yield from ((text, False) for text in section.text.splitlines() if text.strip())


def _sentences(lines: Iterable[Line]) -> list[Line]:
    return [sentence for line in lines for sentence in line.sentences]


def _words(lines: Iterable[Line]) -> list[TextWord]:
    return [word for line in lines for word in line.words]


def _aligned(
    ones: Sequence[Line], others: Sequence[Line]
) -> Iterator[tuple[Sequence[Line], Sequence[Line]]]:
    """Yield the runs of lines that belong together on the cheapest way through both."""
    came_from = _Grid(ones, others).cheapest()
    at, way = (len(ones), len(others)), []
    while at in came_from:
        before = came_from[at]
        way.append((ones[before[0] : at[0]], others[before[1] : at[1]]))
        at = before
    yield from ((run, other) for run, other in reversed(way) if run and other)


@dataclass(frozen=True, slots=True)
class _Grid:
    ones: Sequence[Line]
    others: Sequence[Line]

    def cheapest(self) -> dict[Place, Place]:
        """Return for each place reached the place before it on the cheapest way there."""
        cost: list[dict[int, float]] = [{} for _ in range(len(self.ones) + 1)]
        came_from: dict[Place, Place] = {}
        cost[0][0] = 0.0
        for row, reached in enumerate(cost):
            dearest = min(reached.values(), default=0.0) + _BEAM
            for column in range(len(self.others) + 1):
                if reached.get(column, dearest) >= dearest:
                    continue
                for end in self._ends(row, column):
                    known = cost[end[0]].get(end[1], inf)
                    total = reached[column] + self._cost(
                        (row, column), end, known - reached[column]
                    )
                    if total < known:
                        cost[end[0]][end[1]], came_from[end] = total, (row, column)
        return came_from

    def _ends(self, row: int, column: int) -> Iterator[Place]:
        for down, right in _BEADS:
            if row + down <= len(self.ones) and column + right <= len(self.others):
                yield row + down, column + right

    def _cost(self, start: Place, end: Place, most: float) -> float:
        """Return the cost of a step; where it cannot be less than `most`, anything not less."""
        run, other = self.ones[start[0] : end[0]], self.others[start[1] : end[1]]
        if not run or not other:
            return _SKIP_COST
        cost = _length_cost(sum(line.length for line in run), sum(line.length for line in other))
        cost += _UNEQUAL_COST * (len(run) + len(other) > 2)
        cost += _HEADING_COST * (_is_headed(run) != _is_headed(other))
        if cost - _SHARED_GAIN >= most:
            return inf
        there = other[0].forms.union(*(line.forms for line in other[1:]))
        agreement = Agreement.of(_words(run), there)
        share = agreement.shared / agreement.known if agreement.known else 0.0
        return cost + _NONE_SHARED_COST * bool(agreement.known) - _SHARED_GAIN * share


def forms(words: Iterable[TextWord]) -> frozenset[str]:
    """Return every form that the words of a text are known by."""
    return frozenset(form for word in words for form in (word.lemma, word.exact))


def _length_cost(length: int, other: int) -> float:
    return min((length - other) ** 2 / (_VARIANCE * (length + other)), _WORST_LENGTH_COST)


def _is_headed(lines: Iterable[Line]) -> bool:
    return any(line.is_heading for line in lines)
