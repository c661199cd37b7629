"""Facts about a page from what it says of itself: address, title, languages, twins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.canonical_url import canonical_url
from corpus.errors import InvalidAddressError
from indexer.clean_text import clean_text
from indexer.robots_directives import AGENT_KEY, header_directives, meta_directives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from indexer.page_head import PageHead

LANGUAGE_OF_TWIN = ("fi", "en")
SITE_SEPARATOR = re.compile(r"\s+(?:[–—|·•»-]|::)\s+")
LONGEST_TITLE = 300
# What each declaration of language is worth: people write paths, templates write the rest.
PATH_POINTS = 2
SELF_POINTS = 2
LANG_POINTS = 1
LOCALE_POINTS = 1


def is_noindex(head: PageHead, at: datetime) -> bool:
    """Tell whether a page asks, at a moment, to be left out of indexes."""
    told = (head.meta.get("robots", ""), head.meta.get(AGENT_KEY, ""))
    return any("noindex" in meta_directives(content, at) for content in told)


def forbids_indexing(robots_tag: str, at: datetime) -> bool:
    """Tell whether X-Robots-Tag headers ask every crawler, or ours, to leave a page out."""
    return "noindex" in header_directives(robots_tag, at)


def document_url(head: PageHead, final_url: str, drop_parameters: tuple[str, ...]) -> str:
    """Return the page's canonical URL: the one it names on its own host, else its own.

    A page below the front page that names the front page is not believed.
    """
    own = canonical_url(final_url, drop_parameters)
    try:
        named = canonical_url(head.canonical, drop_parameters)
    except InvalidAddressError:
        return own
    if urlsplit(named).netloc != urlsplit(own).netloc:
        return own
    strays = urlsplit(named).path == "/" and urlsplit(own).path != "/"
    return own if strays else named


def page_title(head: PageHead, headings: Sequence[str], site_names: Iterable[str]) -> str:
    """Return the title of a page from its main headings (h1), else from its head.

    Where there are several main headings, the one that the head repeats is the title.
    """
    names = {name.lower() for name in (*site_names, head.meta.get("og:site_name", "")) if name}
    told = [without_site(text, names) for text in (head.meta.get("og:title", ""), head.title)]
    own = [text for text in headings if text.lower() not in names] or list(headings)
    repeated = [text for text in own if any(text.lower() == title.lower() for title in told)]
    candidates = [*repeated, *own, *told]
    return next((text[:LONGEST_TITLE] for text in candidates if text), "")


def without_site(title: str, names: Iterable[str]) -> str:
    """Return a title without the site's name before or after it."""
    known = set(names)
    parts = SITE_SEPARATOR.split(title)
    if len(parts) > 1 and parts[-1].lower() in known:
        return title[: title.rindex(parts[-1])].rstrip(" –—|·•»:-")
    if len(parts) > 1 and parts[0].lower() in known:
        return title[len(parts[0]) :].lstrip(" –—|·•»:-")
    return title


def title_from_url(url: str) -> str:
    """Return the last part of an address as words, for a page that has no title."""
    slug = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].rpartition(".")
    return clean_text(re.sub(r"[-_]+", " ", slug[0] or slug[2])) or url


def described(head: PageHead) -> str:
    """Return how the page describes itself."""
    return head.meta.get("description") or head.meta.get("og:description", "")


def declared_languages(head: PageHead, url: str) -> dict[str, int]:
    """Return {language: points} of what path, hreflang, lang and locale say of the page."""
    path = re.match(r"/([a-z]{2})(?:[/_-]|$)", urlsplit(url).path)
    own = {language for language, href in head.alternates.items() if _is_same(href, url)}
    told = [
        (path.group(1) if path else "", PATH_POINTS),
        *((language, SELF_POINTS) for language in sorted(own - {"x-default"})),
        (head.language, LANG_POINTS),
        (head.meta.get("og:locale", ""), LOCALE_POINTS),
    ]
    points: dict[str, int] = {}
    for language, worth in told:
        if language:
            points[language[:2].lower()] = points.get(language[:2].lower(), 0) + worth
    return points


def claimed_twins(head: PageHead, url: str, drop_parameters: tuple[str, ...]) -> dict[str, str]:
    """Return {language: url} of the pages that this one names as itself in other languages.

    Links of a language switcher count where the head names none.
    """
    claims = _twins(head.alternates, url, drop_parameters)
    return claims or _twins(head.switcher, url, drop_parameters)


def _twins(links: Mapping[str, str], url: str, drop_parameters: tuple[str, ...]) -> dict[str, str]:
    twins: dict[str, str] = {}
    for language, href in links.items():
        try:
            address = canonical_url(href, drop_parameters)
        except InvalidAddressError:
            continue
        if address != url and language[:2] in LANGUAGE_OF_TWIN:
            twins.setdefault(language[:2], address)
    return twins


def _is_same(href: str, url: str) -> bool:
    try:
        return canonical_url(href) == url
    except InvalidAddressError:
        return False
