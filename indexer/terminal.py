"""Progress and reports of the indexing commands as text for a terminal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from corpus.store.job_table import Job
    from indexer.build import BuildReport
    from indexer.crawl_report import CrawlProgress, CrawlReport
    from indexer.reindex import ReindexReport

PROBLEMS_SHOWN = 20
DUPLICATES_SHOWN = 5
_STEPS = {
    "extract": "Reading pages",
    "index": "Indexing",
    "learn": "Learning terms",
    "publish": "Publishing",
}


class _Bar:
    """A progress bar that is silent where nobody watches a terminal."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:15}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            disable=not sys.stderr.isatty(),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()


class CrawlBar(_Bar):
    """Shows how far a crawl is."""

    def show(self, progress: CrawlProgress) -> None:
        """Draw the bar anew."""
        done = progress.fetched + progress.unchanged + progress.failed
        if not self._progress.tasks:
            self._progress.add_task("Crawling", total=None)
        self._progress.update(
            self._progress.task_ids[0], completed=done, total=done + progress.queued
        )


class BuildBar(_Bar):
    """Shows how far a build is, one line a step."""

    def show(self, step: str, count: int) -> None:
        """Draw the step's line anew."""
        description = _STEPS[step]
        known = [task.id for task in self._progress.tasks if task.description == description]
        task = known[0] if known else self._progress.add_task(description, total=None)
        self._progress.update(task, completed=count)


class JsonLines:
    """Tells progress and the report as one JSON object a line, for programs that watch."""

    def crawl(self, progress: CrawlProgress) -> None:
        """Tell how far a crawl is."""
        self._tell("crawl", asdict(progress))

    def build(self, step: str, count: int) -> None:
        """Tell how far a build is."""
        self._tell("build", {"step": step, "count": count})

    def report(self, report: ReindexReport) -> None:
        """Tell what it came to."""
        self._tell("report", asdict(report))

    def _tell(self, event: str, told: Mapping[str, Any]) -> None:
        line = json.dumps({"event": event, **told}, ensure_ascii=False)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def job_lines(jobs: Sequence[Job]) -> Iterator[str]:
    """Yield jobs, the newest first, and how far they are or what they came to."""
    if not jobs:
        yield "No job was ever asked for."
    for job in jobs:
        told = (job.report or job.progress) if job.state != "queued" else job.argument
        facts = ", ".join(f"{key} {value}" for key, value in told.items() if value)
        moment = job.finished or job.started or job.created
        yield f"{job.id:5} {job.state:9} {job.kind} {moment:%Y-%m-%d %H:%M:%S} {facts}".rstrip()


def crawl_lines(reports: Sequence[CrawlReport]) -> Iterator[str]:
    """Yield what crawls came to, with the pages that failed or were passed over, and why."""
    for report in reports:
        yield (
            f"{report.source}: {report.fetched} fetched, {report.unchanged} unchanged, "
            f"{report.failed} failed, {report.skipped} skipped, {report.removed} removed"
            + (f", {report.resting} not due yet" if report.resting else "")
        )
        for problem in report.problems[:PROBLEMS_SHOWN]:
            yield f"  {problem.outcome}: {problem.url} ({problem.reason})"
        if len(report.problems) > PROBLEMS_SHOWN:
            yield f"  and {len(report.problems) - PROBLEMS_SHOWN} more"
        if report.stopped:
            yield f"  {report.stopped}"


def build_lines(report: BuildReport | None) -> Iterator[str]:
    """Yield what a build came to, with the pages it passed over, and why."""
    if report is None:
        yield "Nothing was built: no page had changed, or it was a dry run."
        return
    languages = ", ".join(f"{count} {name}" for name, count in report.languages.items())
    yield (
        f"{report.generation}: {report.documents} documents ({languages}), "
        f"{report.sections} sections, in {report.seconds:.1f} s"
    )
    if report.same_text:
        yield f"  {len(report.same_text)} pages say the same as another, which stands for them"
    for url, survivor in report.same_text[:DUPLICATES_SHOWN]:
        yield f"  not indexed: {url} (the same text as {survivor})"
    if len(report.same_text) > DUPLICATES_SHOWN:
        yield f"  and {len(report.same_text) - DUPLICATES_SHOWN} more"
    for url, reason in report.skipped[:PROBLEMS_SHOWN]:
        yield f"  not indexed: {url} ({reason})"
    if len(report.skipped) > PROBLEMS_SHOWN:
        yield f"  and {len(report.skipped) - PROBLEMS_SHOWN} more"


def status_lines(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is served and what is stored."""
    index = values["index"]
    if index is None:
        yield values["note"]
    else:
        languages = ", ".join(f"{count} {name}" for name, count in index["languages"].items())
        yield f"Serving {index['generation']}, published {index['published_at']}"
        yield f"  {index['documents']} documents ({languages}), {index['sections']} sections"
        yield f"  Finnish analysis: {index['finnish_tier']}"
        if index["held"]:
            yield "  Publishing is held; 'kuutoshaku release' lifts that."
        yield from (f"  Warning: {warning}" for warning in index["warnings"])
    counts = ", ".join(f"{count} {name}" for name, count in values["pages"].items())
    yield f"Stored addresses: {counts or 'none'}"
