"""A feed as Atom (RFC 4287), written by the standard library's XML writer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

if TYPE_CHECKING:
    from search_api.feed_entries import Feed, FeedEntry

MEDIA_TYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SPOKEN = {"fi", "en"}


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document in UTF-8."""
    register_namespace("", ATOM)
    root = Element(_name("feed"), {LANGUAGE: feed.language})
    _add(root, "id", feed.url)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page)
    _add(SubElement(root, _name("author")), "name", "Kuutoshaku")
    for entry in feed.entries:
        _add_entry(root, entry)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: Element, entry: FeedEntry) -> None:
    spoken = {LANGUAGE: entry.language} if entry.language in SPOKEN else {}
    added = SubElement(root, _name("entry"), spoken)
    _add(added, "id", entry.id)
    _add(added, "title", entry.title)
    _add(added, "updated", entry.updated)
    if entry.published:
        _add(added, "published", entry.published)
    _add(added, "link", rel="alternate", href=entry.url)
    if entry.summary:
        _add(added, "summary", entry.summary)
    for tag in entry.tags:
        _add(added, "category", term=tag)


def _add(parent: Element, name: str, text: str = "", /, **attributes: str) -> None:
    SubElement(parent, _name(name), attributes).text = text or None


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
