"""What a page asks of crawlers, in its X-Robots-Tag headers or its robots meta elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.moment import read_moment

if TYPE_CHECKING:
    from datetime import datetime

AGENT = "Kuutoshaku"
AGENT_KEY = AGENT.lower()  # as names are compared
WORD = re.compile(r"[\w-]+")
# The day's name may be followed by a comma, which elsewhere ends a directive.
EXPIRY = re.compile(r"unavailable_after\s*:\s*((?:[a-z]{3,9},\s*)?[^,\n]+)", re.IGNORECASE)
# A name before a colon is an agent's, unless it is a directive that has a value.
NAMED = re.compile(r"\s*(?!max-)([\w-]+)\s*:(.*)", re.DOTALL)


def header_directives(robots_tag: str, at: datetime) -> frozenset[str]:
    """Return the directives for us in X-Robots-Tag headers (one a line), at a moment.

    A part such as `googlebot: noindex` speaks to that crawler, up to the next name. A page that
    is unavailable after a past moment is `noindex`; `none` is `noindex` and `nofollow`.
    """
    told: set[str] = set()
    for line in robots_tag.lower().splitlines():
        agent = ""
        for part in EXPIRY.sub(lambda found: _expired(found.group(1), at), line).split(","):
            named = NAMED.fullmatch(part)
            agent, words = named.groups() if named else (agent, part)
            if agent in {"", AGENT_KEY}:
                told.update(WORD.findall(words))
    return _spelt_out(told)


def meta_directives(content: str, at: datetime) -> frozenset[str]:
    """Return the directives in the content of a robots meta element, at a moment."""
    text = EXPIRY.sub(lambda found: _expired(found.group(1), at), content)
    return _spelt_out(set(WORD.findall(text.lower())))


def _spelt_out(told: set[str]) -> frozenset[str]:
    return frozenset(told | {"noindex", "nofollow"} if "none" in told else told)


def _expired(text: str, at: datetime) -> str:
    """Return what a directive with an expiry comes to; one that cannot be read, to nothing."""
    moment = read_moment(text)
    return "noindex" if moment and moment <= at else ""
