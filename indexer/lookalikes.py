"""Pages that all came to say the same: a login, a captcha or an error that answers 200."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.store.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES_TO_DOUBT = 3
HELD_AT_ONCE = 50


@dataclass(slots=True)
class Lookalikes:
    """Holds changed pages back for a while, to see whether others change into the same.

    Where three pages that differed say the same all at once, none of them is believed for the
    rest of the crawl: the pages they were before stay.
    """

    _held: deque[Visit] = field(default_factory=deque)
    _doubted: set[str] = field(default_factory=set)

    def judged(self, visit: Visit) -> Iterator[Visit]:
        """Take a visit; yields those, of it and of earlier ones, that can be kept now."""
        if visit.outcome != "fetched" or not visit.text_hash:
            yield visit
            return
        self._held.append(visit)
        alike = [one for one in self._held if one.text_hash == visit.text_hash]
        if len({one.told_before for one in alike}) >= PAGES_TO_DOUBT:
            self._doubted.add(visit.text_hash)
        if visit.text_hash in self._doubted:
            self._held = deque(one for one in self._held if one not in alike)
            yield from (_doubted(one) for one in alike)
        elif len(self._held) > HELD_AT_ONCE:
            yield self._held.popleft()

    def rest(self) -> Iterator[Visit]:
        """Yield what is held back still, at the end of a crawl."""
        while self._held:
            yield self._held.popleft()


def _doubted(visit: Visit) -> Visit:
    return Visit(visit.url, "failed", "it says the same as other pages that differed before")
