"""What a visit to an address came to, and what that changes about the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.document import Page

# A page is taken out when as many visits agree; a site that is broken today may say 404 to all.
REMOVALS_NEEDED = 2
# As in Nutch's adaptive schedule: a page that changed is visited sooner, one that did not later.
SOONER = 0.5
LATER = 1.5
REST = {
    "redirected": timedelta(days=7),
    "gone": timedelta(days=30),
    "skipped": timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How long pages rest at least and at most, and how far apart a removal is confirmed."""

    least: timedelta = timedelta(0)
    most: timedelta = timedelta(days=30)
    confirmation: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Address:
    """What is known of one address of a source.

    `status` is discovered, fetched, redirected, failed, gone or skipped. The hashes and the
    validators are those of the stored page, empty where there is none; a failed address may
    still have the page it last had. `doubted_at` is when a visit first found it gone,
    `listed_crawl` the last crawl whose sitemaps listed it.
    """

    url: str
    source: str
    depth: int = 0
    status: str = "discovered"
    reason: str = ""
    fails: int = 0
    removals: int = 0
    last_crawl: int = 0
    visited_at: datetime | None = None
    next_fetch_at: datetime | None = None
    last_seen: datetime | None = None
    erased_at: datetime | None = None
    revisit_seconds: float = 0.0
    doubted_at: datetime | None = None
    listed_crawl: int = 0
    moved_to: str = ""
    body_hash: str = ""
    text_hash: str = ""
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_page(self) -> bool:
        """Whether a page of this address is in the corpus."""
        return bool(self.body_hash)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: fetched, unchanged, redirected, gone, failed or skipped, and why.

    `page` is what answered, for fetched and unchanged, `text_hash` what it says if that is
    known, `told_before` what it said the last time. `is_certain` takes a page out at once (it
    moved within the source, to `moved_to`, and its new address answered). `is_unlisted` forgets
    that a sitemap once listed it.
    """

    url: str
    outcome: str
    reason: str = ""
    page: Page | None = None
    is_certain: bool = False
    may_rest: bool = True
    moved_to: str = ""
    text_hash: str = ""
    told_before: str = ""
    is_unlisted: bool = False


def after(address: Address, visit: Visit, now: datetime, pace: Pace = Pace()) -> Address:
    """Return an address as it is after a visit."""
    visited = replace(address, visited_at=now, reason=visit.reason, next_fetch_at=None)
    if visit.outcome in {"fetched", "unchanged"}:
        return _seen(visited, visit, now, _interval(address, visit, now, pace))
    if visit.outcome == "failed":
        return replace(visited, status="failed", fails=address.fails + 1)
    doubted_at = address.doubted_at or (address.removals and address.visited_at) or now
    is_later = now - doubted_at >= pace.confirmation
    removals = address.removals + 1 if is_later or not address.removals else address.removals
    if address.is_page and not visit.is_certain and removals < REMOVALS_NEEDED:
        return replace(visited, status="failed", removals=removals, doubted_at=doubted_at)
    rest = REST[visit.outcome] if visit.may_rest else None
    return replace(
        visited,
        status=visit.outcome,
        removals=removals,
        doubted_at=doubted_at,
        moved_to=visit.moved_to,
        next_fetch_at=now + rest if rest else None,
    )


def _seen(visited: Address, visit: Visit, now: datetime, interval: timedelta) -> Address:
    return replace(
        visited,
        status="fetched",
        fails=0,
        removals=0,
        doubted_at=None,
        moved_to="",
        last_seen=now,
        erased_at=None,
        revisit_seconds=interval.total_seconds(),
        next_fetch_at=now + interval,
        listed_crawl=0 if visit.is_unlisted else visited.listed_crawl,
        text_hash=visit.text_hash if visit.page else visited.text_hash,
    )


def _interval(address: Address, visit: Visit, now: datetime, pace: Pace) -> timedelta:
    """Return how long a page that answered now may rest, within the bounds of its source.

    Only the time it was seen to hold, or not to hold, counts: visits that come early on purpose
    tell nothing new of a page that has not changed.
    """
    held = now - (address.last_seen or now)
    last = timedelta(seconds=address.revisit_seconds)
    wish = max(last, held * LATER) if visit.outcome == "unchanged" else min(last, held) * SOONER
    return min(max(wish, pace.least), pace.most)
