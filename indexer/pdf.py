"""PDF to blocks: text read by a child process under limits, its words and paragraphs joined."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import ExtractionError, NotIndexableError
from indexer.pdf_lines import PdfLine, blocks_of, joined

if TYPE_CHECKING:
    from indexer.blocks import Block

CHILD = Path(__file__).with_name("pdf_text.py")
WALL_SECONDS = 60.0
LONGEST_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class PdfText:
    """Title, the day it was made and the blocks of a PDF; anchors are page=1 and on."""

    title: str
    created: str
    blocks: list[Block]


def read_pdf(body: bytes, url: str) -> PdfText:
    """Return what a PDF's text layer says.

    Raises NotIndexableError where there is no text layer, and ExtractionError where the PDF is
    broken or takes more memory or time than one page may.
    """
    answer = _child_answer(body, url)
    if "error" in answer:
        raise ExtractionError(f"{url} is not a PDF that can be opened: {answer['error']}")
    lines = [PdfLine(page, size, text) for page, size, text in answer["lines"] if text.strip()]
    if not lines:
        raise NotIndexableError(
            f"{url} has no text layer; it may be scanned. Run text recognition on it first."
        )
    title = joined([answer["title"] or ""]) or _first_lines(lines)
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


def _first_lines(lines: list[PdfLine]) -> str:
    """Return the lines at the top that are in the same size as the first one."""
    top = lines[:LONGEST_TITLE_LINES]
    return joined([line.text for line in top if line.size == top[0].size][:LONGEST_TITLE_LINES])
