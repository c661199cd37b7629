from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.store.visit import Address, Pace, Visit, after

NOW = datetime(2026, 11, 24, tzinfo=UTC)
URL = "https://6aika.fi/"
NEW = Address(URL, "6aika")
PAGE = replace(NEW, status="fetched", body_hash="x", last_seen=NOW - timedelta(days=1))


def test_a_good_answer_clears_what_was_wrong():
    broken = replace(PAGE, status="failed", fails=3, removals=1, reason="500")
    seen = after(broken, Visit(URL, "unchanged"), NOW)
    assert (seen.status, seen.fails, seen.removals, seen.reason) == ("fetched", 0, 0, "")
    assert seen.last_seen == NOW


def test_a_failure_keeps_when_the_page_was_last_seen():
    failed = after(PAGE, Visit(URL, "failed", "500"), NOW)
    assert (failed.status, failed.fails, failed.reason) == ("failed", 1, "500")
    assert failed.last_seen == PAGE.last_seen


@pytest.mark.parametrize("outcome", ["gone", "redirected", "skipped"])
def test_a_page_is_taken_out_only_when_two_visits_agree(outcome):
    once = after(PAGE, Visit(URL, outcome), NOW)
    twice = after(once, Visit(URL, outcome), NOW)
    assert (once.status, twice.status) == ("failed", outcome)


def test_a_good_answer_in_between_starts_the_count_again():
    once = after(PAGE, Visit(URL, "gone"), NOW)
    back = after(once, Visit(URL, "fetched"), NOW)
    assert after(back, Visit(URL, "gone"), NOW).status == "failed"


def test_a_page_that_surely_moved_is_taken_out_at_once():
    assert after(PAGE, Visit(URL, "redirected", is_certain=True), NOW).status == "redirected"


@pytest.mark.parametrize("outcome", ["gone", "redirected", "skipped"])
def test_an_address_that_never_was_a_page_is_let_rest_at_once(outcome):
    left = after(NEW, Visit(URL, outcome), NOW)
    assert left.status == outcome
    assert left.next_fetch_at > NOW


def test_two_visits_must_agree_a_time_apart():
    pace = Pace(confirmation=timedelta(hours=12))
    seen = after(PAGE, Visit(URL, "gone"), NOW, pace)
    for hours in (1, 2, 11):
        seen = after(seen, Visit(URL, "gone"), NOW + timedelta(hours=hours), pace)
        assert (seen.status, seen.removals, seen.doubted_at) == ("failed", 1, NOW)
    failed = after(seen, Visit(URL, "failed"), NOW + timedelta(hours=11.5), pace)
    assert after(failed, Visit(URL, "gone"), NOW + timedelta(hours=12), pace).status == "gone"
    back = after(failed, Visit(URL, "fetched"), NOW + timedelta(hours=12), pace)
    assert (back.removals, back.doubted_at) == (0, None)


def test_a_doubt_from_before_it_was_dated_counts_from_its_visit():
    pace = Pace(confirmation=timedelta(hours=12))
    old = replace(PAGE, removals=1, visited_at=NOW - timedelta(hours=13))
    assert after(old, Visit(URL, "gone"), NOW, pace).status == "gone"
    young = replace(PAGE, removals=1, visited_at=NOW - timedelta(hours=1))
    assert after(young, Visit(URL, "gone"), NOW, pace).status == "failed"


def rests(page, *visits, pace=None):
    """Return how many hours a page rests after each visit, (hours later, outcome)."""
    hours, now = [], page.last_seen or NOW
    for later, outcome in visits:
        now += timedelta(hours=later)
        page = after(page, Visit(URL, outcome), now, pace or Pace())
        assert page.next_fetch_at == now + timedelta(seconds=page.revisit_seconds)
        hours.append(page.revisit_seconds / 3600)
    return hours


def test_a_page_that_does_not_change_rests_longer_and_longer():
    assert rests(NEW, (0, "fetched")) == [0]
    assert rests(PAGE, (24, "unchanged"), (36, "unchanged"), (54, "unchanged")) == [36, 54, 81]


def test_a_page_that_changes_is_visited_sooner():
    rested = replace(PAGE, revisit_seconds=48 * 3600)
    assert rests(rested, (48, "fetched"), (24, "fetched"), (12, "fetched")) == [24, 12, 6]


def test_a_visit_that_came_early_tells_nothing_new():
    rested = replace(PAGE, revisit_seconds=48 * 3600)
    assert rests(rested, (1, "unchanged"), (1, "unchanged")) == [48, 48]


def test_the_source_bounds_how_long_a_page_rests():
    pace = Pace(timedelta(hours=20), timedelta(hours=100))
    assert rests(NEW, (0, "fetched"), pace=pace) == [20]
    assert rests(PAGE, (10, "fetched"), (90, "unchanged"), pace=pace) == [20, 100]


def test_a_page_that_fails_is_due_in_the_next_crawl():
    rested = replace(PAGE, revisit_seconds=3600.0, next_fetch_at=NOW)
    failed = after(rested, Visit(URL, "failed"), NOW)
    assert (failed.next_fetch_at, failed.revisit_seconds) == (None, 3600.0)


def test_a_moved_address_says_where_to_until_it_answers_again():
    moved = after(PAGE, Visit(URL, "redirected", is_certain=True, moved_to="x"), NOW)
    assert moved.moved_to == "x"
    assert after(moved, Visit(URL, "fetched"), NOW).moved_to == ""


def test_what_may_not_rest_is_asked_again_in_the_next_crawl():
    assert after(NEW, Visit(URL, "skipped", may_rest=False), NOW).next_fetch_at is None
