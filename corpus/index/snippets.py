"""The passage of a section that answers best, and which of its words matched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.index.query import Snippet
from corpus.index.schema import word_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer

SNIPPET_LENGTH = 240  # characters, about three lines
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zåäö])|\n+")

# (layer, term) → the number of the query word it stands for.
Wanted = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    word: int


def snippet(text: str, language: str, wanted: Wanted, analyzers: Mapping[str, Analyzer]) -> Snippet:
    """Return the run of sentences with the most different query words, and their places in it.

    Where nothing matches, the beginning of the text. Never longer than SNIPPET_LENGTH and two
    ellipses; an over-long sentence is cut between words around its matches.
    """
    matches = list(_matches(text, language, wanted, analyzers))
    start, end = _best_window(text, matches)
    shown = text[start:end].replace("\n", " ")
    before = "… " if start and not _starts_sentence(text, start) else ""
    after = " …" if end < len(text) and not _SENTENCE_END.match(text, end) else ""
    shift = len(before) - start
    inside = (m for m in matches if m.start >= start and m.end <= end)
    return Snippet(before + shown + after, tuple((m.start + shift, m.end + shift) for m in inside))


def _matches(
    text: str, language: str, wanted: Wanted, analyzers: Mapping[str, Analyzer]
) -> Iterator[_Match]:
    reader = analyzers.get(language) or next(iter(analyzers.values()))
    for word in reader.words(text):
        for term in word_terms(word, language, analyzers):
            if term in wanted:
                yield _Match(word.start, word.end, wanted[term])
                break


def _best_window(text: str, matches: Sequence[_Match]) -> tuple[int, int]:
    """Choose whole sentences that fit and hold the most different words, then the most words."""
    best, best_value = (0, min(len(text), SNIPPET_LENGTH)), (-1, -1, 0)
    for start, end in _windows(text, matches):
        inside = [m for m in matches if m.start >= start and m.end <= end]
        # Among equal windows the one that comes to the point soonest.
        delay = inside[0].start - start if inside else start
        value = (len({m.word for m in inside}), len(inside), -delay)
        if value > best_value:
            best, best_value = (start, end), value
    return best


def _windows(text: str, matches: Sequence[_Match]) -> Iterator[tuple[int, int]]:
    """Yield the longest run of sentences that fits from each sentence on."""
    sentences = list(_sentences(text))
    for first, (start, end) in enumerate(sentences):
        if end - start > SNIPPET_LENGTH:
            yield _cut_around(text, (start, end), matches)
        else:
            fitting = (e for _, e in sentences[first:] if e - start <= SNIPPET_LENGTH)
            yield start, max(fitting)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _cut_around(text: str, sentence: tuple[int, int], matches: Sequence[_Match]) -> tuple[int, int]:
    """Cut an over-long sentence to SNIPPET_LENGTH, its first match near the beginning."""
    start, end = sentence
    first = next((m.start for m in matches if start <= m.start < end), start)
    start = max(start, min(first - SNIPPET_LENGTH // 4, end - SNIPPET_LENGTH))
    stop = min(end, start + SNIPPET_LENGTH)
    if start > sentence[0]:
        start = text.find(" ", start, first) + 1 or start
    if stop < end:
        stop = max(text.rfind(" ", start, stop), start + 1)
    return start, stop


def _starts_sentence(text: str, start: int) -> bool:
    return any(start == first for first, _ in _sentences(text))
