"""Twins: the Finnish and the English page of one thing, joined where both sides agree."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.errors import InvalidAddressError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.document import Document

    Links = Mapping[str, Mapping[str, str]]

NO_DUPLICATES: Mapping[str, str] = MappingProxyType({})


def join_twins(
    documents: Iterable[Document],
    alternates: Links | None = None,
    survivor_of: Mapping[str, str] = NO_DUPLICATES,
) -> list[Document]:
    """Return the documents with the twins that hold; claims that do not are dropped.

    A twin exists among the documents and is in another language, the one it is claimed in. Both
    pages claim it; or the sitemap does (`alternates`: {url: {language: url}}) and neither page
    has another twin by both pages' claims. What a sitemap says of a duplicate holds for the page
    that survived it (`survivor_of`). Twins share cities, themes and years.
    """
    by_url = {document.url: document for document in documents}
    claims = {url: document.twins for url, document in by_url.items()}
    listed = _both_ways(alternates or {}, by_url, survivor_of)
    mutual = {url: _held(document, claims, by_url) for url, document in by_url.items()}
    return [
        _joined(
            document, mutual[url] | _free(document, mutual, _held(document, listed, by_url)), by_url
        )
        for url, document in by_url.items()
    ]


def with_guesses(documents: Iterable[Document], pairs: Iterable[tuple[str, str]]) -> list[Document]:
    """Return the documents with twins that were recognised, (url, url), and named by nobody.

    Such twins share no tags: a filter should not depend on a guess.
    """
    found = list(documents)
    language = {document.url: document.language for document in found}
    twin_of = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    guesses = {url: {language[twin]: twin} for url, twin in twin_of.items()}
    return [
        replace(document, twins={**document.twins, **guess}, guessed_twins=tuple(guess))
        if (guess := guesses.get(document.url))
        else document
        for document in found
    ]


def _held(document: Document, claims: Links, by_url: Mapping[str, Document]) -> dict[str, str]:
    """Return the claims about a document that are true and that the other side makes too."""
    return {
        language: url
        for language, url in sorted(claims.get(document.url, {}).items())
        if url in by_url
        and by_url[url].language == language != document.language
        and claims.get(url, {}).get(document.language) == document.url
    }


def _free(document: Document, mutual: Links, listed: Mapping[str, str]) -> dict[str, str]:
    """Return those of a sitemap's pairs of which neither page has a twin of its own naming."""
    return {
        language: url
        for language, url in listed.items()
        if language not in mutual[document.url] and document.language not in mutual[url]
    }


def _joined(
    document: Document, twins: Mapping[str, str], by_url: Mapping[str, Document]
) -> Document:
    about = [document, *(by_url[url] for url in twins.values())]
    return replace(
        document,
        twins=twins,
        cities=tuple(dict.fromkeys(city for one in about for city in one.cities)),
        themes=tuple(dict.fromkeys(theme for one in about for theme in one.themes)),
        years=tuple(sorted({year for one in about for year in one.years})),
    )


def _both_ways(
    alternates: Links, by_url: Mapping[str, Document], survivor_of: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return a sitemap's pairs by canonical URL; what one entry says holds for all it names."""
    found: dict[str, dict[str, str]] = {}
    for url, links in alternates.items():
        named = {
            language[:2].lower(): _address(link, survivor_of) for language, link in links.items()
        }
        own = by_url.get(_address(url, survivor_of))
        if own:
            named.setdefault(own.language, own.url)
        for address in {*named.values()} - {""}:
            others = {language: link for language, link in named.items() if link != address}
            found[address] = others | found.get(address, {})
    return found


def _address(url: str, survivor_of: Mapping[str, str]) -> str:
    try:
        address = canonical_url(url)
    except InvalidAddressError:
        return ""
    return survivor_of.get(address, address)
