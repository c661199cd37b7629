"""Headings that are only bold paragraphs, as page builders and old editors make them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.blocks import Block

LEVEL = 2
LONGEST = 100
FEWEST = 2
SENTENCE_ENDS = (".", ",", ";", "!", "…")


def with_bold_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with bold lines as headings, where a page has several and no real ones.

    An author who has headings uses bold for something else.
    """
    if any(block.level > 1 for block in blocks if not block.is_lesser):
        return list(blocks)
    bold = [
        place
        for place, (block, following) in enumerate(pairwise(blocks))
        if _is_heading(block) and not (following.is_bold or following.level)
    ]
    if len(bold) < FEWEST:
        return list(blocks)
    headed = list(blocks)
    for place in bold:
        headed[place] = replace(blocks[place], level=LEVEL)
    return headed


def _is_heading(block: Block) -> bool:
    text = block.text
    return (
        block.is_bold
        and not (block.level or block.is_lesser or block.is_linked)
        and len(text) <= LONGEST
        and not text.endswith(SENTENCE_ENDS)
        and any(map(str.isalpha, text))
    )
