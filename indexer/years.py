"""The years a document is about: when its project ran, or when it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1995, 2040
LONGEST_SPAN = 8
YEAR = r"((?:19|20)\d\d)"
# "2018–2020", "1.8.2018–31.3.2021", "elokuusta 2018 maaliskuuhun 2021", "from May 2019 to May
# 2021", "1 August 2018 to 31 March 2021": two years with little but dates between them.
DAY = r"(?:\d{1,2}\.\s?(?:\d{1,2}\.)?\s?|\d{1,2}(?:st|nd|rd|th)?\s+)?"
MONTH = r"(?:[a-zåäö]+\s+)?"
SPAN = re.compile(
    rf"\b{YEAR}\s*(?:[–—-]|to|until|till|and|ja|[a-zåäö]+kuuhun)\s*{DAY}{MONTH}{YEAR}\b"
)
SINGLE = re.compile(rf"\b{YEAR}\b")
# The programme's own period stands on every page's foot and in many leads.
PROGRAMME = re.compile(
    r"(?:vipuvoimaa|leverage|ohjelma|programme|strategia|strategy|rakennerahasto)[^.]{0,80}$"
)


def years(title: str, text: str, published: str | None, kind: str) -> tuple[int, ...]:
    """Return the years of a document of a type, in order.

    A title's years win. Projects, results and guides have the years their project ran, where
    the text tells them; whatever is dated has at least the year of its publication.
    """
    told = _spans(title.lower()) or {int(year) for year in SINGLE.findall(title)}
    if not told and kind in ("project", "result", "guide", "event"):
        told = _spans(text.lower())
    if not told and kind != "page" and published:
        told = {int(published[:4])}
    return tuple(sorted(told))


def _spans(text: str) -> set[int]:
    """Return the years of the first span that is not the programme's."""
    return next(_project_spans(text), set())


def _project_spans(text: str) -> Iterator[set[int]]:
    for match in SPAN.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        is_short = FIRST_YEAR <= first <= last <= min(LAST_YEAR, first + LONGEST_SPAN)
        if is_short and not PROGRAMME.search(text[max(0, match.start() - 100) : match.start()]):
            yield set(range(first, last + 1))
