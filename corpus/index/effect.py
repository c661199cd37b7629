"""What a change of editors' rules does to the answers of a query."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.index.query import Hit, Results


@dataclass(frozen=True, slots=True)
class Move:
    """A hit that comes, goes or moves; places count from 1, None is not among the first."""

    url: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes for a query: how many hits there are, and what becomes of the first ones."""

    query: str
    total_before: int
    total_after: int
    moves: tuple[Move, ...]


def effect(before: Results, after: Results) -> Effect:
    """Compare two answers to one query."""
    was, now = _places(before.hits), _places(after.hits)
    hits = {hit.url: hit for hit in chain(before.hits, after.hits)}
    moves = (Move(url, hit.title, was.get(url), now.get(url)) for url, hit in hits.items())
    moved = [move for move in moves if move.before != move.after]
    moved.sort(key=lambda move: (move.after or len(now) + 1, move.before or 0))
    return Effect(before.query.text, before.total, after.total, tuple(moved))


def _places(hits: Sequence[Hit]) -> dict[str, int]:
    return {hit.url: place for place, hit in enumerate(hits, 1)}
