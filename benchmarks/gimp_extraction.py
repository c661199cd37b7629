"""The text of GIMP's help as its own containers hold it.

DocBook writes a page's text into one division named for what it is, between a header and a footer
for navigation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import WORD, Case
from lxml import html as lxml_html

from corpus.judged import half_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTAINER = re.compile(
    r"sect\d|section|simplesect|chapter|appendix|part|preface|book|glossary|bibliography"
    r"|refentry|article"
)


def true_text(html: str) -> str:
    """Return the text of a page's containers; empty where it has none."""
    body = lxml_html.fromstring(html.encode()).find("body")
    if body is None:
        return ""
    own = [tag for tag in body if CONTAINER.fullmatch(str(tag.get("class")))]
    return "\n".join(tag.text_content() for tag in own)


def gimp_cases(folder: Path) -> Iterator[Case]:
    """Yield the pages of a language's folder that have a text."""
    for file in sorted(folder.glob("*.html")):
        html = file.read_text(encoding="utf-8")
        true = true_text(html)
        if WORD.search(true):
            name = f"{folder.name}/{file.name}"
            yield Case(name, half_of(name), html, true)
