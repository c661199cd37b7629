"""One visit to one address: may we, what answered, and what that means."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import FetchError, PageTooLargeError
from corpus.store.frontier_table import body_hash
from corpus.store.visit import Visit
from indexer.answer import PAGE_TYPES, PERMANENT, Answer, Request, Trail, page_of
from indexer.links import PageLinks, read_links
from indexer.politeness import STRUGGLING
from indexer.text_hash import text_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.document import Page
    from corpus.sources import Source
    from indexer.fetcher import Fetcher
    from indexer.frontier import Frontier
    from indexer.robots import RobotsFiles

GONE = frozenset({404, 410})
NO_LINKS = PageLinks()
ALREADY_VISITED = "its target is visited in this crawl already"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of taking one address: a visit for each address on the way.

    `answered` says that the site answered at all, `may_pass` that trying again may help.
    """

    visits: tuple[Visit, ...]
    links: PageLinks = NO_LINKS
    answered: bool = False
    may_pass: bool = False


class Visitor:
    """Visits addresses of one source for one crawl."""

    def __init__(  # noqa: PLR0913 - built in one place
        self,
        source: Source,
        fetcher: Fetcher,
        robots: RobotsFiles,
        frontier: Frontier,
        stored: Callable[[str], Page | None],
        *,
        full: bool,
    ) -> None:
        self._stored = stored
        self._source = source
        self._fetcher = fetcher
        self._robots = robots
        self._frontier = frontier
        self._full = full

    async def visit(self, url: str) -> Result:
        """Visit an address; whatever the site does, the result says it."""
        rules = await self._robots.rules(url)
        if rules.refusal:
            return Result((Visit(url, "failed", rules.refusal),))
        if reason := rules.forbids(url):
            return Result((Visit(url, "skipped", reason, may_rest=False),))
        try:
            trail = await self._fetcher.follow(url, self._request, self._refusal)
        except PageTooLargeError as error:
            return Result((Visit(url, "skipped", str(error)),), answered=True)
        except FetchError as error:
            return Result((Visit(url, "failed", str(error)),), may_pass=True)
        return await self._result(trail)

    def _request(self, url: str) -> Request:
        known = self._frontier.known.get(url)
        if known is None or self._full or not known.is_page:
            return Request(url, types=PAGE_TYPES)
        return Request(url, known.etag, known.last_modified, PAGE_TYPES)

    async def _refusal(self, target: str) -> str | None:
        """Say why a redirect is not followed: it leaves the source, or need not be."""
        if not self._source.covers(target):
            return f"it leads out of the source, to {target}"
        if reason := (await self._robots.rules(target)).forbids(target):
            return f"it leads to {target}, where {reason}"
        if not self._frontier.claim(target):
            return ALREADY_VISITED
        return None

    async def _result(self, trail: Trail) -> Result:
        *hops, last = trail.answers
        if trail.refusal:
            visits = tuple(self._turned_back(answer, trail) for answer in trail.answers)
            return Result(visits, answered=True)
        arrival = self._arrival(last)
        if arrival.outcome == "fetched" and self._frontier.known[last.url].is_page:
            arrival = await asyncio.to_thread(self._compared, arrival)
        links = read_links(arrival.page) if arrival.page else NO_LINKS
        return Result(
            (*(self._hop(hop, arrival) for hop in hops), arrival),
            links,
            answered=last.status < 500,
            may_pass=last.status in STRUGGLING or last.status == 500,
        )

    def _arrival(self, answer: Answer) -> Visit:
        status = answer.status
        if status == 304 and self._request(answer.url).headers:
            return Visit(answer.url, "unchanged")
        if status in GONE:
            return Visit(answer.url, "gone", f"it answered {status}")
        if status != 200:
            return Visit(answer.url, "failed", f"it answered {status}")
        page = page_of(answer)
        if not page.content_type.lower().startswith(PAGE_TYPES):
            return Visit(answer.url, "skipped", f"{page.content_type} is neither HTML nor PDF")
        if not page.body.strip():
            return Visit(answer.url, "failed", "its body is empty")
        known = self._frontier.known[answer.url]
        is_same = body_hash(page.body) == known.body_hash
        told = known.text_hash if is_same else ""
        return Visit(answer.url, "unchanged" if is_same else "fetched", page=page, text_hash=told)

    def _compared(self, arrival: Visit) -> Visit:
        """Tell, of an answer that is not the last one again, whether what it says is."""
        told = text_hash(arrival.page, self._source) if arrival.page else ""
        before = self._frontier.known[arrival.url].text_hash
        if not before and (stored := self._stored(arrival.url)):
            before = text_hash(stored, self._source)
        outcome = "unchanged" if told == before else "fetched"
        return replace(arrival, outcome=outcome, text_hash=told, told_before=before)

    def _hop(self, hop: Answer, arrival: Visit) -> Visit:
        if arrival.outcome == "failed":
            reason = f"it leads to {arrival.url}, but {arrival.reason}"
            return Visit(hop.url, "failed", reason)
        is_found = arrival.outcome in {"fetched", "unchanged"}
        return self._redirected(hop, arrival.url, is_certain=is_found)

    def _turned_back(self, answer: Answer, trail: Trail) -> Visit:
        target = trail.answers[-1].location
        if trail.refusal == ALREADY_VISITED:
            return self._joined(answer, target)
        if self._source.covers(target):
            return Visit(answer.url, "failed", trail.refusal)
        return self._redirected(answer, target, reason=trail.refusal)

    def _joined(self, hop: Answer, target: str) -> Visit:
        """Return the visit of an address whose target another visit of this crawl has taken."""
        found = self._frontier.known[target]
        if self._frontier.known[hop.url].is_page and not (found.is_page or found.status == "gone"):
            return Visit(hop.url, "failed", f"it leads to {target}, where there is no page yet")
        return self._redirected(hop, target, is_certain=found.is_page)

    def _redirected(
        self, hop: Answer, target: str, *, is_certain: bool = False, reason: str = ""
    ) -> Visit:
        is_lasting = hop.status in PERMANENT
        known = self._frontier.known[hop.url]
        if known.is_page and not is_lasting:
            # A page that redirects for now (a login, a campaign) is still the page it was.
            return Visit(hop.url, "failed", reason or f"it leads to {target} for now")
        return Visit(
            hop.url,
            "redirected",
            reason or target,
            is_certain=is_certain,
            may_rest=is_lasting,
            moved_to=target,
        )
