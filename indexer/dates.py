"""When a page was published and last changed, as days in ISO 8601."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.page_head import PageHead

EARLIEST = date(1995, 1, 1)
PDF_DAY = re.compile(r"^D:(\d{4})(\d\d)(\d\d)")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FINNISH_DAY = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
FINNISH = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu"
ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTH_OF = {name: n for names in (FINNISH, ENGLISH) for n, name in enumerate(names.split(), 1)}
FINNISH_MONTH = rf"({FINNISH.replace(' ', '|')})kuuta"
ENGLISH_MONTH = rf"({ENGLISH.replace(' ', '|')})[a-z]{{0,6}}\.?"
# "2. toukokuuta 2019", "2 May 2019", "2nd of May, 2019", "May 2, 2019".
WRITTEN_DAY = re.compile(
    rf"\b(\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?:{FINNISH_MONTH}|{ENGLISH_MONTH}),?\s+(\d{{4}})\b"
)
AMERICAN_DAY = re.compile(rf"\b{ENGLISH_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,\s+(\d{{4}})\b")
# "12.05.2021 | Uutiset", or the day alone; the site runs categories together after the bar.
DATE_LINE = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{4}\s*(?:$|[|•·–-])")
PUBLISHED = ("article:published_time", "datepublished", "dcterms.issued", "dc.date", "date")
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
LINES_WITH_DATE = 4
# Lines that say what their day is: "Julkaistu 2.5.2019 klo 9, päivitetty 4.6.2020".
TOLD_PUBLISHED = re.compile(r"\b(?:julkaistu|julkaisupäivä|julkaistiin|published|posted)\b")
TOLD_MODIFIED = re.compile(r"\b(?:päivitetty|muokattu|muutettu|updated|last modified)\b")
LINES_TOLD = 5
LONGEST_TOLD = 120


def published_and_modified(
    head: PageHead, lines: Sequence[str], read_on: date
) -> tuple[str | None, str | None]:
    """Return the days a page was published and changed, where it tells them.

    JSON-LD is believed before meta elements, those before time elements, and those before lines
    of the text; days before 1995 and after the day the page was read are not believed.
    """
    published = [
        *_stated(head, "datePublished", PUBLISHED),
        date_line(lines),
        *_told(lines, TOLD_PUBLISHED),
    ]
    modified = [*_stated(head, "dateModified", MODIFIED), *_told(lines, TOLD_MODIFIED)]
    return _first_day(published, read_on), _first_day(modified, read_on)


def pdf_day(created: str, read_on: date) -> str | None:
    """Return the day a PDF says it was made on ("D:20210101…")."""
    found = PDF_DAY.match(created)
    return _first_day(["-".join(found.groups())], read_on) if found else None


def date_line(lines: Sequence[str]) -> str:
    """Return the line near the top that gives the day of an article, or nothing."""
    return next((line for line in lines[:LINES_WITH_DATE] if DATE_LINE.match(line)), "")


def _told(lines: Sequence[str], word: re.Pattern[str]) -> Iterator[str]:
    """Yield what follows a word in short lines at the top and the bottom of a text."""
    for line in (*lines[:LINES_TOLD], *lines[LINES_TOLD:][-LINES_TOLD:]):
        found = word.search(line.lower()) if len(line) <= LONGEST_TOLD else None
        if found:
            yield line[found.end() :]


def _stated(head: PageHead, key: str, names: Iterable[str]) -> list[str]:
    in_json = [str(item[key]) for item in head.json_ld if item.get(key)]
    in_meta = [head.meta[name] for name in names if name in head.meta]
    return [*in_json, *in_meta, *([head.times[key]] if key in head.times else [])]


def _first_day(texts: Iterable[str], read_on: date) -> str | None:
    latest = read_on + timedelta(days=1)
    days = (day for text in texts for day in _days(text))
    return next((day.isoformat() for day in days if EARLIEST <= day <= latest), None)


def _days(text: str) -> Iterator[date]:
    for numbers in _numbers(text.lower()):
        try:
            yield date(*numbers)
        except ValueError:
            continue


def _numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield year, month and day of what may be days, the surest way of writing first."""
    if iso := ISO_DAY.search(text):
        yield int(iso[1]), int(iso[2]), int(iso[3])
    if finnish := FINNISH_DAY.search(text):
        yield int(finnish[3]), int(finnish[2]), int(finnish[1])
    if written := WRITTEN_DAY.search(text):
        yield int(written[4]), MONTH_OF[written[2] or written[3]], int(written[1])
    if american := AMERICAN_DAY.search(text):
        yield int(american[3]), MONTH_OF[american[1]], int(american[2])
