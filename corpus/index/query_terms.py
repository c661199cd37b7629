"""From a parsed query to the index terms that may answer it, in both languages.

Pure: analyzers, translator and prefix expansion are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from corpus.analysis.stopwords import stopwords
from corpus.index import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.analysis.word_forms import Analyzed
    from corpus.index.query import Clause, Query, Word

STOPWORD_WEIGHT = 0.15
PIVOTS = 2  # renderings through which synonyms are looked for
SYNONYMS_A_PIVOT = 3
MAX_SYNONYMS = 4
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


class Rendering(Protocol):
    """A translation of the words from `start` to `end`: texts best first, and their origin."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def texts(self) -> tuple[str, ...]: ...
    @property
    def origin(self) -> str: ...


class Translator(Protocol):
    """Translates the words of a query."""

    def translate(self, words: Sequence[Analyzed], source: str, target: str) -> Sequence[Rendering]:
        """Return the renderings of words, or of several words together, in another language."""
        ...


@dataclass(frozen=True, slots=True)
class QueryAnalysis:
    """Turns queries into units; made once for an index."""

    analyzers: Mapping[str, Analyzer]
    translator: Translator
    expand: Callable[[str], Sequence[str]]  # prefix → words of the index
    detect: Callable[[str, str], str]  # text, what to say when undecided → its language

    def units(self, query: Query) -> list[Unit]:
        """Return a query's units in the order they were typed."""
        groups = self._translations(query)
        return [self._unit(clause, groups) for clause in query.clauses]

    def _unit(self, clause: Clause, groups: Mapping[str, list[Group]]) -> Unit:
        return Unit(
            tuple(self._word(word, clause, groups) for word in clause.words),
            phrase=clause.phrase,
            excluded=clause.excluded,
            alternatives=tuple(self._unit(other, groups) for other in clause.alternatives),
        )

    def _word(self, word: Word, clause: Clause, groups: Mapping[str, list[Group]]) -> UnitWord:
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
                words = tuple(tuple(self._lemma_terms(each, language)) for each in segments)
                yield Group(words, "segments", language)

    @staticmethod
    def _lemma_terms(lemmas: Sequence[str], language: str) -> Iterator[Term]:
        for lemma in lemmas:
            yield Term(_LEMMA_LAYER[language], lemma, "lemma")
            if language == "fi":
                yield Term(schema.FINNISH_PARTS, lemma, "part")

    def _translations(self, query: Query) -> dict[str, list[Group]]:
        """Return, for each translatable word of the query, what else it is searched as."""
        words = [_exact(word.text) for word in _plain_words(query.clauses)]
        found: dict[str, list[Group]] = {}
        for source in self._languages(words):
            target = "en" if source == "fi" else "fi"
            analysed = [each for word in words for each in self.analyzers[source].words(word)[:1]]
            for rendering in self.translator.translate(analysed, source, target):
                groups = list(self._renderings(rendering, target))
                words_meant = analysed[rendering.start : rendering.end]
                groups += self._synonyms(rendering.texts[:PIVOTS], words_meant, source, target)
                for word in words_meant:
                    found.setdefault(word.exact, []).extend(groups)
        return found

    def _synonyms(
        self, pivots: Sequence[str], meant: Sequence[Analyzed], source: str, target: str
    ) -> list[Group]:
        """Return other words of the same language that share a rendering: firma → yritys."""
        own = {lemma for word in meant for lemma in (word.exact, *word.lemmas)}
        texts: dict[str, str] = {}
        for pivot in pivots:
            back = self.translator.translate(self.analyzers[target].words(pivot), target, source)
            for rendering in back:
                if rendering.end - rendering.start == len(self.analyzers[target].words(pivot)):
                    texts |= dict.fromkeys(rendering.texts[:SYNONYMS_A_PIVOT], rendering.origin)
        new = [
            (text, origin)
            for text, origin in texts.items()
            if not own.intersection(self.analyzers[source].forms(text.lower()).lemmas)
        ]
        return [
            replace(self._rendered(text, source, origin, rank), variant="synonym")
            for rank, (text, origin) in enumerate(new[:MAX_SYNONYMS])
        ]

    def _languages(self, words: Sequence[str]) -> list[str]:
        """Return the languages the words may be in: by what only one lexicon knows, else both."""
        if not words:
            return []
        only = {"fi": 0, "en": 0}
        for word in words:
            known = [name for name, each in self.analyzers.items() if each.forms(word).known]
            if len(known) == 1:
                only[known[0]] += 1
        if (only["fi"] > 0) != (only["en"] > 0):
            return [max(only, key=lambda name: only[name])]
        text = " ".join(words)
        return list(dict.fromkeys((self.detect(text, "fi"), self.detect(text, "en"))))

    def _renderings(self, rendering: Rendering, target: str) -> Iterator[Group]:
        """Yield a rendering's texts, likeliest first, and last the parts of those in one word.

        hiilijalanjälkilaskenta is told as hiilijalanjäljen laskenta as often.
        """
        texts = rendering.texts
        yield from (self._rendered(t, target, rendering.origin, n) for n, t in enumerate(texts))
        for text in texts:
            segments = self.analyzers[target].forms(text.lower()).segments
            if " " not in text and len(segments) > 1:
                words = tuple(tuple(self._lemma_terms(each, target)) for each in segments)
                yield Group(words, "translation_parts", target, text, rendering.origin)

    def _rendered(self, text: str, target: str, origin: str, rank: int) -> Group:
        analysed = self.analyzers[target].words(text)
        kept = [word for word in analysed if word.exact not in stopwords(target)] or analysed
        words = tuple(tuple(self._lemma_terms(word.lemmas, target)) for word in kept)
        return Group(words, "translation", target, text, origin, rank)


def _plain_words(clauses: Sequence[Clause]) -> Iterator[Word]:
    for clause in clauses:
        if not clause.excluded and not clause.phrase:
            yield from (word for word in clause.words if not word.prefix)
        yield from _plain_words(clause.alternatives)


def _exact(text: str) -> str:
    return text.lower().replace("’", "'")
