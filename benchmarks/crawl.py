"""What a crawled page costs: GIMP's help, 1,370 pages from loopback, politeness off, beside Scrapy.

Both read robots.txt, ask for each page once, eight at a time, and follow its links within the same
bounds; ours also keeps pages and frontier in its database, Scrapy keeps nothing. Each crawl runs in
a process of its own, which tells its CPU seconds after start-up and the most memory it held; the
runs alternate, and the cheapest of each counts, since other work on the machine only adds. The
whole chain is crawl, extraction, analysis, index and publishing of the same pages.

    ./run bench crawl [RUNS]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

# What a crawl needs is imported by the process that does it, so that its memory is its own.

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 3
AT_ONCE = 8
MOST_OF_SCRAPY = 0.5
MOST_MEGABYTES = 150


def serve() -> None:
    """Serve the help until the standard input ends; tells the address first."""
    from gimp_help import served, unpacked  # noqa: PLC0415

    with served(unpacked()) as url:
        print(url, flush=True)
        sys.stdin.read()


def ours(url: str) -> int:
    """Crawl with the product into a fresh database."""
    from gimp_help import gimp_source  # noqa: PLC0415

    from corpus.settings import Settings  # noqa: PLC0415
    from corpus.store.database import open_database  # noqa: PLC0415
    from corpus.store.page_store import PageStore  # noqa: PLC0415
    from indexer.crawl import crawl  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        store = PageStore(open_database(Path(folder) / "kuutoshaku.sqlite3"))
        return crawl(gimp_source(url), store, Settings()).fetched


def chain(url: str) -> int:
    """Crawl, extract, build and publish with the product."""
    from gimp_help import gimp_source  # noqa: PLC0415

    from corpus.settings import Settings  # noqa: PLC0415
    from indexer.reindex import Wish, Workshop, reindex  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        workshop = Workshop.open(Settings(data_dir=Path(folder)), [gimp_source(url)])
        return reindex(workshop, Wish()).crawls[0].fetched


def scrapy(url: str) -> int:
    """Crawl with Scrapy: its link extractor, within the bounds that gimp_source has."""
    from scrapy import Spider  # noqa: PLC0415
    from scrapy.crawler import CrawlerProcess  # noqa: PLC0415
    from scrapy.linkextractors import LinkExtractor  # noqa: PLC0415

    # Written out, so that Scrapy's process does not hold our program.
    folders = (f"{url}fi/", f"{url}en/")
    fetched: list[str] = []

    class Help(Spider):
        name = "help"
        start_urls = tuple(f"{folder}index.html" for folder in folders)
        links = LinkExtractor(allow=folders, deny=("/gimp-help-index.html",))

        def parse(self, response, **_):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN202
            fetched.append(response.url)
            yield from response.follow_all(self.links.extract_links(response))

    settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "DOWNLOAD_DELAY": 0,
        "COOKIES_ENABLED": False,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Help)
    process.start()
    return len(fetched)


CRAWLERS = {"ours": ours, "scrapy": scrapy, "chain": chain}
STARTS = {
    "ours": ("gimp_help", "indexer.crawl"),
    "scrapy": ("scrapy.crawler", "scrapy.linkextractors"),
    "chain": ("gimp_help", "indexer.reindex"),
}


def measured(name: str, url: str) -> None:
    """Do one crawl and tell its pages, CPU seconds after start-up, and most memory in MB."""
    for module in STARTS[name]:
        import_module(module)  # start-up is not what is measured
    began = time.process_time()
    pages = CRAWLERS[name](url)
    seconds = time.process_time() - began
    print(json.dumps({"pages": pages, "seconds": seconds, "megabytes": _most_megabytes()}))


def _most_megabytes() -> float:
    """Return the peak of this process alone; getrusage would count its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


@contextmanager
def _served() -> Iterator[str]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, __file__, "serve"], stdin=pipe, stdout=pipe, text=True
    ) as server:
        if server.stdin is None or server.stdout is None:
            raise AssertionError
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()


def _run(name: str, url: str) -> dict[str, float]:
    arguments = [sys.executable, __file__, name, url]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "ms": 1000 * found["seconds"] / found["pages"]}


def _row(name: str, runs: list[dict[str, float]]) -> dict[str, float]:
    best = min(runs, key=lambda run: run["ms"])
    most = max(run["megabytes"] for run in runs)
    several = ", ".join(f"{run['ms']:.2f}" for run in runs)
    print(f"{name:28} {best['pages']:6.0f} {best['ms']:10.2f} {most:8.0f}   {several}")
    return {**best, "megabytes": most}


def main(times: int) -> None:
    """Print the table, the ratio, and whether the targets are met."""
    with _served() as url:
        runs: dict[str, list[dict[str, float]]] = {"ours": [], "scrapy": []}
        for _ in range(times):
            for name, done in runs.items():
                done.append(_run(name, url))
        whole = _run("chain", url)
    print(f"{'':28} {'pages':>6} {'CPU ms/page':>10} {'peak MB':>8}   each run")
    ours_best = _row("ours: fetch, links, store", runs["ours"])
    scrapy_best = _row("Scrapy: fetch, links", runs["scrapy"])
    _row("ours: the whole chain", [whole])
    ratio = ours_best["ms"] / scrapy_best["ms"]
    print(f"\nCPU per page to Scrapy's: {ratio:.2f} (target {MOST_OF_SCRAPY})")
    print(f"peak memory of a crawl: {ours_best['megabytes']:.0f} MB (target {MOST_MEGABYTES})")
    if ratio > MOST_OF_SCRAPY or ours_best["megabytes"] > MOST_MEGABYTES:
        sys.exit("A target is missed.")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            serve()
        case [str(crawler), str(address)]:
            measured(crawler, address)
        case [str(count)]:
            main(int(count))
        case _:
            main(RUNS)
