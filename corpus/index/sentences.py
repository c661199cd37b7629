"""Sentences and clauses of a text that is to be shown, so that it is cut where a reader would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]

SNIPPET_LENGTH = 240  # characters, about three lines
_LEAD_IN = SNIPPET_LENGTH // 3  # how much of a cut sentence may come before its first match
_CLAUSE_REACH = SNIPPET_LENGTH // 4  # how much is given up to end with a clause
_JOINT = " • "  # between list items, rows and headings, which end without a stop
_ENDS = tuple(".!?…:;,–—")
_GAP = re.compile(
    rf"{_JOINT}|(?:(?<=[.!?…])|(?<=[.!?…][\"”’)]))\s+(?=[\"“”'‘(\[–]?\s?[^\W_a-zåäö])"
)
_CLAUSE = re.compile(r"(?<=[,;:–—])\s")
_LAST_WORD = re.compile(r"([^\s(]+)\.$")
_FINNISH_SHORT = ("esim", "mm", "ks", "vrt", "ns", "nk", "ko", "klo", "nro", "tri", "prof")
_ENGLISH_SHORT = ("e.g", "i.e", "cf", "dr", "mr", "mrs", "st", "vs", "approx", "fig")
_ABBREVIATIONS = frozenset({*_FINNISH_SHORT, *_ENGLISH_SHORT})


def one_line(text: str) -> str:
    """Return a text on one line; a paragraph that ends without a stop is set off by a dot."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    joined = ""
    for line in filter(None, lines):
        joint = " " if joined.endswith(_ENDS) else _JOINT
        joined = f"{joined}{joint}{line}" if joined else line
    return joined


def sentences(text: str) -> Iterator[Span]:
    """Yield where the sentences of a line begin and end; items of a list count as sentences."""
    start = 0
    for gap in _GAP.finditer(text):
        if _is_end(text, gap.start(), gap.end()):
            yield start, gap.start()
            start = gap.end()
    if start < len(text):
        yield start, len(text)


def cut_around(text: str, sentence: Span, match: int) -> Span:
    """Cut an over-long sentence to SNIPPET_LENGTH, the match that begins at `match` near its start.

    It is cut between clauses where one ends near enough, else between words.
    """
    first, last = sentence
    start = max(first, min(match - _LEAD_IN, last - SNIPPET_LENGTH))
    if start > first:
        start = _next_start(text, start, match)
    stop = min(last, start + SNIPPET_LENGTH)
    return start, stop if stop == last else _last_end(text, start, stop)


def _is_end(text: str, end: int, following: int) -> bool:
    """Tell whether a sentence ends here, not an abbreviation, an initial or a day of a month."""
    last = _LAST_WORD.search(text, max(0, end - 20), end)
    if last is None:
        return True
    word = last.group(1).lower()
    is_ordinal = word[-1:].isdigit() and text[following : following + 1].isdigit()
    return not (is_ordinal or word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()))


def _next_start(text: str, start: int, match: int) -> int:
    clause = _CLAUSE.search(text, start, match)
    return clause.end() if clause else text.find(" ", start - 1, match) + 1 or match


def _last_end(text: str, start: int, stop: int) -> int:
    ends = [clause.start() for clause in _CLAUSE.finditer(text, stop - _CLAUSE_REACH, stop)]
    space = text.rfind(" ", start + 1, stop + 1)
    return ends[-1] if ends else space if space > start else stop
