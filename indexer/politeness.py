"""How often a site may be asked: pauses, Retry-After, and slowing down when it struggles."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indexer.moment import read_header_moment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

STRUGGLING = frozenset({429, 502, 503, 504})
FIRST_SLOWDOWN_SECONDS = 0.1
MOST_SECONDS = 60.0
# A host that needs longer than this to begin an answer is given as long to rest.
SLOW_SECONDS = 1.0
AT_ONCE = 8
AT_ONCE_WITH_DELAY = 2
LONG_PAUSES_TO_STOP = 3


def retry_after_seconds(header: str, now: datetime) -> float:
    """Read a Retry-After header: seconds or a date; 0 where it says nothing."""
    if header.strip().isdecimal():
        return float(header)
    moment = read_header_moment(header)
    return max(0.0, (moment - now).total_seconds()) if moment else 0.0


@dataclass(slots=True)
class _Host:
    delay: float
    slots: asyncio.Semaphore
    slowdown: float = 0.0
    latency: float = 0.0
    free_at: float = 0.0
    long_pauses: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def pause(self) -> float:
        rest = self.latency if self.latency > SLOW_SECONDS else 0.0
        return min(max(self.delay + self.slowdown, rest), MOST_SECONDS)


class Politeness:
    """Spaces the requests to each host of a source by its delay, in seconds.

    A host is asked eight things at once at most, or two where it has a delay.
    """

    def __init__(self, delay_seconds: float) -> None:
        self._delay = delay_seconds
        self._hosts: dict[str, _Host] = {}

    @property
    def farewell(self) -> str:
        """Say why the crawl should end: a host asks for longer pauses than it is worth waiting."""
        for name, host in self._hosts.items():
            if host.long_pauses >= LONG_PAUSES_TO_STOP:
                return f"{name} asks to be left alone for longer than {MOST_SECONDS:.0f} seconds"
        return ""

    def ask_for(self, host: str, delay_seconds: float) -> None:
        """Honour a longer pause that the site itself asks for."""
        known = self._host(host)
        delay = max(known.delay, min(delay_seconds, MOST_SECONDS))
        if delay and not known.delay:
            known.slots = _slots(delay)
        known.delay = delay

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; the next turn starts one pause after this one."""
        known = self._host(host)
        loop = asyncio.get_running_loop()
        async with known.slots:
            async with known.lock:
                await asyncio.sleep(max(0.0, known.free_at - loop.time()))
                known.free_at = max(known.free_at, loop.time() + known.pause)
            yield

    def answered(self, host: str, status: int, seconds: float = 0.0, retry_after: str = "") -> None:
        """Note an answer that began after so many seconds.

        A struggling site gets twice the pause, a sound one half of it; a slow one as long a
        pause as it takes to answer, on a running average.
        """
        known = self._host(host)
        known.latency = (known.latency + seconds) / 2
        if status not in STRUGGLING:
            known.slowdown = known.slowdown / 2 if known.slowdown > FIRST_SLOWDOWN_SECONDS else 0.0
            known.long_pauses = 0
            return
        self.failed(host)
        pause = retry_after_seconds(retry_after, datetime.now(UTC))
        known.long_pauses = known.long_pauses + 1 if pause > MOST_SECONDS else 0
        free_at = asyncio.get_running_loop().time() + min(pause, MOST_SECONDS)
        known.free_at = max(known.free_at, free_at)

    def failed(self, host: str) -> None:
        """Note that the host gave no answer at all."""
        known = self._host(host)
        known.slowdown = min(max(known.slowdown * 2, FIRST_SLOWDOWN_SECONDS), MOST_SECONDS)

    def pause_seconds(self, host: str) -> float:
        """Return the pause that is kept between two requests to a host now."""
        return self._host(host).pause

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(self._delay, _slots(self._delay))
        return self._hosts[host]


def _slots(delay: float) -> asyncio.Semaphore:
    return asyncio.Semaphore(AT_ONCE_WITH_DELAY if delay else AT_ONCE)
