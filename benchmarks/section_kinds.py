"""How well the kinds of sections are told from heading and wording.

Two halves of the judged sections, parted by the first byte of the SHA-256 of path#anchor, and
the marks of the authors on pages without a section of the half to test. Misses are named for
what may be tuned on only, unless asked for, so that the test half stays unseen.

    ./run bench section-kinds [--all-misses]
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from judged_sections import JudgedSection, judged_sections, kind_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

HALVES = {"test": "judged, to test", "tune": "judged, to tune", "marks": "authors' marks"}
SHOWN_TEXT = 90


def print_table(name: str, sections: Sequence[JudgedSection]) -> None:
    """Print one line a kind."""
    print(f"\n{name} ({len(sections)})")
    print(f"  {'kind':12}{'precision':>10}{'recall':>8}{'F1':>7}{'judged':>8}")
    for kind, told in kind_figures(sections).items():
        print(f"  {kind:12}{told.precision:10.2f}{told.recall:8.2f}{told.f1:7.2f}{told.judged:8}")


def print_misses(name: str, sections: Sequence[JudgedSection]) -> None:
    """Print the sections whose kind was not found, with the start of their text."""
    print(f"\nMisses of {name}: judged ← found")
    for section in sections:
        if section.kind != section.found:
            text = " ".join(section.text.split())[:SHOWN_TEXT]
            print(f"  {section.kind:10} ← {section.found or 'nothing':10} {section.name}")
            print(f"{'':15}{section.heading}: {text}")


def main() -> None:
    """Print the tables, then the misses."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all-misses", action="store_true", help="name those of the test half too")
    given = parser.parse_args()
    sections = judged_sections()
    of_half = {half: [s for s in sections if s.half == half] for half in HALVES}
    for half, name in HALVES.items():
        print_table(name, of_half[half])
    for half, name in HALVES.items():
        if half != "test" or given.all_misses:
            print_misses(name, of_half[half])


if __name__ == "__main__":
    main()
