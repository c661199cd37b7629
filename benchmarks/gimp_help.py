"""Real input nobody here wrote: GIMP's help, 685 parallel pages in Finnish and in English.

Downloads Debian's gimp-help-fi and gimp-help-en by name (unpacked, nothing installed), serves them
on loopback, crawls them with the product, builds, and prints pages, languages, seconds and ten
example searches. Many "Finnish" pages are partly untranslated, and their markup is old.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.database import open_database
from corpus.store.page_store import PageStore
from indexer.extraction import extract_all
from indexer.reindex import ReindexReport, Wish, Workshop, reindex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.extraction import Extraction

CACHE = Path(__file__).parent.parent / ".cache" / "gimp-help"
PACKAGES = ("gimp-help-fi", "gimp-help-en")
HELP = Path("usr/share/gimp/2.0/help")
EXAMPLES = (
    ("kerrosten yhdistäminen", "fi"),
    ("väriliukuma", "fi"),
    ("valintatyökaluilla", "fi"),
    ("kuvatiedoston tallentaminen", "fi"),
    ("rajaustyökalu", "fi"),
    ("merge layers", "en"),
    ("gradient", "en"),
    ("selection tools", "en"),
    ("exporting an image file", "en"),
    ("crop tool", "en"),
)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the crawl reports."""


def unpacked() -> Path:
    """Return the folder that holds fi/ and en/, downloading the packages at the first time."""
    if not (CACHE / HELP / "en" / "index.html").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        for package in PACKAGES:
            print(f"Downloading {package}", file=sys.stderr)
            subprocess.run(
                ["apt-get", "download", package], cwd=CACHE, check=True, stderr=subprocess.DEVNULL
            )
        for archive in CACHE.glob("gimp-help-*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(CACHE)], check=True)
            archive.unlink()
    return CACHE / HELP


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port while the context lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def gimp_source(url: str) -> Source:
    """Return the source that crawls both languages; the human-made index is kept out.

    Twins are not guessed, so that a search across languages is measured on unlinked pages.
    """
    return Source(
        name="gimp-help",
        titles={"fi": "GIMPin ohje", "en": "GIMP help"},
        seeds=(f"{url}fi/index.html", f"{url}en/index.html"),
        allow=(f"{url}fi/", f"{url}en/"),
        deny=(f"{url}fi/gimp-help-index.html", f"{url}en/gimp-help-index.html"),
        delay_seconds=0,
        allow_private_addresses=True,
        guess_twins=False,
    )


def build_gimp_help(data: Path) -> tuple[Settings, ReindexReport, str]:
    """Crawl and build the help into a fresh data directory; return settings, report, site."""
    shutil.rmtree(data, ignore_errors=True)
    settings = Settings(data_dir=data)
    with served(unpacked()) as url:
        report = reindex(Workshop.open(settings, [gimp_source(url)]), Wish())
    return settings, report, url


def extracted_gimp_help(settings: Settings) -> Extraction:
    """Return the documents of the pages stored by a build, duplicates among them."""
    store = PageStore(open_database(settings.page_store))
    url = next(store.pages()).url
    return extract_all(store, [gimp_source(url[: url.index("/en/") + 1])])


def main() -> None:
    """Print what the crawl and the build found, and ten searches."""
    started = time.monotonic()
    settings, report, _ = build_gimp_help(CACHE / "data")
    (crawl,), built = report.crawls, report.build
    if built is None:
        sys.exit("Nothing was built.")
    total = time.monotonic() - started
    print(f"pages       {crawl.fetched} fetched, {crawl.failed} failed, {crawl.skipped} skipped")
    print(f"            {dict(Counter(problem.outcome for problem in crawl.problems))}")
    print(f"documents   {built.documents}, of them {dict(built.languages)}")
    print(f"left out    {len(built.same_text)} that say the same as another")
    print(f"sections    {built.sections}")
    print(f"not indexed {len(built.skipped)}")
    print(f"seconds     crawl {total - built.seconds:.1f}, build {built.seconds:.1f}")
    index = open_index(settings)
    for text, language in EXAMPLES:
        query = parse_query(text, language=language)
        index.search(query)
        began = time.perf_counter()
        results = index.search(query)
        took = (time.perf_counter() - began) * 1000
        other = results.other_language.total if results.other_language else 0
        print(f"\n{language} '{text}': {results.total} + {other} other language, {took:.1f} ms")
        for hit in results.hits[:3]:
            sections = ", ".join(section.heading for section in hit.sections)
            print(f"   {hit.score:6.2f} {hit.title} [{sections}]")
        for hit in results.other_language.hits[:1] if results.other_language else ():
            print(f"   other language: {hit.title} ({hit.language}; {hit.gloss})")


if __name__ == "__main__":
    main()
