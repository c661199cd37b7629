"""The child that reads one PDF: bytes on standard input, JSON on standard output.

It runs under limits, because a PDF may be made to exhaust whoever opens it; see pdf.py.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2.raw import FPDFText_GetFontSize

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000


def main() -> None:
    """Read a PDF under limits; write {"title", "created", "lines": [[page, size, text], …]}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _read(body: bytes) -> dict[str, object]:
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    told = pdf.get_metadata_dict()
    lines: list[tuple[int, float, str]] = []
    room = MOST_CHARACTERS
    for number in range(min(len(pdf), MOST_PAGES)):
        for size, line in _lines(pdf[number].get_textpage()):
            lines.append((number + 1, size, line[:room]))
            room -= len(line[:room])
    return {"title": told["Title"], "created": told["CreationDate"], "lines": lines}


def _lines(text_page: Any) -> Iterator[tuple[float, str]]:  # noqa: ANN401 - pypdfium2 is untyped
    """Yield the lines of a page with the font size of their first character."""
    place = 0
    for line in text_page.get_text_range(errors="replace").split("\r\n"):
        yield round(FPDFText_GetFontSize(text_page, place), 1), line
        # The library counts in UTF-16 units, and two for the line end.
        place += len(line.encode("utf-16-le", "replace")) // 2 + 2


if __name__ == "__main__":
    main()
