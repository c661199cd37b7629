"""Which pages carry which values of a facet: one row per value, made once for a generation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PageTags:
    """The values of one facet, in order, and by value and page whether the page has it."""

    values: tuple[str, ...]
    has: Mask

    @classmethod
    def of(cls, tags: Sequence[Sequence[str]]) -> PageTags:
        """Make the rows from each page's values."""
        values = sorted({value for each in tags for value in each})
        row = {value: number for number, value in enumerate(values)}
        has = np.zeros((len(values), len(tags)), bool)
        for page, each in enumerate(tags):
            has[[row[value] for value in each], page] = True
        return cls(tuple(values), has)

    def with_any(self, is_wanted: Callable[[str], bool]) -> Mask:
        """Return which pages have a wanted value."""
        rows = np.array([is_wanted(value) for value in self.values], bool)
        mask: Mask = np.logical_or.reduce(self.has[rows], axis=0)
        return mask

    def counts(self, pages: Mask) -> Iterator[tuple[str, int]]:
        """Yield the values that some of the pages have, with how many do."""
        counted = np.count_nonzero(self.has & pages, axis=1).tolist()
        yield from (
            (value, count) for value, count in zip(self.values, counted, strict=True) if count
        )
