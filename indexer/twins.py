"""Twins: the Finnish and the English page of one thing, joined where both sides agree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.errors import InvalidAddressError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.document import Document

    Links = Mapping[str, Mapping[str, str]]


def join_twins(documents: Iterable[Document], alternates: Links | None = None) -> list[Document]:
    """Return the documents with the twins that hold; claims that do not are dropped.

    A twin exists among the documents, is in the language it is claimed in and in another than
    the claimer's, and is claimed by both pages or by the sitemap: `alternates` is what sitemaps
    name, {url: {language: url}}. A page has at most one twin in a language, and is that of one.
    """
    by_url = {document.url: document for document in documents}
    listed = _canonical(alternates or {})
    return [
        replace(document, twins=_twins(document, by_url, listed)) for document in by_url.values()
    ]


def _twins(document: Document, by_url: Mapping[str, Document], listed: Links) -> dict[str, str]:
    claims = {**document.twins, **listed.get(document.url, {})}
    return {
        language: url
        for language, url in sorted(claims.items())
        if url in by_url
        and by_url[url].language == language != document.language
        and _is_claimed_back(document, by_url[url], listed)
    }


def _is_claimed_back(document: Document, twin: Document, listed: Links) -> bool:
    told = listed.get(twin.url) or twin.twins
    claims = {*told.values()}
    return document.url in claims or (
        not claims and twin.url in listed.get(document.url, {}).values()
    )


def _canonical(alternates: Links) -> dict[str, dict[str, str]]:
    """Return the sitemaps' pairs under canonical URLs, each page's own address left out."""
    found: dict[str, dict[str, str]] = {}
    for url, links in alternates.items():
        own = _address(url)
        others = {language[:2].lower(): _address(link) for language, link in links.items()}
        found[own] = {language: link for language, link in others.items() if link not in ("", own)}
    return found


def _address(url: str) -> str:
    try:
        return canonical_url(url)
    except InvalidAddressError:
        return ""
