from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PAGES = 111
ROOT = Path(__file__).parents[3]
CRAWL = """
import sys
from pathlib import Path
from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.database import open_database
from corpus.store.page_store import PageStore
from indexer.crawl import crawl
url, path, delay = sys.argv[1:]
source = Source("site", seeds=(url,), allow=(url,), delay_seconds=float(delay),
                allow_private_addresses=True)
crawl(source, PageStore(open_database(Path(path))), Settings())
"""


def started_crawl(url, database, delay):
    return subprocess.Popen([sys.executable, "-c", CRAWL, url, database, str(delay)], cwd=ROOT)


@pytest.fixture
def tree(site):
    """Serve a front page, ten pages below it and ten below each of those."""
    branches = [f"/{number}" for number in range(10)]
    leaves = {branch: [f"{branch}/{number}" for number in range(10)] for branch in branches}
    site.page("/", *branches, ETag='"front"')
    for branch in branches:
        site.page(branch, *leaves[branch], ETag=f'"{branch}"')
        for leaf in leaves[branch]:
            site.page(leaf, ETag=f'"{leaf}"')
    return site


@pytest.fixture
def killed_crawl(tree, store, tmp_path):
    """Crawl the site in a process of its own and kill that when it has stored enough pages."""

    def until(pages):
        database = str(tmp_path / "kuutoshaku.sqlite3")
        running = started_crawl(tree.url, database, 0.01)
        while store.counts()["pages"] < pages:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        running.wait()

    return until


@pytest.mark.parametrize("pages", [1, 25, 60])
def test_a_killed_crawl_is_taken_up_where_it_stopped(tree, killed_crawl, crawled, stored, pages):
    killed_crawl(pages)
    kept = set(stored())
    first = len(tree.requests)
    report = crawled()
    again = {path for path, _ in tree.requests[first:]}
    assert len(stored()) == PAGES
    assert not kept & again
    assert report.fetched == PAGES - len(kept)


@pytest.fixture
def often_killed(tree, store, tmp_path):
    """Kill crawls of the site at random moments; returns what each found stored and asked for."""

    def kill(seed, times):
        chance = random.Random(seed)  # noqa: S311 - moments to kill at, not secrets
        database = str(tmp_path / "kuutoshaku.sqlite3")
        for _ in range(times):
            kept, first = {page.url for page in store.pages()}, len(tree.requests)
            running = started_crawl(tree.url, database, 0.1)
            while len(tree.requests) == first and running.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 2))
            running.send_signal(signal.SIGKILL)
            if running.wait() == 0:
                return
            yield kept, {tree.url + path[1:] for path, _ in tree.requests[first:]}

    return kill


@pytest.mark.parametrize(
    ("seed", "kills"),
    [(0, 10), *(pytest.param(seed, 20, marks=pytest.mark.slow) for seed in range(1, 16))],
)
@pytest.mark.timeout(600)
def test_however_often_a_crawl_is_killed_it_loses_nothing_and_asks_for_nothing_twice(
    often_killed, crawled, stored, seed, kills
):
    counts = [0]
    for kept, asked in often_killed(seed, kills):
        assert not kept & asked
        assert len(kept) >= counts[-1]
        counts.append(len(kept))
    crawled()
    assert len(stored()) == PAGES
    assert len(counts) > 5
    assert counts[-1] > 0
