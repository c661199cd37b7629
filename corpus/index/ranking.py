"""How well a page and its sections answer a query: one formula, on arrays.

A query is a list of units (words, phrases, alternatives). For a term t of a word w, in a layer of
the schema, and a page d with sections s:

    x_zone(t, d)  = boost_zone · Σ_s weight_s · tf(t, zone, s) / norm_zone(d)
    wtf(t, d)     = Σ_zone x_zone / (1 + x_zone / ceiling_zone)
    norm_zone(d)  = 1 − b_zone + b_zone · length_zone(d) / average length_zone
    idf(t)        = ln(1 + (N − df + 0.5) / (df + 0.5)), df in pages, N the pages in t's language
    S(t, d)       = variant weight · idf(t) · (k1 + 1) · wtf / (k1 + wtf)

which is BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), but that each
zone nears a ceiling of its own before zones are summed: however often a long page repeats a word in
its text, it is not as much about it as a page that has it in its title. A word is as good as its
best term, S(w, d) = max over its terms, so that a word with many readings or translations counts
once. The form as typed is not rarer than the word it is a form of: its idf is at most the largest
idf among the word's lemmas that occur. A group of terms (a translation, the parts of a compound)
must be there whole and scores the mean of its words. The renderings of one word are one word: each
later one weighs a little less, and all have one idf, as in probabilistic structured queries
(Darwish and Oard 2003) the mean over the renderings by these weights; a rendering gains by that at
most rarity_gain. Synonyms are less sure, and none counts as rarer than the commonest (Pirkola
1998) or than the word itself. The same is computed with single sections in the place of pages, over
heading and body. A page's score is

    prior(type) · ((Σ_w S(w, d)) · coverage(d)^p + share · max_s Σ_w S(w, s))

where coverage is the share of the query's idf that the matched words carry, a word that is matched
by less than itself (a part, a stem, a translation) in proportion to that variant's weight. Two
neighbouring words w, v of the query that stand within `reach` words of each other on the page or in
the section add nearness · min(S(w), S(v)) to its sum. The numbers are in ranking.toml;
tests/unit/index/test_ranking.py computes the same slowly and plainly.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from corpus.index.phrases import near_entries, phrase_entries
from corpus.index.schema import LAYERS
from corpus.index.scores import Scores
from corpus.index.weighted_terms import WeightedTerms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.index.page_table import PageTable
    from corpus.index.parameters import Parameters
    from corpus.index.postings import Postings
    from corpus.index.query_terms import Group, Term, Unit, UnitWord

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The scores of a whole query; `coverage` is 0 to 1 by page.

    `unwanted` pages are scored like the others, so that what counts as a hit among the rest does
    not depend on what is left out.
    """

    scores: Scores
    coverage: Floats
    unwanted: Mask


class Ranker:
    """Scores queries over one generation; safe to share between threads."""

    def __init__(self, postings: Postings, table: PageTable, parameters: Parameters) -> None:
        """Score over decoded postings and the pages they belong to."""
        self._postings = postings
        self._table = table
        self._weighted = WeightedTerms(postings, table, parameters)
        self.parameters = parameters
        self._population = _population(table)
        self._prior = np.array(
            [parameters.prior.get(record["type"], 1.0) for record in table.records], np.float32
        )

    def rank(self, units: Sequence[Unit]) -> Ranked:
        """Score every page and entry for a query's units; excluded units only tell of pages."""
        total, covered, weight_of_all = self._nought(), self._nought().strength, 0.0
        wanted = [unit for unit in units if not unit.excluded]
        scored = [self._unit(unit) for unit in wanted]
        for scores, weight in zip(scored, self._weights(wanted), strict=True):
            total = total.plus(scores)
            covered += np.float32(weight) * scores.strength * (scores.pages > 0)
            weight_of_all += weight
        self._add_nearness(total, wanted, scored)
        return Ranked(total, covered / np.float32(weight_of_all or 1.0), self._unwanted(units))

    def _unwanted(self, units: Sequence[Unit]) -> Mask:
        """Return which pages an excluded unit takes away: those that have it, with their twins."""
        pages = np.zeros(len(self._table), bool)
        for unit in units:
            if unit.excluded:
                pages |= self._unit(unit).pages > 0
        groups = np.zeros(len(self._table), bool)
        groups[self._table.group_of[pages]] = True
        return groups[self._table.group_of]

    def _add_nearness(self, total: Scores, units: Sequence[Unit], scored: Sequence[Scores]) -> None:
        """Add to a total what neighbouring words of the query gain by standing together."""
        gain = np.float32(self.parameters.nearness)
        for (unit, one), (other, two) in pairwise(zip(units, scored, strict=True)):
            if not (_is_one_word(unit) and _is_one_word(other)) or unit.words == other.words:
                continue
            words = (unit.words[0], other.words[0])
            entries = near_entries(self._postings, *words, self.parameters.reach)
            pages = np.unique(self._table.page_of[entries])
            total.pages[pages] += gain * np.minimum(one.pages[pages], two.pages[pages])
            total.entries[entries] += gain * np.minimum(one.entries[entries], two.entries[entries])

    def page_scores(self, ranked: Ranked, kinds: Mask | None = None) -> Floats:
        """Return each page's score; with `kinds`, of pages with a matching entry among them."""
        share = np.float32(self.parameters.section_share)
        covered = ranked.coverage ** np.float32(self.parameters.coverage_power)
        pages: Floats = ranked.scores.pages * covered
        if kinds is None:
            everywhere: Floats = pages + share * self._best_entry(ranked.scores.entries)
            return everywhere * self._prior
        # Only sections of the kind answer; the rest of the page says what they are about.
        best = self._best_entry(ranked.scores.entries * kinds)
        inside: Floats = (best + share * pages) * (best > 0)
        return inside * self._prior

    def best_matches(self, word: UnitWord, pages: Sequence[int]) -> list[Term | Group | None]:
        """Return what of a word's terms and groups matched each page best, or None."""
        found = [(match, scores.pages[pages]) for match, scores in self._each_match(word)]
        if not found:
            return [None] * len(pages)
        table = np.array([scores for _, scores in found])
        return [
            found[best][0] if table[best, column] > 0 else None
            for column, best in enumerate(table.argmax(axis=0))
        ]

    def _each_match(self, word: UnitWord) -> Iterator[tuple[Term | Group, Scores]]:
        """Yield each of a word's terms and groups that occur, with its scores alone."""
        for term, idf in self._idfs(word.terms):
            scores = self._nought()
            self._lift_term(scores, term, idf, 1.0)
            yield term, scores
        for group, share in self._shares(word):
            yield group, self._group(group, share)

    def _unit(self, unit: Unit) -> Scores:
        scores = self._word(unit.words[0])
        for word in unit.words[1:]:
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
        for group, share in self._shares(word):
            if len(group.words) == 1:
                self._lift(scores, group.words[0], self._group_share(group, share))
            else:
                scores = scores.better(self._group(group, share))
        return scores.times(word.weight, word.weight)

    def _best_term(self, terms: Sequence[Term]) -> Scores:
        scores = self._nought()
        self._lift(scores, terms, 1.0)
        return scores

    def _lift(self, scores: Scores, terms: Sequence[Term], share: float) -> None:
        """Raise scores to those of terms, at a share of their weight, where these are higher."""
        for term, idf in self._idfs(terms):
            self._lift_term(scores, term, idf, share)

    def _lift_term(self, scores: Scores, term: Term, idf: float, share: float) -> None:
        k1, variant = self.parameters.k1, self.parameters.variant[term.variant]
        sparse = self._weighted.of(term.layer, term.text)
        weight = np.float32(share * variant * idf * (k1 + 1))
        _raise(scores.pages, sparse.pages, weight * sparse.page_wtf / (k1 + sparse.page_wtf))
        _raise(scores.entries, sparse.entries, weight * sparse.entry_wtf / (k1 + sparse.entry_wtf))
        _raise(scores.strength, sparse.pages, np.float32(min(share * variant, 1.0)))

    def _group(self, group: Group, share: float) -> Scores:
        """Score words that must all be present by their mean, at a share of the variant."""
        each = [self._best_term(terms) for terms in group.words]
        total = each[0]
        for scores in each[1:]:
            total = total.plus(scores)
        pages = np.minimum.reduce([scores.pages for scores in each]) > 0
        entries = np.minimum.reduce([scores.entries for scores in each]) > 0
        weight = np.float32(self._group_share(group, share))
        mean = np.float32(weight / len(each))
        strength = np.minimum(total.strength * weight, np.float32(1))
        return Scores(total.pages * mean * pages, total.entries * mean * entries, strength)

    def _group_share(self, group: Group, share: float) -> float:
        return share * self.parameters.variant[group.variant]

    def _shares(self, word: UnitWord) -> Iterator[tuple[Group, float]]:
        """Yield a word's groups that occur, each with its share of its variant's weight."""
        own = max((idf for _, idf in self._idfs(word.terms)), default=0.0) or inf
        idfs = {group: self._group_idf(group) for group in word.groups}
        for variant in dict.fromkeys(group.variant for group in word.groups):
            found = [g for g in word.groups if g.variant == variant and idfs[g]]
            fading = {group: self.parameters.later_rendering**group.rank for group in found}
            common = _common_idf(variant, fading, idfs, own) if found else 0.0
            for group in found:
                gain = min(common / idfs[group], self.parameters.rarity_gain)
                yield group, fading[group] * gain

    def _group_idf(self, group: Group) -> float:
        """Return the mean idf of a group's words, or nought where one of them does not occur."""
        idfs = [max((idf for _, idf in self._idfs(terms)), default=0.0) for terms in group.words]
        return sum(idfs) / len(idfs) if all(idfs) else 0.0

    def _idfs(self, terms: Sequence[Term]) -> Iterator[tuple[Term, float]]:
        """Yield the terms that occur with their idf."""
        found = [(term, len(self._weighted.of(term.layer, term.text).pages)) for term in terms]
        idfs = {term: self._idf(count, term.layer) for term, count in found if count}
        lemmas = [idf for term, idf in idfs.items() if term.variant == "lemma"]
        for term, idf in idfs.items():
            yield term, min(idf, max(lemmas)) if term.variant == "exact" and lemmas else idf

    def _idf(self, frequency: int, layer: str) -> float:
        count = max(self._population[layer], frequency)
        return float(np.log1p((count - frequency + 0.5) / (frequency + 0.5)))

    def _weights(self, units: Sequence[Unit]) -> list[float]:
        """Return the units' shares in coverage; an unknown word weighs like the others."""
        weights = [self._unit_weight(unit) for unit in units]
        known = [weight for weight in weights if weight > 0]
        usual = sum(known) / len(known) if known else 1.0
        return [weight or usual for weight in weights]

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
        pages, entries = len(self._table), self._postings.entries
        return Scores(*(np.zeros(size, np.float32) for size in (pages, entries, pages)))


def _common_idf(
    variant: str, fading: Mapping[Group, float], idfs: Mapping[Group, float], own: float
) -> float:
    """Return the one idf of groups that are renderings of the same word, whose idf is `own`.

    What is said instead of a word is never more telling than the word.
    """
    if variant in {"synonym", "thesaurus", "editors"}:
        return min(own, *(idfs[group] for group in fading))
    return sum(fading[group] * idfs[group] for group in fading) / sum(fading.values())


def _is_one_word(unit: Unit) -> bool:
    return not unit.phrase and not unit.alternatives and len(unit.words) == 1


def _population(table: PageTable) -> dict[str, int]:
    """Return by layer how many pages a word of it might be in: the few English ones, say."""
    languages = Counter(record["language"] for record in table.records)
    counts = {"fi": languages["fi"], "en": languages["en"]}
    return {layer: counts.get(layer[:2], len(table)) for layer in LAYERS}


def _raise(scores: Floats, at: NDArray[np.intp], to: Floats | np.float32) -> None:
    scores[at] = np.maximum(scores[at], to)


def _mask(numbers: NDArray[np.intp], size: int) -> Mask:
    mask = np.zeros(size, bool)
    mask[numbers] = True
    return mask
