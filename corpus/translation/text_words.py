"""The content words of a text, as they are aligned with those of its counterpart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.analysis.stopwords import stopwords
from corpus.analysis.tokenizer import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.translation.term_entries import Dictionary

LONGEST_TERM = 3  # words
_SHORTEST_HALF = 3  # letters; e-service and co-creation stay one word


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text that is no stop word.

    `pieces` are the parts of a compound, or the lemma alone; `anchors` the English words that may
    stand for it in the counterpart; `is_known` tells whether these come from a dictionary, and
    `is_term` whether it can have a rendering at all: numbers and single letters have none.
    """

    lemma: str
    exact: str
    pieces: tuple[str, ...]
    anchors: frozenset[str]
    is_known: bool
    is_term: bool
    place: int = 0


class TextReader:
    """Reads texts into words, and remembers what it and the dictionary say of them."""

    def __init__(self, analyzers: Mapping[str, Analyzer], dictionary: Dictionary) -> None:
        """Read with the analyzers of Finnish and English, and what is known before learning."""
        self._analyzers = analyzers
        self._dictionary = dictionary
        self._known: Callable[[str], frozenset[str]] = cache(self._looked_up)
        self._word: Callable[[str, str], TextWord | None] = cache(self._read)

    def words(self, text: str, language: str, start: int = 0) -> list[TextWord]:
        """Return the words of a text in one of the two languages, in order, placed from `start`."""
        return [
            TextWord(w.lemma, exact, w.pieces, w.anchors, w.is_known, w.is_term, place)
            for place, exact in enumerate(_written(text, language), start)
            if (w := self._word(exact, language))
        ]

    def _read(self, exact: str, language: str) -> TextWord | None:
        forms = self._analyzers[language].forms(exact)
        lemma = next((each for each in forms.lemmas if each not in forms.parts), exact)
        if not stopwords(language).isdisjoint((exact, lemma)):
            return None
        pieces = tuple(lemmas[0] for lemmas in forms.segments)
        known = self._known(lemma) if language == "fi" else frozenset[str]()
        is_term = len(exact) > 1 and not any(letter.isdigit() for letter in exact)
        pieces = pieces if len(pieces) > 1 else (lemma,)
        return TextWord(lemma, exact, pieces, known | {lemma, exact}, bool(known), is_term)

    def is_doubtful(self, finnish: str, english: str) -> bool:
        """Tell whether the dictionary knows a Finnish term, but nothing of the English one."""
        known = frozenset[str]().union(*map(self._known, finnish.split()))
        return bool(known) and known.isdisjoint(english.split())

    def _looked_up(self, lemma: str) -> frozenset[str]:
        """Return the English words, in dictionary form, that a dictionary has for a Finnish one."""
        renderings = self._dictionary.translate(self._analyzers["fi"].words(lemma), "fi", "en")
        texts = " ".join(text for rendering in renderings for text in rendering.texts)
        found = frozenset(word.lemmas[0] for word in self._analyzers["en"].words(texts))
        return found - stopwords("en")


def terms(words: Sequence[TextWord]) -> Iterator[str]:
    """Yield every run of words that may be a term."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST_TERM, len(words)) + 1):
            if words[end - 1].place - words[start].place == end - 1 - start:
                yield " ".join(word.lemma for word in words[start:end])


def _written(text: str, language: str) -> Iterator[str]:
    """Yield the words of a text, English ones taken apart at hyphens.

    What English hyphens join is two words in Finnish: multi-window, monen ikkunan.
    """
    for token in tokens(text):
        halves = token.exact.split("-") if language == "en" else [token.exact]
        yield from halves if min(map(len, halves)) >= _SHORTEST_HALF else [token.exact]
