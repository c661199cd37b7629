"""A table of data as lines of text, each of which can be understood alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.furniture import attribute
from indexer.markup import steps

if TYPE_CHECKING:
    from bs4 import Tag

    from indexer.page_measures import PageMeasures

# A table that holds these lays out a page; it does not relate data.
LAYOUT_SIGNS = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "main", "article")
LONGEST_SPAN = 20
# Where no cell is a heading, longer ones are columns of a page.
LONGEST_CELL = 500
ONE_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(slots=True)
class TableRows:
    """The row being read, under the column headings met so far.

    It is unshown if it, or a row before it, has a cell that the page asks not to quote.
    """

    headings: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    heading_cells: int = 0
    has_rows: bool = False
    is_unshown: bool = False

    def end_cell(self, tag: Tag, text: str) -> None:
        """Add a cell, as often as it spans columns."""
        span = attribute(tag, "colspan")
        times = min(max(int(span), 1), LONGEST_SPAN) if ONE_NUMBER.fullmatch(span) else 1
        if tag.name == "th":
            self.cells += [text] * times
            self.heading_cells += times
        else:
            self.cells += [text] + [""] * (times - 1)

    def end_row(self) -> str:
        """Return the row's line; column headings give none, they go into the rows below."""
        cells, self.cells = self.cells, []
        heading_cells, self.heading_cells = self.heading_cells, 0
        if heading_cells and heading_cells >= sum(map(bool, cells)):
            unused, self.headings = self.headings, cells
            return "" if self.has_rows else _joined(unused)
        self.has_rows = True
        if heading_cells and not any(self.headings) and len(cells) == 2:
            return ": ".join(filter(None, cells))
        return self._under_headings(cells)

    def end_table(self) -> str:
        """Return the column headings where no row has used them."""
        return "" if self.has_rows else _joined(self.headings)

    def _under_headings(self, cells: list[str]) -> str:
        headings = self.headings + [""] * (len(cells) - len(self.headings))
        pairs = zip(headings, cells, strict=False)
        return _joined([f"{top}: {cell}" if top and cell else cell for top, cell in pairs])


def relates_data(table: Tag, measures: PageMeasures) -> bool:
    """Tell whether a table holds data, as opposed to laying out the page."""
    if attribute(table, "role") in ("presentation", "none"):
        return False
    has_headings = has_long_cell = False
    for tag, _ in steps(table, lambda _: False):
        if tag is None:
            continue
        if tag.name in LAYOUT_SIGNS:
            return False
        has_headings |= tag.name == "th"
        has_long_cell |= tag.name == "td" and measures.length(tag) > LONGEST_CELL
    return has_headings or not has_long_cell


def _joined(cells: list[str]) -> str:
    return " · ".join(filter(None, cells))
