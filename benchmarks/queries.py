"""What generated queries cost: 10,000 over HTTP at the sample site's index, beside Whoosh's parser.

Each is asked once, so that no answer is kept yet; as pages, which cost most to render, every tenth.
Whoosh gets the same texts in a child process over the same extracted pages, through the parser that
its manual shows, in the language of the page. A query that takes it more than ten seconds is
given up and counted.

    ./run bench queries [COUNT] [PEER_COUNT]
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from generated_queries import generated_queries
from peers.plain_text import FIELDS, PlainText
from starlette.testclient import TestClient
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import MultifieldParser  # noqa: TID251 - a peer, not the product

from corpus.index.open_index import open_index
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex
from search_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection

COUNT = 10_000
PEER_COUNT = 1_000
WARMING = 200
PATIENCE_SECONDS = 10
MOST_P99_MS, MOST_WORST_MS, MOST_GROWTH_MB = 500, 2000, 50


def built(folder: Path) -> Settings:
    """Return settings of the sample site's index, built in a folder."""
    settings = Settings(data_dir=folder, rate_limit="off")
    with SampleSite() as site:
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())
    return settings


def resident_megabytes() -> float:
    """Return the resident memory of this process now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def ours(settings: Settings, count: int) -> tuple[list[float], Counter[int], float]:
    """Return the milliseconds of each answer, how many had each status, and megabytes grown."""
    took, statuses = [], Counter[int]()
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        for parameters in generated_queries(WARMING, seed=1):
            client.get("/api/v1/search", params=parameters)
        before = resident_megabytes()
        for number, parameters in enumerate(generated_queries(count)):
            path = "/fi/haku" if number % 10 == 0 else "/api/v1/search"
            began = time.perf_counter()
            answer = client.get(path, params=parameters)
            took.append((time.perf_counter() - began) * 1000)
            statuses[answer.status_code] += 1
        grown = resident_megabytes() - before
    return took, statuses, grown


def pages(settings: Settings) -> list[PlainText]:
    """Return the pages of the index as a peer is given them."""
    index = open_index(settings)
    try:
        searcher = index.current_searcher()
        documents = [index.document(each) for each in searcher.table.number_of]
        return [PlainText.of(each.url, each) for each in documents if each]
    finally:
        index.close()


def whoosh(texts: Sequence[PlainText], queries: Connection) -> None:
    """Answer queries with Whoosh until there are no more; None for one that failed."""
    fields = {name: TEXT(analyzer=StemmingAnalyzer()) for name in FIELDS}
    index = RamStorage().create_index(Schema(path=ID(stored=True), **fields))
    with index.writer() as writer:
        for page in texts:
            writer.add_document(path=page.path, **{name: getattr(page, name) for name in FIELDS})
    parser = MultifieldParser(list(FIELDS), index.schema)
    with index.searcher() as searcher:
        while (text := queries.recv()) is not None:
            began = time.perf_counter()
            try:
                searcher.search(parser.parse(text), limit=10)
                queries.send((time.perf_counter() - began) * 1000)
            except Exception:  # noqa: BLE001 - what it fails with is what is counted
                queries.send(None)


def peer(texts: Sequence[PlainText], count: int) -> tuple[list[float], int, int]:
    """Return Whoosh's milliseconds, how many queries failed, and how many were given up."""
    took, failed, given_up = [], 0, 0
    ended = None
    for parameters in generated_queries(count):
        if ended is None:
            here, there = multiprocessing.Pipe()
            ended = multiprocessing.get_context("fork").Process(target=whoosh, args=(texts, there))
            ended.start()
        here.send(parameters["q"])
        if not here.poll(PATIENCE_SECONDS + (5 if not took else 0)):
            ended.kill()
            ended, given_up = None, given_up + 1
            continue
        answer = here.recv()
        failed += answer is None
        took += [] if answer is None else [answer]
    if ended is not None:
        here.send(None)
        ended.join()
    return took, failed, given_up


def row(name: str, took: Sequence[float], rest: str) -> None:
    """Print a row of the table."""
    half, most = np.percentile(took, (50, 99))
    print(f"{name:28} {len(took):7} {half:8.1f} {most:8.1f} {max(took):8.1f}   {rest}")


def main(count: int, peer_count: int) -> None:
    """Print the table, and whether the targets are met."""
    with TemporaryDirectory() as folder:
        settings = built(Path(folder))
        texts = pages(settings)
        took, statuses, grown = ours(settings, count)
    print(f"{'':28} {'answers':>7} {'p50 ms':>8} {'p99 ms':>8} {'worst':>8}")
    told = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    row("ours: a whole answer", took, f"{told}; memory {grown:+.0f} MB")
    peer_took, failed, given_up = peer(texts, peer_count)
    row("Whoosh: ten best paths", peer_took, f"failed: {failed}, given up: {given_up}")
    failures = sum(number for status, number in statuses.items() if status >= 500)
    targets = {
        "failures": (failures, 0),
        "p99 ms": (float(np.percentile(took, 99)), MOST_P99_MS),
        "worst ms": (max(took), MOST_WORST_MS),
        "growth MB": (grown, MOST_GROWTH_MB),
    }
    missed = [name for name, (value, most) in targets.items() if value > most]
    print("\n" + ", ".join(f"{name} {v:.0f} (target {m})" for name, (v, m) in targets.items()))
    if missed:
        sys.exit(f"Missed: {', '.join(missed)}.")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    main(*(numbers + [COUNT, PEER_COUNT][len(numbers) :]))
