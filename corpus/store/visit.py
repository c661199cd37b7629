"""What a visit to an address came to, and what that changes about the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from corpus.document import Page

# A page is taken out when as many crawls agree; a site that is broken today may say 404 to all.
REMOVALS_NEEDED = 2
REST = {
    "redirected": timedelta(days=7),
    "gone": timedelta(days=30),
    "skipped": timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Address:
    """What is known of one address of a source.

    `status` is discovered, fetched, redirected, failed, gone or skipped. `body_hash` and the
    validators are those of the stored page, empty where there is none; a failed address may
    still have the page it last had.
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
    body_hash: str = ""
    etag: str | None = None
    last_modified: str | None = None

    @property
    def is_page(self) -> bool:
        """Whether a page of this address is in the corpus."""
        return bool(self.body_hash)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: fetched, unchanged, redirected, gone, failed or skipped, and why.

    `page` is what answered, for fetched and unchanged. `is_certain` takes a page out at once
    (it moved within the source, and its new address answered).
    """

    url: str
    outcome: str
    reason: str = ""
    page: Page | None = None
    is_certain: bool = False
    may_rest: bool = True


def after(address: Address, visit: Visit, now: datetime) -> Address:
    """Return an address as it is after a visit."""
    visited = replace(address, visited_at=now, reason=visit.reason, next_fetch_at=None)
    if visit.outcome in {"fetched", "unchanged"}:
        return replace(
            visited, status="fetched", fails=0, removals=0, last_seen=now, erased_at=None
        )
    if visit.outcome == "failed":
        return replace(visited, status="failed", fails=address.fails + 1)
    removals = address.removals + 1
    if address.is_page and not visit.is_certain and removals < REMOVALS_NEEDED:
        return replace(visited, status="failed", removals=removals)
    rest = REST[visit.outcome] if visit.may_rest else None
    return replace(
        visited,
        status=visit.outcome,
        removals=removals,
        next_fetch_at=now + rest if rest else None,
    )
