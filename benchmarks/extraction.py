"""What is extracted from pages, against what people judged and what GIMP's help says of itself.

Of the sample site's judged pages: language, type, cities, the first and last words of the main
text, what must and what must not stand in it, with failures by name. Of GIMP's help, if it was
unpacked (`./run bench gimp-help`): words found, beside trafilatura on the same pages.

    ./run bench extraction [--worst 10]
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from statistics import fmean, median
from typing import TYPE_CHECKING

from gimp_extraction import OURS, SYSTEMS, compared_pages
from gimp_help import CACHE, HELP
from judged_pages import extracted, judged_rows

from corpus.sample_site.site_content import SiteContent
from indexer.sections import own_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.document import Document

    Checks = Iterator[tuple[str, bool, str]]  # what was checked, whether it holds, what was found

BETWEEN_PHRASES = " | "
NOT_JUDGED = "?"
SHOWN_TEXT = 70


def checks(row: Mapping[str, str], document: Document) -> Checks:
    """Yield what a judged row says of a page, and whether the extracted document agrees."""
    yield "language", document.language == row["language"], document.language
    yield "type", document.type == row["type"], document.type
    if row["cities"] != NOT_JUDGED:
        cities = {city for city in row["cities"].split(",") if city != "-"}
        found = set(document.cities)
        yield "no city too many", found <= cities, f"extra {', '.join(sorted(found - cities))}"
        yield "no city missing", found >= cities, f"lacks {', '.join(sorted(cities - found))}"
    yield from text_checks(row, plain(own_text(document.sections)))


def text_checks(row: Mapping[str, str], text: str) -> Checks:
    """Yield what a judged row says of the main text."""
    first, last = plain(row["first_words"]), plain(row["last_words"])
    yield "first words found", first in text, f"'{first}' is not there"
    yield "opens with them", text.startswith(first), f"opens '{text[:SHOWN_TEXT]}'"
    yield "last words found", last in text, f"'{last}' is not there"
    yield "ends with them", text.rstrip('.!?”"» ').endswith(last), f"ends '{text[-SHOWN_TEXT:]}'"
    for phrase in row["must_contain"].split(BETWEEN_PHRASES):
        yield "kept what must be", plain(phrase) in text, f"'{phrase}' is not there"
    for phrase in row["must_not_contain"].split(BETWEEN_PHRASES):
        yield "left out what must be", plain(phrase) not in text, f"'{phrase}' is there"


def plain(text: str) -> str:
    """Return a text with single spaces and without soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def print_judged_pages() -> None:
    """Print how many checks hold, and those that fail by name."""
    rows = list(judged_rows("pages.tsv"))
    documents = extracted(SiteContent(), [row["path"] for row in rows])
    held: dict[str, list[bool]] = defaultdict(list)
    failures = [f"  {row['path']}: not indexed" for row in rows if row["path"] not in documents]
    for row in rows:
        for what, holds, found in (
            checks(row, documents[row["path"]]) if row["path"] in documents else ()
        ):
            held[what].append(holds)
            if not holds:
                failures.append(f"  {what:22} {row['path']}: {found}")
    print(f"Judged pages ({len(rows)})")
    for what, outcomes in held.items():
        print(f"  {what:22}{sum(outcomes):4} of {len(outcomes):3}")
    print("Failures", *(failures or ["  none"]), sep="\n")


def print_gimp_help(worst: int) -> None:
    """Print mean figures of each language and system, and our worst pages."""
    print("\nGIMP's help: words of the containers' text, mean of pages")
    print(f"  {'':14}{'pages':>6}{'precision':>11}{'recall':>8}{'F1':>7}{'median F1':>11}")
    for language in ("fi", "en"):
        pages = dict(compared_pages(CACHE / HELP / language))
        for system in SYSTEMS:
            figures = [page[system] for page in pages.values()]
            means = (
                fmean(f.precision for f in figures),
                fmean(f.recall for f in figures),
                fmean(f.f1 for f in figures),
                median(f.f1 for f in figures),
            )
            columns = f"{means[0]:11.3f}{means[1]:8.3f}{means[2]:7.3f}{means[3]:11.3f}"
            print(f"  {system} {language}".ljust(16) + f"{len(figures):6}{columns}")
        for name in sorted(pages, key=lambda page: pages[page][OURS].f1)[:worst]:
            told = ", ".join(f"{system} {f.f1:.2f}" for system, f in pages[name].items())
            print(f"    worst: {language}/{name}: {told}")


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worst", type=int, default=5, help="how many of GIMP's pages to name")
    given = parser.parse_args()
    print_judged_pages()
    if (CACHE / HELP / "en").exists():
        print_gimp_help(given.worst)
    else:
        print("\nGIMP's help is not unpacked: ./run bench gimp-help does it.")


if __name__ == "__main__":
    main()
