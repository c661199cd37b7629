"""How much of the text of GIMP's help is extracted, and how little beside it.

The help's own containers are the truth: DocBook writes a page's text into one division named for
what it is, between a header and a footer for navigation. Words are compared as a bag.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura
from lxml import html as lxml_html

from indexer.main_content import main_blocks
from indexer.markup import parse_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

CONTAINER = re.compile(
    r"sect\d|section|simplesect|chapter|appendix|part|preface|book|glossary|bibliography"
    r"|refentry|article"
)
OURS = "Kuutoshaku"
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TokenFigures:
    """Shares of the words extracted that are true, and of the true words extracted."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def true_text(html: str) -> str:
    """Return the text of a page's containers; empty where it has none."""
    body = lxml_html.fromstring(html.encode()).find("body")
    if body is None:
        return ""
    own = [tag for tag in body if CONTAINER.fullmatch(str(tag.get("class")))]
    return "\n".join(tag.text_content() for tag in own)


def our_text(html: str) -> str:
    """Return what we extract as surely the page's own."""
    blocks = main_blocks(parse_html(html), html)
    return "\n".join(block.text for block in blocks if not block.is_lesser)


def all_our_text(html: str) -> str:
    """Return what we extract, with what may belong to other pages and weighs less."""
    return "\n".join(block.text for block in main_blocks(parse_html(html), html))


def trafilatura_text(html: str) -> str:
    """Return what trafilatura extracts as it is set out of the box."""
    return trafilatura.extract(html, include_comments=False) or ""


SYSTEMS: Mapping[str, Callable[[str], str]] = {
    OURS: our_text,
    "with lesser": all_our_text,
    "trafilatura": trafilatura_text,
}


def token_figures(found: str, true: str) -> TokenFigures:
    """Compare two texts by how often each word stands in them."""
    found_words, true_words = (Counter(WORD.findall(text.lower())) for text in (found, true))
    shared = (found_words & true_words).total()
    return TokenFigures(
        shared / found_words.total() if found_words else 0.0,
        shared / true_words.total() if true_words else 0.0,
    )


def compared_pages(folder: Path) -> Iterator[tuple[str, dict[str, TokenFigures]]]:
    """Yield (file name, {system: figures}) of every page of a folder that has a text."""
    for file in sorted(folder.glob("*.html")):
        html = file.read_text(encoding="utf-8")
        true = true_text(html)
        if WORD.search(true):
            yield (
                file.name,
                {name: token_figures(extract(html), true) for name, extract in SYSTEMS.items()},
            )
