"""What a site's robots.txt allows us (RFC 9309)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

AGENT = "Kuutoshaku"
READ_BYTES = 512 * 1024
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one site; `refusal` says why nothing may be fetched at all."""

    rules: Protego | None = None
    refusal: str = ""
    sitemaps: tuple[str, ...] = ()

    def forbids(self, url: str) -> str | None:
        """Say why an address may not be fetched, or None if it may."""
        if self.refusal:
            return self.refusal
        if self.rules and not self.rules.can_fetch(url, AGENT):
            return "robots.txt does not allow it"
        return None

    @property
    def delay_seconds(self) -> float:
        """The pause between requests that the site asks for."""
        return float((self.rules and self.rules.crawl_delay(AGENT)) or 0.0)


def read_robots(status: int, body: bytes) -> RobotsRules:
    """Read an answer for robots.txt: absent means all is allowed, broken means nothing is."""
    if 200 <= status < 300:
        rules = Protego.parse(body[:READ_BYTES].decode("utf-8-sig", "replace"))
        return RobotsRules(rules, sitemaps=tuple(rules.sitemaps))
    # RFC 9309 counts 429 as absent, but being told to slow down is no permission.
    if 400 <= status < 500 and status != TOO_MANY_REQUESTS:
        return RobotsRules()
    return RobotsRules(refusal=f"robots.txt answered {status}, so nothing may be fetched for now")


def unreachable_robots(reason: str) -> RobotsRules:
    """Return the rules of a site whose robots.txt could not be had: nothing is allowed."""
    return RobotsRules(refusal=f"robots.txt could not be read ({reason}), so nothing is fetched")


@dataclass(slots=True)
class RobotsFiles:
    """Robots rules by site, each read once in a crawl."""

    read: Callable[[str], Awaitable[RobotsRules]]
    _reading: dict[str, asyncio.Future[RobotsRules]] = field(default_factory=dict)

    async def rules(self, url: str) -> RobotsRules:
        """Return the rules for the site of an address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if site not in self._reading:
            self._reading[site] = asyncio.ensure_future(self.read(site))
        return await asyncio.shield(self._reading[site])
