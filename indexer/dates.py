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
FINNISH_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
# "12.05.2021 | Uutiset", or the day alone; the site runs categories together after the bar.
DATE_LINE = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{4}\s*(?:$|[|•·–-])")
PUBLISHED = ("article:published_time", "datepublished", "dcterms.issued", "dc.date", "date")
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
LINES_WITH_DATE = 4


def published_and_modified(
    head: PageHead, lines: Sequence[str], read_on: date
) -> tuple[str | None, str | None]:
    """Return the days a page was published and changed, where it tells them.

    JSON-LD is believed before meta elements and those before a date line; days before 1995
    and after the day the page was read are not believed.
    """
    stated = [_stated(head, "datePublished", PUBLISHED), _stated(head, "dateModified", MODIFIED)]
    published = _first_day([*stated[0], date_line(lines)], read_on)
    return published, _first_day(stated[1], read_on)


def pdf_day(created: str, read_on: date) -> str | None:
    """Return the day a PDF says it was made on ("D:20210101…")."""
    found = PDF_DAY.match(created)
    return _first_day(["-".join(found.groups())], read_on) if found else None


def date_line(lines: Sequence[str]) -> str:
    """Return the line near the top that gives the day of an article, or nothing."""
    return next((line for line in lines[:LINES_WITH_DATE] if DATE_LINE.match(line)), "")


def _stated(head: PageHead, key: str, names: Iterable[str]) -> list[str]:
    in_json = [str(item[key]) for item in head.json_ld if item.get(key)]
    return [*in_json, *(head.meta[name] for name in names if name in head.meta)]


def _first_day(texts: Iterable[str], read_on: date) -> str | None:
    latest = read_on + timedelta(days=1)
    days = (day for text in texts for day in _days(text))
    return next((day.isoformat() for day in days if EARLIEST <= day <= latest), None)


def _days(text: str) -> Iterator[date]:
    iso, finnish = ISO_DAY.search(text), FINNISH_DAY.search(text)
    for numbers in (iso and iso.groups(), finnish and finnish.groups()[::-1]):
        if numbers:
            try:
                yield date(*map(int, numbers))
            except ValueError:
                continue
