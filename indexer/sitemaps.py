"""Reading sitemaps (sitemaps.org: XML, text, feeds), which may be hostile.

No entities are resolved, and sizes are bounded.
"""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from indexer.answer import MAX_SITEMAP_BYTES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping

MAX_FILES = 500
MAX_ENTRIES = 50_000
GZIP_MARK = b"\x1f\x8b"
WEB = ("http://", "https://")
# The elements that stand for one page in a sitemap, in RSS and in Atom, and where its day is.
PAGES = {"url": ("lastmod",), "item": ("pubDate", "date"), "entry": ("updated", "published")}


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address a sitemap lists; `alternates` is {language: url}."""

    url: str
    lastmod: str | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One sitemap file: the pages it lists, and the sitemaps an index lists."""

    entries: tuple[SitemapEntry, ...] = ()
    children: tuple[str, ...] = ()


def read_sitemap(body: bytes) -> Sitemap:
    """Read a sitemap, a sitemap index, or a feed, packed by gzip or not.

    Of a broken one, what can be read is.
    """
    unpacked = _unpacked(body)
    if not unpacked.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Sitemap(tuple(_lines(unpacked)))
    entries: list[SitemapEntry] = []
    children: list[str] = []
    for element in _elements(unpacked):
        name = _name(element)
        if name != "sitemap" and name not in PAGES:
            continue
        if location := _location(element):
            if name == "sitemap":
                children.append(location)
            else:
                entries.append(SitemapEntry(location, _day(element), _alternates(element)))
        _forget(element)
        if len(entries) + len(children) >= MAX_ENTRIES:
            break
    return Sitemap(tuple(entries), tuple(children))


async def read_sitemaps(
    urls: Iterable[str], fetch: Callable[[str], Awaitable[bytes | None]]
) -> AsyncIterator[SitemapEntry]:
    """Yield the entries of sitemaps and of those they name, each file and address once.

    An address comes again where a later file is the first to tell its languages. `fetch` returns
    a file's bytes, or None where there is none to be had.
    """
    waiting = deque(urls)
    seen_files: set[str] = set()
    seen: set[tuple[str, bool]] = set()
    while waiting and len(seen_files) < MAX_FILES and len(seen) < MAX_ENTRIES:
        url = waiting.popleft()
        if url in seen_files:
            continue
        seen_files.add(url)
        body = await fetch(url)
        sitemap = read_sitemap(body) if body else Sitemap()
        waiting.extend(_absolute(url, child) for child in sitemap.children)
        for entry in sitemap.entries:
            tells_languages = bool(entry.alternates)
            if seen.isdisjoint({(entry.url, tells_languages), (entry.url, True)}):
                seen.add((entry.url, tells_languages))
                yield replace(entry, url=_absolute(url, entry.url))


def _absolute(base: str, location: str) -> str:
    """Return where a location leads; it should be absolute, and on some sites is not."""
    if location.startswith(WEB):
        return location
    try:
        return urljoin(base, location)
    except ValueError:
        return location


def _lines(body: bytes) -> Iterator[SitemapEntry]:
    lines = (line.strip() for line in body.decode("utf-8-sig", "replace").splitlines())
    return islice((SitemapEntry(line) for line in lines if line.startswith(WEB)), MAX_ENTRIES)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(GZIP_MARK):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(body, MAX_SITEMAP_BYTES)
    except zlib.error:
        return b""


def _elements(body: bytes) -> Iterable[etree._Element]:
    events = etree.iterparse(
        BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in events:
            yield element
    except etree.XMLSyntaxError:
        return


def _forget(element: etree._Element) -> None:
    """Free an element and those before it, so that a long file does not fill the memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    # etree.QName refuses names that are broken, such as “x:”, which parsers let through.
    return str(element.tag).rpartition("}")[2]


def _location(element: etree._Element) -> str | None:
    """Return the address of a page: of a sitemap's `loc`, or a feed's `link`."""
    if location := _text(element, "loc"):
        return location
    if _name(element) not in {"item", "entry"}:
        return None
    for link in _children(element, "link"):
        if location := link.get("href") if link.get("rel", "alternate") == "alternate" else None:
            return location
    return _text(element, "link")


def _day(element: etree._Element) -> str | None:
    return next((day for name in PAGES[_name(element)] if (day := _text(element, name))), None)


def _text(element: etree._Element, name: str) -> str | None:
    texts = ((child.text or "").strip() for child in _children(element, name))
    return next(texts, None) or None


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str) and _name(child) == name)


def _alternates(element: etree._Element) -> dict[str, str]:
    return {
        language: href
        for link in _children(element, "link")
        if link.get("rel") == "alternate"
        and (language := link.get("hreflang"))
        and (href := link.get("href"))
    }
