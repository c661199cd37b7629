"""Re-indexing as a durable job: recorded, one at a time, alive for as long as its worker is."""

from __future__ import annotations

import logging
import os
import socket
from dataclasses import asdict
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from corpus.errors import JobCancelledError, JobRunningError, KuutoshakuError
from corpus.store.job_table import JobTable
from indexer.reindex import Wish, reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.store.job_table import Job
    from indexer.crawl_report import CrawlProgress
    from indexer.reindex import ReindexReport, Workshop

log = logging.getLogger(__name__)
KIND = "reindex"
# Often enough to show progress and to notice that a job was cancelled, far within its lease.
HEARTBEAT_SECONDS = 1.0


def reindex_as_job(
    workshop: Workshop,
    wish: Wish,
    on_crawl: Callable[[CrawlProgress], None],
    on_build: Callable[[str, int], None],
) -> ReindexReport:
    """Record a re-index as a job and do it now; its progress and end are in the job table.

    Jobs that were left queued before it are done first, also one whose worker was killed. Raises
    JobRunningError while another worker runs one, JobCancelledError, and whatever the re-index
    itself raises.
    """
    table, worker = JobTable(workshop.store.engine), f"{socket.gethostname()}:{os.getpid()}"
    for known in table.jobs():
        if known.state == "running" and _is_dead(known.worker or ""):
            table.release(known)
    asked = table.enqueue(KIND, asdict(wish))
    while job := table.take(worker):
        try:
            report = _run(workshop, table, job, on_crawl, on_build)
        except KuutoshakuError:
            if job.id == asked.id:
                raise
            log.exception("queued_job_failed id=%d", job.id)
            continue
        if job.id == asked.id:
            return report
    table.cancel(asked.id)
    running = next((other for other in table.jobs() if other.state == "running"), None)
    who = f"Job {running.id} ({running.worker})" if running else "Another job"
    raise JobRunningError(f"{who} is running. Try again when it has ended; 'status' tells.")


def _is_dead(worker: str) -> bool:
    """Tell whether a worker was a process of this machine and is none any more."""
    host, _, process = worker.rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _run(
    workshop: Workshop,
    table: JobTable,
    job: Job,
    on_crawl: Callable[[CrawlProgress], None],
    on_build: Callable[[str, int], None],
) -> ReindexReport:
    argument = {**job.argument, "source_names": tuple(job.argument.get("source_names", ()))}
    try:
        with _Lease(table, job) as lease:
            report = reindex(
                workshop,
                Wish(**argument),
                lambda progress: lease.tell(asdict(progress), on_crawl, progress),
                lambda step, count: lease.tell({step: count}, on_build, step, count),
            )
    except BaseException as error:
        was_stopped = isinstance(error, KeyboardInterrupt | SystemExit)
        state = "cancelled" if was_stopped else "failed"
        table.finish(job, state, {"error": str(error) or type(error).__name__})
        raise
    table.finish(job, "done", _summary(report))
    return report


def _summary(report: ReindexReport) -> dict[str, object]:
    counts = ("source", "fetched", "unchanged", "failed", "skipped", "removed")
    crawls = [{name: getattr(crawl, name) for name in counts} for crawl in report.crawls]
    generation = report.build.generation if report.build else None
    return {"crawls": crawls, "generation": generation}


class _Lease:
    """Keeps a job for as long as the context lasts, and learns when it was cancelled.

    The lease is renewed from a thread, since a commit of the index can outlast it.
    """

    def __init__(self, table: JobTable, job: Job) -> None:
        self._table = table
        self._job = job
        self._progress: Mapping[str, object] | None = None
        self._ended = Event()
        self._lost = Event()
        self._thread = Thread(target=self._renew, name="job-heartbeat")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def tell(
        self, progress: Mapping[str, object], listen: Callable[..., None], *told: object
    ) -> None:
        """Pass progress on; raises JobCancelledError where the job is no longer ours to do."""
        self._progress = progress
        if self._lost.is_set():
            raise JobCancelledError(
                f"Job {self._job.id} was cancelled. What had been fetched is kept; the next crawl "
                "goes on from there."
            )
        listen(*told)

    def _renew(self) -> None:
        while not self._ended.wait(HEARTBEAT_SECONDS):
            if not self._table.heartbeat(self._job, self._progress):
                self._lost.set()
