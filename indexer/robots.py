"""What a site's robots.txt allows us (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from protego import Protego

from indexer.robots_directives import AGENT, AGENT_KEY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

READ_BYTES = 500 * 1024
MAX_AGE_SECONDS = 24 * 3600.0
TOO_MANY_REQUESTS = 429
LINE_END = re.compile(r"\r\n|\r|\n")
PRODUCT_TOKEN = re.compile(r"[*]|[A-Za-z_-]*")
# Spellings that owners are known to use; a slip in "disallow" is still a wish to be left alone.
AGENT_NAMES = {"user-agent", "useragent", "user agent"}
RULE_NAMES = {"allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
PRINTABLE = "".join(map(chr, range(33, 127)))


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
        records = list(_records(_text(body)))
        lines = "".join(f"{name}: {value}\n" for name, value in _own_rules(records))
        sitemaps = (value for name, value in records if name == "sitemap" and value)
        return RobotsRules(Protego.parse(f"User-agent: *\n{lines}"), sitemaps=tuple(sitemaps))
    # RFC 9309 counts 429 as absent, but being told to slow down is no permission.
    if 400 <= status < 500 and status != TOO_MANY_REQUESTS:
        return RobotsRules()
    return RobotsRules(refusal=f"robots.txt answered {status}, so nothing may be fetched for now")


def unreachable_robots(reason: str) -> RobotsRules:
    """Return the rules of a site whose robots.txt could not be had: nothing is allowed."""
    return RobotsRules(refusal=f"robots.txt could not be read ({reason}), so nothing is fetched")


def _text(body: bytes) -> str:
    if len(body) > READ_BYTES:
        # Half a rule would be another rule.
        body = body[:READ_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", "replace")


def _records(text: str) -> Iterator[tuple[str, str]]:
    for line in LINE_END.split(text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _own_rules(records: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the rules and pauses of all groups that name us, else of those that name anyone.

    Only rules end the naming of agents (section 2.2.1): other records must not come between. A
    pause is no record of the RFC; it holds for the agents that stand before it.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    is_naming = False
    for name, value in records:
        if name in AGENT_NAMES:
            agents = [*(agents if is_naming else ()), _product_token(value)]
            groups.setdefault(agents[-1], [])
            is_naming = True
        elif name in RULE_NAMES or name == "crawl-delay":
            is_naming = is_naming and name not in RULE_NAMES
            # Protego knows more line ends than the RFC; encoded, none of them ends a rule.
            encoded = (name, quote(value, safe=PRINTABLE))
            for agent in agents:
                groups[agent].append(encoded)
    return groups.get(AGENT_KEY, groups.get("*", []))


def _product_token(value: str) -> str:
    """Return the name of an agent without its version: “Kuutoshaku/1.0” speaks to us."""
    found = PRODUCT_TOKEN.match(value)
    return found.group().lower() if found else ""


@dataclass(slots=True)
class RobotsFiles:
    """Robots rules by site, each read once in a crawl, and again when they are a day old."""

    read: Callable[[str], Awaitable[RobotsRules]]
    max_age_seconds: float = MAX_AGE_SECONDS
    _reading: dict[str, tuple[float, asyncio.Future[RobotsRules]]] = field(default_factory=dict)

    async def rules(self, url: str) -> RobotsRules:
        """Return the rules for the site of an address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}/robots.txt"
        began, reading = self._reading.get(site, (0.0, None))
        now = time.monotonic()
        if reading is None or now - began > self.max_age_seconds:
            reading = asyncio.ensure_future(self.read(site))
            self._reading[site] = (now, reading)
        return await asyncio.shield(reading)
