"""Shelves: the pages that share a theme, a city or a year, and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from corpus.document import LANGUAGES
from corpus.index.query import Filters, Sort
from corpus.index.query_parser import parse_query
from corpus.vocabulary import vocabulary
from search_api.addresses import STEPS
from search_api.parameters import year_range

if TYPE_CHECKING:
    from corpus.index.query import FacetCount, Query, Results
    from corpus.index.search_index import SearchIndex

SHELF_SIZE = 20
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is browsed by; what is empty does not matter."""

    theme: str = ""
    city: str = ""
    year: str = ""

    @classmethod
    def at(cls, way: str, language: str) -> Shelf | None:
        """Return the shelf at the end of a path, or None where the path is none of ours."""
        parts = way.split("/")
        names = {words[language]: step for step, words in STEPS.items()}
        steps = [names.get(part, "") for part in parts[::2]]
        if len(parts) % 2 or not all(steps) or steps != [step for step in STEPS if step in steps]:
            return None
        shelf = cls(**dict(zip(steps, parts[1::2], strict=True)))
        return shelf if shelf.is_known else None

    @property
    def is_known(self) -> bool:
        """Tell whether theme, city and year are such at all."""
        known = (not self.theme or self.theme in vocabulary()["theme"]) and (
            not self.city or self.city in vocabulary()["city"]
        )
        return known and (not self.year or _YEAR.fullmatch(self.year) is not None)

    @property
    def steps(self) -> dict[str, str]:
        """What is browsed by, as parameters of an address."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    def to(self, step: str, value: str) -> dict[str, str]:
        """Return the parameters of the shelf with one thing changed, or taken away where empty."""
        return replace(self, **{step: value}).steps

    def query(self, language: str, page: int = 1) -> Query:
        """Return the query for the pages here: the reader's language first, newest first."""
        return parse_query(
            "",
            language=language,
            filters=self._filters(),
            sort=Sort.DATE,
            page=page,
            size=SHELF_SIZE,
        )

    def counting_query(self, language: str) -> Query:
        """Return the query whose facets count pages of every language."""
        filters = replace(self._filters(), doc_lang=LANGUAGES)
        return parse_query("", language=language, filters=filters, size=1)

    def lessons_query(self, language: str) -> Query:
        """Return the query for what was learned here."""
        filters = replace(self._filters(), section=("lessons",))
        return parse_query("", language=language, filters=filters, size=1)

    def _filters(self) -> Filters:
        return Filters(
            theme=(self.theme,) if self.theme else (),
            city=(self.city,) if self.city else (),
            years=(year_range(self.year),) if self.year else (),
        )


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """A page of a shelf, what else there is of the same, and how many pages tell lessons."""

    shelf: Shelf
    results: Results
    counts: Results
    lessons: int

    @classmethod
    def of(cls, shelf: Shelf, index: SearchIndex, language: str, page: int) -> ShelfPage:
        """Look up what stands on a shelf."""
        return cls(
            shelf,
            index.search(shelf.query(language, page)),
            index.search(shelf.counting_query(language)),
            index.search(shelf.lessons_query(language)).total,
        )

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.results.total // SHELF_SIZE))

    @property
    def languages(self) -> list[FacetCount]:
        """How many pages there are in each language."""
        return sorted(self.counts.facets.get("doc_lang", ()), key=lambda each: -each.count)

    def beside(self, step: str) -> list[FacetCount]:
        """Return what may be chosen of one facet, with how many pages it would show."""
        found = self.counts.facets.get(step, ())
        return (
            sorted(found, key=lambda each: each.value, reverse=True) if step == "year" else [*found]
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, how many pages it has, and how many of each city."""

    theme: str
    count: int
    cities: dict[str, int]


def rows(index: SearchIndex, language: str) -> list[Row]:
    """Return every theme with its cities, the largest theme first."""
    themes = index.search(Shelf().counting_query(language)).facets.get("theme", ())
    return [Row(each.value, each.count, _cities(each.value, index, language)) for each in themes]


def _cities(theme: str, index: SearchIndex, language: str) -> dict[str, int]:
    found = index.search(Shelf(theme).counting_query(language)).facets.get("city", ())
    return {each.value: each.count for each in found}
