"""What was searched, by day: counts of queries that enough clients share, and of all searches."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from corpus.store.database import reading, writing
from corpus.store.masked_query import masked_query
from corpus.store.tables import query_day_table, search_day_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Engine, Select

K = 5  # clients of one day who must share a query before it is written or shown
KEPT_DAYS = 400  # thirteen months, so that a month can be seen beside that of the year before
FEW_RESULTS = 3

_query, _search = query_day_table.c, search_day_table.c
_COUNTS = ("searches", "zero_results", "few_results")


@dataclass(frozen=True, slots=True)
class QueryDay:
    """How often a masked query was searched on a day (ISO date), by at least K clients."""

    day: str
    language: str
    query: str
    clients: int
    searches: int
    zero_results: int
    few_results: int


@dataclass(frozen=True, slots=True)
class SearchDay:
    """How much was searched on a day (ISO date), whatever was asked."""

    day: str
    language: str
    searches: int
    zero_results: int


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is of: days from first to last, of one language or of all.

    `zero_results` and `few_results` leave in only queries that found nothing, or hardly anything,
    at least once.
    """

    first: date
    last: date
    language: str | None = None
    zero_results: bool = False
    few_results: bool = False


@dataclass(frozen=True, slots=True)
class QueryCount:
    """A query over a period. `few_results` counts searches with one to FEW_RESULTS hits."""

    query: str
    language: str
    days: int
    last_day: str
    searches: int
    zero_results: int
    few_results: int


@dataclass(frozen=True, slots=True)
class QueryReport:
    """The queries of a period, most searched first; `searches` counts all, also those not shown."""

    searches: int
    zero_results: int
    total: int
    queries: Sequence[QueryCount]


class QueryStatistics:
    """The statistics of a database; safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, queries: Sequence[QueryDay], searches: Sequence[SearchDay], today: date) -> None:
        """Add counts, and delete what is older than KEPT_DAYS, in one transaction.

        Of clients the greatest count is kept: two processes cannot tell whether they saw the same.
        """
        new = insert(query_day_table)
        kept = {name: _query[name] + new.excluded[name] for name in _COUNTS}
        kept["clients"] = func.max(_query.clients, new.excluded.clients)
        more = insert(search_day_table)
        sums = {name: _search[name] + more.excluded[name] for name in ("searches", "zero_results")}
        last_kept = (today - timedelta(days=KEPT_DAYS)).isoformat()
        with writing(self._engine) as connection:
            if queries:
                into = new.on_conflict_do_update(["day", "language", "query"], set_=kept)
                connection.execute(into, [asdict(each) for each in queries])
            if searches:
                into = more.on_conflict_do_update(["day", "language"], set_=sums)
                connection.execute(into, [asdict(each) for each in searches])
            connection.execute(delete(query_day_table).where(_query.day < last_kept))
            connection.execute(delete(search_day_table).where(_search.day < last_kept))

    def report(self, period: Period, limit: int = 100, offset: int = 0) -> QueryReport:
        """Return the queries that at least K clients shared on a day of the period."""
        shown = _shown(period)
        page = shown.order_by(*_order(period)).limit(limit).offset(offset)
        with reading(self._engine) as connection:
            counts = connection.execute(_totals(period)).one()
            number = select(func.count()).select_from(shown.subquery())
            total = connection.execute(number).scalar_one()
            rows = [QueryCount(**row._asdict()) for row in connection.execute(page)]
            return QueryReport(counts.searches, counts.zero_results, total, rows)

    def erase(self, titles: Iterable[str], addresses: Iterable[str]) -> int:
        """Delete queries that are a title or hold an address; return how many days of them."""
        named = [
            _query.query == masked_query(f"{quote}{title}{quote}")
            for title in titles
            for quote in ("", '"')
        ]
        held = [func.instr(_query.query, _bare(address)) > 0 for address in addresses]
        if not named + held:
            return 0
        with writing(self._engine) as connection:
            erased = connection.execute(delete(query_day_table).where(or_(*named, *held)))
        return erased.rowcount


def _shown(period: Period) -> Select[Any]:
    sums = [func.sum(_query[name]).label(name) for name in _COUNTS]
    days = func.count().label("days"), func.max(_query.day).label("last_day")
    # Row by row: the days of a query that fewer asked are not told by subtracting others.
    wanted = [_query.clients >= K, *_within(_query, period)]
    wanted += [or_(*filters)] if (filters := _filters(period)) else []
    shown = select(_query.query, _query.language, *days, *sums).where(*wanted)
    return shown.group_by(_query.query, _query.language)


def _filters(period: Period) -> list[ColumnElement[bool]]:
    few = [_query.few_results > 0] if period.few_results else []
    return [*few, _query.zero_results > 0] if few or period.zero_results else []


def _order(period: Period) -> list[ColumnElement[Any]]:
    most = ["zero_results", "few_results", "searches"] if _filters(period) else ["searches"]
    return [*(func.sum(_query[name]).desc() for name in most), _query.query, _query.language]


def _totals(period: Period) -> Select[Any]:
    sums = (
        func.coalesce(func.sum(_search[name]), 0).label(name)
        for name in ("searches", "zero_results")
    )
    return select(*sums).where(*_within(_search, period))


def _within(columns: Any, period: Period) -> list[ColumnElement[bool]]:  # noqa: ANN401 - of tables
    days = columns.day.between(period.first.isoformat(), period.last.isoformat())
    return [days, columns.language == period.language] if period.language else [days]


def _bare(address: str) -> str:
    """Return an address as people type it, and as a masked query would hold it."""
    return masked_query(address).removeprefix("https://").removeprefix("http://").rstrip("/")
