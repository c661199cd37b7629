"""The links of a page, read once when it is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from indexer.charset import charset_of
from indexer.robots_directives import AGENT_KEY, header_directives, meta_directives

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.document import Page

HTML_TYPES = ("text/html", "application/xhtml+xml")
LINKING = frozenset({"a", "area", "base", "link", "meta"})
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
    elements = _linking_elements(text)
    base = _base(elements, page.final_url)
    canonical = next(_addresses(filter(_is_canonical, elements), base), None)
    if _forbids_following(elements, page):
        return PageLinks(canonical=canonical)
    followed = _addresses(filter(_is_followed, elements), base)
    return PageLinks(tuple(dict.fromkeys(followed)), canonical)


@dataclass(frozen=True, slots=True)
class _Element:
    name: str
    attributes: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def words(self, name: str) -> list[str]:
        return WORDS.findall(self.get(name).lower())


class _Linking:
    """Collects the elements that may link, while a page is parsed; no tree is made of it."""

    def __init__(self) -> None:
        self.found: list[_Element] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in LINKING:
            self.found.append(_Element(name, dict(attributes)))

    def close(self) -> None:
        """End the page; what was found is kept."""


def _linking_elements(text: str) -> list[_Element]:
    linking = _Linking()
    # lxml's stubs want all methods of a target; it calls those that there are.
    parser = etree.HTMLParser(target=linking, encoding="utf-8", recover=True)  # type: ignore[arg-type]
    try:
        parser.feed(text.replace("\0", "\ufffd").encode("utf-8", "replace"))
        parser.close()
    except etree.ParserError:
        return []  # there is no markup in it
    return linking.found


def _base(elements: Iterable[_Element], url: str) -> str:
    bases = [one for one in elements if one.name == "base" and one.get("href")]
    return next(_addresses(bases[:1], url), url)


def _addresses(elements: Iterable[_Element], base: str) -> Iterator[str]:
    for target in dict.fromkeys(_target(element).strip() for element in elements):
        try:
            url = urljoin(base, target)
        except ValueError:
            continue
        if url.startswith(("http://", "https://")):
            yield url


def _target(element: _Element) -> str:
    if element.name != "meta":
        return element.get("href")
    found = REFRESH.fullmatch(element.get("content").rstrip("\"' "))
    return found.group(1) if found else ""


def _is_canonical(element: _Element) -> bool:
    return element.name == "link" and "canonical" in element.words("rel")


def _is_followed(element: _Element) -> bool:
    if element.name in {"a", "area"}:
        return bool(element.get("href")) and "nofollow" not in element.words("rel")
    if element.name == "meta":
        return element.get("http-equiv").lower() == "refresh" and bool(_target(element))
    relation = element.words("rel")
    is_other_language = "alternate" in relation and "hreflang" in element.attributes
    return element.name == "link" and (is_other_language or "canonical" in relation)


def _forbids_following(elements: Iterable[_Element], page: Page) -> bool:
    told = [header_directives(page.robots_tag, page.fetched_at)]
    for element in elements:
        if element.name == "meta" and element.get("name").lower() in {"robots", AGENT_KEY}:
            told.append(meta_directives(element.get("content"), page.fetched_at))
    return any("nofollow" in directives for directives in told)
