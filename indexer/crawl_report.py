"""What a crawl says of itself, while it runs and at its end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """How far the crawl of a source is.

    `current` is the address visited last, `queued` a number.
    """

    source: str
    fetched: int
    unchanged: int
    failed: int
    queued: int
    current: str


@dataclass(frozen=True, slots=True)
class CrawlProblem:
    """An address that gave no page: gone, failed, skipped, or a sitemap, and why."""

    url: str
    outcome: str
    reason: str


OUTSIDE_NOW = "it is outside the source now"


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl came to. `removed` counts pages taken out of the corpus.

    `resting` counts pages that were not due, so not asked for. `unreachable` means that not one
    address of the source answered; `stopped` says why addresses were left for the next crawl,
    and is empty where none were.
    """

    source: str
    fetched: int = 0
    unchanged: int = 0
    redirected: int = 0
    gone: int = 0
    failed: int = 0
    skipped: int = 0
    removed: int = 0
    resting: int = 0
    unreachable: bool = False
    stopped: str = ""
    problems: tuple[CrawlProblem, ...] = ()

    @property
    def changes_index(self) -> bool:
        """Whether a build would make another index of the stored pages than before."""
        left_out = any(problem.reason == OUTSIDE_NOW for problem in self.problems)
        return bool(self.fetched or self.redirected or self.removed or left_out)

    @property
    def is_whole(self) -> bool:
        """Whether every address was visited and none failed."""
        return not (self.failed or self.stopped or self.unreachable)


class Tally:
    """Counts outcomes as they come, for the progress and the report."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._counts: Counter[str] = Counter()
        self._problems: list[CrawlProblem] = []
        self.answered = False

    def add(self, url: str, outcome: str, reason: str) -> None:
        """Count one visit."""
        self._counts[outcome] += 1
        if outcome in {"gone", "failed", "skipped", "sitemap"}:
            self._problems.append(CrawlProblem(url, outcome, reason))

    def removed(self) -> None:
        """Count a page that was taken out of the corpus."""
        self._counts["removed"] += 1

    def progress(self, queued: int, current: str) -> CrawlProgress:
        """Return how far the crawl is."""
        counts = self._counts
        return CrawlProgress(
            self._source,
            counts["fetched"],
            counts["unchanged"],
            counts["failed"],
            queued,
            current,
        )

    def report(self, stopped: str, resting: int = 0) -> CrawlReport:
        """Return what the crawl came to."""
        names = ("fetched", "unchanged", "redirected", "gone", "failed", "skipped", "removed")
        return CrawlReport(
            self._source,
            **{name: self._counts[name] for name in names},
            resting=resting,
            unreachable=bool(self._counts["failed"]) and not self.answered,
            stopped=stopped,
            problems=tuple(self._problems),
        )
