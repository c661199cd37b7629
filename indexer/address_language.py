"""The language that an address says its page is in, and the address without it."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?<=//)(fi|en)\."  # en.example.org
    r"|(?<=[^/]/)(fi|en)(?:[-_][a-z]{2})?(?:/|$)"  # /en/page, /en-us/page
    r"|[._-](fi|en)(?=\.x?html?$)"  # page.en.html
    r"|[?&]lang=(fi|en)\b",
    re.IGNORECASE,
)


def address_language(url: str) -> str:
    """Return fi or en where an address says so, else nothing."""
    match = _MARK.search(url)
    return next(filter(None, match.groups())).lower() if match else ""


def without_language(url: str) -> str:
    """Return an address without the part that names its language: the same for both versions."""
    return _MARK.sub("", url, count=1)
