from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from corpus.store.database import open_database
from corpus.store.job_table import MOST_ATTEMPTS, JobTable

EXPIRED = timedelta(seconds=-1)


@pytest.fixture
def jobs(engine):
    return JobTable(engine)


def test_jobs_are_taken_in_the_order_they_were_asked_for(jobs):
    first = jobs.enqueue("reindex", {"source": "6aika"})
    jobs.enqueue("reindex", {"url": "https://6aika.fi/"})
    taken = jobs.take("w1")
    assert (taken.id, taken.state, taken.argument) == (first.id, "running", {"source": "6aika"})
    assert taken.started.tzinfo is not None


def test_there_is_nothing_to_take_where_nothing_was_asked_for(jobs):
    assert jobs.take("w1") is None


def test_only_one_job_runs_at_a_time(jobs):
    jobs.enqueue("a")
    jobs.enqueue("b")
    first = jobs.take("w1")
    assert jobs.take("w2") is None
    assert jobs.finish(first, "done", {"fetched": 3})
    assert jobs.take("w2").kind == "b"
    assert jobs.job(first.id).report == {"fetched": 3}


def test_many_workers_at_once_take_a_job_once(jobs, tmp_path):
    jobs.enqueue("a")
    taken = []
    barrier = Barrier(8)

    def work(name):
        engine = open_database(tmp_path / "kuutoshaku.sqlite3")
        barrier.wait()
        taken.append(JobTable(engine).take(name))
        engine.dispose()

    threads = [Thread(target=work, args=(f"w{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 8
    assert [job.kind for job in taken if job] == ["a"]


def test_a_heartbeat_keeps_the_lease_and_tells_the_progress(jobs):
    jobs.enqueue("a")
    job = jobs.take("w1", EXPIRED)
    assert jobs.heartbeat(job, {"fetched": 7})
    assert jobs.take("w2") is None
    assert jobs.job(job.id).progress == {"fetched": 7}


def test_a_job_whose_worker_vanished_is_taken_again(jobs):
    jobs.enqueue("a")
    lost = jobs.take("w1", EXPIRED)
    again = jobs.take("w1")
    assert (again.id, again.attempts) == (lost.id, 2)
    assert again.started == lost.started
    assert not jobs.heartbeat(lost)
    assert not jobs.finish(lost, "done", {})
    assert jobs.job(lost.id).state == "running"


def test_a_job_that_kills_its_workers_fails_in_the_end(jobs):
    job = jobs.enqueue("a")
    for _ in range(MOST_ATTEMPTS):
        assert jobs.take("w1", EXPIRED)
    assert jobs.take("w1") is None
    assert jobs.job(job.id).state == "failed"
    assert "vanished" in jobs.job(job.id).report["error"]


def test_a_cancelled_job_is_not_taken_and_its_worker_learns_of_it(jobs):
    queued, running = jobs.enqueue("a"), None
    assert jobs.cancel(queued.id)
    jobs.enqueue("b")
    running = jobs.take("w1")
    assert running.kind == "b"
    assert jobs.cancel(running.id)
    assert not jobs.heartbeat(running)
    assert not jobs.cancel(running.id)
    assert [job.state for job in jobs.jobs()] == ["cancelled", "cancelled"]


def test_a_job_that_waits_already_is_not_asked_for_twice(jobs):
    first = jobs.enqueue("reindex", {"source_names": ["6aika"], "full": False})
    assert jobs.enqueue("reindex", {"source_names": ["6aika"], "full": False}).id == first.id
    assert jobs.enqueue("reindex", {"source_names": ["6aika"], "full": True}).id != first.id
    jobs.take("w1")
    assert jobs.enqueue("reindex", {"source_names": ["6aika"], "full": False}).id != first.id


def test_a_job_whose_worker_is_known_to_be_gone_is_queued_again_at_once(jobs):
    jobs.enqueue("a")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        job = jobs.take(f"w{attempt}")
        assert job.attempts == attempt
        assert jobs.release(job)
        assert not jobs.heartbeat(job)
    assert jobs.job(job.id).state == "failed"
    assert jobs.take("w1") is None


def test_a_job_that_does_not_exist_is_none(jobs):
    assert jobs.job(1) is None
