"""What a site's owner asks of crawlers is kept to, seen from the site."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from indexer.answer import MAX_PAGE_BYTES
from indexer.fetcher import MAX_REDIRECTS, user_agent


@pytest.fixture
def moments(site):
    """Note when each request for a page arrives, by the clock."""
    seen = []

    def note(handler):
        seen.append(time.monotonic())
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x")

    for path in ("/a", "/b", "/c"):
        site.does(path, note)
    site.page("/", "/a", "/b", "/c")
    return seen


def test_the_pause_that_robots_rules_ask_for_is_kept(site, crawled, moments):
    site.answer("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
    crawled()
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.15


@pytest.mark.usefixtures("moments")
def test_a_pause_for_another_crawler_is_not_kept(site, crawled):
    site.answer("/robots.txt", "User-agent: other\nCrawl-delay: 5\n\nUser-agent: *\nAllow: /")
    started = time.monotonic()
    crawled()
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(("hops", "is_kept"), [(1, True), (MAX_REDIRECTS, True), (6, False)])
def test_robots_rules_are_followed_over_five_redirects(site, crawled, stored, hops, is_kept):
    site.page("/", "/a")
    site.page("/a")
    names = ["/robots.txt", *(f"/r{number}" for number in range(1, hops + 1))]
    for name, target in pairwise(names):
        site.redirect(name, target, 302)
    site.answer(names[-1], "User-agent: *\nDisallow: /a", Content_Type="text/plain")
    report = crawled()
    assert stored() == (["/"] if is_kept else [])
    assert report.unreachable is not is_kept


def test_robots_rules_that_are_too_long_count_as_far_as_they_are_read(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    body = b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * (MAX_PAGE_BYTES // 9)
    site.answer("/robots.txt", body, Content_Type="text/plain")
    crawled()
    assert stored() == ["/"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_outage_however_long_deletes_no_page(site, crawled, stored, store, status):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    seen = store.page(site.url).last_seen
    site.answer("/robots.txt", "", status)
    for _ in range(5):
        report = crawled()
        assert (report.removed, report.gone) == (0, 0)
    assert stored() == ["/", "/a"]
    assert store.page(site.url).last_seen == seen
    site.forget("/robots.txt")
    assert crawled().is_whole
    assert store.page(site.url).last_seen > seen


def test_pages_that_robots_rules_come_to_forbid_leave_when_two_crawls_agree(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    site.answer("/robots.txt", "User-agent: *\nDisallow: /a")
    assert (crawled().removed, stored()) == (0, ["/", "/a"])
    assert (crawled().removed, stored()) == (1, ["/"])


def test_links_that_ask_not_to_be_followed_are_not(site, crawled, stored):
    site.answer(
        "/",
        '<a href="/a" rel="nofollow">a</a><a href="/b">b</a><a href="/c">c</a>',
    )
    site.page("/b", "/d", X_Robots_Tag="otherbot: nofollow, kuutoshaku: nofollow")
    site.page("/c", "/e", X_Robots_Tag="otherbot: nofollow")
    for path in ("/a", "/d", "/e"):
        site.page(path)
    crawled()
    assert stored() == ["/", "/b", "/c", "/e"]


def test_a_site_that_asks_for_long_pauses_is_left_to_the_next_crawl(site, crawled, monkeypatch):
    monkeypatch.setattr("indexer.politeness.MOST_SECONDS", 0.05)
    site.page("/", *(f"/{number}" for number in range(10)))
    for number in range(10):
        site.answer(f"/{number}", "", 503, Retry_After="86400")
    report = crawled()
    assert "asks to be left alone" in report.stopped
    assert len(site.requests) < 20


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", ""),
        (" mailto:haku@example.org ", " (+mailto:haku@example.org)"),
        ("https://haku.example/tietoa?x=1", " (+https://haku.example/tietoa?x=1)"),
        ("mailto:työ@example.org", " (+mailto:ty%C3%B6@example.org)"),
        ("a)\r\nX-Evil: 1", " (+a%29%0D%0AX-Evil: 1)"),
    ],
)
def test_the_contact_stands_in_the_agents_comment_and_nowhere_else(contact, told):
    name, space, comment = user_agent(contact).partition(" ")
    assert name.startswith("Kuutoshaku/")
    assert space + comment == told
