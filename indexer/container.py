"""The element of a page that holds its own text, on pages that mark none as their main content.

Menus are links and furniture has names; what is left is running text. The container is found by
going down from the body, as long as one child holds nearly all the running text and what is left
behind is neither text of its own nor an element of the child's kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import Tag

from indexer.blocks import SILENT
from indexer.furniture import attribute, is_left_out, leads_away, names_content
from indexer.main_text import text_key
from indexer.markup import steps, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.page_measures import PageMeasures

# What a child must hold of the page's running text, with the page's heading or without, and what
# may stand beside it as text.
HEADED_SHARE = 0.5
CONTAINER_SHARE = 0.75
BESIDE_SHARE = 0.05
# A container that is named content is believed with this share of the running text.
NAMED_SHARE = 0.4
TITLE_HEADINGS = ("h1", "h2", "h3")
TEXT_NAMES = "p ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote figure b strong em i span a details"
TEXT_ELEMENTS = frozenset(TEXT_NAMES.split())


@dataclass(frozen=True, slots=True)
class Container:
    """An element and whether the page's structure leaves no doubt of it."""

    tag: Tag
    is_certain: bool


def container_of(body: Tag, measures: PageMeasures, title: str) -> Container:
    """Return the element that holds the text of a page with a title."""
    running = running_lengths(body, measures)
    around_heading = _around_heading(measures, title)
    tag = _named_content(body, measures, running) or body
    total = running[id(tag)]
    while True:
        children = [it for it in tag.contents if isinstance(it, Tag) and id(it) in running]
        largest = max(children, key=lambda it: running[id(it)], default=None)
        others = [child for child in children if child is not largest]
        share = HEADED_SHARE if id(largest) in around_heading else CONTAINER_SHARE
        if largest is None or running[id(largest)] < share * total:
            return Container(tag, tag is not body or _is_text(children, running, total))
        if (
            largest.name in TEXT_ELEMENTS
            or _is_text(others, running, total)
            or any(_are_alike(largest, other) for other in others)
        ):
            return Container(tag, is_certain=True)
        tag = largest


def running_lengths(body: Tag, measures: PageMeasures) -> dict[int, int]:
    """Return the length of the text outside links and furniture, by an element's id()."""
    half = measures.length(body) / 2

    def leaves_out(tag: Tag) -> bool:
        if tag.name in SILENT or measures.is_hidden(tag):
            return True
        return is_left_out(tag, inside_content=False, is_large=measures.length(tag) > half)

    running: dict[int, int] = {}
    starts: list[int] = []
    length = links = 0
    for tag, what in steps(body, leaves_out):
        if tag is None:
            length += 0 if links else len(what.strip())
        elif what == "start":
            starts.append(length)
            links += leads_away(tag)
        else:
            running[id(tag)] = length - starts.pop()
            links -= leads_away(tag)
    return running | {id(body): length}


def _around_heading(measures: PageMeasures, title: str) -> frozenset[int]:
    """Return the id() of the elements that hold the heading which the title repeats."""
    whole = text_key(title)
    for heading in measures.tags:
        key = text_key(text_of(heading)) if heading.name in TITLE_HEADINGS else ""
        if key and key in whole:
            return frozenset(map(id, heading.parents))
    return frozenset()


def _named_content(body: Tag, measures: PageMeasures, running: Mapping[int, int]) -> Tag | None:
    """Return the element that is named for content and holds most running text, the outermost."""
    enough = NAMED_SHARE * running[id(body)]
    named = [
        tag for tag in measures.tags if running.get(id(tag), 0) > enough and names_content(tag)
    ]
    return max(named, key=lambda tag: running[id(tag)], default=None)


def _is_text(tags: Sequence[Tag], running: Mapping[int, int], total: int) -> bool:
    told = sum(running[id(tag)] for tag in tags if tag.name in TEXT_ELEMENTS)
    return told > BESIDE_SHARE * total


def _are_alike(tag: Tag, other: Tag) -> bool:
    name = attribute(tag, "class")
    return bool(name) and other.name == tag.name and attribute(other, "class") == name
