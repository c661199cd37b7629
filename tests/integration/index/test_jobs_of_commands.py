"""Commands that crawl are jobs: told to programs, cancelled, killed, and taken up again."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.sample_site.server import SampleSite
from corpus.store.database import open_database
from corpus.store.job_table import JobTable
from corpus.store.page_store import PageStore

ROOT = Path(__file__).parents[3]


@pytest.fixture
def site():
    with SampleSite() as running:
        yield running


@pytest.fixture
def command(site, tmp_path):
    """Start the command on a slow source, in a process of its own."""
    path = tmp_path / "sources.toml"
    started = []

    def start(*arguments, delay=0.05):
        path.write_text(
            f'[[source]]\nname = "site"\nseeds = ["{site.url}"]\nallow = ["{site.url}"]\n'
            f"allow_private_addresses = true\ndelay_seconds = {delay}\n"
        )
        given = ("--data", tmp_path, "--sources", path, *arguments)
        running = subprocess.Popen(
            [sys.executable, str(ROOT / "kuutoshaku.py"), *map(str, given)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(running)
        return running

    yield start
    for running in started:
        running.kill()
        running.communicate()


@pytest.fixture
def engine(tmp_path):
    engine = open_database(tmp_path / "kuutoshaku.sqlite3")
    yield engine
    engine.dispose()


@pytest.fixture
def pages(engine):
    """Wait until so many pages are stored; returns their addresses."""

    def wait(count):
        store = PageStore(engine)
        ends = time.monotonic() + 60
        while store.counts()["pages"] < count:
            assert time.monotonic() < ends
            time.sleep(0.02)
        return {page.url for page in store.pages()}

    return wait


def test_progress_as_json_lines_ends_with_the_report(command):
    out, _ = command("crawl", "--progress", "json", delay=0).communicate(timeout=100)
    *progress, report = [json.loads(line) for line in out.splitlines()]
    assert all(line["event"] == "crawl" for line in progress)
    assert {"source", "fetched", "unchanged", "failed", "queued", "current"} <= set(progress[0])
    assert [line["fetched"] for line in progress] == sorted(line["fetched"] for line in progress)
    assert report["event"] == "report"
    assert report["crawls"][0]["fetched"] == progress[-1]["fetched"] > 100


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_crawl_soon_and_cleanly(command, engine, pages, number):
    running = command("crawl", delay=0.5)
    pages(2)
    running.send_signal(number)
    started = time.monotonic()
    _, errors = running.communicate(timeout=100)
    assert time.monotonic() - started < 60  # the whole crawl would take two minutes
    assert running.returncode != 0
    assert "Traceback" not in errors
    (job,) = JobTable(engine).jobs()
    assert job.state == "cancelled"


def test_a_cancelled_job_ends_its_crawl_and_keeps_what_it_has(command, engine, pages):
    running = command("crawl", delay=0.5)
    pages(2)
    (job,) = JobTable(engine).jobs()
    told, _ = command("jobs").communicate(timeout=100)
    assert "running" in told
    cancelling = command("cancel", job.id, delay=0.5)
    assert "is cancelled" in cancelling.communicate(timeout=100)[0]
    _, errors = running.communicate(timeout=100)
    assert running.returncode == 1
    assert "was cancelled. What had been fetched is kept" in errors
    (job,) = JobTable(engine).jobs()
    assert (job.state, job.progress["source"]) == ("cancelled", "site")
    assert command("cancel", job.id, delay=0.5).wait(timeout=100) == 1


def test_a_killed_crawl_is_taken_up_by_the_next_command_at_once(command, engine, pages):
    running = command("crawl")
    pages(10)
    running.kill()
    running.wait()
    kept = pages(10)
    again = command("crawl", delay=0)
    out, errors = again.communicate(timeout=100)
    assert (again.returncode, errors) == (0, "")
    (job,) = JobTable(engine).jobs()
    assert (job.state, job.attempts) == ("done", 2)
    assert kept < pages(100)
    assert f"{len(pages(100)) - len(kept)} fetched, 0 unchanged" in out
