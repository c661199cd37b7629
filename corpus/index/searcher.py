"""Answers queries over one opened generation: units, scores, candidates, hits."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import Document, Section
from corpus.index.hit_builder import HitBuilder
from corpus.index.hit_list import LANGUAGE, Wish, facets, hit_list
from corpus.index.placings import NO_PLACINGS, PlacingRules, marked, place
from corpus.index.query import (
    FacetCount,
    Filters,
    OtherLanguage,
    Query,
    Results,
    Translated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.hit_list import Candidates, HitList
    from corpus.index.page_table import PageTable
    from corpus.index.postings import Postings
    from corpus.index.query import Hit
    from corpus.index.query_terms import QueryAnalysis, Unit
    from corpus.index.ranking import Ranked, Ranker
    from corpus.translation.term_entries import Dictionary

OTHER_LANGUAGE_HITS = 3


@dataclass(frozen=True, slots=True)
class Searcher:
    """One generation, ready to answer; safe to share between threads."""

    generation: str
    table: PageTable
    postings: Postings
    ranker: Ranker
    analysis: QueryAnalysis
    analyzers: Mapping[str, Analyzer]
    dictionary: Dictionary  # tells readers what foreign words mean
    places: PlacingRules = NO_PLACINGS
    editorial: int = 0  # the version of editors' rules

    def search(self, query: Query) -> Results:
        """Return the page of results a query asks for."""
        units = self.analysis.units(query)
        kinds = self.table.kind_mask(query.filters.section) if query.filters.section else None
        ranked = self.ranker.rank(units)
        wish = self._wish(query)
        scores = self._scores(units, ranked, kinds)
        found = self._listed(scores, ranked, kinds, wish)
        builder = HitBuilder(self, query, units, ranked, kinds)
        first = (query.page - 1) * query.size
        return Results(
            query=query,
            generation=self.generation,
            total=len(found.own),
            hits=self._hits(builder, found.own.at(slice(first, first + query.size)), wish),
            facets=facets(
                self.table, found.everything, wish, self._languages(scores, ranked, kinds, wish)
            ),
            other_language=self._other_language(found, builder, wish),
            translated=tuple(self._translated(units)),
            editorial=self.editorial,
        )

    def finds(self, query: Query, document_id: str) -> bool:
        """Tell whether a document, or its twin, is anywhere among a query's hits."""
        units = self.analysis.units(query)
        found = self.listed(units, self.ranker.rank(units), None, self._wish(query))
        page = self.table.number_of[document_id]
        return any(page in {candidate.page, candidate.matched} for candidate in found.own)

    def listed(
        self, units: Sequence[Unit], ranked: Ranked, kinds: NDArray[np.bool_] | None, wish: Wish
    ) -> HitList:
        """Return every candidate of scored units in the order of a reader's wish."""
        return self._listed(self._scores(units, ranked, kinds), ranked, kinds, wish)

    def _listed(
        self,
        scores: NDArray[np.float32],
        ranked: Ranked,
        kinds: NDArray[np.bool_] | None,
        wish: Wish,
    ) -> HitList:
        matched = self._matched(scores, ranked, wish.filters)
        found = hit_list(self.table, scores, matched, wish, self.ranker.parameters.twin_weight)
        return place(found, wish.placements, self.table, wish, kinds) if wish.placements else found

    def _wish(self, query: Query) -> Wish:
        placements = self.places.placements(query)
        return Wish(query.language, query.filters, query.sort, placements)

    def _hits(self, builder: HitBuilder, found: Candidates, wish: Wish) -> tuple[Hit, ...]:
        return marked(builder.hits(found), wish.placements, self.table, wish.language)

    def _languages(
        self,
        scores: NDArray[np.float32],
        ranked: Ranked,
        kinds: NDArray[np.bool_] | None,
        wish: Wish,
    ) -> Iterator[FacetCount]:
        """Yield how many hits asking for the pages of one language would give."""
        for language in self.table.tags[LANGUAGE].values:
            filters = replace(wish.filters, doc_lang=(language,))
            found = self._listed(scores, ranked, kinds, replace(wish, filters=filters))
            if count := len(found.own):
                yield FacetCount(language, count)

    def document(self, document_id: str) -> Document | None:
        """Return one indexed document with its sections, or None."""
        page = self.table.number_of.get(document_id)
        if page is None:
            return None
        sections = tuple(self.section(int(entry)) for entry in self.table.sections_of(page))
        record = self.table.records[page]
        lists = {name: tuple(record[name]) for name in ("cities", "themes", "years", "contact")}
        return Document(**{**record, **lists, "sections": sections})

    def section(self, entry: int) -> Section:
        """Return the stored section of an entry."""
        return Section(**json.loads(self.postings.stored(entry)))

    def _scores(
        self, units: Sequence[Unit], ranked: Ranked, kinds: NDArray[np.bool_] | None
    ) -> NDArray[np.float32]:
        """Return page scores; without words every page that may be shown has the same."""
        if any(not unit.excluded for unit in units):
            return self.ranker.page_scores(ranked, kinds)
        everything = np.ones(len(self.table), np.float32)
        if kinds is not None:
            everything[:] = 0
            everything[self.table.page_of[kinds & (self.table.page_of >= 0)]] = 1
        return everything

    def _matched(
        self, scores: NDArray[np.float32], ranked: Ranked, filters: Filters
    ) -> NDArray[np.bool_]:
        """Return which pages carry enough of the query to be hits.

        What is enough depends on the languages asked for and on nothing else, so that a filter or
        a minus only takes hits away; where filters take all, those that carry most of it are hits.
        """
        languages = self.table.mask(Filters(doc_lang=filters.doc_lang))
        matched = self._enough(scores, ranked.coverage, languages)
        allowed = self.table.mask(filters)
        if not (matched & allowed).any():
            matched = self._enough(scores, ranked.coverage, allowed)
        return matched & ~ranked.unwanted

    def _enough(
        self,
        scores: NDArray[np.float32],
        coverage: NDArray[np.float32],
        allowed: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        most = float(coverage[(scores > 0) & allowed].max(initial=0.0))
        numbers = self.ranker.parameters
        floor = min(most, max(numbers.coverage_floor, numbers.coverage_share * most))
        return (scores > 0) & (coverage >= floor * 0.999)

    def _other_language(
        self, found: HitList, builder: HitBuilder, wish: Wish
    ) -> OtherLanguage | None:
        if wish.filters.doc_lang:
            return None
        language = "en" if wish.language == "fi" else "fi"
        speaks = self.table.mask(Filters(doc_lang=(language,)))
        others = found.other.at(speaks[found.other.pages])
        if not others:
            return None
        hits = self._hits(builder, others.at(slice(OTHER_LANGUAGE_HITS)), wish)
        return OtherLanguage(language, len(others), hits)

    def _translated(self, units: Sequence[Unit]) -> list[Translated]:
        """Return what the typed words were also searched as, and where that is from.

        Words of one rendering are joined; a word that two sources render comes with each.
        """
        renderings: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for word in (word for unit in units for word in unit.words):
            by_origin: dict[str, dict[str, None]] = {}
            for group in word.groups:
                if group.variant == "translation":
                    by_origin.setdefault(group.origin, {})[group.text] = None
            for origin, texts in by_origin.items():
                renderings.setdefault((tuple(texts), origin), []).append(word.text)
        return [Translated(" ".join(words), *key) for key, words in renderings.items()]
