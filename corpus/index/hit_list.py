"""Which pages are shown for which: one hit per group of twins, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.index.page_table import facet_values
from corpus.index.query import FACETS, FacetCount, Filters, Sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.index.page_table import PageTable

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page to show, the page whose words matched (itself or its twin), and the score."""

    page: int
    matched: int
    score: float


@dataclass(frozen=True, slots=True)
class HitList:
    """Every candidate of a query in order: the reader's language, and the other."""

    own: tuple[Candidate, ...]
    other: tuple[Candidate, ...]
    everything: tuple[Candidate, ...]  # before the filters; facets are counted from it


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader wants to see: language, filters and order."""

    language: str
    filters: Filters
    sort: Sort


def hit_list(
    table: PageTable, scores: Floats, matched: Mask, wish: Wish, twin_weight: float
) -> HitList:
    """Return the candidates among the matched pages.

    Without a language filter the reader's language comes in `own` and the rest in `other`; with
    one, `own` holds the pages of the languages asked for and `other` is empty.
    """
    languages = wish.filters.doc_lang or (wish.language,)
    everything = _candidates(table, scores, matched, languages, twin_weight)
    allowed = table.mask(wish.filters, leave_out="doc_lang")
    passing = [candidate for candidate in everything if allowed[candidate.page]]
    passing.sort(key=lambda candidate: _order(table, candidate, wish.sort))
    own: list[Candidate] = []
    other: list[Candidate] = []
    for candidate in passing:
        is_own = table.records[candidate.page]["language"] in languages
        (own if is_own else other).append(candidate)
    return HitList(tuple(own), () if wish.filters.doc_lang else tuple(other), tuple(everything))


def facets(
    table: PageTable, everything: Sequence[Candidate], wish: Wish
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Count each facet's values among the hits, leaving out the facet's own filter."""
    return {facet: _counts(table, everything, wish, facet) for facet in FACETS}


def _counts(
    table: PageTable, everything: Sequence[Candidate], wish: Wish, facet: str
) -> tuple[FacetCount, ...]:
    allowed = table.mask(wish.filters, leave_out=facet)
    counts: dict[str, int] = {}
    for candidate in everything:
        record = table.records[candidate.page]
        in_list = (
            facet == "doc_lang" or wish.filters.doc_lang or (record["language"] == wish.language)
        )
        if allowed[candidate.page] and in_list:
            for value in facet_values(record, facet):
                counts[value] = counts.get(value, 0) + 1
    newest_first = facet == "year"
    order = sorted(counts.items(), key=lambda item: item[0], reverse=newest_first)
    if not newest_first:
        order.sort(key=lambda item: -item[1])
    return tuple(FacetCount(value, count) for value, count in order)


def _candidates(
    table: PageTable, scores: Floats, matched: Mask, languages: Sequence[str], twin_weight: float
) -> list[Candidate]:
    """Return one candidate per page shown: the best of its own match and its twin's."""
    shown = table.representatives(languages)
    best: dict[int, Candidate] = {}
    for page in np.flatnonzero(matched).tolist():
        stand_in = int(shown[page])
        weight = 1.0 if stand_in == page else twin_weight
        candidate = Candidate(stand_in, page, float(scores[page]) * weight)
        known = best.get(stand_in)
        if known is None or candidate.score > known.score:
            best[stand_in] = candidate
    return list(best.values())


def _order(table: PageTable, candidate: Candidate, sort: Sort) -> tuple[float, float, str]:
    record = table.records[candidate.page]
    day = float((record["modified"] or record["published"] or "0").replace("-", "")[:8])
    if sort is Sort.DATE:
        return -day, -candidate.score, record["url"]
    return -candidate.score, -day, record["url"]
