"""The main content of a page: its landmark, or what looks like the page's own text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.blocks import Block, BlockReader
from indexer.bold_headings import with_bold_headings
from indexer.container import container_of
from indexer.furniture import attribute
from indexer.main_text import main_text_keys, text_key
from indexer.markup import text_of
from indexer.page_measures import measured

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from indexer.page_measures import PageMeasures

# A landmark with less text than both holds a title only; the content stands outside it.
LANDMARK_SHARE = 0.15
LANDMARK_LENGTH = 500
TRUSTED_SHARE = 0.25
LIST_OF_LINKS = 3


def main_blocks(soup: BeautifulSoup, html: str) -> list[Block]:
    """Return the blocks of a page's main content; those that only may belong are lesser.

    What a landmark holds is the page's own, else what the container of its running text holds;
    where neither can be told, what a statistical extractor takes for main text.
    """
    body = soup.body or soup
    measures = measured(body)
    landmark = _landmark(body, measures)
    if landmark is not None:
        return _own_blocks(landmark, measures)
    container = container_of(body, measures, text_of(soup.title) if soup.title else "")
    own = _own_blocks(container.tag, measures)
    if not container.is_certain:
        own = _unmarked_lessened(own, main_text_keys(html))
    if container.tag is body:
        return own
    around = BlockReader(body, measures, is_content=False, without=container.tag)
    others = [replace(block, is_lesser=True) for block in around.blocks()]
    # A document opens with its own text, whatever stands above it.
    return [*own, *(replace(block, is_apart=True) for block in others[:1]), *others[1:]]


def _own_blocks(container: Tag, measures: PageMeasures) -> list[Block]:
    blocks = BlockReader(container, measures).blocks()
    return with_bold_headings(_lists_of_links_lessened(blocks))


def _landmark(body: Tag, measures: PageMeasures) -> Tag | None:
    mains = [tag for tag in measures.tags if _is_main(tag)]
    articles = [tag for tag in measures.tags if tag.name == "article"]
    candidates = mains or (articles if len(articles) == 1 else [])
    if not candidates:
        return None
    largest = max(candidates, key=measures.length)
    length = measures.length(largest)
    enough = length > LANDMARK_LENGTH or length > LANDMARK_SHARE * measures.length(body)
    return largest if enough else None


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or attribute(tag, "role") == "main"


def _lists_of_links_lessened(blocks: list[Block]) -> list[Block]:
    lessened = list(blocks)
    start = 0
    for place in range(len(blocks) + 1):
        if place < len(blocks) and blocks[place].is_linked:
            continue
        if place - start >= LIST_OF_LINKS:
            lessened[start:place] = [
                replace(block, is_lesser=True) for block in blocks[start:place]
            ]
        start = place + 1
    return lessened


def _unmarked_lessened(blocks: list[Block], main_keys: frozenset[str]) -> list[Block]:
    marked = [bool(block.level) or text_key(block.text) in main_keys for block in blocks]
    texts = [(block, mark) for block, mark in zip(blocks, marked, strict=True) if not block.level]
    main_length = sum(len(block.text) for block, mark in texts if mark)
    if main_length < TRUSTED_SHARE * sum(len(block.text) for block, _ in texts):
        return blocks
    return [
        block if mark else replace(block, is_lesser=True)
        for block, mark in zip(blocks, marked, strict=True)
    ]
