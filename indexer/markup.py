"""A page's markup as a tree, and the walks over it that no nesting makes slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

from corpus.errors import ExtractionError
from indexer.charset import charset_of
from indexer.clean_text import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4.element import PageElement

    from corpus.document import Page

# Beautiful Soup gives the text of scripts, styles and comments other classes.
READ = (NavigableString, CData)


def html_of(page: Page) -> str:
    """Return a page's markup in the characters it means."""
    return page.body.decode(charset_of(page.content_type, page.body), "replace")


def parse_html(html: str) -> BeautifulSoup:
    """Return markup as a tree; raises ExtractionError where there is none to read."""
    try:
        # After a line break an XML declaration is only odd HTML, which old XHTML pages are.
        return BeautifulSoup(f"\n{html}", "lxml", multi_valued_attributes=None)
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


def text_lengths(root: Tag) -> dict[int, int]:
    """Return the length of the text in every element below a root, by the element's id()."""
    lengths: dict[int, int] = {}
    starts: list[int] = []
    length = 0
    for tag, what in steps(root, lambda _: False):
        if tag is None:
            length += len(what.strip())
        elif what == "start":
            starts.append(length)
        elif starts:
            lengths[id(tag)] = length - starts.pop()
    return lengths | {id(root): length}


def text_of(tag: Tag) -> str:
    """Return the text of one small element, such as a title, on one line."""
    return clean_text("".join(what for part, what in steps(tag, lambda _: False) if part is None))
