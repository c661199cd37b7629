"""PDF to blocks: text read by a child process under limits, its words and paragraphs joined."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ExtractionError, NotIndexableError
from indexer.pdf_lines import PdfLine, blocks_of, joined

if TYPE_CHECKING:
    from indexer.blocks import Block

CHILD = Path(__file__).with_name("pdf_text.py")
WALL_SECONDS = 60.0
LONGEST_TITLE_LINES = 3
# Titles that programs give by themselves.
MADE_TITLE = re.compile(
    r"^(?:microsoft \w+ - |untitled|nimetön|document\d*$|slide ?1$|powerpoint)|\.\w{3,4}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PdfText:
    """Title, the day it was made and the blocks of a PDF; anchors are page=1 and on."""

    title: str
    created: str
    blocks: list[Block]


def read_pdf(body: bytes, url: str) -> PdfText:
    """Return what a PDF's text layer says.

    Raises NotIndexableError where there is no text layer or a password is needed, and
    ExtractionError where the PDF is broken or takes more memory or time than one page may.
    """
    answer = _child_answer(body, url)
    if "password" in answer.get("error", "").lower():
        reason = f"{url} is locked with a password, so its text cannot be read."
        raise NotIndexableError(reason, "pdf_locked")
    if "error" in answer:
        raise ExtractionError(f"{url} is not a PDF that can be opened: {answer['error']}")
    lines = [PdfLine(page, size, text) for page, size, text in answer["lines"] if text.strip()]
    if not lines:
        raise NotIndexableError(
            f"{url} has no text layer; it may be scanned. Run text recognition on it first.",
            "pdf_no_text",
        )
    told = joined([answer["title"] or ""])
    title = _largest_lines(lines) if not told or MADE_TITLE.search(told) else told
    return PdfText(title, answer["created"] or "", blocks_of(lines))


def _child_answer(body: bytes, url: str) -> dict[str, Any]:
    try:
        child = subprocess.run(  # noqa: S603 - our own file, under our own interpreter
            [sys.executable, "-P", str(CHILD)],
            input=body,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError(f"{url} took over {WALL_SECONDS:.0f} s to read as PDF.") from error
    if child.returncode != 0:
        raise ExtractionError(
            f"{url} could not be read within the limits for a PDF "
            f"(its reader ended with {child.returncode})."
        )
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _largest_lines(lines: list[PdfLine]) -> str:
    """Return the first lines in the largest letters of the first page that has text."""
    first = [line for line in lines if line.page == lines[0].page]
    size = max(line.size for line in first)
    start = next(place for place, line in enumerate(first) if line.size == size)
    title = takewhile(lambda line: line.size == size, first[start:])
    return joined([line.text for line in islice(title, LONGEST_TITLE_LINES)])
