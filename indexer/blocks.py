"""The blocks of a page's content in reading order: headings, paragraphs, list items, rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.block_text import NOTHING, BlockText
from indexer.clean_text import clean_text
from indexer.furniture import (
    attribute,
    is_furniture_line,
    is_left_out,
    is_lesser,
    is_mark,
    may_be_lesser,
)
from indexer.markup import HEADINGS, steps
from indexer.table_rows import TableRows, relates_data

if TYPE_CHECKING:
    from bs4 import Tag

    from indexer.page_measures import PageMeasures

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
CELLS = ("td", "th", "caption")
TABLE_PARTS = (*CELLS, "tr", "table")
# What of an element named for teasers leads away, if it is one.
TEASER_SHARE = 0.1
# The terms of a longer list than this are sections if they can be linked to, each alone; those of
# a list as long as a glossary always, since nobody finds a word in so much text.
LONG_LIST_OF_TERMS = 4000
GLOSSARY = 20_000
DEEPEST = len(HEADINGS)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, table row or heading (level 1-6; 0 for the others).

    One that is apart belongs to no heading before it. What is unshown the page asks not to quote.
    """

    text: str
    level: int = 0
    anchor: str = ""
    is_linked: bool = False
    is_lesser: bool = False
    is_apart: bool = False
    is_bold: bool = False
    is_unshown: bool = False


class BlockReader:
    """Reads one element of a page that was measured.

    `without` is an element in it that is passed over.
    """

    def __init__(
        self,
        root: Tag,
        measures: PageMeasures,
        *,
        is_content: bool = True,
        without: Tag | None = None,
    ) -> None:
        self._root = root
        self._measures = measures
        self._large = measures.length(root) / 2
        self._content_tags = int(is_content)
        self._without = without
        self._lesser_tags: list[Tag] = []
        self._heading: Tag | None = None
        self._table: TableRows | None = None
        self._text = BlockText()
        self._lists_of_terms: list[int] = []
        self._after_term = False
        self._level = 1
        self._anchor = self._heading_anchor = ""
        self._blocks: list[Block] = []

    def blocks(self) -> list[Block]:
        """Return the element's blocks, furniture left out."""
        for tag, what in steps(self._root, self._leaves_out):
            if tag is None:
                self._text.add(what)
            elif what == "start":
                self._start(tag)
            else:
                self._end(tag)
        self._end_block()
        return self._blocks

    def _leaves_out(self, tag: Tag) -> bool:
        if tag.name in SILENT or tag is self._without:
            return not (tag.name == "button" and self._heading)
        if self._measures.is_hidden(tag) or id(tag) in self._measures.labels or is_mark(tag):
            return True
        inside = self._content_tags > 0
        return is_left_out(tag, inside_content=inside, is_large=self._is_large(tag))

    def _is_large(self, tag: Tag) -> bool:
        return self._measures.length(tag) > self._large

    def _is_lesser(self, tag: Tag) -> bool:
        if self._is_large(tag):
            return False
        is_teaser = may_be_lesser(tag) and self._measures.share_of_links(tag) >= TEASER_SHARE
        return is_teaser or is_lesser(tag) or self._measures.may_stay_hidden(tag)

    def _start(self, tag: Tag) -> None:
        name = tag.name
        if name in BREAKS or name in HEADINGS or (name == "dd" and not self._after_term):
            self._break()
        self._after_term = False
        self._anchor = attribute(tag, "id") or self._anchor
        self._start_panel(tag)
        self._text.start(tag)
        if self._opens_heading(tag) and not self._table:
            self._heading = tag
        elif name in ("a", "dl", "img", "table"):
            self._start_special(tag)
        self._content_tags += name in CONTENT
        if self._is_lesser(tag):
            self._lesser_tags.append(tag)

    def _opens_heading(self, tag: Tag) -> bool:
        if tag.name == "summary" and tag.parent:
            return self._measures.length(tag.parent) > self._measures.length(tag)
        if tag.name == "dt" and self._lists_of_terms:
            self._anchor = attribute(tag, "id")
            return self._lists_of_terms[-1] > LONG_LIST_OF_TERMS
        return tag.name in HEADINGS

    def _start_panel(self, tag: Tag) -> None:
        """Open a section for what is shown by a button or tab, with its label as heading."""
        label = self._measures.panels.get(attribute(tag, "id"))
        if label and not (self._heading or self._table):
            self._end_block()
            label_block = Block(label, self._level_below(), attribute(tag, "id"))
            self._add(replace(label_block, is_unshown=bool(self._text.unquotable)))

    def _level_below(self) -> int:
        return min(self._level + 1, DEEPEST)

    def _start_special(self, tag: Tag) -> None:
        if tag.name == "a":
            self._anchor = attribute(tag, "name") or self._anchor
        elif tag.name == "dl":
            self._lists_of_terms.append(self._measures.length(tag))
        elif tag.name == "img":
            self._read_image(tag)
        elif relates_data(tag, self._measures):
            self._table = TableRows()

    def _read_image(self, tag: Tag) -> None:
        alt = clean_text(attribute(tag, "alt"))
        if self._heading or self._table or self._text.link:
            self._text.add(f" {alt} ")
        elif any(map(str.isalpha, alt)):
            self._break()
            self._text.add(alt)
            self._break()

    def _end(self, tag: Tag) -> None:
        name = tag.name
        if self._table and name in TABLE_PARTS:
            self._end_in_table(tag)
        elif tag is self._heading and not self._is_mere_term(tag):
            self._end_heading(tag)
        elif name == "dt":
            self._heading = None if tag is self._heading else self._heading
            self._text.add(": ")
            self._after_term = True
        elif name in BREAKS or name == "dd":
            self._break()
        if name == "dl" and self._lists_of_terms:
            self._lists_of_terms.pop()
        self._text.end(tag)
        if self._lesser_tags and tag is self._lesser_tags[-1]:
            self._lesser_tags.pop()
        self._content_tags -= name in CONTENT

    def _is_mere_term(self, tag: Tag) -> bool:
        is_glossary = bool(self._lists_of_terms) and self._lists_of_terms[-1] > GLOSSARY
        return tag.name == "dt" and not (self._anchor or is_glossary)

    def _break(self) -> None:
        if self._heading or self._table:
            self._text.add(" ")
        else:
            self._end_block()

    def _end_in_table(self, tag: Tag) -> None:
        table = self._table
        if table is None:
            return
        taken = self._text.take() if tag.name in CELLS else NOTHING
        table.is_unshown |= taken.is_unshown
        if tag.name in ("td", "th"):
            table.end_cell(tag, taken.text)
            return
        if tag.name == "caption":
            line = taken.text
        elif tag.name == "tr":
            line = table.end_row()
        else:
            line, self._table = table.end_table(), None
        if line:
            self._add(Block(line, is_lesser=bool(self._lesser_tags), is_unshown=table.is_unshown))

    def _end_heading(self, tag: Tag) -> None:
        self._heading = None
        taken = self._text.take()
        if not taken.text:
            return
        # A heading that is a link announces another page: it is a teaser, and opens no section.
        if taken.is_linked and tag.name != "h1":
            block = Block(taken.text, is_linked=True, is_lesser=True)
        elif tag.name in HEADINGS:
            self._level, self._heading_anchor = HEADINGS.index(tag.name) + 1, self._anchor
            block = Block(taken.text, self._level, self._anchor)
        else:
            anchor = self._anchor or self._heading_anchor
            block = Block(taken.text, self._level_below(), anchor)
        self._add(replace(block, is_unshown=taken.is_unshown))
        self._anchor = ""

    def _end_block(self) -> None:
        taken = self._text.take()
        if taken.text and not is_furniture_line(taken.text):
            is_lesser = bool(self._lesser_tags)
            block = Block(taken.text, 0, "", taken.is_linked, is_lesser, is_bold=taken.is_bold)
            self._add(replace(block, is_unshown=taken.is_unshown))
            self._anchor = ""

    def _add(self, block: Block) -> None:
        self._blocks.append(block)
