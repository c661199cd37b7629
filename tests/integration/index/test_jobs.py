"""A re-index is a recorded job; there is one at a time."""

import pytest

from corpus.errors import CrawlError, JobRunningError
from corpus.sample_site.sample_source import sample_source
from corpus.settings import Settings
from corpus.store.job_table import JobTable
from indexer.jobs import reindex_as_job
from indexer.reindex import Wish, Workshop


@pytest.fixture
def workshop(tmp_path):
    """A workshop whose only site does not answer, so that a job ends soon."""
    return Workshop.open(Settings(data_dir=tmp_path), [sample_source("http://127.0.0.1:9/")])


def run(workshop):
    return reindex_as_job(workshop, Wish(), lambda _: None, lambda *_: None)


def test_a_job_that_fails_is_recorded_with_its_reason(workshop):
    with pytest.raises(CrawlError):
        run(workshop)
    (job,) = JobTable(workshop.store.engine).jobs()
    assert (job.kind, job.state) == ("reindex", "failed")
    assert "Nothing of 'sample' answered" in job.report["error"]


def test_a_second_job_is_refused_while_one_runs_and_leaves_nothing_queued(workshop):
    table = JobTable(workshop.store.engine)
    table.enqueue("reindex", {})
    running = table.take("elsewhere:1")
    with pytest.raises(JobRunningError, match=rf"Job {running.id} \(elsewhere:1\) is running"):
        run(workshop)
    assert [job.state for job in table.jobs()] == ["cancelled", "running"]


def test_a_job_left_queued_is_done_first_and_its_failure_does_not_stop_ours(workshop):
    table = JobTable(workshop.store.engine)
    table.enqueue("reindex", {})
    with pytest.raises(CrawlError):
        run(workshop)
    assert [job.state for job in table.jobs()] == ["failed", "failed"]
