"""The blocks of a page's content in reading order: headings, paragraphs, list items, rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.clean_text import clean_text
from indexer.furniture import (
    attribute,
    is_furniture_line,
    is_left_out,
    is_lesser,
)
from indexer.markup import steps
from indexer.table_rows import TableRows, relates_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements whose text is not read, and those that begin and end a block.
SILENT, BREAKS = (
    frozenset(names.split())
    for names in (
        "script style noscript template svg math iframe object embed video audio canvas head "
        "select input textarea button map datalist progress meter",
        "address article aside blockquote body br caption center details dialog div dl dt fieldset "
        "figcaption figure footer header hr html legend li main menu ol p pre section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
CONTENT = ("main", "article")
TABLE_PARTS = ("td", "th", "tr", "caption", "table")
LINKED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row or heading (level 1-6; 0 for the others).

    One that is apart belongs to no heading before it.
    """

    text: str
    level: int = 0
    anchor: str = ""
    is_linked: bool = False
    is_lesser: bool = False
    is_apart: bool = False


class BlockReader:
    """Reads one element; knows how much text each element of the page holds.

    `without` is an element in it that is passed over.
    """

    def __init__(
        self,
        root: Tag,
        lengths: Mapping[int, int],
        *,
        is_content: bool = True,
        without: Tag | None = None,
    ) -> None:
        self._root = root
        self._lengths = lengths
        self._large = lengths.get(id(root), 0) / 2
        self._content_tags = int(is_content)
        self._without = without
        self._lesser_tags: list[Tag] = []
        self._link: Tag | None = None
        self._heading: Tag | None = None
        self._table: TableRows | None = None
        self._texts: list[str] = []
        self._linked_length = 0
        self._after_term = False
        self._anchor = ""
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        """Return the element's blocks, furniture left out."""
        for tag, what in steps(self._root, self._leaves_out):
            if tag is None:
                self._read(what)
            elif what == "start":
                self._start(tag)
            else:
                self._end(tag)
        self._end_block()
        return self._blocks

    def _leaves_out(self, tag: Tag) -> bool:
        if tag.name in SILENT or tag is self._without:
            return not (tag.name == "button" and self._heading)
        # A hidden element with an id may be an accordion's panel, which readers can open.
        if tag.has_attr("hidden") and not attribute(tag, "id"):
            return True
        inside = self._content_tags > 0
        return is_left_out(tag, inside_content=inside, is_large=self._is_large(tag))

    def _is_large(self, tag: Tag) -> bool:
        return self._lengths.get(id(tag), 0) > self._large

    def _read(self, text: str) -> None:
        self._texts.append(text)
        if self._link:
            self._linked_length += len(text.strip())

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name in BREAKS or name in HEADINGS or (name == "dd" and not self._after_term):
            self._break()
        self._after_term = False
        self._anchor = attribute(tag, "id") or self._anchor
        if name in HEADINGS and not self._table:
            self._heading = tag
        elif name == "a":
            self._start_link(tag)
        elif name == "img":
            self._read_image(tag)
        elif name == "table" and relates_data(tag):
            self._table = TableRows()
        self._content_tags += name in CONTENT
        if not self._is_large(tag) and is_lesser(tag):
            self._lesser_tags.append(tag)

    def _start_link(self, tag: Tag) -> None:
        self._anchor = attribute(tag, "name") or self._anchor
        if attribute(tag, "href") and not attribute(tag, "href").startswith("#"):
            self._link = tag

    def _read_image(self, tag: Tag) -> None:
        alt = clean_text(attribute(tag, "alt"))
        if self._heading or self._table or self._link:
            self._texts.append(f" {alt} ")
        elif any(map(str.isalpha, alt)):
            self._break()
            self._texts.append(alt)
            self._break()

    def _end(self, tag: Tag) -> None:
        name = tag.name
        if self._table and name in TABLE_PARTS:
            self._end_in_table(tag)
        elif name == "dt":
            self._texts.append(": ")
            self._after_term = True
        elif tag is self._heading:
            self._end_heading(tag)
        elif name in BREAKS or name == "dd":
            self._break()
        if tag is self._link:
            self._link = None
        if self._lesser_tags and tag is self._lesser_tags[-1]:
            self._lesser_tags.pop()
        self._content_tags -= name in CONTENT

    def _break(self) -> None:
        if self._heading or self._table:
            self._texts.append(" ")
        else:
            self._end_block()

    def _end_in_table(self, tag: Tag) -> None:
        table = self._table
        if table is None:
            return
        if tag.name in ("td", "th"):
            table.end_cell(tag, self._take_text())
            return
        if tag.name == "caption":
            line = self._take_text()
        elif tag.name == "tr":
            line = table.end_row()
        else:
            line, self._table = table.end_table(), None
        if line:
            self._add(Block(line, is_lesser=bool(self._lesser_tags)))

    def _end_heading(self, tag: Tag) -> None:
        linked, self._heading = self._linked_length, None
        text = self._take_text()
        if not text:
            return
        # A heading that is a link announces another page: it is a teaser, and opens no section.
        if linked >= LINKED_SHARE * len(text) and tag.name != "h1":
            self._add(Block(text, is_linked=True, is_lesser=True))
        else:
            self._add(Block(text, HEADINGS.index(tag.name) + 1, self._anchor))
        self._anchor = ""

    def _end_block(self) -> None:
        linked = self._linked_length
        text = self._take_text()
        if text and not is_furniture_line(text):
            is_linked = linked >= LINKED_SHARE * len(text)
            self._add(Block(text, is_linked=is_linked, is_lesser=bool(self._lesser_tags)))
            self._anchor = ""

    def _take_text(self) -> str:
        text = clean_text("".join(self._texts))
        self._texts.clear()
        self._linked_length = 0
        return text

    def _add(self, block: Block) -> None:
        self._blocks.append(block)
