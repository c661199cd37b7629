"""What the index covers: pages by city and language, and how fresh each site is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.index.page_table import PageTable, Record

LANGUAGES = ("fi", "en", "other")


@dataclass(frozen=True, slots=True)
class Site:
    """How much of a host is indexed; days are ISO dates, empty where no page has one."""

    host: str
    documents: int
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Documents by city and language, each with its count; None stands for no named city.

    A document about two cities is counted for both.
    """

    cities: Mapping[str | None, Mapping[str, int]]
    languages: Sequence[str]  # that any document is in
    sites: Sequence[Site]  # the largest first

    @property
    def most(self) -> int:
        """How many documents the fullest row has, 1 at least."""
        return max((sum(row.values()) for row in self.cities.values()), default=1) or 1


def coverage(table: PageTable) -> Coverage:
    """Return what a generation covers, without pages that editors have hidden."""
    shown = [each for page, each in enumerate(table.records) if page not in table.hidden]
    counts = Counter(
        (city, _language(each)) for each in shown for city in each["cities"] or (None,)
    )
    cities = {
        city: {language: counts[city, language] for language in LANGUAGES}
        for city in (*vocabulary()["city"], None)
    }
    spoken = {_language(each) for each in shown}
    return Coverage(cities, [each for each in LANGUAGES if each in spoken], _sites(shown))


def _language(record: Record) -> str:
    return record["language"] if record["language"] in LANGUAGES else "other"


def _sites(records: Sequence[Record]) -> list[Site]:
    hosts: dict[str, list[str]] = {}
    for record in records:
        hosts.setdefault(urlsplit(record["url"]).netloc, []).append(record["last_seen"] or "")
    sites = [
        Site(host, len(days), min(filter(None, days), default=""), max(days))
        for host, days in hosts.items()
    ]
    return sorted(sites, key=lambda site: (-site.documents, site.host))
