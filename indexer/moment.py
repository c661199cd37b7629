"""Moments as sites write them: ISO 8601, or as in HTTP and mail headers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_moment(text: str) -> datetime | None:
    """Return a moment that is written somehow, in UTC where it names no zone, or None."""
    try:
        return _in_a_zone(datetime.fromisoformat(text.strip().upper()))
    except ValueError:
        return read_header_moment(text.upper())


def read_header_moment(text: str) -> datetime | None:
    """Return a moment as HTTP and mail headers have it, in UTC where it names no zone, or None."""
    try:
        return _in_a_zone(parsedate_to_datetime(text.strip()))
    except ValueError:
        return None


def _in_a_zone(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def end_of(text: str) -> datetime | None:
    """Return the moment after which what is written is surely past: for a day, its end."""
    moment = read_moment(text)
    if moment and DAY.fullmatch(text.strip()):
        return moment + timedelta(days=1)
    return moment
