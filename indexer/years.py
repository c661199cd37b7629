"""The years a document is about: when its project ran, or when it was written."""

from __future__ import annotations

import re

FIRST_YEAR, LAST_YEAR = 1995, 2040
LONGEST_SPAN = 8
YEAR = r"((?:19|20)\d\d)"
# Dates before the last year: "1.8.", "5/", "1 August", "elokuussa", "vuoden", "the end of".
DAY = r"(?:\d{1,2}\.\s?(?:\d{1,2}\.)?\s?|\d{1,2}/|\d{1,2}(?:st|nd|rd|th)?\s+)?"
WORDS = r"(?:[a-zåäö]+\s+){0,4}"
DATE = rf"{WORDS}{DAY}{WORDS}"
# "2018–2020", "1.8.2018–31.3.2021", "elokuusta 2018 maaliskuuhun 2021", "from May 2019 to May
# 2021", "alkoi elokuussa 2018 ja päättyi 31.1.2022", "between 2014 and 2020".
LINK = r"(?:[–—-]|to|until|till|through|and|ja|[a-zåäö]+kuuhun)"
SPAN = re.compile(rf"\b{YEAR}\s*{LINK}\s*{DATE}{YEAR}\b")
END = re.compile(rf"\b(?:päätty\w*|end(?:s|ed)|until)\s+{DATE}{YEAR}\b")
SINGLE = re.compile(rf"\b{YEAR}\b")
# The programme's own period stands on every page's foot and in many leads.
PROGRAMME = re.compile(
    r"(?:vipuvoimaa|leverage|ohjelma|programme|strategia|strategy|rakennerahasto)[^.]{0,80}$"
)
# An article tells its project's years in a sentence about the project.
PROJECT = re.compile(r"(?:hank\w+|project)\b[^.]*$")
SENTENCE = 100
WITH_PROJECT = ("project", "result", "guide", "event")


def years(title: str, text: str, published: str | None, kind: str) -> tuple[int, ...]:
    """Return the years of a document of a type, in order.

    A title's years win. Projects, results and guides have the years their project ran, or
    ended, where the text tells them, and so have articles that tell them of a project.
    Whatever else is dated has the year of its publication.
    """
    told = _span(title.lower()) or {int(year) for year in SINGLE.findall(title)}
    if not told and kind in WITH_PROJECT:
        told = _span(text.lower()) or _end(text.lower())
    if not told and kind == "article":
        told = _span(text.lower(), PROJECT)
    if not told and kind != "page" and published:
        told = {int(published[:4])}
    return tuple(sorted(told))


def _span(text: str, about: re.Pattern[str] | None = None) -> set[int]:
    """Return the years of the first span that is not the programme's."""
    for match in SPAN.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        before = text[max(0, match.start() - SENTENCE) : match.start()]
        is_short = FIRST_YEAR <= first <= last <= min(LAST_YEAR, first + LONGEST_SPAN)
        if is_short and not PROGRAMME.search(before) and (not about or about.search(before)):
            return set(range(first, last + 1))
    return set()


def _end(text: str) -> set[int]:
    match = END.search(text)
    if not match or PROGRAMME.search(text[max(0, match.start() - SENTENCE) : match.start()]):
        return set()
    return {int(match.group(1))}
