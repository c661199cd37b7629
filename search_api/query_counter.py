"""Counting of searches for statistics: which are counted, and a thread that writes them down."""

from __future__ import annotations

import logging
import re
from threading import Event, Thread
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.store.query_statistics import QueryStatistics
from search_api.client_prefix import client_prefix, networks
from search_api.query_tally import Asked, QueryTally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Engine
    from starlette.requests import Request

    from corpus.settings import Settings
    from search_api.client_prefix import Network
    from search_api.parameters import SearchParameters

log = logging.getLogger(__name__)
WRITTEN_EVERY_SECONDS = 60.0
LAST_WRITE_SECONDS = 10.0
# Programs that say that they are; the others are told from people by nothing that we keep.
ROBOT = re.compile(r"bot\b|bot/|crawl|spider|slurp", re.IGNORECASE)
FILTERS = ("doc_lang", "type", "theme", "city", "year", "section")


class QueryCounter:
    """Counts what people search for; a search never waits for it and never fails by it."""

    def __init__(
        self, statistics: QueryStatistics, proxies: Sequence[Network], tally: QueryTally
    ) -> None:
        """Write to the statistics what the tally has; `proxies` may name the client."""
        self._statistics = statistics
        self._proxies = proxies
        self._tally = tally
        self._ended = Event()
        self._thread = Thread(target=self._write_now_and_then, name="query-counter", daemon=True)

    def start(self) -> None:
        """Begin to write now and then."""
        self._thread.start()

    def close(self) -> None:
        """Write what is left, within some seconds."""
        self._ended.set()
        self._thread.join(LAST_WRITE_SECONDS)

    def count(
        self, request: Request, parameters: SearchParameters, language: str, hits: int
    ) -> None:
        """Count a search that was answered: a first page, asked for by words, by no robot."""
        agent = request.headers.get("user-agent", "")
        if parameters.page > 1 or ROBOT.search(agent):
            return
        client = f"{client_prefix(request.scope, self._proxies)} {agent}"
        narrowed = any(getattr(parameters, name) for name in FILTERS)
        self._tally.note(client, Asked(parameters.q, language, hits, narrowed=narrowed))

    def write(self, now: datetime) -> None:
        """Write what was counted; where that fails it is lost, and the log tells so."""
        queries, searches = self._tally.handed_over()
        try:
            self._statistics.add(queries, searches, now.date())
        except StoreError as error:
            # The error tells what the database said; queries are parameters, which it never names.
            log.warning("query_statistics_lost searches=%d reason=%r", len(searches), str(error))

    def _write_now_and_then(self) -> None:
        while not self._ended.wait(WRITTEN_EVERY_SECONDS):
            self.write(self._tally.now())
        self.write(self._tally.now())


def query_counter(settings: Settings, engine: Engine) -> QueryCounter | None:
    """Return a counter that has started, or None where statistics are off."""
    if settings.query_statistics == "off":
        return None
    proxies = networks(settings.trusted_proxies)
    counter = QueryCounter(QueryStatistics(engine), proxies, QueryTally())
    counter.start()
    return counter
