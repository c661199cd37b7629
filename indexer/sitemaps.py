"""Reading sitemaps (sitemaps.org), which may be hostile: no entities, bounded sizes."""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 500
MAX_ENTRIES = 50_000
GZIP_MARK = b"\x1f\x8b"


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
    """Read a sitemap or a sitemap index, packed by gzip or not; of a broken one, what can be."""
    entries: list[SitemapEntry] = []
    children: list[str] = []
    for element in _elements(_unpacked(body)):
        name = _name(element)
        location = _text(element, "loc")
        if name == "sitemap" and location:
            children.append(location)
        elif name == "url" and location:
            entries.append(SitemapEntry(location, _text(element, "lastmod"), _alternates(element)))
        if name in {"sitemap", "url"}:
            _forget(element)
        if len(entries) + len(children) >= MAX_ENTRIES:
            break
    return Sitemap(tuple(entries), tuple(children))


async def read_sitemaps(
    urls: Iterable[str], fetch: Callable[[str], Awaitable[bytes | None]]
) -> AsyncIterator[SitemapEntry]:
    """Yield the entries of sitemaps and of those they name, each file and address once.

    `fetch` returns a file's bytes, or None where there is none to be had.
    """
    waiting = deque(urls)
    seen_files: set[str] = set()
    seen: set[str] = set()
    while waiting and len(seen_files) < MAX_FILES:
        url = waiting.popleft()
        if url in seen_files:
            continue
        seen_files.add(url)
        body = await fetch(url)
        sitemap = read_sitemap(body) if body else Sitemap()
        waiting.extend(sitemap.children)
        for entry in sitemap.entries:
            if entry.url not in seen and len(seen) < MAX_ENTRIES:
                seen.add(entry.url)
                yield entry


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(GZIP_MARK):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(body, MAX_BYTES)
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
    return etree.QName(element).localname


def _text(element: etree._Element, name: str) -> str | None:
    for child in element:
        if isinstance(child.tag, str) and _name(child) == name:
            return (child.text or "").strip() or None
    return None


def _alternates(element: etree._Element) -> dict[str, str]:
    links = (child for child in element if isinstance(child.tag, str) and _name(child) == "link")
    return {
        language: href
        for link in links
        if link.get("rel") == "alternate"
        and (language := link.get("hreflang"))
        and (href := link.get("href"))
    }
