"""Weighted term frequencies: where a term stands and how long the text is, folded together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.index.bounded_cache import BoundedCache
from corpus.index.schema import ZONES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from corpus.index.page_table import PageTable
    from corpus.index.parameters import Parameters
    from corpus.index.postings import Postings

    Floats = NDArray[np.float32]

SECTION_ZONES = ("heading", "body")
CACHED_TERMS = 16_384


@dataclass(frozen=True, slots=True)
class Sparse:
    """Weighted frequencies of one term: by page and by entry, each in ascending order."""

    pages: NDArray[np.intp]
    page_wtf: Floats
    entries: NDArray[np.intp]
    entry_wtf: Floats


class WeightedTerms:
    """Weighs terms over one generation; safe to share between threads."""

    def __init__(self, postings: Postings, table: PageTable, parameters: Parameters) -> None:
        """Prepare the length norms; terms are weighed when first asked for, then kept."""
        self._postings = postings
        self._table = table
        self._boost = parameters.boost
        self._ceiling = {zone: np.float32(each) for zone, each in parameters.ceiling.items()}
        lengths = {zone: postings.lengths[zone] for zone in ZONES}
        by_page = {zone: _by_page(table, length) for zone, length in lengths.items()}
        slope = parameters.length
        self._page_norm = {zone: _norms(by_page[zone], slope[zone]) for zone in ZONES}
        self._entry_norm = {zone: _norms(lengths[zone], slope[zone]) for zone in SECTION_ZONES}
        self._kept: BoundedCache[tuple[str, str], Sparse] = BoundedCache(CACHED_TERMS)

    def of(self, layer: str, text: str) -> Sparse:
        """Return wtf of a term for every page and entry that has it."""
        return self._kept.get((layer, text), lambda: self._weigh(layer, text))

    def _weigh(self, layer: str, text: str) -> Sparse:
        pages = np.zeros(len(self._table), np.float32)
        entries = np.zeros(self._postings.entries, np.float32)
        for zone in ZONES:
            at, frequency = self._postings.term(f"{zone}_{layer}", text)
            if not len(at):
                continue
            weight = self._boost[zone] * frequency * self._text_weight(zone, at)
            page = self._table.page_of[at]
            summed = np.bincount(page, weight / self._page_norm[zone][page], len(pages))
            pages += self._saturated(zone, summed)
            if zone in SECTION_ZONES:
                entries[at] += self._saturated(zone, weight / self._entry_norm[zone][at])
        found, where = np.flatnonzero(pages), np.flatnonzero(entries)
        return Sparse(found, pages[found], where, entries[where])

    def _saturated(self, zone: str, weights: NDArray[Any]) -> Floats:
        """Let weights near the zone's ceiling: a page that is long repeats a word often."""
        near: Floats = (weights / (1 + weights / self._ceiling[zone])).astype(np.float32)
        return near

    def _text_weight(self, zone: str, entries: NDArray[np.int32]) -> Floats:
        """Main content counts in full, page furniture less; titles and leads always in full."""
        if zone in SECTION_ZONES:
            return self._table.weights[entries]
        return np.ones(len(entries), np.float32)


def _by_page(table: PageTable, lengths: Floats) -> Floats:
    live = table.page_of >= 0
    summed = np.bincount(table.page_of[live], lengths[live], minlength=len(table))
    return summed.astype(np.float32)


def _norms(lengths: Floats, slope: float) -> Floats:
    """Return 1 − b + b · length / average, the average over those that have the zone at all."""
    present = lengths[lengths > 0]
    average = float(present.mean()) if len(present) else 1.0
    return (1 - slope + slope * lengths / average).astype(np.float32)
