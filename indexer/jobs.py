"""Re-indexing as a durable job: recorded, one at a time, alive for as long as its worker is."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event, Thread
from typing import TYPE_CHECKING

from corpus.errors import JobRunningError, KuutoshakuError
from corpus.store.job_table import LEASE, JobTable
from indexer.reindex import Wish, reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.store.job_table import Job
    from indexer.crawl_report import CrawlProgress
    from indexer.reindex import ReindexReport, Workshop

log = logging.getLogger(__name__)
KIND = "reindex"


def reindex_as_job(
    workshop: Workshop,
    wish: Wish,
    on_crawl: Callable[[CrawlProgress], None],
    on_build: Callable[[str, int], None],
) -> ReindexReport:
    """Record a re-index as a job and do it now; its progress and end are in the job table.

    Jobs that were left queued before it are done first. Raises JobRunningError while another
    worker runs one, and whatever the re-index itself raises.
    """
    table, worker = JobTable(workshop.store.engine), f"{socket.gethostname()}:{os.getpid()}"
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


def _run(
    workshop: Workshop,
    table: JobTable,
    job: Job,
    on_crawl: Callable[[CrawlProgress], None],
    on_build: Callable[[str, int], None],
) -> ReindexReport:
    argument = {**job.argument, "source_names": tuple(job.argument.get("source_names", ()))}
    try:
        with _kept_alive(table, job):
            report = reindex(workshop, Wish(**argument), on_crawl, on_build)
    except BaseException as error:
        table.finish(job, "failed", {"error": str(error) or type(error).__name__})
        raise
    table.finish(job, "done", _summary(report))
    return report


def _summary(report: ReindexReport) -> dict[str, object]:
    counts = ("source", "fetched", "unchanged", "failed", "skipped", "removed")
    crawls = [{name: getattr(crawl, name) for name in counts} for crawl in report.crawls]
    generation = report.build.generation if report.build else None
    return {"crawls": crawls, "generation": generation}


@contextmanager
def _kept_alive(table: JobTable, job: Job) -> Iterator[None]:
    """Renew the job's lease from a thread, since a commit of the index can outlast it."""
    ended = Event()

    def renew() -> None:
        while not ended.wait(LEASE.total_seconds() / 4):
            table.heartbeat(job)

    thread = Thread(target=renew, name="job-heartbeat")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
