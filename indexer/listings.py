"""What the sitemaps of a source list, brought into the frontier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.store.frontier_table import Listing
from indexer.moment import end_of

if TYPE_CHECKING:
    from corpus.sources import Source
    from corpus.store.frontier_table import Crawl, FrontierTable
    from indexer.frontier import Frontier
    from indexer.site_files import SiteFiles
    from indexer.sitemaps import SitemapEntry

LISTINGS_AT_ONCE = 1000


class Listings:
    """Discovers what sitemaps list, hastens what they say has changed, and keeps what they say."""

    def __init__(self, source: Source, frontier: Frontier, table: FrontierTable) -> None:
        self._source = source
        self._frontier = frontier
        self._table = table

    async def put(self, files: SiteFiles, crawl: Crawl) -> set[str]:
        """Read all sitemaps; returns the addresses within the source that they list."""
        waiting: list[Listing] = []
        listed: set[str] = set()
        async for entry in files.listed():
            if listing := self._listing(entry):
                waiting.append(listing)
                listed.add(listing.url)
            if len(waiting) >= LISTINGS_AT_ONCE:
                self._table.keep_listings(crawl, waiting)
                waiting = []
        self._table.keep_listings(crawl, waiting)
        return listed

    def _listing(self, entry: SitemapEntry) -> Listing | None:
        address = self._source.address(entry.url)
        if address is None:
            return None
        pairs = ((lang, self._source.address(url)) for lang, url in entry.alternates.items())
        alternates = {lang: url for lang, url in pairs if url}
        for url in (address, *alternates.values()):
            self._frontier.discover(url, 0)
        known = self._frontier.known.get(address)
        if known is None:
            return None
        changed_by = end_of(entry.lastmod) if entry.lastmod else None
        if changed_by and known.last_seen and changed_by > known.last_seen:
            self._frontier.hasten(address)
        return Listing(address, entry.lastmod, alternates)
