"""Extractors of main text side by side: ours and its peers, by the words they find and their time.

Words are compared as a bag: what of the words found is true, and what of the true words is found.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

import trafilatura

from indexer.main_content import main_blocks
from indexer.markup import parse_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from indexer.blocks import Block

WORD = re.compile(r"\w+")
FULL, ALL = "full weight", "all text"


@dataclass(frozen=True, slots=True)
class Case:
    """A page's markup with its true text. `half` says whether rules may be chosen on it."""

    name: str
    half: str
    html: str
    true_text: str


@dataclass(frozen=True, slots=True)
class WordFigures:
    """Shares of the words found that are true, and of the true words found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Row:
    """What one extractor reached on all cases, and the seconds of processor time it took."""

    figures: list[WordFigures]
    seconds: float = 0.0

    def means(self, places: Iterable[int]) -> tuple[float, float, float]:
        """Return mean F1, precision and recall of the cases at some places."""
        chosen = [self.figures[place] for place in places]
        return (
            fmean(figure.f1 for figure in chosen),
            fmean(figure.precision for figure in chosen),
            fmean(figure.recall for figure in chosen),
        )


def our_blocks(html: str) -> list[Block]:
    """Return a page's blocks as the indexer reads them."""
    return main_blocks(parse_html(html), html)


def trafilatura_text(html: str) -> str:
    """Return what trafilatura extracts as it is set out of the box."""
    return trafilatura.extract(html, include_comments=False) or ""


def resiliparse_text(html: str) -> str:
    """Return what Resiliparse extracts as main content."""
    # Tests read judged pages by way of this file, and only benchmarks have this peer.
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    text: str = extract_plain_text(html, main_content=True, alt_texts=False)
    return text


PEERS: Mapping[str, Callable[[str], str]] = {
    "trafilatura": trafilatura_text,
    "resiliparse": resiliparse_text,
}


def word_figures(found: str, true: str) -> WordFigures:
    """Compare two texts by how often each word stands in them."""
    found_words, true_words = (Counter(WORD.findall(text.lower())) for text in (found, true))
    shared = (found_words & true_words).total()
    return WordFigures(
        shared / found_words.total() if found_words else 0.0,
        shared / true_words.total() if true_words else 0.0,
    )


def compared(cases: Sequence[Case]) -> dict[str, Row]:
    """Return {extractor: what it reached}; ours has one row of full weight and one of all text."""
    rows = {name: Row([]) for name in (FULL, ALL, *PEERS)}
    for case in cases:
        begun = time.process_time()
        blocks = our_blocks(case.html)
        rows[FULL].seconds += time.process_time() - begun
        own = "\n".join(block.text for block in blocks if not block.is_lesser)
        every = "\n".join(block.text for block in blocks)
        rows[FULL].figures.append(word_figures(own, case.true_text))
        rows[ALL].figures.append(word_figures(every, case.true_text))
        for name, peer in PEERS.items():
            begun = time.process_time()
            found = peer(case.html)
            rows[name].seconds += time.process_time() - begun
            rows[name].figures.append(word_figures(found, case.true_text))
    rows[ALL].seconds = rows[FULL].seconds
    return rows


def print_compared(title: str, cases: Sequence[Case], worst: int) -> None:
    """Print each extractor's figures on cases, by half, and our worst pages."""
    rows = compared(cases)
    halves = [
        [place for place, case in enumerate(cases) if case.half in wanted]
        for wanted in (("tune", "test"), ("tune",), ("test",))
    ]
    best = max(rows[name].means(halves[0])[0] for name in PEERS)
    print(f"\n{title}, {len(cases)} pages ({len(halves[1])} to tune on): mean of pages")
    columns = ("tune F1", "test F1", "ms/page", "of peer")
    print(f"  {'':12}{'F1':>7}{'P':>7}{'R':>7}" + "".join(f"{column:>9}" for column in columns))
    for name, row in rows.items():
        mean, precision, recall = row.means(halves[0])
        by_half = [row.means(places)[0] if places else 0.0 for places in halves[1:]]
        print(
            f"  {name:12}{mean:7.3f}{precision:7.3f}{recall:7.3f}{by_half[0]:9.3f}{by_half[1]:9.3f}"
            f"{1000 * row.seconds / len(cases):9.1f}{mean / best:9.2f}"
        )
    ranked = sorted(range(len(cases)), key=lambda place: rows[FULL].figures[place].f1)
    for place in ranked[:worst]:
        told = ", ".join(f"{name} {row.figures[place].f1:.2f}" for name, row in rows.items())
        print(f"    worst: {cases[place].name}: {told}")
