"""Words of one language in the other: glossary, learnt terms, dictionary, a compound's parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product, zip_longest
from typing import TYPE_CHECKING

from corpus.analysis.stopwords import stopwords
from corpus.translation.action_nouns import verbs_of
from corpus.translation.compound_pieces import cut, joined
from corpus.translation.learnt_terms import NOTHING_LEARNT, LearntTerms
from corpus.translation.term_entries import Rendering

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.analysis.word_forms import Analyzed, WordForms
    from corpus.translation.freedict import FreeDict
    from corpus.translation.glossary import Glossary
    from corpus.translation.term_entries import Lemmas

MAX_ALTERNATIVES = 16
_LONGEST_PHRASE = 3
_SURE = 0.45  # a learnt rendering as strong as this needs no dictionary beside it
_PHRASE_FORMS = 3  # of each word; a phrase rarely needs a later one, and they multiply
_LONGEST_ACRONYM = 5


def candidates(exact: str, forms: Analyzed | WordForms) -> tuple[str, ...]:
    """Return what a word is looked up by: as written without hyphens, then its lemmas.

    A lemma that is only a part of the word (rahoitushaku read as rahoitus) would mean less.
    """
    lemmas = (lemma for lemma in forms.lemmas if lemma not in forms.parts)
    return (exact.replace("-", ""), *lemmas)


def lemmas_by_language(analyzers: Mapping[str, Analyzer]) -> dict[str, Lemmas]:
    """Return the analyses that Glossary.load asks for."""
    return {language: _lemmas(analyzer) for language, analyzer in analyzers.items()}


def _lemmas(analyzer: Analyzer) -> Lemmas:
    def of(text: str) -> list[tuple[str, ...]]:
        return [candidates(word.exact, word) for word in analyzer.words(text)]

    return of


class Translator:
    """Translates the words of queries between Finnish and English."""

    def __init__(
        self,
        glossary: Glossary,
        freedict: FreeDict,
        analyzers: Mapping[str, Analyzer],
        learnt: LearntTerms = NOTHING_LEARNT,
    ) -> None:
        """Use the given word sources; an empty one only makes fewer words translatable."""
        self._glossary = glossary
        self._freedict = freedict
        self._analyzers = analyzers
        self._learnt = learnt

    def taught(self, learnt: LearntTerms) -> Translator:
        """Return a translator that knows what was learnt, too."""
        return Translator(self._glossary, self._freedict, self._analyzers, learnt)

    def translate(self, words: Sequence[Analyzed], source: str, target: str) -> list[Rendering]:
        """Return the renderings of the words that have any, in order, best alternative first.

        At most MAX_ALTERNATIVES texts each. Words may have two: the glossary's, and after it what
        was learnt or, failing that, the general dictionary's. Names, acronyms and numbers, written
        alike in both languages, stop words and words nobody knows have none: they are searched as
        they are.
        """
        if source not in self._analyzers:
            return []
        keys = [candidates(word.exact, word) for word in words]
        curated = self._glossary.renderings(keys, source, target)
        direction = _Direction(
            self._glossary, self._freedict, self._learnt, self._analyzers[source], target
        )
        learnt = [_beside(curated, each) for each in direction.learnt(words)]
        by_pairs = {at for each in learnt for at in range(each.start, each.end)}
        taken = {at for each in (*curated, *learnt) for at in range(each.start, each.end)}
        said = [each for each in direction.also(words, curated) if each.start not in by_pairs]
        beside = [_beside(curated, each) for each in said]
        found = [*curated, *learnt, *direction.general(words, taken), *beside]
        return [_capped(each) for each in sorted(found, key=_start) if each.texts]


@dataclass(frozen=True, slots=True)
class _Direction:
    """What comes after the glossary: what was learnt, the general dictionary, compound parts."""

    glossary: Glossary
    freedict: FreeDict
    learnt_terms: LearntTerms
    analyzer: Analyzer
    target: str

    def learnt(self, words: Sequence[Analyzed]) -> Iterator[Rendering]:
        """Yield the longest learnt terms in a row of words."""
        at = 0
        while at < len(words):
            lengths = range(_LONGEST_PHRASE, 0, -1)
            found = next(filter(None, (self._learnt_at(words, at, each) for each in lengths)), None)
            if found:
                yield found
            at = found.end if found else at + 1

    def _learnt_at(self, words: Sequence[Analyzed], at: int, length: int) -> Rendering | None:
        run = words[at : at + length]
        if len(run) < length or all(self._is_kept(word) for word in run):
            return None
        # What was learnt for flower beds serves flower-beds too.
        halves = [" ".join(word.parts) for word in run if "-" in word.exact and length == 1]
        for term in (*_phrases(run), *halves):
            if texts := self._learnt_texts(term):
                return Rendering(at, at + length, texts, "learnt", term)
        return None

    def _learnt_texts(self, term: str) -> tuple[str, ...]:
        """Return what was learnt for a term, with the dictionary's renderings while unsure."""
        found = self.learnt_terms.renderings(term, self.analyzer.language, self.target)
        is_sure = any(strength >= _SURE for _, strength in found)
        general = () if is_sure or not found else self._looked_up([term])
        return tuple(dict.fromkeys([*(text for text, _ in found), *general]))

    def also(self, words: Sequence[Analyzed], curated: Sequence[Rendering]) -> Iterator[Rendering]:
        """Yield what the general dictionary says of single words that the glossary has, too.

        The glossary knows what a word means in city development; another site may mean another
        thing by it.
        """
        for each in curated:
            word = words[each.start]
            if each.texts and each.end - each.start == 1 and not self._is_kept(word):
                texts = self._looked_up(candidates(word.exact, word))
                yield Rendering(each.start, each.end, texts, "dictionary", each.term)

    def general(self, words: Sequence[Analyzed], taken: Container[int]) -> Iterator[Rendering]:
        """Yield what the general dictionary and the parts of compounds say of words not taken."""
        at = 0
        while at < len(words):
            if at in taken:
                at += 1
                continue
            free = next((end for end in range(at, len(words)) if end in taken), len(words))
            found = self._first(words[at:free], at)
            yield found
            at = found.end

    def _first(self, words: Sequence[Analyzed], at: int) -> Rendering:
        """Render the first word or the longest phrase it begins; `at` is its place in the row."""
        for length in range(min(_LONGEST_PHRASE, len(words)), 1, -1):
            if rendering := self._phrase(words[:length], at):
                return rendering
        word = words[0]
        if self._is_kept(word):
            return Rendering(at, at + 1, (), "dictionary", word.surface)
        if texts := self._looked_up(candidates(word.exact, word)):
            return Rendering(at, at + 1, texts, "dictionary", self._base_form(word))
        return Rendering(at, at + 1, self._by_parts(word), "parts", self._base_form(word))

    def _phrase(self, words: Sequence[Analyzed], at: int) -> Rendering | None:
        if all(self._is_kept(word) for word in words):
            return None
        for phrase in _phrases(words):
            if texts := self._looked_up([phrase]):
                return Rendering(at, at + len(words), texts, "dictionary", phrase)
        return None

    def _is_kept(self, word: Analyzed) -> bool:
        """Whether no dictionary should touch a word: a stop word, number, code, acronym or name."""
        halves = word.surface.split("-")
        return (
            word.exact in stopwords(self.analyzer.language)
            or any(letter.isdigit() for letter in word.surface)
            or (word.surface.isupper() and 1 < len(word.surface) <= _LONGEST_ACRONYM)
            or (len(halves) > 1 and all(half[:1].isupper() for half in halves))
        )

    def _base_form(self, word: Analyzed) -> str:
        before, hyphen, last = word.surface.rpartition("-")
        return before + hyphen + self.analyzer.forms(last.lower()).lemmas[0]

    def _by_parts(self, word: Analyzed) -> tuple[str, ...]:
        if "-" in word.exact:
            halves = [half for half in word.surface.split("-") if half]
            known = [self._piece(half.lower()) for half in halves]
            kept = [texts or (half,) for texts, half in zip(known, halves, strict=True)]
            return joined(kept, MAX_ALTERNATIVES) if any(known) else ()
        cuts = (cut(lemma, word.parts, self._piece) for lemma in word.lemmas)
        return joined(next(filter(None, cuts), []), MAX_ALTERNATIVES)

    def _piece(self, text: str) -> Sequence[str]:
        """Return the renderings of a part of a compound, as it is written there (jalan → jalka)."""
        keys = candidates(text, self.analyzer.forms(text))
        for found in self.glossary.renderings([keys], self.analyzer.language, self.target):
            return found.texts or (found.term,)
        return next(filter(None, map(self._learnt_texts, keys)), None) or self._looked_up(keys)

    def _looked_up(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the dictionary's renderings of any of the keys, each key's best ones first.

        A Finnish noun of action that it lacks is told by its verb.
        """
        heads = tuple(dict.fromkeys(keys))
        found = self._entries(heads)
        if self.analyzer.language == "fi" and not any(found):
            found = self._entries(verb for head in heads for verb in verbs_of(head))
        return tuple(dict.fromkeys(text for row in zip_longest(*found) for text in row if text))

    def _entries(self, heads: Iterable[str]) -> list[tuple[str, ...]]:
        source = self.analyzer.language
        return [self.freedict.renderings(head, source, self.target) for head in heads]


def _phrases(words: Sequence[Analyzed]) -> Iterator[str]:
    """Yield what a run of words may be looked up by; one word has all of its forms."""
    count = _PHRASE_FORMS if len(words) > 1 else None
    forms = [dict.fromkeys(candidates(word.exact, word)[:count]) for word in words]
    return map(" ".join, product(*forms))


def _beside(curated: Sequence[Rendering], learnt: Rendering) -> Rendering:
    """Return what was learnt without what the glossary says of the same words.

    Nothing is left for words that the glossary has as written alike in both languages.
    """
    same = [each for each in curated if each.start < learnt.end and learnt.start < each.end]
    said = {text for each in same for text in each.texts}
    is_alike = any(not each.texts for each in same)
    texts = () if is_alike else tuple(text for text in learnt.texts if text not in said)
    return replace(learnt, texts=texts)


def _start(rendering: Rendering) -> int:
    return rendering.start


def _capped(rendering: Rendering) -> Rendering:
    return replace(rendering, texts=rendering.texts[:MAX_ALTERNATIVES])
