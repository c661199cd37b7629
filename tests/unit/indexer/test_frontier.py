from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.sources import Source
from corpus.store.frontier_table import Crawl
from corpus.store.visit import Address
from indexer.frontier import MAX_DEPTH, Frontier
from indexer.traps import MAX_DATED_PATHS, MAX_DATES

NOW = datetime.now(UTC)
SOURCE = Source("a", allow=("https://a.fi/",), deny=("https://a.fi/admin/",))


def address(path, **changes):
    return replace(Address(f"https://a.fi{path}", "a"), **changes)


def frontier(*known):
    return Frontier(SOURCE, Crawl(2, "a"), known)


def taken(frontier):
    paths = []
    while found := frontier.next():
        paths.append(found.url.removeprefix("https://a.fi"))
    return paths


def test_each_address_is_taken_once_however_it_is_written():
    found = frontier()
    for link in ("https://a.fi/x", "https://A.fi/x#y", "https://a.fi/./x?utm_source=z"):
        found.discover(link, 1)
    assert taken(found) == ["/x"]
    found.discover("https://a.fi/x", 1)
    assert taken(found) == []


def test_what_is_outside_the_source_or_no_page_by_its_ending_is_not_taken():
    found = frontier()
    for link in ("https://b.fi/", "https://a.fi/admin/x", "mailto:a@a.fi", "https://a.fi/logo.PNG"):
        found.discover(link, 1)
    assert taken(found) == []
    assert found.cuts == []


@pytest.mark.parametrize(
    ("link", "depth", "reason"),
    [
        ("https://a.fi/deep", MAX_DEPTH + 1, "links from the start"),
        ("https://a.fi/" + "x" * 2000, 1, "longer than"),
        ("https://a.fi/a/b/a/b/a/b", 1, "repeats itself"),
    ],
)
def test_what_looks_like_no_page_is_refused_with_its_reason(link, depth, reason):
    found = frontier()
    found.discover(link, depth)
    assert taken(found) == []
    (cut,) = found.cuts
    assert (cut.url, cut.addresses, reason in cut.reason) == (link, 1, True)


def test_a_calendar_of_queries_ends():
    found = frontier()
    for month in range(10_000):
        found.discover(f"https://a.fi/cal?m={month}", 1)
    assert len(found) == MAX_DATES


def test_a_calendar_of_paths_ends():
    found = frontier()
    for day in range(10_000):
        found.discover(f"https://a.fi/cal/{day // 30}/{day % 30}/", 1)
    assert len(found) == MAX_DATED_PATHS


def test_what_is_cut_is_told_once_for_all_that_are_alike():
    found = frontier()
    for month in range(MAX_DATES + 7):
        found.discover(f"https://a.fi/cal?m={month}", 1)
        found.discover(f"https://a.fi/cal?m={month}#again", 1)
    found.discover("https://a.fi/a/a/a", 1)
    calendar, repeating = found.cuts
    assert calendar.url == f"https://a.fi/cal?m={MAX_DATES}"
    assert calendar.addresses == 7
    assert repeating.addresses == 1


def test_traps_that_fill_up_over_several_crawls_end_too():
    found = frontier(*(address(f"/cal?m={month}") for month in range(MAX_DATES)))
    found.discover("https://a.fi/cal?m=new", 1)
    assert found.take_discovered() == {}


@pytest.mark.parametrize("path", ["2019/05/story-{}/", "node/{}", "page/{}/"])
def test_dated_articles_and_numbered_pages_are_no_calendar(path):
    found = frontier()
    for number in range(2 * MAX_DATED_PATHS):
        found.discover(f"https://a.fi/{path.format(number)}", 1)
    assert len(found) == 2 * MAX_DATED_PATHS


def test_only_what_is_due_is_revisited():
    later = NOW + timedelta(days=1)
    found = frontier(
        address("/due", next_fetch_at=NOW - timedelta(days=1)),
        address("/resting", next_fetch_at=later),
        address("/done", last_crawl=2),
        address("/erased", erased_at=NOW),
        address("/page", last_crawl=1),
    )
    found.revisit(full=False)
    assert taken(found) == ["/due", "/page"]


def test_what_is_due_within_the_hour_is_due():
    minutes, now = {"/now": 30, "/later": 90}, datetime.now(UTC)
    rested = (
        address(path, next_fetch_at=now + timedelta(minutes=left), body_hash="x")
        for path, left in minutes.items()
    )
    found = frontier(*rested)
    found.revisit(full=False)
    assert found.resting == 1
    assert taken(found) == ["/now"]


def test_what_has_changed_is_taken_first_due_or_not():
    later = NOW + timedelta(days=1)
    found = frontier(
        address("/due"),
        address("/resting", next_fetch_at=later, body_hash="x"),
        address("/erased", erased_at=NOW),
        address("/done", last_crawl=2),
    )
    found.revisit(full=False)
    for path in ("resting", "erased", "done"):
        found.hasten(f"https://a.fi/{path}")
    assert taken(found) == ["/resting", "/due"]
    assert found.resting == 0


def test_a_full_crawl_revisits_all_but_what_was_erased():
    later = NOW + timedelta(days=1)
    found = frontier(address("/resting", next_fetch_at=later), address("/erased", erased_at=NOW))
    found.revisit(full=True)
    assert taken(found) == ["/resting"]


def test_what_this_crawl_has_visited_before_it_was_killed_is_not_taken_again():
    found = frontier(address("/done", last_crawl=2))
    found.revisit(full=False)
    assert not found.claim("https://a.fi/done")


def test_an_address_may_be_queued_again_after_the_others():
    found = frontier()
    found.put(["https://a.fi/1", "https://a.fi/2"])
    assert found.next().url == "https://a.fi/1"
    found.again("https://a.fi/1")
    assert taken(found) == ["/2", "/1"]
