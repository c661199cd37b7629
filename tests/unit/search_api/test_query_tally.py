from __future__ import annotations

from datetime import UTC, datetime, timedelta

from corpus.store.query_statistics import K, QueryDay, SearchDay
from search_api import query_tally
from search_api.query_tally import Asked, QueryTally


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


def ask(tally, query, clients, hits=3, language="fi", **more):
    for client in clients:
        tally.note(f"192.0.2.{client}", Asked(query, language, hits, **more))


def test_a_query_of_fewer_clients_than_k_is_never_handed_over():
    tally = QueryTally(Clock())
    ask(tally, "bussi", range(K - 1))
    assert tally.handed_over() == ([], [SearchDay("2026-11-24", "fi", K - 1, 0)])


def test_the_last_client_needed_brings_those_before_it_along():
    tally = QueryTally(Clock())
    ask(tally, "bussi", range(K - 1), hits=0)
    tally.handed_over()
    ask(tally, " BUSSI", [K], hits=4)
    queries, searches = tally.handed_over()
    assert queries == [QueryDay("2026-11-24", "fi", "bussi", K, K, K - 1, 0)]
    assert searches == [SearchDay("2026-11-24", "fi", 1, 0)]
    ask(tally, "bussi", [77])
    assert tally.handed_over()[0] == [QueryDay("2026-11-24", "fi", "bussi", K, 1, 0, 1)]


def test_one_client_that_asks_again_and_again_is_one():
    clock = Clock()
    tally = QueryTally(clock)
    for _ in range(3 * K):
        ask(tally, "bussi", [1])
        clock.now += timedelta(minutes=11)
    queries, searches = tally.handed_over()
    assert queries == []
    assert searches[0].searches == 3 * K


def test_a_repeat_within_minutes_is_not_counted():
    clock = Clock()
    tally = QueryTally(clock)
    ask(tally, "bussi", [1])
    clock.now += timedelta(minutes=9)
    ask(tally, "Bussi", [1])
    assert tally.handed_over()[1][0].searches == 1
    clock.now += timedelta(minutes=9)
    ask(tally, "bussi", [1])
    assert tally.handed_over()[1][0].searches == 1


def test_days_are_counted_apart_and_forgotten_at_midnight():
    clock = Clock()
    tally = QueryTally(clock)
    ask(tally, "bussi", range(K))
    ask(tally, "juna", range(K - 1))
    clock.now += timedelta(days=1)
    ask(tally, "juna", [K])
    queries, _ = tally.handed_over()
    assert queries == [QueryDay("2026-11-24", "fi", "bussi", K, K, 0, K)]


def test_marks_of_one_client_differ_by_query_and_by_day():
    clock = Clock()
    tally = QueryTally(clock)
    ask(tally, "bussi", [1])
    ask(tally, "juna", [1])
    marks = set(tally._asked)
    assert len(marks) == 2
    clock.now += timedelta(days=1)
    ask(tally, "bussi", [1])
    assert len(tally._asked) == 1
    assert marks.isdisjoint(tally._asked)


def test_few_and_no_results_count_only_where_no_filter_may_be_why():
    tally = QueryTally(Clock())
    ask(tally, "bussi", range(K), hits=0, narrowed=True)
    ask(tally, "bussi", range(K, 2 * K), hits=0)
    ask(tally, "bussi", range(2 * K, 3 * K), hits=2)
    (day,) = tally.handed_over()[0]
    assert (day.searches, day.zero_results, day.few_results) == (3 * K, K, K)


def test_languages_are_counted_apart():
    tally = QueryTally(Clock())
    ask(tally, "smart", range(K - 1), language="fi")
    ask(tally, "smart", range(K - 1), language="en")
    assert tally.handed_over()[0] == []


def test_the_memory_is_bounded_by_forgetting_what_was_asked_longest_ago(monkeypatch):
    monkeypatch.setattr(query_tally, "QUERIES_KEPT", 100)
    monkeypatch.setattr(query_tally, "ASKED_KEPT", 150)
    tally = QueryTally(Clock())
    for number in range(400):
        ask(tally, f"haku n{number}", [1])
    assert len(tally._queries) == 100
    assert len(tally._asked) == 150
    assert tally.handed_over()[1][0].searches == 400
