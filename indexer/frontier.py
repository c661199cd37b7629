"""What to fetch next: each address of a source once in a crawl, within bounds."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.store.visit import Address
from indexer.traps import Shapes, trap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.sources import Source
    from corpus.store.frontier_table import Crawl

MAX_DEPTH = 10
MAX_ADDRESSES = 50_000
MAX_LINKS = 200_000
# What is due this soon is due now: a crawl that starts a little earlier one day need not wait.
SOON = timedelta(hours=1)
# Files that stand beside pages on every site and are never one.
ASSETS = re.compile(
    r"\.(avif|bmp|css|eot|gif|ico|jpe?g|js|m4a|m4v|map|mov|mp3|mp4|ogg|otf|png|svg|tiff?|ttf|"
    r"wav|webm|webp|woff2?)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Cut:
    """Addresses that were left out for one reason: the first of them, and how many."""

    url: str
    reason: str
    addresses: int = 0


class Frontier:
    """The addresses of one crawl, in memory; the frontier table keeps them between crawls."""

    def __init__(self, source: Source, crawl: Crawl, known: Iterable[Address]) -> None:
        self._source = source
        self._crawl = crawl
        self._queue: deque[str] = deque()
        self._claimed: set[str] = set()
        self._resting: set[str] = set()
        self._links: set[str] = set()
        self._shapes = Shapes()
        self.known = {address.url: address for address in known}
        self._discovered: dict[str, int] = {}
        self._cuts: dict[str, Cut] = {}
        self._cut: set[str] = set()
        for url in self.known:
            self._shapes.add(url)

    def __len__(self) -> int:
        """The number of addresses still to be fetched."""
        return len(self._queue)

    @property
    def cuts(self) -> list[Cut]:
        """What was left out because it looks endless, one entry a reason and shape."""
        return list(self._cuts.values())

    @property
    def claims(self) -> int:
        """The number of addresses taken so far in this crawl."""
        return len(self._claimed)

    def revisit(self, *, full: bool) -> None:
        """Queue what is known and due, longest ago first; `full` makes everything due."""
        now = datetime.now(UTC) + SOON
        for address in self.known.values():
            is_due = full or address.next_fetch_at is None or address.next_fetch_at <= now
            is_done = address.last_crawl == self._crawl.id
            if is_done:
                self._claimed.add(address.url)
            elif is_due and not address.erased_at:
                self._queue.append(address.url)
            elif address.is_page:
                self._resting.add(address.url)

    @property
    def resting(self) -> int:
        """The number of pages that are not due, and were not hastened either."""
        return len(self._resting)

    def hasten(self, url: str) -> None:
        """Queue a known address before the others, due or not."""
        if not self.known[url].erased_at and url not in self._claimed:
            self._queue.appendleft(url)

    def put(self, urls: Iterable[str]) -> None:
        """Queue addresses whether they are due or not."""
        for url in urls:
            self.known.setdefault(url, Address(url, self._source.name))
            self._queue.append(url)

    def discover(self, link: str, depth: int) -> None:
        """Queue the address of a link if it is new, within the source, and no trap."""
        # Menus repeat the same links on every page, and most of the work is telling that.
        if link in self._links:
            return
        if len(self._links) >= MAX_LINKS:
            self._links.clear()
        self._links.add(link)
        url = self._source.address(link)
        if url is None or url in self.known or url in self._cut:
            return
        if ASSETS.search(urlsplit(url).path) or self._is_cut(url, depth):
            return
        self._shapes.add(url)
        self.known[url] = Address(url, self._source.name, depth)
        self._discovered[url] = depth
        self._queue.append(url)

    def next(self) -> Address | None:
        """Take the next address, or None when there is none to take now."""
        while self._queue:
            url = self._queue.popleft()
            if self.claim(url):
                return self.known[url]
        return None

    def claim(self, url: str) -> bool:
        """Take one address; False if this crawl has taken it already."""
        if url in self._claimed:
            return False
        self._claimed.add(url)
        self._resting.discard(url)
        self.known.setdefault(url, Address(url, self._source.name))
        return True

    def again(self, url: str) -> None:
        """Queue an address once more, after all others."""
        self._claimed.discard(url)
        self._queue.append(url)

    def take_discovered(self) -> dict[str, int]:
        """Return what was discovered since the last call, with its depth, to be kept."""
        taken, self._discovered = self._discovered, {}
        return taken

    def _is_cut(self, url: str, depth: int) -> bool:
        """Tell whether an address is left out, and count it among those it is like."""
        reason = key = self._refusal(url, depth)
        if not reason and (shape := self._shapes.full(url)):
            reason, key = shape.reason, shape.key
        if not reason:
            return False
        self._cuts.setdefault(key, Cut(url, reason)).addresses += 1
        if len(self._cut) < MAX_LINKS:
            self._cut.add(url)
        return True

    def _refusal(self, url: str, depth: int) -> str:
        if depth > MAX_DEPTH:
            return f"it is more than {MAX_DEPTH} links from the start"
        if len(self.known) >= MAX_ADDRESSES:
            return f"the source has more than {MAX_ADDRESSES} addresses"
        return trap(url) or ""
