"""Fetching the files a site keeps for crawlers: robots.txt and sitemaps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.canonical_url import canonical_url
from corpus.errors import AddressRefusedError, FetchError, InvalidAddressError
from indexer.answer import MAX_SITEMAP_BYTES, Request
from indexer.robots import READ_BYTES, RobotsFiles, RobotsRules, read_robots, unreachable_robots
from indexer.sitemaps import SitemapEntry, read_sitemaps

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from corpus.sources import Source
    from indexer.crawl_report import Tally
    from indexer.fetcher import Fetcher
    from indexer.politeness import Politeness

TRIES = 2


class SiteFiles:
    """Reads the robots rules and the sitemaps of one source.

    `are_whole` says that every sitemap could be read.
    """

    def __init__(
        self, source: Source, fetcher: Fetcher, politeness: Politeness, tally: Tally
    ) -> None:
        self._source = source
        self._fetcher = fetcher
        self._politeness = politeness
        self._tally = tally
        self.robots = RobotsFiles(self._read_robots)
        self.are_whole = True
        named = (*source.allow, *source.seeds, *source.sitemaps)
        self._hosts = {urlsplit(url).netloc for url in named}

    async def listed(self) -> AsyncIterator[SitemapEntry]:
        """Yield what the sitemaps list that the source or its robots.txt files name."""
        named = list(self._source.sitemaps)
        for prefix in self._source.allow:
            rules = await self.robots.rules(prefix)
            named.extend(rules.sitemaps)
            self.are_whole &= not rules.refusal
        async for entry in read_sitemaps(dict.fromkeys(named), self._sitemap):
            yield entry

    async def _read_robots(self, url: str) -> RobotsRules:
        reason = ""
        for _ in range(TRIES):
            try:
                trail = await self._fetcher.follow(url, _robots_file, _no_refusal)
            except FetchError as error:
                reason = str(error)
                continue
            answer = trail.answers[-1]
            rules = read_robots(answer.status, answer.body)
            self._politeness.ask_for(urlsplit(url).netloc, rules.delay_seconds)
            return rules
        return unreachable_robots(reason)

    async def _sitemap(self, url: str) -> bytes | None:
        try:
            return await self._sitemap_body(canonical_url(url))
        except (FetchError, InvalidAddressError) as error:
            self._tally.add(url, "sitemap", str(error))
            self.are_whole = False
            return None

    async def _sitemap_body(self, url: str) -> bytes:
        if reason := await self._sitemap_refusal(url):
            raise AddressRefusedError(reason)
        trail = await self._fetcher.follow(url, _whole_sitemap, self._sitemap_refusal)
        answer = trail.answers[-1]
        if answer.status != 200:
            raise FetchError(trail.refusal or f"it answered {answer.status}")
        return answer.body

    async def _sitemap_refusal(self, url: str) -> str | None:
        """Say why a sitemap is not read: it is on a host that the source does not name."""
        if urlsplit(url).netloc not in self._hosts:
            return f"{url} is on a host that the source does not name"
        return (await self.robots.rules(url)).refusal or None


async def _no_refusal(_url: str) -> None:
    """Let every redirect of a robots.txt be followed (RFC 9309, section 2.3.1.2)."""


def _robots_file(url: str) -> Request:
    # One byte more than is read, so that what is cut is known to be.
    return Request(url, max_bytes=READ_BYTES + 1, is_cut=True)


def _whole_sitemap(url: str) -> Request:
    return Request(url, max_bytes=MAX_SITEMAP_BYTES)
