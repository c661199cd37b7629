"""Results as a table for a spreadsheet (RFC 4180, UTF-8 with the mark that Excel looks for)."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from corpus.vocabulary import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.index.query import Hit

MEDIA_TYPE = "text/csv"
# What a spreadsheet takes for a formula at the beginning of a cell (OWASP, CSV injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = {
    "fi": "Otsikko Osoite Tyyppi Kaupungit Teemat Vuodet Kieli Julkaistu Muutettu Katkelma",
    "en": "Title Address Type Cities Themes Years Language Published Modified Passage",
}


def csv_table(hits: Iterable[Hit], language: str) -> bytes:
    """Return hits as a table with a heading in the reader's language."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS[language].split())
    for hit in hits:
        writer.writerow([safe(cell) for cell in _cells(hit, language)])
    return text.getvalue().encode("utf-8-sig", "replace")


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_SIGNS) else cell


def _cells(hit: Hit, language: str) -> Iterator[str]:
    yield hit.title
    yield hit.url
    yield label("type", hit.type, language)
    yield "; ".join(label("city", city, language) for city in hit.cities)
    yield "; ".join(label("theme", theme, language) for theme in hit.themes)
    yield "; ".join(map(str, hit.years))
    yield label("doc_lang", hit.language, language)
    yield hit.published or ""
    yield hit.modified or ""
    yield hit.snippet.text
