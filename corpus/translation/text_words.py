"""The content words of a text, as they are aligned with those of its counterpart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from corpus.analysis.stopwords import stopwords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.analysis.word_forms import Analyzed
    from corpus.translation.glossary import Rendering

LONGEST_TERM = 3  # words
_SHORTEST_HALF = 3  # letters; e-service and co-creation stay one word


class Dictionary(Protocol):
    """What is known before anything is learnt."""

    def translate(self, words: Sequence[Analyzed], source: str, target: str) -> Sequence[Rendering]:
        """Return the renderings of words in another language."""
        ...


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of a text that is no stop word.

    `pieces` are the parts of a compound, or the lemma alone; `anchors` the English words that may
    stand for it in the counterpart; `is_known` tells whether these come from a dictionary.
    """

    lemma: str
    exact: str
    place: int
    pieces: tuple[str, ...]
    anchors: frozenset[str]
    is_known: bool

    @property
    def is_term(self) -> bool:
        """Whether it can have a rendering at all: numbers and single letters have none."""
        return len(self.exact) > 1 and not any(letter.isdigit() for letter in self.exact)


class TextReader:
    """Reads texts into words, and remembers what the dictionary says of them."""

    def __init__(self, analyzers: Mapping[str, Analyzer], dictionary: Dictionary) -> None:
        """Read with the analyzers of Finnish and English."""
        self._analyzers = analyzers
        self._dictionary = dictionary
        self._known: Callable[[str], frozenset[str]] = cache(self._looked_up)

    def words(self, text: str, language: str, start: int = 0) -> list[TextWord]:
        """Return the words of a text in one of the two languages, in order, placed from `start`."""
        analyzer, found = self._analyzers[language], []
        for place, exact in enumerate(_written(text, analyzer), start):
            forms = analyzer.forms(exact)
            lemma = next((each for each in forms.lemmas if each not in forms.parts), exact)
            if stopwords(language).isdisjoint((exact, lemma)):
                pieces = tuple(lemmas[0] for lemmas in forms.segments)
                known = self._known(lemma) if language == "fi" else frozenset[str]()
                anchors = known | {lemma, exact}
                pieces = pieces if len(pieces) > 1 else (lemma,)
                found.append(TextWord(lemma, exact, place, pieces, anchors, bool(known)))
        return found

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


def _written(text: str, analyzer: Analyzer) -> Iterator[str]:
    """Yield the words of a text, English ones taken apart at hyphens.

    What English hyphens join is two words in Finnish: multi-window, monen ikkunan.
    """
    for word in analyzer.words(text):
        halves = word.exact.split("-")
        splits = analyzer.language == "en" and min(map(len, halves)) >= _SHORTEST_HALF
        yield from halves if splits else [word.exact]
