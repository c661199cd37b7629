"""A compound cut into the fewest pieces that can each be translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # The renderings of a piece as it is written inside the compound; none: it cannot be cut there.
    Render = Callable[[str], Sequence[str]]

_SHORTEST = 3
_ALTERNATIVES_A_PIECE = 5


def cut(word: str, parts: Sequence[str], render: Render) -> list[Sequence[str]]:
    """Return the renderings of each piece, in order; nothing where the word has no such cut.

    `parts` are the word's part terms; they tell where a piece may begin (hiilijalanjälki: hiili,
    jalka, jälki), so that only places the analysis found are tried.
    """
    return _Cutter(word, frozenset(part[:2] for part in parts), render).best_from(0) or []


def joined(pieces: Sequence[Sequence[str]], limit: int) -> tuple[str, ...]:
    """Return the pieces' renderings put together, the combinations of the best ones first."""
    combined: list[tuple[int, str]] = [(0, "")] if pieces else []
    for texts in pieces:
        combined = [
            (cost + rank, f"{before} {text}".strip())
            for cost, before in combined
            for rank, text in enumerate(texts[:_ALTERNATIVES_A_PIECE])
        ]
        combined = sorted(combined, key=lambda pair: pair[0])[:limit]
    return tuple(text for _, text in combined)


@dataclass(frozen=True, slots=True)
class _Cutter:
    word: str
    beginnings: frozenset[str]
    render: Render

    def best_from(self, start: int) -> list[Sequence[str]] | None:
        """The fewest pieces from `start` to the end; the longest first piece wins a tie."""
        best: list[Sequence[str]] | None = [] if start == len(self.word) else None
        if self.word[start : start + 2] not in self.beginnings:
            return best
        for end in range(len(self.word), start + _SHORTEST - 1, -1):
            texts = self.render(self.word[start:end])
            rest = self.best_from(end) if texts else None
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = [texts, *rest]
        return best
