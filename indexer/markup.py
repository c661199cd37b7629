"""A page's markup as a tree, and the walks over it that no nesting makes slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, CData, Tag
from bs4.builder._lxml import LXMLTreeBuilder  # registered, not exported
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

from corpus.errors import ExtractionError
from indexer.charset import charset_of
from indexer.clean_text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4.element import PageElement

    from corpus.document import Page

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Beautiful Soup gives the text of scripts, styles and comments other classes.
READ = (NavigableString, CData)
# Pages of people nest some fifty elements; Beautiful Soup's time grows with depth times text.
DEEPEST = 256
RAW_TEXT = ("script", "style")


class _ShallowBuilder(LXMLTreeBuilder):
    """Builds a tree in which what is nested too deep is text of the deepest element."""

    _depth = 0

    def start(self, tag: str | bytes, attrib: Any, nsmap: Any = None) -> None:  # noqa: ANN401
        self._depth += 1
        if self._depth <= DEEPEST or tag in RAW_TEXT:
            super().start(tag, attrib, nsmap or {})

    def end(self, tag: str | bytes) -> None:
        if self._depth <= DEEPEST or tag in RAW_TEXT:
            super().end(tag)
        self._depth -= 1


def html_of(page: Page) -> str:
    """Return a page's markup in the characters it means."""
    return page.body.decode(charset_of(page.content_type, page.body), "replace")


def parse_html(html: str) -> BeautifulSoup:
    """Return markup as a tree of bounded depth.

    Raises ExtractionError where there is nothing to read.
    """
    try:
        # After a line break an XML declaration is only odd HTML, which old XHTML pages are.
        return BeautifulSoup(f"\n{html}", builder=_ShallowBuilder(multi_valued_attributes=None))
    except ParserRejectedMarkup as error:
        raise ExtractionError(f"The page is not readable as HTML: {error}") from error


def steps(root: Tag, leaves_out: Callable[[Tag], bool]) -> Iterator[tuple[Tag | None, str]]:
    """Yield what stands in an element, in order: (tag, "start"), (None, text), (tag, "end").

    Elements that `leaves_out` answers True for are passed over with all they hold. Beautiful
    Soup's own walks recurse, or do not tell where an element ends.
    """
    open_tags: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    while open_tags:
        tag, children = open_tags[-1]
        child = next(children, None)
        if child is None:
            open_tags.pop()
            if open_tags:
                yield tag, "end"
        elif isinstance(child, Tag):
            if not leaves_out(child):
                yield child, "start"
                open_tags.append((child, iter(child.contents)))
        elif type(child) in READ:
            yield None, str(child)


def text_of(tag: Tag) -> str:
    """Return the text of one small element, such as a title, on one line."""
    return clean_text("".join(what for part, what in steps(tag, lambda _: False) if part is None))
