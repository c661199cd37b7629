from __future__ import annotations

import asyncio
import gzip
import resource
import tracemalloc
import zlib

import pytest

from indexer.answer import MAX_SITEMAP_BYTES
from indexer.sitemaps import (
    MAX_FILES,
    Sitemap,
    SitemapEntry,
    read_sitemap,
    read_sitemaps,
)

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def urlset(*entries):
    return f'<?xml version="1.0"?><urlset {NAMESPACE} {XHTML}>{"".join(entries)}</urlset>'.encode()


def entry(url, more=""):
    return f"<url><loc>{url}</loc>{more}</url>"


def index(*urls):
    children = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NAMESPACE}>{children}</sitemapindex>".encode()


def test_an_entry_has_its_day_and_its_languages():
    pair = (
        '<xhtml:link rel="alternate" hreflang="fi" href="https://a.fi/"/>'
        '<xhtml:link rel="alternate" hreflang="en" href="https://a.fi/en/"/>'
        '<xhtml:link rel="canonical" href="https://a.fi/x"/>'
    )
    body = urlset(entry("\n https://a.fi/?a=1&amp;b=2 ", "<lastmod>2026-11-01</lastmod>" + pair))
    assert read_sitemap(body).entries == (
        SitemapEntry(
            "https://a.fi/?a=1&b=2",
            "2026-11-01",
            {"fi": "https://a.fi/", "en": "https://a.fi/en/"},
        ),
    )


def test_an_index_names_its_children():
    body = index("https://a.fi/1.xml", "https://a.fi/2.xml")
    assert read_sitemap(body).children == ("https://a.fi/1.xml", "https://a.fi/2.xml")


def test_a_sitemap_without_a_namespace_and_one_packed_by_gzip_are_read():
    body = b"<urlset><url><loc>https://a.fi/</loc></url></urlset>"
    assert read_sitemap(gzip.compress(body)) == read_sitemap(body)
    assert read_sitemap(body).entries[0].url == "https://a.fi/"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_sitemap_lists_a_page_a_line(mark):
    body = f"{mark}https://a.fi/1\r\n\n  http://a.fi/ty\u00f6 \nnothing\nftp://a.fi/\n".encode()
    assert [entry.url for entry in read_sitemap(body).entries] == [
        "https://a.fi/1",
        "http://a.fi/työ",
    ]
    assert read_sitemap(gzip.compress(body)) == read_sitemap(body)


def test_an_rss_feed_lists_its_items_with_their_days():
    body = b"""<?xml version="1.0"?><rss version="2.0"><channel><link>https://a.fi/</link>
    <image><url>https://a.fi/logo.png</url></image>
    <item><title>x</title><link> https://a.fi/1 </link>
    <pubDate>Tue, 24 Nov 2026 08:00:00 +0200</pubDate></item>
    <item><link>https://a.fi/2</link></item><item><title>none</title></item></channel></rss>"""
    assert read_sitemap(body).entries == (
        SitemapEntry("https://a.fi/1", "Tue, 24 Nov 2026 08:00:00 +0200"),
        SitemapEntry("https://a.fi/2"),
    )


def test_an_atom_feed_lists_its_entries_with_their_days():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.fi/feed"/>
    <entry><link rel="self" href="https://a.fi/s"/><link href="https://a.fi/1"/>
    <updated>2026-11-24T08:00:00Z</updated></entry>
    <entry><link rel="alternate" href="https://a.fi/2"/></entry></feed>"""
    assert read_sitemap(body).entries == (
        SitemapEntry("https://a.fi/1", "2026-11-24T08:00:00Z"),
        SitemapEntry("https://a.fi/2"),
    )


def test_of_a_broken_sitemap_what_can_be_read_is():
    body = urlset(entry("https://a.fi/1"), "<url><loc>https://a.fi/?a&b</loc>")[:-9]
    assert read_sitemap(body).entries[0].url == "https://a.fi/1"


@pytest.mark.parametrize("body", [b"", b"<html>", b"nothing", b"\x1f\x8bbroken", b"\x00" * 99])
def test_what_is_no_sitemap_lists_nothing(body):
    assert read_sitemap(body) == Sitemap()


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://a.fi/secret")
    doctype = f'<!DOCTYPE u [<!ENTITY s SYSTEM "file://{secret}">]>'
    body = doctype.encode() + urlset(entry("&s;"))[21:]
    assert "secret" not in str(read_sitemap(body))


def test_a_billion_laughs_cost_nothing():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE u [<!ENTITY l0 "ha">{laughs}]>'.encode() + urlset(entry("&l9;"))[21:]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_sitemap(body) == Sitemap()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    chunks = [packer.compress(b" " * 1_000_000) for _ in range(400)]
    bomb = b"".join([*chunks, packer.flush()])
    tracemalloc.start()
    assert read_sitemap(bomb) == Sitemap()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MAX_SITEMAP_BYTES


def collect(files, *urls):
    asked = []

    async def fetch(url):
        asked.append(url)
        return files(url)

    async def read():
        return [entry.url async for entry in read_sitemaps(urls, fetch)]

    return asyncio.run(read()), asked


def test_sitemaps_are_followed_once_each():
    files = {
        "i": index("a", "b", "i", "missing"),
        "a": urlset(entry("https://a.fi/1"), entry("https://a.fi/2")),
        "b": urlset(entry("https://a.fi/2"), entry("https://a.fi/3")),
    }
    urls, asked = collect(files.get, "i", "a")
    assert urls == ["https://a.fi/1", "https://a.fi/2", "https://a.fi/3"]
    assert asked == ["i", "a", "b", "missing"]


def test_an_address_comes_again_when_a_later_sitemap_tells_its_languages():
    pair = '<xhtml:link rel="alternate" hreflang="en" href="https://a.fi/en/"/>'
    files = {
        "a": urlset(entry("https://a.fi/1")),
        "b": urlset(entry("https://a.fi/1", pair)),
        "c": urlset(entry("https://a.fi/1"), entry("https://a.fi/1", pair)),
    }
    urls, _ = collect(files.get, "a", "b", "c")
    assert urls == ["https://a.fi/1"] * 2


def test_locations_that_are_not_absolute_start_from_their_sitemap():
    files = {
        "https://a.fi/m/i": index("/m/a", "b"),
        "https://a.fi/m/a": urlset(entry("/1")),
        "https://a.fi/m/b": urlset(entry("2")),
    }
    urls, _ = collect(files.get, "https://a.fi/m/i")
    assert urls == ["https://a.fi/1", "https://a.fi/m/2"]


def test_an_endless_chain_of_sitemaps_ends():
    _, asked = collect(lambda url: index(f"{url}x"), "i")
    assert len(asked) == MAX_FILES
