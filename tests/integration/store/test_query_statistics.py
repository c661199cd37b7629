from __future__ import annotations

from datetime import date, timedelta

import pytest

from corpus.errors import StoreError
from corpus.store.database import open_database
from corpus.store.query_statistics import KEPT_DAYS, K, Period, QueryDay, QueryStatistics, SearchDay

TODAY = date(2026, 11, 24)
WEEK = Period(TODAY - timedelta(days=6), TODAY)


@pytest.fixture
def statistics(engine):
    return QueryStatistics(engine)


def day(query, when=TODAY, language="fi", **counts):
    known = {"clients": K, "searches": 6, "zero_results": 0, "few_results": 0}
    return QueryDay(when.isoformat(), language, query, **{**known, **counts})


def test_counts_of_days_are_summed_and_the_most_searched_stands_first(statistics):
    yesterday = TODAY - timedelta(days=1)
    statistics.add([day("bussi"), day("bussi", yesterday), day("juna", searches=9)], [], TODAY)
    first, second = statistics.report(WEEK).queries
    assert (first.query, first.searches, first.days) == ("bussi", 12, 2)
    assert first.last_day == "2026-11-24"
    assert second.query == "juna"


def test_processes_add_up_searches_but_never_clients(engine, tmp_path):
    other = open_database(tmp_path / "kuutoshaku.sqlite3")
    for each in (engine, other):
        statistics = QueryStatistics(each)
        statistics.add([day("bussi")], [SearchDay("2026-11-24", "fi", 10, 4)], TODAY)
    other.dispose()
    report = statistics.report(WEEK)
    assert report.queries[0].searches == 12
    assert (report.searches, report.zero_results) == (20, 8)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT clients FROM query_day").scalar_one()
    assert kept == K


def test_the_database_itself_refuses_a_query_of_fewer_clients(statistics, tmp_path):
    with pytest.raises(StoreError, match="CHECK"):
        statistics.add([day("harvinainen", clients=K - 1)], [], TODAY)
    assert statistics.report(WEEK).total == 0
    assert not any(b"harvinainen" in path.read_bytes() for path in tmp_path.iterdir())


def test_no_row_of_fewer_clients_is_shown_even_if_it_were_there(statistics, engine):
    statistics.add([day("bussi")], [], TODAY)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(
            "INSERT INTO query_day VALUES ('2026-11-23', 'fi', 'bussi', 4, 4, 4, 0), "
            "('2026-11-23', 'fi', 'harvinainen', 4, 4, 4, 0)"
        )
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
        connection.exec_driver_sql("BEGIN")
    report = statistics.report(WEEK)
    assert [(each.query, each.searches) for each in report.queries] == [("bussi", 6)]
    assert report.total == 1


def test_a_report_is_of_its_period_and_language(statistics):
    old = TODAY - timedelta(days=7)
    rows = [day("ennen", old), day("bussi"), day("bus", language="en")]
    statistics.add(rows, [SearchDay("2026-11-24", "fi", 3, 1)], TODAY)
    finnish = Period(WEEK.first, WEEK.last, "fi")
    assert [each.query for each in statistics.report(finnish).queries] == ["bussi"]
    assert statistics.report(finnish).searches == 3
    assert statistics.report(Period(WEEK.first, WEEK.last, "en")).searches == 0
    assert {each.query for each in statistics.report(WEEK).queries} == {"bussi", "bus"}


def test_the_zero_result_report_lists_what_found_nothing_most_often_first(statistics):
    rows = [
        day("löytyy", searches=99),
        day("vähän", few_results=6),
        day("tyhjä", zero_results=5),
        day("tyhjempi", zero_results=6),
    ]
    statistics.add(rows, [], TODAY)
    zero = Period(WEEK.first, WEEK.last, zero_results=True)
    assert [each.query for each in statistics.report(zero).queries] == ["tyhjempi", "tyhjä"]
    few = Period(WEEK.first, WEEK.last, zero_results=True, few_results=True)
    found = [each.query for each in statistics.report(few).queries]
    assert found == ["tyhjempi", "tyhjä", "vähän"]


def test_a_report_comes_in_pages(statistics):
    statistics.add([day(f"haku {n}", searches=100 - n) for n in range(10)], [], TODAY)
    page = statistics.report(WEEK, limit=3, offset=3)
    assert page.total == 10
    assert [each.query for each in page.queries] == ["haku 3", "haku 4", "haku 5"]


def test_what_is_older_than_thirteen_months_is_deleted_when_something_is_written(
    statistics, engine, tmp_path
):
    kept = TODAY - timedelta(days=KEPT_DAYS)
    old = kept - timedelta(days=1)
    statistics.add([day("vanha haku", old)], [SearchDay(old.isoformat(), "fi", 1, 0)], old)
    statistics.add([day("säilyy", kept)], [], TODAY)
    everything = statistics.report(Period(date(2020, 1, 1), TODAY))
    assert [each.query for each in everything.queries] == ["säilyy"]
    assert everything.searches == 0
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    assert not any(b"vanha haku" in path.read_bytes() for path in tmp_path.iterdir())


def test_titles_and_addresses_of_an_erased_page_are_erased(statistics):
    rows = [
        day("matin hanke"),
        day('"matin hanke"'),
        day("matin hankkeet"),
        day("https://a.fi/matin-hanke/#opit"),
        day("www a.fi/matin-hanke"),
    ]
    statistics.add(rows, [], TODAY)
    assert statistics.erase(["Matin  hanke"], ["https://a.fi/matin-hanke/"]) == 4
    assert [each.query for each in statistics.report(WEEK).queries] == ["matin hankkeet"]
    assert statistics.erase([], []) == 0
