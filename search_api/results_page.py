"""What a page of results shows around its hits: filters, chips, order and paging."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.index.query import FACETS, MAX_DEPTH, MAX_TERMS, Sort
from corpus.index.query_parser import as_typed
from corpus.vocabulary import label
from search_api.addresses import page_address

if TYPE_CHECKING:
    from corpus.index.query import Clause, Results
    from search_api.parameters import SearchParameters

FILTERS = (*FACETS, "section")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; following the link takes it off."""

    name: str
    value: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, as a checkbox."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """A search and its results as a reader of one language sees them."""

    search: SearchParameters
    results: Results

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.results.query.language

    @property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        return [
            Chip(name, value, self._label(name, value), self.without(name, value))
            for name in FILTERS
            for value in getattr(self.search, name)
        ]

    @property
    def left_out(self) -> list[Chip]:
        """What the query leaves out, each with the address of the search that wants it instead.

        A Finnish title typed with its space and hyphen (Era of Cities -julkaisu) does so unmeant.
        """
        clauses = self.results.query.clauses
        return [
            Chip("q", as_typed([clause]), as_typed([wanted]), self._with_clause(clause, wanted))
            for clause, wanted in ((each, replace(each, excluded=False)) for each in clauses)
            if clause.excluded
        ]

    @property
    def facets(self) -> dict[str, list[Choice]]:
        """The facets that have something to choose, in order."""
        found = {name: self._choices(name) for name in FACETS}
        return {name: choices for name, choices in found.items() if choices}

    @property
    def is_cut(self) -> bool:
        """Tell whether as many words were read as are ever read."""
        clauses = self.results.query.clauses
        parts = [part for clause in clauses for part in (clause, *clause.alternatives)]
        return sum(len(part.words) for part in parts) == MAX_TERMS

    @property
    def last_page(self) -> int:
        """The number of the last page that can be shown."""
        size = self.search.size
        return max(1, min(-(-self.results.total // size), MAX_DEPTH // size))

    @property
    def nearby_pages(self) -> list[int]:
        """Page numbers around this one, and the first."""
        page = self.search.page
        near = range(max(1, page - 2), min(self.last_page, page + 2) + 1)
        return sorted({1, *near})

    def address(self, **changes: object) -> str:
        """Return the address of this search with changes made."""
        return page_address("search", self.language, **self.search.given(**changes))

    def sorted_by(self, sort: str) -> str:
        """Return the address of this search in another order."""
        return self.address(sort=None if sort == Sort.RELEVANCE else sort)

    def without(self, name: str, value: str) -> str:
        """Return the address of this search with a filter value taken off."""
        return self.address(**{name: self._others(name, value)})

    def relaxed(self, chip: Chip) -> SearchParameters:
        """Return this search with a filter taken off."""
        return self.search.model_copy(update={chip.name: self._others(chip.name, chip.value)})

    def _with_clause(self, old: Clause, new: Clause) -> str:
        clauses = self.results.query.clauses
        return self.address(q=as_typed(new if clause is old else clause for clause in clauses))

    def _others(self, name: str, value: str) -> list[str]:
        return [other for other in getattr(self.search, name) if other != value]

    def _choices(self, name: str) -> list[Choice]:
        chosen = set(getattr(self.search, name))
        counts = {each.value: each.count for each in self.results.facets.get(name, ())}
        if name == "year":
            counts = dict(sorted(counts.items(), reverse=True))
        missing = dict.fromkeys(sorted(chosen - counts.keys()), 0)
        return [
            Choice(value, self._label(name, value), count, value in chosen)
            for value, count in (counts | missing).items()
        ]

    def _label(self, name: str, value: str) -> str:
        return value.replace("..", "–") if name == "year" else label(name, value, self.language)
