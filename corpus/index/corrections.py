"""Editors' corrections of single fields, laid over the pages as they were extracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.document import document_id
from corpus.editorial.rules import Correction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.editorial.rules import Editorial, Value
    from corpus.index.page_table import PageTable, Record

HIDDEN = "hidden"


def corrected(table: PageTable, editorial: Editorial) -> PageTable:
    """Return the pages as editors have corrected them; the table itself where nothing is."""
    corrections: dict[int, dict[str, Value]] = {}
    for _, rule in editorial.of(Correction):
        page = table.number_of.get(document_id(rule.url))
        if page is not None:
            corrections.setdefault(page, {})[rule.field] = rule.value
    if not corrections:
        return table
    records = [_as_corrected(record, corrections.get(n)) for n, record in enumerate(table.records)]
    hidden = [page for page, values in corrections.items() if values.get(HIDDEN)]
    return table.with_records(records, hidden)


def as_extracted(record: Record, field: str) -> Value:
    """Return what a page itself says in a field, as a correction would write it."""
    return False if field == HIDDEN else record[field] or ""


def _as_corrected(record: Record, values: Mapping[str, Value] | None) -> Record:
    if not values:
        return record
    kept = {name: value for name, value in values.items() if name != HIDDEN}
    # A day that an editor has emptied is none.
    return record | {name: None if value == "" else value for name, value in kept.items()}
