"""What is extracted from pages, against what people judged and what GIMP's help says of itself.

Of the sample site's judged pages: language, type, cities, the first and last words of the main
text, what must and what must not stand in it, with failures by name. Then words found, precision
and recall, beside trafilatura and Resiliparse: on the same pages, and on GIMP's help, if it was
unpacked (`./run bench gimp-help`).

    ./run bench extraction [--worst 10]
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors import print_compared
from gimp_extraction import gimp_cases
from gimp_help import CACHE, HELP
from judged_pages import extracted, judged_cases, judged_rows

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


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worst", type=int, default=5, help="how many of the worst pages to name")
    given = parser.parse_args()
    print_judged_pages()
    print_compared("Judged pages", list(judged_cases(SiteContent())), given.worst)
    for language in ("fi", "en"):
        if cases := list(gimp_cases(CACHE / HELP / language)):
            print_compared(f"GIMP's help ({language})", cases, given.worst)
    if not (CACHE / HELP / "en").exists():
        print("\nGIMP's help is not unpacked: ./run bench gimp-help does it.")


if __name__ == "__main__":
    main()
