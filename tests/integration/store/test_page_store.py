from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.document import Page
from corpus.store.erasures import Erasure, Erasures
from corpus.store.frontier_table import FrontierTable, Listing
from corpus.store.page_store import PageStore
from corpus.store.visit import Visit

FETCHED_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def page(url, body=b"<p>hei", **changes):
    known = {"etag": '"1"', "last_modified": "Tue, 24 Nov 2026 08:00:00 GMT"}
    return Page(url, url, 200, "text/html", body, FETCHED_AT, **{**known, **changes})


@pytest.fixture
def store(engine):
    return PageStore(engine)


@pytest.fixture
def frontier(engine):
    return FrontierTable(engine, "a")


@pytest.fixture
def visit(frontier):
    def record(*visits, discovered=()):
        crawl = frontier.open_crawl("scope", resume=False)
        return frontier.record(crawl, visits, dict(discovered))

    return record


def fetched(url, **changes):
    return Visit(url, "fetched", page=page(url, **changes))


def test_a_page_comes_back_as_the_site_sent_it(store, visit):
    body = bytes(range(256)) * 100
    visit(fetched("https://a.fi/", body=body, robots_tag="noindex"))
    kept = store.page("https://a.fi/")
    assert kept.body == body
    assert (kept.source, kept.etag, kept.robots_tag) == ("a", '"1"', "noindex")
    assert kept.fetched_at == FETCHED_AT
    assert kept.last_seen.tzinfo is not None


def test_pages_come_by_address_in_any_number(store, visit):
    urls = [f"https://a.fi/{number:03}" for number in range(120)]
    visit(*map(fetched, reversed(urls)))
    assert [page.url for page in store.pages()] == urls
    assert [page.url for page in store.pages("a")] == urls
    assert list(store.pages("b")) == []


def test_a_failing_page_stays_as_it_was_last_seen(store, visit):
    visit(fetched("https://a.fi/"))
    seen = store.page("https://a.fi/").last_seen
    visit(Visit("https://a.fi/", "failed", "500"))
    assert store.page("https://a.fi/").last_seen == seen
    assert store.counts() == {"failed": 1, "pages": 1}


def test_a_page_that_is_gone_twice_is_no_page(store, visit):
    visit(fetched("https://a.fi/"))
    visit(Visit("https://a.fi/", "gone", "404"))
    assert [page.url for page in store.pages()] == ["https://a.fi/"]
    visit(Visit("https://a.fi/", "gone", "404"))
    assert list(store.pages()) == []
    assert store.page("https://a.fi/") is None


def test_an_erased_page_leaves_no_trace_of_its_text_in_the_file(store, visit, engine, tmp_path):
    visit(fetched("https://a.fi/", etag="a-secret-mark"))
    erasures, url = Erasures(engine), "https://a.fi/"
    assert erasures.begin(Erasure(url, [url], [], FETCHED_AT), "a") == 1
    assert store.page("https://a.fi/") is None
    assert store.erased() == {url}
    assert erasures.finish(url)
    assert not any(b"a-secret-mark" in path.read_bytes() for path in tmp_path.iterdir())


def test_an_address_is_known_with_a_page_or_without(store, visit):
    assert not store.knows("https://a.fi/")
    visit(Visit("https://a.fi/", "gone", "404"))
    assert store.knows("https://a.fi/")


def test_sitemaps_name_the_languages_of_a_page(store, frontier, visit):
    pair = {"fi": "https://a.fi/", "en": "https://a.fi/en/"}
    frontier.keep_listings(
        frontier.open_crawl("scope", resume=False), [Listing("https://a.fi/", "2026-11-01", pair)]
    )
    visit(fetched("https://a.fi/"))
    assert store.page("https://a.fi/").alternates == pair


def test_discovered_addresses_wait_with_their_depth(frontier, visit):
    visit(fetched("https://a.fi/"), discovered=[("https://a.fi/x", 1)])
    waiting, seen = frontier.addresses()
    assert (waiting.url, waiting.depth, waiting.status) == ("https://a.fi/x", 1, "discovered")
    assert (seen.status, seen.etag, seen.is_page) == ("fetched", '"1"', True)


def test_discovering_an_address_again_changes_nothing(frontier, visit):
    visit(fetched("https://a.fi/"))
    visit(discovered=[("https://a.fi/", 7)])
    (address,) = frontier.addresses()
    assert (address.depth, address.status) == (0, "fetched")


def test_an_unfinished_crawl_is_taken_up_again(frontier):
    first = frontier.open_crawl("scope", resume=True)
    assert frontier.open_crawl("scope", resume=True).id == first.id
    assert frontier.open_crawl("scope", resume=False).id != first.id


def test_a_finished_crawl_is_not_taken_up_again(frontier):
    first = frontier.open_crawl("scope", resume=True)
    frontier.close_crawl(first)
    assert frontier.open_crawl("scope", resume=True).id != first.id


def test_a_crawl_knows_that_the_scope_changed(frontier):
    assert not frontier.open_crawl("scope", resume=True).scope_changed
    assert frontier.open_crawl("wider", resume=True).scope_changed


def test_a_crawl_of_one_page_does_not_hide_an_unfinished_whole_one(frontier):
    whole = frontier.open_crawl("scope", resume=True)
    frontier.close_crawl(frontier.open_crawl("", resume=False))
    assert frontier.open_crawl("scope", resume=True).id == whole.id


def test_moves_lead_to_where_a_chain_of_them_ends(store, visit):
    def moved(url, target):
        return Visit(url, "redirected", moved_to=target)

    visit(moved("https://a.fi/1", "https://a.fi/2"), moved("https://a.fi/2", "https://a.fi/3"))
    visit(moved("https://a.fi/x", "https://a.fi/y"), moved("https://a.fi/y", "https://a.fi/x"))
    visit(fetched("https://a.fi/3"))
    moves = store.moves()
    assert moves["https://a.fi/1"] == moves["https://a.fi/2"] == "https://a.fi/3"
    assert set(moves) == {f"https://a.fi/{name}" for name in "12xy"}


def test_what_a_page_says_is_kept_over_a_visit_that_brings_no_page(frontier, visit):
    visit(replace(fetched("https://a.fi/"), text_hash="told"))
    visit(Visit("https://a.fi/", "unchanged"))
    (address,) = frontier.addresses()
    assert address.text_hash == "told"
