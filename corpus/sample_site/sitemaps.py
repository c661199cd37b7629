"""What the sample site tells crawlers: robots.txt and its sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from corpus.sample_site.layout import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.sample_site.site_content import SiteContent
    from corpus.sample_site.site_page import SitePage

INDEX_PATH = "/sitemap_index.xml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def robots(origin: str) -> str:
    """The robots.txt of the site."""
    return (
        f"User-agent: *\nDisallow: /wp-admin/\nDisallow: /haku/\n\nSitemap: {origin}{INDEX_PATH}\n"
    )


def sitemap(path: str, content: SiteContent, origin: str) -> str | None:
    """The sitemap at an address, or nothing when there is none there.

    Child maps are named for the post type they list, as WordPress plugins do.
    """
    maps = {f"/{kind}-sitemap.xml": pages for kind, pages in _by_type(content).items()}
    if path == INDEX_PATH:
        return _index(maps, origin)
    return _child(maps[path], origin) if path in maps else None


def _by_type(content: SiteContent) -> dict[str, list[SitePage]]:
    kinds: dict[str, list[SitePage]] = {}
    for page in content.pages.values():
        if page.layout != "legacy" and content.is_listed(page):
            kinds.setdefault(page.type, []).append(page)
    return kinds


def _index(maps: dict[str, list[SitePage]], origin: str) -> str:
    entries = "".join(
        f"<sitemap><loc>{escape(origin + path)}</loc>{_lastmod(pages)}</sitemap>\n"
        for path, pages in sorted(maps.items())
    )
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"


def _child(pages: Iterable[SitePage], origin: str) -> str:
    entries = "".join(
        f"<url><loc>{escape(origin + address(page.path))}</loc>"
        f"{_lastmod([page])}{_alternates(page, origin)}</url>\n"
        for page in sorted(pages, key=lambda page: page.path)
    )
    return f"{_XML}<urlset {_NAMESPACE} {_LINKS}>\n{entries}</urlset>\n"


def _lastmod(pages: Iterable[SitePage]) -> str:
    days = [page.changed for page in pages if page.changed]
    return f"<lastmod>{max(days).isoformat()}</lastmod>" if days else ""


def _alternates(page: SitePage, origin: str) -> str:
    if page.twin is None or page.twin_by == "none":
        return ""
    other = "en" if page.language == "fi" else "fi"
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" '
        f"href={quoteattr(origin + address(path))}/>"
        for language, path in ((page.language, page.path), (other, page.twin))
    )
