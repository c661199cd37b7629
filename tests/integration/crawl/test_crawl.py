from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.erasures import Erasure, Erasures
from indexer.crawl import crawl, crawl_source

PDF = b"%PDF-1.7\n" + bytes(range(256))


def test_a_crawl_finds_pages_by_links(site, crawled, stored):
    site.page("/", "/a", "b#top", "/a?utm_source=x")
    site.page("/a", "/", "/c")
    site.page("/b")
    site.page("/c")
    report = crawled()
    assert stored() == ["/", "/a", "/b", "/c"]
    assert (report.fetched, report.failed, report.unreachable) == (4, 0, False)
    assert report.is_whole
    assert sorted(site.paths) == ["/", "/a", "/b", "/c", "/robots.txt"]


def test_a_crawl_finds_pages_by_the_sitemaps_that_robots_rules_name(site, crawled, store):
    site.page("/")
    site.page("/fi/")
    site.answer("/robots.txt", f"Sitemap: {site.url}map.xml", Content_Type="text/plain")
    site.answer(
        "/map.xml",
        f"""<urlset xmlns:x="http://www.w3.org/1999/xhtml"><url><loc>{site.url}fi/</loc>
        <x:link rel="alternate" hreflang="en" href="{site.url}en/#top"/>
        <x:link rel="alternate" hreflang="sv" href="https://elsewhere.example/"/>
        </url></urlset>""",
    )
    crawled()
    assert store.page(f"{site.url}fi/").alternates == {"en": f"{site.url}en/"}


def test_a_sitemap_may_be_a_text_or_a_feed_and_names_other_languages(site, crawled, stored):
    site.page("/")
    for path in ("/1", "/2", "/3", "/en/2"):
        site.page(path)
    feed = f"<rss><channel><item><link>{site.url}1</link></item></channel></rss>"
    site.answer("/feed", feed, Content_Type="application/rss+xml")
    pair = f'<link rel="alternate" hreflang="en" href="{site.url}en/2"/>'
    site.answer("/map.xml", f"<urlset><url><loc>{site.url}2</loc>{pair}</url></urlset>")
    site.answer("/map.txt", f"{site.url}2\n{site.url}3\n", Content_Type="text/plain")
    crawled(sitemaps=tuple(site.url + name for name in ("feed", "map.txt", "map.xml")))
    assert stored() == ["/", "/1", "/2", "/3", "/en/2"]


def test_where_a_page_sends_its_readers_on_to_is_found(site, crawled, stored):
    site.answer("/", '<meta http-equiv="refresh" content="0; url=fi/">')
    site.page("/fi/")
    crawled()
    assert stored() == ["/", "/fi/"]


def test_a_sitemap_that_is_missing_or_on_another_host_is_reported(site, crawled):
    site.page("/")
    elsewhere = f"http://localhost:{site.port}/map.xml"
    site.answer("/map.xml", "<urlset/>")
    site.answer("/robots.txt", f"Sitemap: {elsewhere}\nSitemap: {site.url}none.xml")
    missing, refused = sorted(crawled().problems, key=lambda one: one.url)
    assert (missing.outcome, missing.reason) == ("sitemap", "it answered 404")
    assert refused.url == elsewhere
    assert "a host that the source does not name" in refused.reason
    assert "/map.xml" not in site.paths


def test_a_second_crawl_fetches_nothing_that_has_not_changed(site, crawled, stored):
    site.page("/", "/a", "/b", ETag='"1"')
    site.page("/a", ETag='"2"')
    site.page("/b")
    crawled()
    first = len(site.requests)
    report = crawled()
    assert (report.fetched, report.unchanged, report.is_whole) == (0, 3, True)
    asked = {path: headers.get("If-None-Match") for path, headers in site.requests[first:]}
    assert asked == {"/robots.txt": None, "/": '"1"', "/a": '"2"', "/b": None}
    assert stored() == ["/", "/a", "/b"]


def test_a_changed_page_is_fetched_and_its_new_links_are_followed(site, crawled, store):
    site.page("/", ETag='"1"')
    crawled()
    site.page("/", "/new", text="changed", ETag='"2"')
    site.page("/new")
    assert crawled().fetched == 2
    assert b"changed" in store.page(site.url).body


def test_a_full_crawl_sends_no_validators(site, crawled):
    site.page("/", ETag='"1"', Last_Modified="Tue, 24 Nov 2026 08:00:00 GMT")
    crawled()
    crawled(full=True)
    _, headers = site.requests[-1]
    assert "If-None-Match" not in headers
    assert "If-Modified-Since" not in headers


def test_a_page_is_stored_as_it_was_sent_with_what_the_headers_say(site, crawled, store):
    body = "<p>Työpöytä <a href='/työ'>x</a>".encode("cp1252")
    site.answer("/", body, Content_Type="text/html; charset=iso-8859-1", X_Robots_Tag="noindex")
    site.page("/ty%C3%B6")
    assert crawled().fetched == 2
    page = store.page(site.url)
    assert page.body == body
    assert (page.robots_tag, page.content_type) == ("noindex", "text/html; charset=iso-8859-1")
    assert page.source == "site"


def test_pdfs_are_stored_and_other_files_skipped_without_reading_them(site, crawled, stored, why):
    site.page("/", "/a.pdf", "/b.docx", "/c")
    site.answer("/a.pdf", PDF, Content_Type="application/pdf")
    site.answer("/b.docx", b"x" * 9, Content_Type="application/msword")
    site.answer("/c", "<p>x</p>", Content_Type="")
    report = crawled()
    assert stored() == ["/", "/a.pdf", "/c"]
    assert why(report)["/b.docx"] == ("skipped", "application/msword is neither HTML nor PDF")


def test_what_robots_rules_forbid_is_not_asked_for(site, crawled, why):
    site.answer("/robots.txt", "User-agent: *\nDisallow: /admin/\nAllow: /admin/open")
    site.page("/", "/admin/", "/admin/open")
    site.page("/admin/open")
    assert why(crawled()) == {"/admin/": ("skipped", "robots.txt does not allow it")}
    assert "/admin/" not in site.paths


def test_only_one_page_is_fetched_when_an_editor_asks_for_one(site, crawled, store):
    site.page("/", "/a", ETag='"1"')
    site.page("/a")
    crawled()
    site.page("/a", "/b", text="changed")
    site.page("/b")
    first = len(site.requests)
    report = crawled(only=(f"{site.url}a#top",))
    assert (report.fetched, report.unchanged) == (1, 0)
    assert [path for path, _ in site.requests[first:]] == ["/robots.txt", "/a"]
    assert b"changed" in store.page(f"{site.url}a").body


def test_a_page_outside_the_source_is_not_fetched_on_its_own(site, crawled):
    report = crawled(only=("https://elsewhere.example/",))
    assert report.problems[0].reason == "it is outside the source site"
    assert site.requests == []


def test_an_erased_page_comes_back_only_when_it_is_asked_for(site, crawled, store, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    page = f"{site.url}a"
    Erasures(store.engine).begin(Erasure(page, [page], [], datetime.now(UTC)), "site")
    crawled(full=True)
    assert stored() == ["/"]
    crawled(only=(f"{site.url}a",))
    assert stored() == ["/", "/a"]


def test_a_crawl_stops_at_its_most_pages_and_the_next_one_goes_on(site, crawled, stored):
    site.page("/", *(f"/{number}" for number in range(9)))
    for number in range(9):
        site.page(f"/{number}")
    report = crawled(max_pages=4)
    assert (report.fetched, len(stored())) == (4, 4)
    assert "max_pages" in report.stopped
    crawled(max_pages=4)
    assert len(stored()) == 8


def test_a_wider_source_finds_the_links_of_pages_that_have_not_changed(site, crawled, stored):
    site.page("/", "/a", ETag='"1"')
    site.page("/a")
    crawled(deny=(f"{site.url}a",))
    assert stored() == ["/"]
    crawled()
    assert stored() == ["/", "/a"]


def test_a_narrower_source_keeps_its_pages_and_says_so(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    report = crawled(deny=(f"{site.url}a",))
    assert report.removed == 0
    assert report.changes_index
    assert [p.reason for p in report.problems] == ["it is outside the source now"]
    assert stored() == ["/", "/a"]


def test_a_crawl_tells_how_far_it_is(site, crawled):
    site.page("/", "/a", "/b")
    site.page("/a")
    told = []
    crawled(on_progress=told.append)
    assert (told[0].fetched, told[0].queued, told[0].current) == (1, 2, site.url)
    assert (told[-1].fetched, told[-1].queued) == (2, 0)


def test_the_crawler_says_who_it_is_and_whom_to_ask(site, source, store):
    site.page("/")
    crawl(source, store, Settings(operator_contact="mailto:haku@example.org"))
    agent = site.requests[0][1]["User-Agent"]
    assert agent.startswith("Kuutoshaku/")
    assert agent.endswith(" (+mailto:haku@example.org)")


def test_requests_to_a_host_keep_the_pause_that_the_source_names(site, crawled):
    site.page("/", "/a", "/b")
    site.page("/a")
    site.page("/b")
    started = time.monotonic()
    crawled(delay_seconds=0.1)
    assert time.monotonic() - started >= 0.3


def test_a_crawl_that_is_cancelled_keeps_what_it_has(site, source, store, stored):
    site.page("/", *(f"/{number}" for number in range(50)))
    for number in range(50):
        site.page(f"/{number}")

    async def cancelled():
        slow = replace(source, delay_seconds=0.02)
        running = asyncio.create_task(crawl_source(slow, store, Settings()))
        await asyncio.sleep(0.5)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    asyncio.run(cancelled())
    assert 0 < len(stored()) < 51
    before = len(site.requests)
    crawl(source, store, Settings())
    assert len(stored()) == 51
    assert len(site.requests) - before < 51


def test_the_sample_site_is_crawled_whole_and_then_unchanged(store):
    with SampleSite() as sample:
        source = Source(
            "sample",
            seeds=(sample.url,),
            allow=(sample.url,),
            delay_seconds=0,
            allow_private_addresses=True,
        )
        first = crawl(source, store, Settings())
        second = crawl(source, store, Settings())
        listed = set(sample.content.pages)
    assert first.fetched == len(list(store.pages())) >= len(listed) - 1
    assert (second.fetched, second.unchanged) == (0, first.fetched)
    assert any(page.content_type == "application/pdf" for page in store.pages())
