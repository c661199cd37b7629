"""What is being searched today, in the memory of one process, until enough clients share it.

A client is known by a mark: an HMAC of its address prefix, its user agent and the masked query,
under a key that is made at random each day, never leaves the process and is thrown away with all
marks at midnight UTC. The query is part of it, so that not even while they are kept do two marks
tell that one client asked both.
"""

from __future__ import annotations

import hmac
import secrets
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from corpus.store.masked_query import masked_query
from corpus.store.query_statistics import FEW_RESULTS, K, QueryDay, SearchDay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

QUERIES_KEPT = 10_000
ASKED_KEPT = 20_000
REPEATED_WITHIN = timedelta(minutes=10)
MARK_BYTES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A search that was answered; `narrowed` tells that filters may be why little was found."""

    query: str
    language: str
    hits: int
    narrowed: bool = False

    @property
    def counts(self) -> Counter[str]:
        """What this search adds to the counts of its day."""
        few = not self.narrowed and 0 < self.hits <= FEW_RESULTS
        nothing = not self.narrowed and not self.hits
        return Counter(searches=1, zero_results=int(nothing), few_results=int(few))


@dataclass(slots=True)
class _Kept:
    """Counts that have not been handed over, and the marks of the first K clients."""

    counts: Counter[str] = field(default_factory=Counter)
    marks: set[bytes] = field(default_factory=set)


class QueryTally:
    """Counts searches by masked query; safe to share between threads."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Begin with nothing; the clock gives moments in UTC."""
        self._clock = clock
        self._lock = Lock()
        self._ended: list[QueryDay] = []
        self._begin(clock().date().isoformat())
        self._all: dict[tuple[str, str], Counter[str]] = {}  # by day and language

    def now(self) -> datetime:
        """Return what the clock says."""
        return self._clock()

    def note(self, client: str, asked: Asked) -> None:
        """Count a search, unless the client has asked the same a moment ago."""
        query, now = masked_query(asked.query), self._clock()
        if not query:
            return
        with self._lock:
            self._turn(now)
            mark = self._mark(client, asked.language, query)
            if self._is_repeat(mark, now):
                return
            self._all.setdefault((self._day, asked.language), Counter()).update(asked.counts)
            kept = self._queries.setdefault((asked.language, query), _Kept())
            self._queries.move_to_end((asked.language, query))
            kept.counts.update(asked.counts)
            if len(kept.marks) < K:
                kept.marks.add(mark)
            if len(self._queries) > QUERIES_KEPT:
                self._queries.popitem(last=False)

    def handed_over(self) -> tuple[Sequence[QueryDay], Sequence[SearchDay]]:
        """Return what was counted since the last time: queries of K clients, and all searches."""
        with self._lock:
            self._turn(self._clock())
            queries, self._ended = [*self._ended, *self._shared()], []
            searches = [
                SearchDay(day, language, counts["searches"], counts["zero_results"])
                for (day, language), counts in self._all.items()
            ]
            self._all = {}
        return queries, searches

    def _begin(self, day: str) -> None:
        self._day = day
        self._key = secrets.token_bytes(32)
        self._queries: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._asked: OrderedDict[bytes, datetime] = OrderedDict()

    def _turn(self, now: datetime) -> None:
        """At midnight, keep what K clients shared, and forget all else with the key."""
        day = now.date().isoformat()
        if day != self._day:
            self._ended += self._shared()
            self._begin(day)

    def _shared(self) -> list[QueryDay]:
        shared = []
        for (language, query), kept in self._queries.items():
            if len(kept.marks) >= K and kept.counts:
                counts, kept.counts = kept.counts, Counter()
                shared.append(_query_day((self._day, language, query), counts))
        return shared

    def _mark(self, *parts: str) -> bytes:
        message = "\0".join(parts).encode("utf-8", "replace")
        return hmac.digest(self._key, message, "sha256")[:MARK_BYTES]

    def _is_repeat(self, mark: bytes, now: datetime) -> bool:
        last = self._asked.get(mark)
        if last is not None and now - last < REPEATED_WITHIN:
            return True
        self._asked[mark] = now
        self._asked.move_to_end(mark)
        if len(self._asked) > ASKED_KEPT:
            self._asked.popitem(last=False)
        return False


def _query_day(of: tuple[str, str, str], counts: Counter[str]) -> QueryDay:
    day, language, query = of
    names = ("searches", "zero_results", "few_results")
    return QueryDay(day, language, query, K, *(counts[name] for name in names))
