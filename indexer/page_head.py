"""What a page says of itself to machines: meta elements, links, JSON-LD, language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from bs4 import Tag

from indexer.clean_text import clean_text
from indexer.furniture import attribute
from indexer.markup import steps, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bs4 import BeautifulSoup

TOLD_IN = ("a", "base", "link", "meta", "script", "time")
# What says which day a time element tells, in its itemprop or class.
TIME_NAMES = {
    "datePublished": ("datepublished", "published", "entry-date", "dt-published", "pubdate"),
    "dateModified": ("datemodified", "updated", "modified", "dt-updated"),
}
TRAIL = re.compile(r"breadcrumb|murupolku", re.IGNORECASE)
LONGEST_TRAIL = 10
LONGEST_JSON = 200_000
MOST_ITEMS = 500


@dataclass(frozen=True, slots=True)
class PageHead:
    """Statements of a page; keys of `meta` and languages are in lower case, first one wins.

    `alternates` are the link elements' {hreflang: url}, `switcher` those of links in the text.
    `times` are the days of publication and change that single time elements tell, by the names
    that JSON-LD has for them; `trail` has the labels of the first element named breadcrumb.
    """

    title: str = ""
    language: str = ""
    body_classes: frozenset[str] = frozenset()
    canonical: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    alternates: Mapping[str, str] = field(default_factory=dict)
    switcher: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    json_ld: tuple[Mapping[str, Any], ...] = ()


def read_head(soup: BeautifulSoup, address: str) -> PageHead:
    """Return what a page at an address says of itself, addresses made absolute."""
    tags = [tag for tag in soup.descendants if isinstance(tag, Tag)]
    found = [tag for tag in tags if tag.name in TOLD_IN]
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
        times=_times([tag for tag in found if tag.name == "time"]),
        trail=_trail(tags),
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


def _times(tags: list[Tag]) -> dict[str, str]:
    """Return the days that are told once; several tell of other pages than this one."""
    found: dict[str, set[str]] = {key: set() for key in TIME_NAMES}
    for tag in tags:
        told = f"{attribute(tag, 'itemprop')} {attribute(tag, 'class')}".lower().split()
        told += ["pubdate"] if tag.has_attr("pubdate") else []
        for key, names in TIME_NAMES.items():
            if not set(names).isdisjoint(told):
                found[key].add(attribute(tag, "datetime")[:10])
    return {key: days.pop() for key, days in found.items() if len(days) == 1}


def _trail(tags: Iterable[Tag]) -> tuple[str, ...]:
    trail = next((tag for tag in tags if TRAIL.search(_told_name(tag))), None)
    inside = steps(trail, lambda _: False) if trail else ()
    links = (part for part, what in inside if part and part.name == "a" and what == "start")
    return tuple(text_of(link) for link in islice(links, LONGEST_TRAIL))


def _told_name(tag: Tag) -> str:
    if tag.name not in ("nav", "ol", "ul", "div", "p"):
        return ""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')} {attribute(tag, 'aria-label')}"


def _json_ld(scripts: Iterable[Tag]) -> Iterator[Mapping[str, Any]]:
    for script in scripts:
        text = script.string or ""
        is_json = attribute(script, "type").lower().startswith("application/ld+json")
        if is_json and len(text) <= LONGEST_JSON:
            yield from _items(text)


def _items(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD text; what sites write wrongly there says nothing."""
    try:
        waiting = [json.loads(text, strict=False)]  # line breaks stand in strings
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
