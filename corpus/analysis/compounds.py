"""The parts of a Finnish compound as search terms.

A reader who types `työmaa` or `hiilijalanjälki` should find `infratyömaiden` and
`hiilijalanjälkilaskenta`; so besides each part in its dictionary form, every run of two or more
neighbouring parts is a term too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.analysis.morphology import Reading

MIN_PART_LENGTH = 3
MAX_SEGMENTS = 6


def compound_parts(
    readings: Iterable[Reading], baseforms: Callable[[str], Iterable[str]]
) -> tuple[str, ...]:
    """Return the part terms of a word's readings; a word that is no compound has none.

    `baseforms` gives the dictionary forms of one segment as written (jalan → jalka).
    """
    terms: dict[str, None] = {}
    for reading in readings:
        for term in _parts(reading, baseforms):
            if len(term) >= MIN_PART_LENGTH and term != _plain(reading.base):
                terms[term] = None
    return tuple(terms)


def compound_segments(
    readings: Iterable[Reading], baseforms: Callable[[str], Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return, for the first reading that is a compound, each part's possible dictionary forms."""
    for reading in readings:
        if len(reading.segments) > 1:
            head = _head_base(reading)
            last = (head,) if head else tuple(baseforms(reading.segments[-1]))
            return (*(tuple(baseforms(part)) for part in reading.segments[:-1]), last)
    return ()


def _parts(reading: Reading, baseforms: Callable[[str], Iterable[str]]) -> Iterator[str]:
    segments = reading.segments[:MAX_SEGMENTS]
    if len(segments) < 2:
        return
    head = _head_base(reading)
    for first in range(len(segments)):
        last_is_head = tuple(baseforms(segments[-1])) if not head else (head,)
        if first == len(segments) - 1:
            yield from last_is_head
            continue
        yield from baseforms(segments[first])
        run = segments[first]
        for segment in segments[first + 1 : -1]:
            yield from _with_last(run, baseforms(segment))
            run += segment
        if first > 0:
            yield from _with_last(run, last_is_head)


def _with_last(run: str, lasts: Iterable[str]) -> Iterator[str]:
    for last in lasts:
        yield run + last


def _head_base(reading: Reading) -> str:
    """The last part's dictionary form: the whole's, less the segments before it."""
    base, before = _plain(reading.base), "".join(reading.segments[:-1])
    return base.removeprefix(before) if base.startswith(before) and base != before else ""


def _plain(word: str) -> str:
    return word.replace("-", "")
