from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from corpus.document import Page
from indexer.links import read_links

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def links(html, url="https://a.fi/en/", content_type="text/html; charset=utf-8", robots_tag=""):
    body = html if isinstance(html, bytes) else html.encode()
    return read_links(Page(url, url, 200, content_type, body, NOW, robots_tag=robots_tag))


def test_links_are_absolute_and_come_once_in_page_order():
    html = '<a href="x">1</a><a href="/y#z">2</a><a href=" x ">3</a><area href="//b.fi/">'
    assert links(html).followed == ("https://a.fi/en/x", "https://a.fi/y#z", "https://b.fi/")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "mailto:a@a.fi", "file:///etc", "http://[", "", "data:,x"]
)
def test_what_is_no_web_address_is_no_link(href):
    assert links(f'<a href="{href}">x</a>').followed == ()


def test_a_base_address_is_what_links_start_from():
    assert links('<base href="/fi/"><a href="x">').followed == ("https://a.fi/fi/x",)


@pytest.mark.parametrize("base", ["javascript:x", "file:///etc/", "data:text/html,"])
def test_a_base_that_is_no_web_address_is_passed_over(base):
    assert links(f'<base href="{base}"><a href="x">').followed == ("https://a.fi/en/x",)


def test_other_languages_and_the_canonical_address_are_links_too():
    html = (
        '<link rel="alternate" hreflang="fi" href="/fi/">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        '<link rel="stylesheet" href="/s.css"><link rel="canonical" href="/en/front/">'
    )
    found = links(html)
    assert found.followed == ("https://a.fi/fi/", "https://a.fi/en/front/")
    assert found.canonical == "https://a.fi/en/front/"


@pytest.mark.parametrize(
    "content",
    ["0; url=/x", "0;URL='/x'", '5,url = "/x"', "0; /x", "0.5;url=https://a.fi/x", " 0 /x "],
)
def test_where_a_page_sends_its_readers_on_to_is_a_link(content):
    html = f'<meta http-equiv="Refresh" content="{content.replace(chr(34), "&quot;")}">'
    assert links(html).followed == ("https://a.fi/x",)


@pytest.mark.parametrize("content", ["30", "0; url=javascript:x", "", "0; url=", "x"])
def test_a_page_that_sends_nowhere_links_nowhere(content):
    assert links(f'<meta http-equiv="refresh" content="{content}">').followed == ()


def test_a_link_marked_nofollow_is_not_followed():
    html = '<a rel="external NoFollow" href="/x">x</a><a rel="external" href="/y">y</a>'
    assert links(html).followed == ("https://a.fi/y",)


@pytest.mark.parametrize("content", ["nofollow", "noindex, nofollow", "NONE"])
def test_a_page_may_forbid_following_its_links(content):
    html = f'<meta name="Robots" content="{content}"><a href="/x">x</a>'
    assert links(html).followed == ()
    assert links('<a href="/x">x</a>', robots_tag=content).followed == ()


def test_following_may_be_forbidden_to_our_crawler_alone():
    html = '<meta name="kuutoshaku" content="nofollow"><a href="/x">x</a>'
    assert links(html).followed == ()
    assert links('<a href="/x">x</a>', robots_tag="kuutoshaku: nofollow").followed == ()
    assert links('<a href="/x">x</a>', robots_tag="googlebot: nofollow").followed != ()


def test_a_page_that_is_not_to_be_indexed_is_still_followed():
    html = '<meta name="robots" content="noindex"><a href="/x">x</a>'
    assert links(html, robots_tag="noindex").followed == ("https://a.fi/x",)


def test_links_are_read_in_the_encoding_of_the_page():
    html = '<meta charset="iso-8859-1"><a href="/työ">x</a>'.encode("cp1252")
    assert links(html, content_type="text/html").followed == ("https://a.fi/työ",)


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"plain words", b"<", b"<a href", b"<![x"])
def test_a_page_of_anything_has_no_links(body):
    assert links(body).followed == ()


def test_an_xhtml_page_is_read_as_html():
    html = '<?xml version="1.0" encoding="utf-8"?><html><a href="/x"/></html>'
    assert links(html, content_type="application/xhtml+xml").followed == ("https://a.fi/x",)


def test_other_types_than_html_have_no_links():
    assert links('<a href="/x">', content_type="application/pdf").followed == ()


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000, "<a href=x>" * 20_000, "<table><tr><td>" * 20_000, "<" * 500_000]
)
def test_a_hostile_page_is_read_within_five_seconds(html):
    started = time.process_time()
    links(html)
    assert time.process_time() - started < 5
