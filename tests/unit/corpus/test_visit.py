from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.store.visit import Address, Visit, after

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


def test_what_may_not_rest_is_asked_again_in_the_next_crawl():
    assert after(NEW, Visit(URL, "skipped", may_rest=False), NOW).next_fetch_at is None
