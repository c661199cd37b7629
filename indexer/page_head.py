"""What a page says of itself to machines: meta elements, links, JSON-LD, language."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from bs4 import Tag

from indexer.clean_text import clean_text
from indexer.furniture import attribute
from indexer.markup import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bs4 import BeautifulSoup

TOLD_IN = ("a", "base", "link", "meta", "script")
LONGEST_JSON = 200_000
MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class PageHead:
    """Statements of a page; keys of `meta` and languages are in lower case, first one wins.

    `alternates` are the link elements' {hreflang: url}, `switcher` those of links in the text.
    """

    title: str = ""
    language: str = ""
    body_classes: frozenset[str] = frozenset()
    canonical: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    alternates: Mapping[str, str] = field(default_factory=dict)
    switcher: Mapping[str, str] = field(default_factory=dict)
    json_ld: tuple[Mapping[str, Any], ...] = ()


def read_head(soup: BeautifulSoup, address: str) -> PageHead:
    """Return what a page at an address says of itself, addresses made absolute."""
    found = [tag for tag in soup.descendants if isinstance(tag, Tag) and tag.name in TOLD_IN]
    base = next((tag for tag in found if tag.name == "base" and tag.get("href")), None)
    address = _absolute(address, attribute(base, "href")) if base else address
    links = [tag for tag in found if tag.name == "link" and tag.get("href")]
    canonical = [link for link in links if "canonical" in attribute(link, "rel").lower().split()]
    named = [link for link in links if "alternate" in attribute(link, "rel").lower().split()]
    return PageHead(
        title=text_of(soup.title) if soup.title else "",
        language=attribute(soup.html, "lang").lower() if soup.html else "",
        body_classes=frozenset(attribute(soup.body, "class").split() if soup.body else ()),
        canonical=_absolute(address, attribute(canonical[0], "href")) if canonical else "",
        meta=_meta(tag for tag in found if tag.name == "meta"),
        alternates=_by_language(named, address),
        switcher=_by_language((tag for tag in found if tag.name == "a"), address),
        json_ld=tuple(_json_ld(tag for tag in found if tag.name == "script")),
    )


def _meta(tags: Iterable[Tag]) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tags:
        name = attribute(tag, "name") or attribute(tag, "property") or attribute(tag, "itemprop")
        if tag.has_attr("content"):
            found.setdefault(name.lower(), clean_text(attribute(tag, "content")))
    return found


def _by_language(links: Iterable[Tag], address: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for link in links:
        language = attribute(link, "hreflang").lower()
        if language and link.has_attr("href"):
            found.setdefault(language, _absolute(address, attribute(link, "href")))
    return found


def _absolute(address: str, link: str) -> str:
    try:
        return urljoin(address, link.strip())
    except ValueError:
        return address


def _json_ld(scripts: Iterable[Tag]) -> Iterator[Mapping[str, Any]]:
    for script in scripts:
        text = script.string or ""
        is_json = attribute(script, "type").lower().startswith("application/ld+json")
        if is_json and len(text) <= LONGEST_JSON:
            yield from _items(text)


def _items(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD text; what sites write wrongly there says nothing."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            waiting += graph if isinstance(graph, list) else []
