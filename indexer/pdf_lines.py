"""Lines of a PDF to headings and paragraphs, line-end hyphens undone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from indexer.blocks import Block
from indexer.clean_text import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
HYPHENS = "-\u2010\u00ad"
# "maa- ja biomassat": the hyphen stands for a part that is said later.
AFTER_SUSPENDED = ("ja ", "tai ", "sekä ", "eli ", "and ", "or ")
BULLET = re.compile(r"[•·▪●–*-]\s|\(?\d{1,2}[.)]\s")
SENTENCE_END = re.compile(r"[.!?:…”\"]$")
PAGE_NUMBER = re.compile(r"[\W\d_]*")
# A line in letters this much larger than the body's is a heading.
HEADING_RATIO = 1.1
LONGEST_HEADING = 150
FULL_LINE = 0.75
RUNNING_PAGES = 3
# Heads and feet stand among these outermost lines of a page.
EDGE_LINES = 2
HEADING_LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of text on a page (counted from 1) in a font size (points)."""

    page: int
    size: float
    text: str


def blocks_of(lines: Sequence[PdfLine]) -> list[Block]:
    """Return headings and paragraphs, each with the page it stands on as its anchor."""
    body = _body_size(lines)
    lines = _without_running_lines(lines, body)
    levels = _levels(lines, body)
    blocks: list[Block] = []
    for (page, level), group in groupby(
        lines, key=lambda line: (line.page, levels.get(line.size, 0))
    ):
        anchor = f"page={page}"
        texts = [line.text for line in group]
        if level and len(joined(texts)) <= LONGEST_HEADING:
            blocks.append(Block(joined(texts), level, anchor))
        else:
            blocks += [Block(text, anchor=anchor) for text in paragraphs(texts)]
    return list(_whole_over_pages(blocks))


def _whole_over_pages(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, a word that a page's end divides made whole on the page where it begins."""
    last: Block | None = None
    for block in blocks:
        following = block
        if last and not (last.level or block.level) and _is_divided(last.text, block.text):
            word, _, rest = block.text.partition(" ")
            last = replace(last, text=last.text[:-1] + word)
            following = replace(block, text=rest)
        if last:
            yield last
        last = following if following.text else None
    if last:
        yield last


def paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of lines set one below another.

    A paragraph ends with a sentence on a line that is not full, and before a bullet.
    """
    full = FULL_LINE * max(map(len, lines), default=0)
    gathered: list[str] = []
    for line in lines:
        ended = gathered and len(gathered[-1]) < full and SENTENCE_END.search(gathered[-1].rstrip())
        if gathered and (ended or BULLET.match(line)):
            yield joined(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield joined(gathered)


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text, words that were divided at line ends made whole.

    A hyphen goes where a small letter follows it; "Etelä-" before "Suomi" keeps its own. The
    marks that pdfium leaves in words it has joined go with the other invisible ones.
    """
    text = ""
    for raw in lines:
        line = clean_text(raw.translate(LIGATURES).replace("\u00ad", "-"))
        if _is_divided(text, line):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text and line else text or line
    return text


def _is_divided(text: str, line: str) -> bool:
    ends_in_hyphen = text.endswith(tuple(HYPHENS)) and text[-2:-1].isalpha()
    return ends_in_hyphen and line[:1].islower() and not line.startswith(AFTER_SUSPENDED)


def _body_size(lines: Iterable[PdfLine]) -> float:
    """Return the font size of most text."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0


def _levels(lines: Iterable[PdfLine], body: float) -> dict[float, int]:
    """Return {font size: heading level} of the sizes above that of most text."""
    large = sorted({line.size for line in lines if line.size > HEADING_RATIO * body}, reverse=True)
    return {size: min(place + 1, HEADING_LEVELS[-1]) for place, size in enumerate(large)}


def _without_running_lines(lines: Sequence[PdfLine], body: float) -> list[PdfLine]:
    """Drop page numbers, heads and feet: what most pages have but for its digits.

    In a document of a page or two that is a small line at a page's edge with the page's number.
    """
    pages = {line.page for line in lines}
    seen = Counter(key for _, key in {(line.page, _bare(line.text)) for line in lines})
    often = max(RUNNING_PAGES, len(pages) / 2)
    numbered = set(_numbered_edges(lines, body))
    return [
        line
        for line in lines
        if _bare(line.text) and seen[_bare(line.text)] < often and line not in numbered
    ]


def _numbered_edges(lines: Sequence[PdfLine], body: float) -> Iterator[PdfLine]:
    for page, group in groupby(lines, key=lambda line: line.page):
        own = list(group)
        for line in (*own[:EDGE_LINES], *own[-EDGE_LINES:]):
            if line.size < body and str(page) in re.findall(r"\d+", line.text):
                yield line


def _bare(text: str) -> str:
    return "" if PAGE_NUMBER.fullmatch(text) else re.sub(r"\d+", "", text).strip()
