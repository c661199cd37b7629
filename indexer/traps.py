"""Addresses that may be endlessly many: calendars, session ids, filters, ever longer paths."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_URL_LENGTH = 2000
MAX_SEGMENTS = 20
MAX_SAME_SEGMENTS = 3
# How many addresses may differ only by the values of so many parameters. One parameter is often
# the key of a page; the more there are, the more likely they only sort and filter.
MAX_OF_VALUES = {1: 2000, 2: 500}
MAX_OF_MORE_VALUES = 100
MAX_KEY_SETS = 20
MAX_DATES = 100
MAX_DATED_PATHS = 1000
MAX_WITH_ID = 1000
NUMBER = re.compile(r"(?<=/)\d+(?=/|$)")
# An id before the end of a path is that of a session; at the end it may be that of a page.
ID = re.compile(
    r"(?<=/)(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\(s\([0-9a-z]+\)\))(?=/.)",
    re.IGNORECASE,
)
DATE = re.compile(r"=\d{4}-\d{1,2}(?:-\d{1,2})?(?=&|$)")
OF_CALENDAR = frozenset(
    {"cal", "calendar", "date", "day", "from", "ical", "m", "mon", "month", "tribe-bar-date"}
    | {"until", "week", "y", "year", "yr"}
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an address has in common with its siblings, how many there may be, and why no more."""

    key: str
    most: int
    reason: str


@dataclass(slots=True)
class Shapes:
    """Counts the addresses of each shape."""

    _counts: Counter[str] = field(default_factory=Counter)
    _key_sets: dict[str, set[str]] = field(default_factory=dict)

    def add(self, url: str) -> None:
        """Count an address."""
        self._counts.update(shape.key for shape in _shapes(url))
        path, keys = _path_and_keys(url)
        if keys:
            self._key_sets.setdefault(path, set()).add(keys)

    def full(self, url: str) -> Shape | None:
        """Return the shape of a new address that has as many addresses as it may have, if any."""
        for shape in _shapes(url):
            if self._counts[shape.key] >= shape.most:
                return shape
        path, keys = _path_and_keys(url)
        known = self._key_sets.get(path, set())
        if keys and keys not in known and len(known) >= MAX_KEY_SETS:
            reason = f"its path has more than {MAX_KEY_SETS} combinations of parameters"
            return Shape(f"{path}?", MAX_KEY_SETS, reason)
        return None


def trap(url: str) -> str | None:
    """Say why an address by itself looks like one of endlessly many, or None."""
    if len(url) > MAX_URL_LENGTH:
        return f"it is longer than {MAX_URL_LENGTH} characters"
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS:
        return f"its path has more than {MAX_SEGMENTS} parts"
    if segments and max(Counter(segments).values()) >= MAX_SAME_SEGMENTS:
        return "its path repeats itself"
    return None


def _path_and_keys(url: str) -> tuple[str, str]:
    path, _, query = url.partition("?")
    # The query of a canonical address is sorted by its keys.
    return path, "&".join(dict.fromkeys(pair.partition("=")[0] for pair in query.split("&")))


def _shapes(url: str) -> Iterator[Shape]:
    path, keys = _path_and_keys(url)
    if keys:
        yield _query_shape(url, path, keys)
    # One number may be the key of a page; several in a path are a date, as calendars have.
    dateless, numbers = NUMBER.subn("0", path)
    if numbers > 1:
        reason = f"more than {MAX_DATED_PATHS} addresses differ from it only by a date"
        yield Shape(f"#{dateless}", MAX_DATED_PATHS, reason)
    if ID.search(path):
        reason = f"more than {MAX_WITH_ID} addresses differ from it only by the id of a session"
        yield Shape(f"@{ID.sub('0', path)}", MAX_WITH_ID, reason)


def _query_shape(url: str, path: str, keys: str) -> Shape:
    names = keys.split("&")
    key = f"{path}?{keys}"
    if DATE.search(url) or OF_CALENDAR.intersection(name.lower() for name in names):
        reason = f"its path has more than {MAX_DATES} dates in its query, as calendars do"
        return Shape(key, MAX_DATES, reason)
    most = MAX_OF_VALUES.get(len(names), MAX_OF_MORE_VALUES)
    return Shape(key, most, f"more than {most} addresses differ from it only by values of ?{keys}")
