"""How often a site may be asked: pauses, Retry-After, and slowing down when it struggles."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

STRUGGLING = frozenset({429, 502, 503, 504})
FIRST_SLOWDOWN_SECONDS = 0.1
MOST_SECONDS = 60.0


def retry_after_seconds(header: str, now: datetime) -> float:
    """Read a Retry-After header: seconds or a date; 0 where it says nothing."""
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


@dataclass(slots=True)
class _Host:
    delay: float
    slowdown: float = 0.0
    free_at: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Politeness:
    """Spaces the requests to each host of a source by its delay, in seconds."""

    def __init__(self, delay_seconds: float) -> None:
        self._delay = delay_seconds
        self._hosts: dict[str, _Host] = {}

    def ask_for(self, host: str, delay_seconds: float) -> None:
        """Honour a longer pause that the site itself asks for."""
        known = self._host(host)
        known.delay = max(known.delay, min(delay_seconds, MOST_SECONDS))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; the next turn starts one pause after this one."""
        known = self._host(host)
        loop = asyncio.get_running_loop()
        async with known.lock:
            await asyncio.sleep(max(0.0, known.free_at - loop.time()))
            known.free_at = max(known.free_at, loop.time() + known.delay + known.slowdown)
        yield

    def answered(self, host: str, status: int, retry_after: str = "") -> None:
        """Note an answer: a struggling site gets twice the pause, a sound one half of it."""
        known = self._host(host)
        if status not in STRUGGLING:
            known.slowdown = known.slowdown / 2 if known.slowdown > FIRST_SLOWDOWN_SECONDS else 0.0
            return
        self.failed(host)
        pause = min(retry_after_seconds(retry_after, datetime.now(UTC)), MOST_SECONDS)
        known.free_at = max(known.free_at, asyncio.get_running_loop().time() + pause)

    def failed(self, host: str) -> None:
        """Note that the host gave no answer at all."""
        known = self._host(host)
        known.slowdown = min(max(known.slowdown * 2, FIRST_SLOWDOWN_SECONDS), MOST_SECONDS)

    def pause_seconds(self, host: str) -> float:
        """Return the pause that is kept between two requests to a host now."""
        known = self._host(host)
        return known.delay + known.slowdown

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._delay))
