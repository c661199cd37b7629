"""The links of a page, read once when it is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from indexer.charset import charset_of
from indexer.robots_directives import AGENT, header_directives, meta_directives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.document import Page

HTML_TYPES = ("text/html", "application/xhtml+xml")
LINKING = ["a", "area", "base", "link", "meta"]
WITH_LINKS = SoupStrainer(LINKING)
WORDS = re.compile(r"[\w-]+")
REFRESH = re.compile(r"\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page links to: absolute http(s) addresses as written, each once, in page order."""

    followed: tuple[str, ...] = ()
    canonical: str | None = None


def read_links(page: Page) -> PageLinks:
    """Read the links of an HTML page that robots may follow; other pages have none."""
    if not page.content_type.lower().startswith(HTML_TYPES):
        return PageLinks()
    text = page.body.decode(charset_of(page.content_type, page.body), "replace")
    if "<" not in text:
        return PageLinks()
    # A text that opens with an XML declaration would be warned of; it is read as HTML all the same.
    soup = BeautifulSoup(f"\n{text}", "lxml", parse_only=WITH_LINKS)
    tags = [tag for tag in soup.find_all(LINKING) if isinstance(tag, Tag)]
    base = _base(tags, page.final_url)
    canonical = next(_addresses([tag for tag in tags if _is_canonical(tag)], base), None)
    if _forbids_following(tags, page):
        return PageLinks(canonical=canonical)
    followed = _addresses([tag for tag in tags if _is_followed(tag)], base)
    return PageLinks(tuple(dict.fromkeys(followed)), canonical)


def _base(tags: Iterable[Tag], url: str) -> str:
    bases = _addresses([tag for tag in tags if tag.name == "base" and tag.get("href")][:1], url)
    return next(bases, url)


def _addresses(tags: Iterable[Tag], base: str) -> Iterator[str]:
    for tag in tags:
        try:
            url = urljoin(base, _target(tag).strip())
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            yield url


def _target(tag: Tag) -> str:
    if tag.name != "meta":
        return str(tag.get("href", ""))
    found = REFRESH.fullmatch(str(tag.get("content", "")).rstrip("\"' "))
    return found.group(1) if found else ""


def _is_canonical(tag: Tag) -> bool:
    return tag.name == "link" and "canonical" in _words(tag, "rel")


def _is_followed(tag: Tag) -> bool:
    relation = _words(tag, "rel")
    if tag.name in {"a", "area"}:
        return bool(tag.get("href")) and "nofollow" not in relation
    if tag.name == "meta":
        return str(tag.get("http-equiv", "")).lower() == "refresh" and bool(_target(tag))
    is_other_language = "alternate" in relation and tag.has_attr("hreflang")
    return tag.name == "link" and (is_other_language or "canonical" in relation)


def _forbids_following(tags: Iterable[Tag], page: Page) -> bool:
    told = [header_directives(page.robots_tag, page.fetched_at)]
    for tag in tags:
        if tag.name == "meta" and str(tag.get("name", "")).lower() in {"robots", AGENT}:
            told.append(meta_directives(str(tag.get("content", "")), page.fetched_at))
    return any("nofollow" in directives for directives in told)


def _words(tag: Tag, name: str) -> set[str]:
    value = tag.get(name, "")
    text = value if isinstance(value, str) else " ".join(value or ())
    return set(WORDS.findall(text.lower()))
