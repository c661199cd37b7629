"""Scores of a word, a unit or a query over a whole generation, and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Dense scores of a unit or a query: one number per page and one per entry.

    `strength` says by page how nearly what matched is the word itself, from 0 to 1.
    """

    pages: Floats
    entries: Floats
    strength: Floats

    def better(self, other: Scores) -> Scores:
        """Return the better of two at every page and entry."""
        return Scores(
            np.maximum(self.pages, other.pages),
            np.maximum(self.entries, other.entries),
            np.maximum(self.strength, other.strength),
        )

    def plus(self, other: Scores) -> Scores:
        """Return the sum of two at every page and entry, as strong as the weaker one."""
        return Scores(
            self.pages + other.pages,
            self.entries + other.entries,
            np.minimum(self.strength, other.strength),
        )

    def times(self, pages: Floats | Mask | float, entries: Floats | Mask | float) -> Scores:
        """Return the scores weighed, or masked, by page and by entry."""
        return Scores(self.pages * pages, self.entries * entries, self.strength)
