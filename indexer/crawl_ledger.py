"""Writes down what visits came to, in batches, so that a killed crawl loses next to nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.store.frontier_table import Crawl, FrontierTable
    from corpus.store.visit import Visit
    from indexer.crawl_report import Tally
    from indexer.frontier import Frontier

VISITS_IN_BATCH = 20
SECONDS_IN_BATCH = 1.0


class Ledger:
    """Collects visits and commits them with the addresses discovered since the last commit."""

    def __init__(
        self, table: FrontierTable, crawl: Crawl, frontier: Frontier, tally: Tally
    ) -> None:
        self._table = table
        self._crawl = crawl
        self._frontier = frontier
        self._tally = tally
        self._waiting: list[Visit] = []
        self._kept_at = time.monotonic()

    def add(self, visits: Iterable[Visit]) -> None:
        """Count visits, to be kept with the next batch."""
        for visit in visits:
            self._tally.add(visit.url, visit.outcome, visit.reason)
            self._waiting.append(visit)

    def keep_if_due(self) -> None:
        """Commit when the batch is full or old."""
        is_old = time.monotonic() - self._kept_at >= SECONDS_IN_BATCH
        if len(self._waiting) >= VISITS_IN_BATCH or is_old:
            self.keep()

    def keep(self) -> None:
        """Commit what is waiting."""
        visits, self._waiting = self._waiting, []
        discovered = self._frontier.take_discovered()
        self._kept_at = time.monotonic()
        if not visits and not discovered:
            return
        for address in self._table.record(self._crawl, visits, discovered):
            if self._frontier.known[address.url].is_page and not address.is_page:
                self._tally.removed()
            self._frontier.known[address.url] = address
