from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import Page
from indexer.charset import charset_of
from indexer.links import read_links
from indexer.politeness import retry_after_seconds
from indexer.robots import read_robots
from indexer.sitemaps import read_sitemap

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FRAGMENTS = [
    "<a href=",
    "'/x'",
    ">",
    "<base href=",
    "http://a.fi/",
    "<link rel=canonical href=",
    "<meta name=robots content=nofollow>",
    '<?xml version="1.0" encoding="utf-16"?>',
    "<!DOCTYPE u [<!ENTITY e 'x'>]>",
    "<urlset><url><loc>",
    "&e;",
    "</loc></url>",
    "<!--",
    "]]>",
    "\x00",
    "ä\u00ad",
    "User-agent: *\n",
    "Disallow: /*$\n",
    "Crawl-delay: nan\n",
    "Crawl-delay: 1e999\n",
    "Sitemap: \n",
]
BODIES = st.one_of(
    st.binary(max_size=500),
    st.lists(st.sampled_from(FRAGMENTS), max_size=30).map(lambda found: "".join(found).encode()),
)
TYPES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "text/html", "text/html; charset=utf-16", "text/html;charset=x\x00"]),
)


@given(TYPES, BODIES)
@example("", b'<?xml version="1.0"?><?xml version="1.0"?><a href="/x">')
@example("", b"<?xml <a")
def test_any_page_can_be_decoded_and_has_only_web_addresses_as_links(content_type, body):
    body.decode(charset_of(content_type, body), "replace")
    url = "https://a.fi/"
    page = Page(url, url, 200, f"text/html{content_type}", body, NOW)
    assert all(link.startswith(("http://", "https://")) for link in read_links(page).followed)


@given(BODIES)
def test_any_sitemap_can_be_read(body):
    assert all(entry.url for entry in read_sitemap(body).entries)


@given(st.integers(100, 599), BODIES)
def test_any_robots_rules_can_be_read_and_ask_for_a_finite_pause(status, body):
    rules = read_robots(status, body)
    rules.forbids("https://a.fi/x?y=z")
    assert 0 <= rules.delay_seconds < float("inf")


@given(st.one_of(st.text(max_size=40), st.from_regex(r"\d{1,400}", fullmatch=True)))
def test_any_retry_after_can_be_read(header):
    assert retry_after_seconds(header, NOW) >= 0
