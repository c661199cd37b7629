"""How well a page and its sections answer a query: one formula, on arrays.

A query is a list of units (words, phrases, alternatives). For a term t of a word w, in a layer of
the schema, and a page d with sections s:

    wtf(t, d)     = Σ_zone boost_zone · Σ_s weight_s · tf(t, zone, s) / norm_zone(d)
    norm_zone(d)  = 1 − b_zone + b_zone · length_zone(d) / average length_zone
    idf(t)        = ln(1 + (N − df + 0.5) / (df + 0.5)), df and N counted in pages
    S(t, d)       = variant weight · idf(t) · (k1 + 1) · wtf / (k1 + wtf)

which is BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"). A word is
as good as its best term, S(w, d) = max over its terms, so that a word with many readings or
translations counts once. The form as typed is not rarer than the word it is a form of: its idf is
at most the largest idf among the word's lemmas that occur. The same is computed with
single sections in the place of pages, over heading and body. A page's score is

    (Σ_w S(w, d)) · coverage(d)^p + share · max_s Σ_w S(w, s)

where coverage is the share of the query's idf that the matched words carry. The numbers are in
ranking.toml; tests/unit/index/test_ranking.py computes the same slowly and plainly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.index.phrases import phrase_entries
from corpus.index.query_terms import Term
from corpus.index.weighted_terms import WeightedTerms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from corpus.index.page_table import PageTable
    from corpus.index.parameters import Parameters
    from corpus.index.postings import Postings
    from corpus.index.query_terms import Group, Unit, UnitWord

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Dense scores of a unit or a query: one number per page and one per entry."""

    pages: Floats
    entries: Floats

    def better(self, other: Scores) -> Scores:
        """Return the better of two at every page and entry."""
        return Scores(np.maximum(self.pages, other.pages), np.maximum(self.entries, other.entries))

    def plus(self, other: Scores) -> Scores:
        """Return the sum of two at every page and entry."""
        return Scores(self.pages + other.pages, self.entries + other.entries)

    def times(self, pages: Floats | Mask | float, entries: Floats | Mask | float) -> Scores:
        """Return the scores weighed, or masked, by page and by entry."""
        return Scores(self.pages * pages, self.entries * entries)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The scores of a whole query; `coverage` is 0 to 1 by page."""

    scores: Scores
    coverage: Floats


class Ranker:
    """Scores queries over one generation; safe to share between threads."""

    def __init__(self, postings: Postings, table: PageTable, parameters: Parameters) -> None:
        """Score over decoded postings and the pages they belong to."""
        self._postings = postings
        self._table = table
        self._weighted = WeightedTerms(postings, table, parameters)
        self.parameters = parameters

    def rank(self, units: Sequence[Unit]) -> Ranked:
        """Score every page and entry for a query's units; excluded units only take away."""
        total, covered, weight_of_all = self._nought(), self._nought().pages, 0.0
        for unit, weight in self._weighed([unit for unit in units if not unit.excluded]):
            scores = self._unit(unit)
            total = total.plus(scores)
            covered += weight * (scores.pages > 0)
            weight_of_all += weight
        for unit in units:
            if unit.excluded:
                unwanted = self._unit(unit).pages > 0
                total = total.times(~unwanted, ~unwanted[self._table.page_of])
        return Ranked(total, covered / np.float32(weight_of_all or 1.0))

    def page_scores(self, ranked: Ranked, kinds: Mask | None = None) -> Floats:
        """Return each page's score; with `kinds`, of pages with a matching entry among them."""
        share = np.float32(self.parameters.section_share)
        covered = ranked.coverage ** np.float32(self.parameters.coverage_power)
        pages: Floats = ranked.scores.pages * covered
        if kinds is None:
            everywhere: Floats = pages + share * self._best_entry(ranked.scores.entries)
            return everywhere
        # Only sections of the kind answer; the rest of the page says what they are about.
        best = self._best_entry(ranked.scores.entries * kinds)
        inside: Floats = (best + share * pages) * (best > 0)
        return inside

    def best_matches(self, word: UnitWord, pages: Sequence[int]) -> list[Term | Group | None]:
        """Return what of a word's terms and groups matched each page best, or None."""
        matches: list[Term | Group] = [*word.terms, *word.groups]
        if not matches:
            return [None] * len(pages)
        table = np.array([self._match(word, match).pages[pages] for match in matches])
        return [
            matches[best] if table[best, column] > 0 else None
            for column, best in enumerate(table.argmax(axis=0))
        ]

    def _unit(self, unit: Unit) -> Scores:
        scores = self._nought()
        for word in unit.words:
            scores = scores.plus(self._word(word))
        if unit.phrase and len(unit.words) > 1:
            entries = phrase_entries(self._postings, unit)
            pages = np.zeros(len(self._table), bool)
            pages[self._table.page_of[entries]] = True
            scores = scores.times(pages, _mask(entries, self._postings.entries))
        for other in unit.alternatives:
            scores = scores.better(self._unit(other))
        return scores

    def _word(self, word: UnitWord) -> Scores:
        scores = self._best_term(word.terms)
        for group in word.groups:
            scores = scores.better(self._group(group))
        return scores.times(word.weight, word.weight)

    def _match(self, word: UnitWord, match: Term | Group) -> Scores:
        if isinstance(match, Term):
            idfs = dict(self._idfs(word.terms))
            return self._term(match, idfs[match]) if match in idfs else self._nought()
        return self._group(match)

    def _best_term(self, terms: Sequence[Term]) -> Scores:
        scores = self._nought()
        for term, idf in self._idfs(terms):
            scores = scores.better(self._term(term, idf))
        return scores

    def _term(self, term: Term, idf: float) -> Scores:
        k1, scores = self.parameters.k1, self._nought()
        sparse = self._weighted.of(term.layer, term.text)
        weight = np.float32(self.parameters.variant[term.variant] * idf * (k1 + 1))
        scores.pages[sparse.pages] = weight * sparse.page_wtf / (k1 + sparse.page_wtf)
        scores.entries[sparse.entries] = weight * sparse.entry_wtf / (k1 + sparse.entry_wtf)
        return scores

    def _group(self, group: Group) -> Scores:
        """Score words that must all be present by their mean."""
        each = [self._best_term(terms) for terms in group.words]
        weight = self.parameters.variant[group.variant] / len(each)
        total = each[0]
        for scores in each[1:]:
            total = total.plus(scores)
        pages = np.minimum.reduce([scores.pages for scores in each]) > 0
        entries = np.minimum.reduce([scores.entries for scores in each]) > 0
        return total.times(weight * pages, weight * entries)

    def _idfs(self, terms: Sequence[Term]) -> Iterator[tuple[Term, float]]:
        """Yield the terms that occur with their idf."""
        found = [(term, len(self._weighted.of(term.layer, term.text).pages)) for term in terms]
        idfs = {term: self._idf(frequency) for term, frequency in found if frequency}
        lemmas = [idf for term, idf in idfs.items() if term.variant == "lemma"]
        for term, idf in idfs.items():
            yield term, min(idf, max(lemmas)) if term.variant == "exact" and lemmas else idf

    def _idf(self, frequency: int) -> float:
        count = len(self._table)
        return float(np.log1p((count - frequency + 0.5) / (frequency + 0.5)))

    def _weighed(self, units: Sequence[Unit]) -> Iterator[tuple[Unit, float]]:
        """Yield units with their share in coverage; an unknown word weighs like the others."""
        weights = [self._unit_weight(unit) for unit in units]
        known = [weight for weight in weights if weight > 0]
        usual = sum(known) / len(known) if known else 1.0
        yield from ((unit, weight or usual) for unit, weight in zip(units, weights, strict=True))

    def _unit_weight(self, unit: Unit) -> float:
        words = [self._word_weight(word) for word in unit.words]
        return max(sum(words), *(self._unit_weight(other) for other in unit.alternatives), 0.0)

    def _word_weight(self, word: UnitWord) -> float:
        terms = [*word.terms, *(term for g in word.groups for each in g.words for term in each)]
        idfs = [self.parameters.variant[term.variant] * idf for term, idf in self._idfs(terms)]
        return word.weight * max(idfs, default=0.0)

    def _best_entry(self, entries: Floats) -> Floats:
        best = np.zeros(len(self._table), np.float32)
        matching = np.flatnonzero(entries)
        np.maximum.at(best, self._table.page_of[matching], entries[matching])
        return best

    def _nought(self) -> Scores:
        return Scores(
            np.zeros(len(self._table), np.float32), np.zeros(self._postings.entries, np.float32)
        )


def _mask(numbers: NDArray[np.intp], size: int) -> Mask:
    mask = np.zeros(size, bool)
    mask[numbers] = True
    return mask
