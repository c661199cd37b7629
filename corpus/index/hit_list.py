"""Which pages are shown for which: one hit per group of twins, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.index.query import FACETS, FacetCount, Filters, Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.index.page_table import PageTable
    from corpus.index.placings import Placement

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

LANGUAGE = "doc_lang"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page to show, the page whose words matched (itself or its twin), and the score."""

    page: int
    matched: int
    score: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates in order, as arrays of the same length."""

    pages: NDArray[np.intp]
    matched: NDArray[np.intp]
    scores: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.pages)

    def __iter__(self) -> Iterator[Candidate]:
        """Yield each of them."""
        each = (self.pages.tolist(), self.matched.tolist(), self.scores.tolist())
        return map(Candidate, *each)

    def at(self, places: slice | Mask | NDArray[np.intp]) -> Candidates:
        """Return those at some places."""
        return Candidates(self.pages[places], self.matched[places], self.scores[places])


@dataclass(frozen=True, slots=True)
class HitList:
    """Every candidate of a query in order: the reader's language, and the other."""

    own: Candidates
    other: Candidates
    everything: Candidates  # before the filters; facets are counted from it


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader wants to see, and where editors place pages for what was asked."""

    language: str
    filters: Filters
    sort: Sort
    placements: Sequence[Placement] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the pages in the list itself."""
        return self.filters.doc_lang or (self.language,)


def hit_list(
    table: PageTable, scores: Floats, matched: Mask, wish: Wish, twin_weight: float
) -> HitList:
    """Return the candidates among the matched pages.

    Without a language filter the reader's language comes in `own` and the rest in `other`; with
    one, `own` holds the pages of the languages asked for and `other` is empty.
    """
    everything = _candidates(table, scores, matched, wish.languages, twin_weight)
    allowed = table.mask(wish.filters, leave_out=LANGUAGE)
    passing = everything.at(allowed[everything.pages])
    passing = passing.at(_order(table, passing, wish.sort))
    is_own = _in_list(table, wish.languages)[passing.pages]
    is_other = ~is_own & (not wish.filters.doc_lang)
    return HitList(passing.at(is_own), passing.at(is_other), everything)


def facets(
    table: PageTable, everything: Candidates, wish: Wish, languages: Iterable[FacetCount]
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Count each facet's values among the hits, leaving out the facet's own filter.

    Another language is another list, not a part of this one: how many pages are in each of the
    languages is given.
    """
    listed = np.zeros(len(table), bool)
    listed[everything.pages] = True
    listed &= _in_list(table, wish.languages)
    found = {name: _counts(table, listed, wish, name) for name in FACETS if name != LANGUAGE}
    return found | {LANGUAGE: _commonest_first(languages)}


def _counts(table: PageTable, listed: Mask, wish: Wish, facet: str) -> tuple[FacetCount, ...]:
    pages = listed & table.mask(wish.filters, leave_out=facet)
    counts = [FacetCount(value, count) for value, count in table.tags[facet].counts(pages)]
    return tuple(reversed(counts)) if facet == "year" else _commonest_first(counts)


def _commonest_first(counts: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    return tuple(sorted(counts, key=lambda each: (-each.count, each.value)))


def _in_list(table: PageTable, languages: Sequence[str]) -> Mask:
    return table.tags[LANGUAGE].with_any(languages.__contains__)


def _candidates(
    table: PageTable, scores: Floats, matched: Mask, languages: Sequence[str], twin_weight: float
) -> Candidates:
    """Return one candidate per page shown: the best of its own match and its twin's."""
    pages = np.flatnonzero(matched)
    shown = table.representatives(languages)[pages]
    score = scores[pages].astype(np.float64) * np.where(shown == pages, 1.0, twin_weight)
    best_first = np.lexsort((pages, -score, shown))
    _, first = np.unique(shown[best_first], return_index=True)
    kept = best_first[first]
    return Candidates(shown[kept], pages[kept], score[kept])


def _order(table: PageTable, found: Candidates, sort: Sort) -> NDArray[np.intp]:
    """Return the order of candidates: no two pages have one address, so there is only one."""
    address, newest, best = table.places[found.pages], -table.days[found.pages], -found.scores
    last_key_first = (address, best, newest) if sort is Sort.DATE else (address, newest, best)
    return np.lexsort(last_key_first)
