"""Crawling a source: from its seeds and sitemaps to pages in the store."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.store.frontier_table import FrontierTable
from corpus.store.visit import Pace
from indexer.address_guard import guard_of
from indexer.crawl_ledger import SECONDS_IN_BATCH, Ledger
from indexer.crawl_report import OUTSIDE_NOW, CrawlProgress, CrawlReport, Tally
from indexer.dropped import Dropped
from indexer.fetcher import Fetcher, open_fetcher
from indexer.frontier import Frontier
from indexer.links import PageLinks, read_links
from indexer.listings import Listings
from indexer.lookalikes import Lookalikes
from indexer.politeness import Politeness
from indexer.site_files import SiteFiles
from indexer.visitor import Result, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.settings import Settings
    from corpus.sources import Source
    from corpus.store.page_store import PageStore
    from corpus.store.visit import Address, Visit

    OnProgress = Callable[[CrawlProgress], None]

VISITS_AT_ONCE = 8
TRIES = 2
FAILURES_TO_STOP = 20


def crawl(  # noqa: PLR0913 - the same as crawl_source
    source: Source,
    store: PageStore,
    settings: Settings,
    *,
    full: bool = False,
    only: tuple[str, ...] = (),
    on_progress: OnProgress | None = None,
) -> CrawlReport:
    """Crawl a source and wait for the end; see crawl_source."""
    return asyncio.run(
        crawl_source(source, store, settings, full=full, only=only, on_progress=on_progress)
    )


async def crawl_source(  # noqa: PLR0913 - one call with plain switches, not an object to fill
    source: Source,
    store: PageStore,
    settings: Settings,
    *,
    full: bool = False,
    only: tuple[str, ...] = (),
    on_progress: OnProgress | None = None,
) -> CrawlReport:
    """Bring the stored pages of a source up to date, within its bounds and robots rules.

    `full` fetches everything anew, `only` just the addresses it names, following no links.
    An unfinished crawl of the last day is taken up where it stopped. Whatever a site does is
    in the report; StoreError is raised if the store fails.
    """
    politeness = Politeness(source.delay_seconds)
    contact = settings.operator_contact or settings.public_url
    async with open_fetcher(guard_of(source), politeness, contact) as fetcher:
        running = _Crawl(source, store, fetcher, politeness, full=full, only=only)
        return await running.run(on_progress or _ignore)


class _Crawl:
    def __init__(  # noqa: PLR0913 - built in one place
        self,
        source: Source,
        store: PageStore,
        fetcher: Fetcher,
        politeness: Politeness,
        *,
        full: bool,
        only: tuple[str, ...],
    ) -> None:
        self._source = source
        self._store = store
        self._full = full
        self._only = only
        self._table = FrontierTable(store.engine, source.name, _pace(source))
        scope = "" if only else _scope(source)
        self._crawl = self._table.open_crawl(scope, resume=not full and not only)
        self._frontier = Frontier(source, self._crawl, self._table.addresses())
        self._tally = Tally(source.name)
        self._politeness = politeness
        self._files = SiteFiles(source, fetcher, politeness, self._tally)
        robots = self._files.robots
        self._visitor = Visitor(source, fetcher, robots, self._frontier, store.page, full=full)
        self._dropped = Dropped(source, store)
        self._lookalikes = Lookalikes()
        self._ledger = Ledger(self._table, self._crawl, self._frontier, self._tally)
        self._deferred: dict[str, Visit] = {}
        self._tries: dict[str, int] = {}
        self._failures = 0

    async def run(self, on_progress: OnProgress) -> CrawlReport:
        is_done = False
        try:
            if self._only:
                self._put_only()
            else:
                await self._put_all()
            await self._visit_all(on_progress)
            is_done = not self._stopped()
        finally:
            self._ledger.add(self._deferred.values())
            self._ledger.add(self._lookalikes.rest())
            self._ledger.keep()
            self._ledger.add(self._dropped.verdicts(is_whole=is_done))
            self._ledger.keep()
        for cut in self._frontier.cuts:
            others = f"; {cut.addresses} such addresses were left out" if cut.addresses > 1 else ""
            self._tally.add(cut.url, "skipped", cut.reason + others)
        self._table.close_crawl(self._crawl)
        resting = 0 if self._only else self._frontier.resting
        return self._tally.report(self._stopped(), resting)

    def _put_only(self) -> None:
        for url in self._only:
            address = self._source.address(url)
            if address:
                self._frontier.put([address])
            else:
                self._tally.add(url, "skipped", f"it is outside the source {self._source.name}")

    async def _put_all(self) -> None:
        for address in list(self._frontier.known.values()):
            if self._source.address(address.url) != address.url:
                # Kept, so that a slip in sources.toml loses nothing; a build leaves it out.
                self._frontier.claim(address.url)
                if address.is_page:
                    self._tally.add(address.url, "skipped", OUTSIDE_NOW)
        for seed in self._source.seeds:
            if self._source.address(seed) is None:
                self._tally.add(seed, "skipped", "this seed is outside the source")
            self._frontier.discover(seed, 0)
        self._frontier.revisit(full=self._full)
        await self._put_listed()

    async def _put_listed(self) -> None:
        listings = Listings(self._source, self._frontier, self._table)
        listed = await listings.put(self._files, self._crawl)
        if self._files.are_whole:
            for url in self._dropped.suspect(self._frontier.known.values(), listed):
                self._frontier.hasten(url)

    async def _visit_all(self, on_progress: OnProgress) -> None:
        running: set[asyncio.Task[tuple[Address, Result]]] = set()
        current = ""
        try:
            while self._start(running):
                done, running = await asyncio.wait(
                    running, timeout=SECONDS_IN_BATCH, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    address, result = task.result()
                    self._take(address, result)
                    current = address.url
                    on_progress(self._tally.progress(len(self._frontier), current))
                if not done:  # whoever listens may want to end a crawl of a site that hangs
                    on_progress(self._tally.progress(len(self._frontier), current))
                self._ledger.keep_if_due()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def _start(self, running: set[asyncio.Task[tuple[Address, Result]]]) -> bool:
        """Start as many visits as may run at once; False when there is nothing left to do."""
        while len(running) < VISITS_AT_ONCE and not self._stopped():
            address = self._frontier.next()
            if address is None:
                break
            running.add(asyncio.create_task(self._visit(address)))
        return bool(running)

    async def _visit(self, address: Address) -> tuple[Address, Result]:
        return address, await self._visitor.visit(address.url)

    def _take(self, address: Address, result: Result) -> None:
        self._tally.answered |= result.answered
        has_failed = result.may_pass or not result.answered
        self._failures = self._failures + 1 if has_failed else 0
        tries = self._tries[address.url] = self._tries.get(address.url, 0) + 1
        for visit in result.visits:
            self._deferred.pop(visit.url, None)
            if self._dropped.holds(visit):
                continue
            if result.may_pass and tries < TRIES:
                self._deferred[visit.url] = visit
                self._frontier.again(visit.url)
            else:
                self._ledger.add(self._lookalikes.judged(visit))
        if not self._only:
            for link in self._links(result).followed:
                self._frontier.discover(link, address.depth + 1)

    def _links(self, result: Result) -> PageLinks:
        """Return the links of what answered; of an unchanged page only if they may be new."""
        arrival = result.visits[-1]
        if not self._crawl.scope_changed or arrival.page or arrival.outcome != "unchanged":
            return result.links
        page = self._store.page(arrival.url)
        return read_links(page) if page else result.links

    def _stopped(self) -> str:
        """Say why the crawl leaves addresses for the next one; empty while it does not."""
        if self._failures >= FAILURES_TO_STOP:
            return f"the site failed {FAILURES_TO_STOP} times in a row"
        if farewell := self._politeness.farewell:
            return farewell
        if self._frontier and self._frontier.claims >= self._source.max_pages:
            return f"it has more addresses than max_pages ({self._source.max_pages})"
        return ""


def _pace(source: Source) -> Pace:
    return Pace(
        timedelta(hours=source.revisit_least_hours),
        timedelta(hours=source.revisit_most_hours),
        timedelta(hours=source.removal_hours),
    )


def _scope(source: Source) -> str:
    """Return what tells whether links that were outside the source may be inside now."""
    bounds = (source.allow, source.deny, source.drop_parameters)
    return sha256(repr(bounds).encode()).hexdigest()


def _ignore(_progress: CrawlProgress) -> None:
    return
