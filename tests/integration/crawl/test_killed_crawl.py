from __future__ import annotations

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
url, path = sys.argv[1:]
source = Source("site", seeds=(url,), allow=(url,), delay_seconds=0.01,
                allow_private_addresses=True)
crawl(source, PageStore(open_database(Path(path))), Settings())
"""


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
        running = subprocess.Popen([sys.executable, "-c", CRAWL, tree.url, database], cwd=ROOT)
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
