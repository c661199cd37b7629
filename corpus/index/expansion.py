"""What else the words of a query are searched as: in the other language, and in their own.

Pure: analyzers, word sources and what the index knows are passed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from corpus.analysis.stopwords import stopwords
from corpus.index.query_terms import Group, lemma_terms
from corpus.translation.dictionary import candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from corpus.analysis.analyzer import Analyzer
    from corpus.analysis.word_forms import Analyzed
    from corpus.translation.term_entries import Dictionary, Rendering

MAX_RENDERINGS = 8  # of a word, of those that the index knows
PIVOTS = 2  # renderings through which synonyms are looked for
SYNONYMS_A_PIVOT = 3
MAX_SYNONYMS = 4
LATER = 3  # ranks that another source's renderings of the same words stand behind the first's
BRIDGES = 2  # words of the thesaurus that are also translated
RANKS_BY_COMPANY = 8  # that a rendering gains which always stands with one of another word
_OTHER = {"fi": "en", "en": "fi"}


class Thesaurus(Protocol):
    """Knows words of the same language that pages use instead."""

    def synonyms(self, words: Sequence[Sequence[str]], language: str) -> Sequence[Rendering]:
        """Return what words, each given by its possible forms, may be called."""
        ...


@dataclass(frozen=True, slots=True)
class Expansion:
    """Finds other words for those of a query; made once for an index."""

    analyzers: Mapping[str, Analyzer]
    translator: Dictionary
    thesaurus: Thesaurus
    detect: Callable[[str, str], str]  # text, what to say when undecided → its language
    attest: Callable[[Group], int]  # how well the index knows a group, 0: not at all
    company: Callable[[Sequence[Group]], NDArray[np.float64]]  # how far each two stand together

    def groups(self, words: Sequence[str]) -> dict[str, list[Group]]:
        """Return, by word as typed, its renderings in the other language and its synonyms."""
        found: dict[str, list[Group]] = {}
        for source in self._languages(words):
            analysed = [each for word in words for each in self.analyzers[source].words(word)[:1]]
            _add(found, self._translations(analysed, source))
            untranslated = {word.exact for word in analysed} - found.keys()
            _add(found, self._curated(analysed, source, untranslated))
        return self._by_company(found)

    def _by_company(self, found: Mapping[str, Sequence[Group]]) -> dict[str, list[Group]]:
        """Let the renderings of different words choose each other: tason tilat are layer modes."""
        own = {word: [g for g in found[word] if g.variant == "translation"] for word in found}
        every = list(dict.fromkeys(group for groups in own.values() for group in groups))
        measured = self.company(every) if len(own) > 1 else None
        if measured is None:
            return {word: list(groups) for word, groups in found.items()}
        chosen: dict[str, list[Group]] = {}
        for word, groups in own.items():
            texts = {group.text for group in groups}
            others = [at for at, other in enumerate(every) if other.text not in texts]
            best = measured[:, others].max(axis=1, initial=0.0)
            gained = {group: best[at] for at, group in enumerate(every) if group in groups}
            chosen[word] = _chosen(found[word], gained)
        return chosen

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

    def _translations(
        self, words: Sequence[Analyzed], source: str
    ) -> Iterator[tuple[Sequence[Analyzed], Group]]:
        """Yield words with their renderings, and with synonyms that share a rendering."""
        ranks: dict[int, int] = {}
        for rendering in self.translator.translate(words, source, _OTHER[source]):
            meant = words[rendering.start : rendering.end]
            before = ranks.get(rendering.start, 0)
            before += LATER * bool(before)
            groups = self._renderings(rendering, _OTHER[source], before)
            ranks[rendering.start] = before + len(groups)
            # What is said after the first of them is less sure, and no bridge to synonyms.
            more = () if before else self._by_pivot(rendering.texts[:PIVOTS], meant, source)
            yield from ((meant, group) for group in (*groups, *more))

    def _curated(
        self, words: Sequence[Analyzed], source: str, untranslated: Container[str]
    ) -> Iterator[tuple[Sequence[Analyzed], Group]]:
        """Yield words with what the thesaurus says for them; an untranslated one bridges over."""
        keys = [candidates(word.exact, word) for word in words]
        for rendering in self.thesaurus.synonyms(keys, source):
            meant = words[rendering.start : rendering.end]
            for rank, group in enumerate(self._known(rendering, source)):
                yield meant, replace(group, variant="thesaurus", rank=rank)
            if all(word.exact in untranslated for word in meant):
                yield from ((meant, group) for group in self._bridged(rendering, source))

    def _bridged(self, rendering: Rendering, source: str) -> Iterator[Group]:
        """Yield what the thesaurus says for a word in the other language: duuni → työ ≈ work."""
        for rank, text in enumerate(rendering.texts[:BRIDGES], start=1):
            said = self.analyzers[source].words(text)
            for bridge in self.translator.translate(said, source, _OTHER[source])[:1]:
                if bridge.end - bridge.start == len(said):
                    yield from self._renderings(bridge, _OTHER[source], rank)

    def _by_pivot(
        self, pivots: Sequence[str], meant: Sequence[Analyzed], source: str
    ) -> list[Group]:
        """Return other words of the same language that share a rendering: firma → yritys."""
        own = {lemma for word in meant for lemma in (word.exact, *word.lemmas)}
        texts: dict[str, str] = {}
        for pivot in pivots:
            words = self.analyzers[_OTHER[source]].words(pivot)
            for back in self.translator.translate(words, _OTHER[source], source):
                if back.end - back.start == len(words):
                    texts |= dict.fromkeys(back.texts[:SYNONYMS_A_PIVOT], back.origin)
        new = [
            (text, origin)
            for text, origin in texts.items()
            if not own.intersection(self.analyzers[source].forms(text.lower()).lemmas)
        ]
        return [
            replace(self._group(text, source, origin), variant="synonym", rank=rank)
            for rank, (text, origin) in enumerate(new[:MAX_SYNONYMS])
        ]

    def _renderings(self, rendering: Rendering, target: str, before: int) -> list[Group]:
        """Return a rendering's texts, likeliest first, and last the parts of those in one word.

        hiilijalanjälkilaskenta is told as hiilijalanjäljen laskenta as often.
        """
        groups = [
            replace(group, rank=before + rank)
            for rank, group in enumerate(self._known(rendering, target))
        ]
        return [*groups, *self._in_parts(groups, target)]

    def _known(self, rendering: Rendering, language: str) -> list[Group]:
        """Return the texts that the index knows, whole phrases before words that are apart.

        A dictionary has many words for one; those that no page has only take up room. The first
        is kept where the index knows none.
        """
        every = [self._group(text, language, rendering.origin) for text in rendering.texts]
        attested = [(self.attest(group), group) for group in every]
        known = sorted((each for each in attested if each[0]), key=lambda each: -each[0])
        return [group for _, group in known][:MAX_RENDERINGS] or every[:1]

    def _in_parts(self, groups: Iterable[Group], language: str) -> Iterator[Group]:
        for group in groups:
            segments = self.analyzers[language].forms(group.text.lower()).segments
            if " " not in group.text and len(segments) > 1:
                words = tuple(tuple(lemma_terms(each, language)) for each in segments)
                yield Group(words, "translation_parts", language, group.text, group.origin)

    def _group(self, text: str, language: str, origin: str) -> Group:
        analysed = self.analyzers[language].words(text)
        kept = [word for word in analysed if word.exact not in stopwords(language)] or analysed
        words = tuple(tuple(lemma_terms(word.lemmas, language)) for word in kept)
        return Group(words, "translation", language, text, origin)


def _chosen(groups: Sequence[Group], gained: Mapping[Group, float]) -> list[Group]:
    """Return groups with those that may gain in a new order, on the ranks they had together."""
    mine = [group for group in groups if group in gained]
    best = sorted(mine, key=lambda group: group.rank - RANKS_BY_COMPANY * gained[group])
    ranks = sorted(group.rank for group in mine)
    anew = (replace(group, rank=rank) for group, rank in zip(best, ranks, strict=True))
    return [next(anew) if group in gained else group for group in groups]


def _add(found: dict[str, list[Group]], groups: Iterable[tuple[Sequence[Analyzed], Group]]) -> None:
    for meant, group in groups:
        for word in meant:
            found.setdefault(word.exact, []).append(group)
