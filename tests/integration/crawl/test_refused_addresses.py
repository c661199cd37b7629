from __future__ import annotations

import asyncio
import time

import pytest

from corpus.errors import AddressRefusedError, FetchError
from indexer.address_guard import AddressGuard
from indexer.answer import Request
from indexer.fetcher import open_fetcher
from indexer.politeness import Politeness


def get(guard, url, **limits):
    async def ask():
        async with open_fetcher(guard, Politeness(0), "", **limits) as fetcher:
            return await fetcher.get(Request(url))

    return asyncio.run(ask())


def test_a_refusal_says_which_address_was_refused(site):
    guard = AddressGuard(ports=frozenset({site.port}))
    with pytest.raises(AddressRefusedError, match=r"127\.0\.0\.1 is not a public address"):
        get(guard, site.url)


def test_a_source_that_does_not_allow_private_addresses_reaches_none(site, crawled):
    site.page("/")
    report = crawled(allow_private_addresses=False)
    assert report.unreachable
    assert "none of those a site may use" in report.problems[0].reason
    assert site.connections == 0


def test_a_redirect_does_not_get_around_the_guard(site, other_site, crawled):
    site.page("/", "/a")
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"):
        site.redirect("/a", f"http://{host}:{other_site.port}/")
        crawled(full=True)
    assert other_site.connections == 0


def test_robots_rules_that_redirect_elsewhere_do_not_get_around_the_guard(
    site, other_site, crawled, why
):
    site.page("/")
    site.redirect("/robots.txt", f"{other_site.url}robots.txt")
    assert "robots.txt could not be read" in why(crawled())["/"][1]
    assert other_site.connections == 0


def test_links_and_sitemaps_do_not_get_around_the_guard(site, other_site, crawled):
    inner = other_site.url
    site.answer("/robots.txt", f"Sitemap: {inner}map.xml\nSitemap: {site.url}map.xml")
    site.answer("/map.xml", f"<urlset><url><loc>{inner}a</loc></url></urlset>")
    user = f"http://127.0.0.1:{site.port}@127.0.0.1:{other_site.port}/"
    canonical = f'<link rel="canonical" href="{inner}c">'
    site.answer("/", f'<base href="{inner}">{canonical}<a href="x">x</a><a href="{user}">y</a>')
    assert crawled().fetched == 1
    assert other_site.connections == 0


def test_a_proxy_in_the_environment_is_not_used(site, other_site, crawled, monkeypatch):
    site.page("/")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other_site.url)
    assert crawled().fetched == 1
    assert other_site.connections == 0


def drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def test_a_body_that_drips_is_given_up_at_the_time_limit(site):
    site.does("/", drip)
    guard = AddressGuard(private_ports=frozenset({site.port}))
    started = time.monotonic()
    with pytest.raises(FetchError, match="time limit"):
        get(guard, site.url, max_seconds=0.5)
    assert time.monotonic() - started < 3


def test_a_body_that_drips_on_is_given_up_long_before_the_time_limit(site, monkeypatch):
    monkeypatch.setattr("indexer.fetcher.GRACE_SECONDS", 0.3)
    site.does("/", drip)
    guard = AddressGuard(private_ports=frozenset({site.port}))
    started = time.monotonic()
    with pytest.raises(FetchError, match="slower than"):
        get(guard, site.url)
    assert time.monotonic() - started < 5


def test_a_slow_body_that_is_no_drip_is_read_to_its_end(site, monkeypatch):
    def slowly(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n")
        for _ in range(20):
            handler.wfile.write(b"x" * 100)
            handler.wfile.flush()
            time.sleep(0.02)

    monkeypatch.setattr("indexer.fetcher.GRACE_SECONDS", 0.1)
    site.does("/", slowly)
    guard = AddressGuard(private_ports=frozenset({site.port}))
    assert len(get(guard, site.url).body) == 2000


@pytest.mark.parametrize("packing", ["br", "zstd", "compress", "gzip, gzip"])
def test_a_packing_that_was_not_asked_for_is_not_unpacked(site, crawled, why, packing):
    site.page("/", "/a")
    site.answer("/a", b"\x1b\x00" * 50, Content_Encoding=packing)
    assert why(crawled())["/a"][0] == "failed"
    assert site.requests[0][1]["Accept-Encoding"] == "gzip, deflate"
