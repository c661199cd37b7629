"""One page fetched just as a crawl would fetch it, and previewed; nothing is kept."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.errors import (
    AddressRefusedError,
    FetchError,
    InvalidAddressError,
    PageTooLargeError,
)
from indexer.address_guard import guard_of
from indexer.answer import PAGE_TYPES, Answer, Request, page_of
from indexer.crawl_report import Tally
from indexer.fetcher import open_fetcher
from indexer.indexed_now import indexed_now
from indexer.politeness import Politeness
from indexer.preview import Hop, Preview, Sight, beside_canonical, preview_of, read_sight
from indexer.site_files import SiteFiles
from indexer.skip_reasons import Skip
from indexer.traps import trap
from indexer.visitor import GONE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from corpus.document import Page
    from corpus.settings import Settings
    from corpus.sources import Source
    from indexer.fetcher import Fetcher
    from indexer.robots import RobotsFiles


def preview_page(settings: Settings, sources: Iterable[Source], typed: str) -> Preview:
    """Return what would be indexed of the page at an address as it is typed, or why nothing.

    It is fetched, but neither it nor anything else is stored. Whatever the site does, the preview
    says it.
    """
    place = place_of(typed, sources, settings.sources)
    if isinstance(place, Skip):
        return Preview(typed, would_be_indexed=False, skip=place)
    return asyncio.run(_previewed(settings, *place))


def place_of(typed: str, sources: Iterable[Source], where: object) -> tuple[str, Source] | Skip:
    """Return the address that was typed and the source it belongs to, or why a crawl has none.

    `where` names the sources file for what to do about it.
    """
    try:
        url = canonical_url(typed)
    except InvalidAddressError as error:
        return Skip.of("not_an_address", str(error))
    given = tuple(sources)
    for source in given:
        if address := source.address(typed):
            reason = trap(address)
            return (
                Skip.of("trap", f"A crawl leaves it out: {reason}.")
                if reason
                else (address, source)
            )
    for source in given:
        if url.startswith(source.allow):
            return Skip.of("denied", f"{url} is denied by the source {source.name}.", where)
    return Skip.of("outside_sources", f"{url} belongs to no source.", where)


async def _previewed(settings: Settings, url: str, source: Source) -> Preview:
    async with open_onlooker(source, settings) as onlooker:
        sight = await onlooker.look(url)
        read = await asyncio.to_thread(read_sight, sight, source)
        told = preview_of(url, sight, read, source)
        document = None if isinstance(read, Skip) else read
        if document and document.url != sight.hops[-1].url and source.covers(document.url):
            named = await onlooker.look(document.url)
            other = await asyncio.to_thread(read_sight, named, source)
            told = beside_canonical(told, document.url, other)
    return replace(told, indexed=indexed_now(settings, url, document))


class Onlooker:
    """Looks at single pages of one source, with a crawl's guard, manners and limits."""

    def __init__(self, source: Source, fetcher: Fetcher, robots: RobotsFiles) -> None:
        self._source = source
        self._fetcher = fetcher
        self._robots = robots

    async def look(self, url: str) -> Sight:
        """Fetch an address of the source; whatever the site does, the sight says it."""
        rules = await self._robots.rules(url)
        if reason := rules.forbids(url):
            code = "robots_unreachable" if rules.refusal else "robots_txt"
            return Sight((), Skip.of(code, _sentence(reason)), rules)
        self._refused = "redirect_loop"
        try:
            trail = await self._fetcher.follow(url, _request, self._refusal)
        except FetchError as error:
            return Sight((), Skip.of(_code_of(error), _sentence(str(error))), rules)
        hops = tuple(Hop(answer.url, answer.status) for answer in trail.answers)
        if trail.refusal:
            return Sight(hops, Skip.of(self._refused, _sentence(trail.refusal)), rules)
        last = trail.answers[-1]
        return Sight(hops, _outcome(last), await self._robots.rules(last.url))

    async def _refusal(self, target: str) -> str | None:
        """Say why a redirect is not followed, as a crawl does, and remember of which kind it is."""
        if not self._source.covers(target):
            self._refused = "redirect_outside"
            return f"it leads out of the source, to {target}"
        if reason := (await self._robots.rules(target)).forbids(target):
            self._refused = "redirect_forbidden"
            return f"it leads to {target}, where {reason}"
        return None


@asynccontextmanager
async def open_onlooker(source: Source, settings: Settings) -> AsyncIterator[Onlooker]:
    """Open what looks at pages of a source, through its guard and at its pace."""
    politeness = Politeness(source.delay_seconds)
    contact = settings.operator_contact or settings.public_url
    async with open_fetcher(guard_of(source), politeness, contact) as fetcher:
        files = SiteFiles(source, fetcher, politeness, Tally(source.name))
        yield Onlooker(source, fetcher, files.robots)


def _request(url: str) -> Request:
    return Request(url, types=PAGE_TYPES)


def _code_of(error: FetchError) -> str:
    if isinstance(error, PageTooLargeError):
        return "too_large"
    return "address_refused" if isinstance(error, AddressRefusedError) else "not_fetched"


def _outcome(answer: Answer) -> Page | Skip:
    if answer.status != 200:
        code = "gone" if answer.status in GONE else "status"
        return Skip.of(code, f"It answered {answer.status}.")
    page = page_of(answer)
    if not page.content_type.lower().startswith(PAGE_TYPES):
        return Skip.of("type", f"It is {page.content_type}, neither HTML nor PDF.")
    return page if page.body.strip() else Skip.of("empty", "Its body is empty.")


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].removesuffix('.')}."
