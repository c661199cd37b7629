"""How much one client may ask: a token bucket for each, in the memory of one process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60.0
CLIENTS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still ask. `wait` is in seconds until the next request is within it."""

    name: str
    per_minute: int
    left: int
    wait: int

    @property
    def is_spent(self) -> bool:
        """Tell whether the request that was counted last was one too many."""
        return self.wait > 0

    def decision(self, when_spent: str) -> str:
        """Return a word for what was decided."""
        return when_spent if self.is_spent else "within"

    def headers(self) -> dict[str, str]:
        """Return the fields of draft-ietf-httpapi-ratelimit-headers-10."""
        policy = {"RateLimit-Policy": f'"{self.name}";q={self.per_minute};w={MINUTE:.0f}'}
        state = f'"{self.name}";r={self.left}'
        if not self.is_spent:
            return {**policy, "RateLimit": state}
        return {**policy, "RateLimit": f"{state};t={self.wait}", "Retry-After": str(self.wait)}


class RateLimit:
    """A bucket for each client that holds a minute's requests and fills evenly.

    Not safe between threads: it is asked in the event loop.
    """

    def __init__(
        self, name: str, per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Allow each client so many requests a minute."""
        self.name = name
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, since when

    def take(self, client: str) -> Allowance:
        """Count a request of a client and tell what it may still ask."""
        now = self._clock()
        tokens, since = self._buckets.pop(client, (float(self.per_minute), now))
        tokens = min(self.per_minute, tokens + (now - since) * self.per_minute / MINUTE)
        spent = tokens < 1
        self._buckets[client] = (tokens if spent else tokens - 1, now)
        while len(self._buckets) > CLIENTS_KEPT:
            self._buckets.popitem(last=False)
        wait = math.ceil((1 - tokens) * MINUTE / self.per_minute) if spent else 0
        return Allowance(self.name, self.per_minute, 0 if spent else int(tokens - 1), wait)
