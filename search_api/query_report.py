"""What people searched for, as a report: what each query finds today, and may have meant."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from corpus.errors import QueryError, SearchIndexError
from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from corpus.store.database import open_database
from corpus.store.query_statistics import K, Period, QueryStatistics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpus.index.query import Results
    from corpus.index.search_index import SearchIndex
    from corpus.settings import Settings
    from corpus.store.query_statistics import QueryCount


class ReportedQuery(BaseModel):
    """A masked query over the days on which at least K clients shared it.

    Of today are `found_now`, hits in its own language, `found_in_other_language`, and
    `did_you_mean`, another spelling that finds something. They are null where that cannot be told,
    as of a query that was masked.
    """

    query: str
    language: str
    days: int
    last_day: str
    searches: int
    zero_results: int
    few_results: int
    found_now: int | None = None
    found_in_other_language: int | None = None
    did_you_mean: str | None = None


class QueryReportAnswer(BaseModel):
    """Queries of a period; `searches` and `zero_results` count all, also what is not shown."""

    first: str = Field(serialization_alias="from")
    last: str = Field(serialization_alias="to")
    k: int
    searches: int
    zero_results: int
    total: int
    items: list[ReportedQuery]
    next: str | None = None


def query_report(
    statistics: QueryStatistics,
    index: SearchIndex,
    period: Period,
    places: tuple[int, int] = (100, 0),
) -> QueryReportAnswer:
    """Return a page of the report of a period; `places` says how many, and after how many."""
    report = statistics.report(period, *places)
    return QueryReportAnswer(
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        k=K,
        searches=report.searches,
        zero_results=report.zero_results,
        total=report.total,
        items=[_reported(each, index) for each in report.queries],
    )


def report_lines(answer: QueryReportAnswer) -> Iterator[str]:
    """Yield a report for a terminal."""
    yield (
        f"{answer.first} to {answer.last}: {answer.searches} searches, "
        f"{answer.zero_results} found nothing."
    )
    yield f"{answer.total} queries were shared by {answer.k} clients or more on one day:"
    for each in answer.items:
        yield f"{each.searches:6} × {each.query} ({each.language}){_told(each)}"


def _told(query: ReportedQuery) -> str:
    told = [f"nothing {query.zero_results} ×"] if query.zero_results else []
    told += [f"now {query.found_now}"] if query.found_now is not None else []
    told += [f"did they mean {query.did_you_mean}?"] if query.did_you_mean else []
    return f": {', '.join(told)}" if told else ""


def _reported(count: QueryCount, index: SearchIndex) -> ReportedQuery:
    kept = ReportedQuery(**asdict(count))
    results = None if "<" in count.query else _found(count, index)
    if results is None:
        return kept
    other = results.other_language.total if results.other_language else 0
    now = {
        "found_now": 0 if results.corrected else results.total,
        "found_in_other_language": 0 if results.corrected else other,
        "did_you_mean": results.did_you_mean,
    }
    return kept.model_copy(update=now)


def _found(count: QueryCount, index: SearchIndex) -> Results | None:
    with suppress(QueryError, SearchIndexError):  # no words to search, or nothing is published
        return index.search(parse_query(count.query, language=count.language, size=1))
    return None


def report_of(settings: Settings, days: int, *, zero: bool) -> QueryReportAnswer:
    """Return the report of the last days of a data directory; raises StoreError."""
    engine, index = open_database(settings.page_store), open_index(settings)
    today = datetime.now(UTC).date()
    period = Period(last_days(days, today), today, zero_results=zero, few_results=zero)
    try:
        return query_report(QueryStatistics(engine), index, period)
    finally:
        index.close()
        engine.dispose()


def last_days(days: int, today: date) -> date:
    """Return the first of so many days that end today."""
    return today.fromordinal(max(1, today.toordinal() - days + 1))
