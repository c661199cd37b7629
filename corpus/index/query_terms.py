"""From a parsed query to the index terms that may answer it, in both languages.

Pure: analyzers and what knows other words are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from corpus.analysis.stopwords import stopwords
from corpus.index import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.query import Clause, Query, Word

STOPWORD_WEIGHT = 0.15
_LEMMA_LAYER = {"fi": schema.FINNISH, "en": schema.ENGLISH}


@dataclass(frozen=True, slots=True)
class Term:
    """One term looked for in one layer; `variant` names its weight in ranking.toml."""

    layer: str
    text: str
    variant: str


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be present to stand for one typed word.

    They are a translation of it, or the parts of a compound; `rank` counts a word's renderings
    from 0, the likeliest.
    """

    words: tuple[tuple[Term, ...], ...]
    variant: str
    language: str = ""
    text: str = ""
    origin: str = ""
    rank: int = 0

    @property
    def is_translation(self) -> bool:
        """Whether the words are of another language than the one typed."""
        return self.variant in {"translation", "translation_parts"}

    @property
    def is_same_language(self) -> bool:
        """Whether the words are others of the language typed."""
        return self.variant in {"synonym", "thesaurus", "editors"}


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One typed word with everything that may match it."""

    text: str
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Unit:
    """What is scored as one: a word, a phrase of words, or alternatives to them."""

    words: tuple[UnitWord, ...]
    phrase: bool = False
    excluded: bool = False
    alternatives: tuple[Unit, ...] = ()


class Expansion(Protocol):
    """Knows what else the words of a query may be searched as."""

    def groups(self, words: Sequence[str]) -> Mapping[str, Sequence[Group]]:
        """Return, by word as typed, its renderings in the other language and its synonyms."""
        ...


@dataclass(frozen=True, slots=True)
class QueryAnalysis:
    """Turns queries into units; made once for an index."""

    analyzers: Mapping[str, Analyzer]
    expansion: Expansion
    expand: Callable[[str], Sequence[str]]  # prefix → words of the index

    def units(self, query: Query) -> list[Unit]:
        """Return a query's units in the order they were typed."""
        together = self._groups([each for each in query.clauses if not each.alternatives])
        return [
            self._unit(clause, self._groups([clause]) if clause.alternatives else together)
            for clause in query.clauses
        ]

    def _groups(self, clauses: Sequence[Clause]) -> Mapping[str, Sequence[Group]]:
        """Return what the words of clauses that stand together are also searched as."""
        return self.expansion.groups([_exact(word.text) for word in _plain_words(clauses)])

    def _unit(self, clause: Clause, groups: Mapping[str, Sequence[Group]]) -> Unit:
        return Unit(
            tuple(self._word(word, clause, groups) for word in clause.words),
            phrase=clause.phrase,
            excluded=clause.excluded,
            # Either of two words is wanted alone: avoin OR data is not told as open data.
            alternatives=tuple(
                self._unit(other, self._groups([other])) for other in clause.alternatives
            ),
        )

    def _word(self, word: Word, clause: Clause, groups: Mapping[str, Sequence[Group]]) -> UnitWord:
        exact = _exact(word.text)
        if word.prefix:
            terms = tuple(Term(schema.EXACT, text, "prefix") for text in self.expand(exact))
            return UnitWord(word.text, terms)
        strict = clause.phrase or clause.excluded
        terms = tuple(self._terms(exact, strict=strict))
        own = () if strict else (*self._segment_groups(exact), *groups.get(exact, ()))
        light = any(exact in stopwords(language) for language in self.analyzers)
        return UnitWord(word.text, terms, own, STOPWORD_WEIGHT if light else 1.0)

    def _terms(self, exact: str, *, strict: bool) -> Iterator[Term]:
        """Yield the terms of a word in every language; strictly, no parts and stems."""
        yield Term(schema.EXACT, exact, "exact")
        for language, analyzer in self.analyzers.items():
            forms = analyzer.forms(exact)
            for lemma in forms.lemmas:
                yield Term(_LEMMA_LAYER[language], lemma, "lemma")
                if language == "fi" and not strict:
                    yield Term(schema.FINNISH_PARTS, lemma, "part")
            if forms.stem and not strict:
                yield Term(schema.ENGLISH_STEM, forms.stem, "stem")

    def _segment_groups(self, exact: str) -> Iterator[Group]:
        """Yield the parts of a typed compound: kiertotaloushanke ← kiertotalouden hankkeet."""
        for language, analyzer in self.analyzers.items():
            forms = analyzer.forms(exact)
            segments = forms.segments or tuple((part,) for part in forms.parts)
            if len(segments) > 1:
                words = tuple(tuple(lemma_terms(each, language)) for each in segments)
                yield Group(words, "segments", language)


def lemma_terms(lemmas: Sequence[str], language: str) -> Iterator[Term]:
    """Yield the terms by which a word other than the one typed is found."""
    for lemma in lemmas:
        yield Term(_LEMMA_LAYER[language], lemma, "lemma")
        if language == "fi":
            yield Term(schema.FINNISH_PARTS, lemma, "part")


def text_words(text: str, analyzer: Analyzer) -> tuple[tuple[Term, ...], ...]:
    """Return the terms of the telling words of a text that is searched for a typed one."""
    analysed = analyzer.words(text)
    kept = [word for word in analysed if word.exact not in stopwords(analyzer.language)]
    return tuple(tuple(lemma_terms(word.lemmas, analyzer.language)) for word in kept or analysed)


def _plain_words(clauses: Sequence[Clause]) -> Iterator[Word]:
    for clause in clauses:
        if not clause.excluded and not clause.phrase:
            yield from (word for word in clause.words if not word.prefix)


def _exact(text: str) -> str:
    return text.lower().replace("’", "'")
