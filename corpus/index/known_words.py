"""Which words a generation and the lexicons of its languages know, and how common they are."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from corpus.index.edits import Edits
from corpus.index.near_words import NearWords
from corpus.index.schema import ENGLISH, EXACT, FINNISH, FINNISH_PARTS, ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.postings import Postings

LEMMAS = {"fi": (FINNISH,), "en": (ENGLISH,)}
LEMMAS_AND_PARTS = {"fi": (FINNISH, FINNISH_PARTS), "en": (ENGLISH,)}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a generation, each with the number of sections that have it."""

    near: NearWords
    edits: Edits
    frequencies: Mapping[str, int]

    @classmethod
    def of(cls, postings: Postings) -> Vocabulary:
        """Read the words as written, the dictionary forms and the parts of compounds."""
        frequencies: dict[str, int] = {}
        for zone in ZONES:
            for layer in (EXACT, FINNISH, FINNISH_PARTS, ENGLISH):
                for term, count in postings.frequencies(f"{zone}_{layer}").items():
                    frequencies[term] = max(count, frequencies.get(term, 0))
        return cls(NearWords(sorted(frequencies)), Edits.of(frequencies), frequencies)


class KnownWords:
    """Knows the words of one generation; safe to share between threads."""

    def __init__(self, postings: Postings, analyzers: Mapping[str, Analyzer]) -> None:
        """Read nothing yet: the vocabulary is made when it is first asked for."""
        self._postings = postings
        self._lock = Lock()
        self._vocabulary: Vocabulary | None = None
        self.analyzers = analyzers

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the generation, about a second in the making for 20,000."""
        with self._lock:
            if self._vocabulary is None:
                self._vocabulary = Vocabulary.of(self._postings)
            return self._vocabulary

    def is_unknown(self, word: str) -> bool:
        """Tell whether no lexicon and no page has a lower-case word or one of its base forms."""
        if self.is_written(word):
            return False
        for language, analyzer in self.analyzers.items():
            forms = analyzer.forms(word)
            # A lexicon's word as the base of an unknown one is a guess: ämpärihyrdo → ämpäri.
            guesses = (guess for guess in forms.lemmas if not analyzer.forms(guess).known)
            if forms.known or any(self._occurs(LEMMAS[language], guess) for guess in guesses):
                return False
        return True

    def is_written(self, word: str) -> bool:
        """Tell whether a page has just this form."""
        return self._occurs((EXACT,), word)

    def is_findable(self, word: str) -> bool:
        """Tell whether pages have a known word in some form, or every part of it."""
        return any(
            self._has_all(language, segments)
            for language, analyzer in self.analyzers.items()
            if (forms := analyzer.forms(word)).known
            for segments in ((forms.lemmas,), forms.segments)
        )

    def frequency(self, word: str, language: str) -> int:
        """Return how many sections have a word's commonest dictionary form; 0 for only parts."""
        forms = self.analyzers[language].forms(word)
        terms = {word, *forms.lemmas} - set(forms.parts)
        return max((self.vocabulary.frequencies.get(term, 0) for term in terms), default=0)

    def is_foreign(self, word: str, language: str) -> bool:
        """Tell whether only another language's lexicon knows a word."""
        known = [name for name, each in self.analyzers.items() if each.forms(word).known]
        return bool(known) and language not in known

    def _has_all(self, language: str, segments: tuple[tuple[str, ...], ...]) -> bool:
        layers = LEMMAS_AND_PARTS[language]
        return bool(segments) and all(
            any(self._occurs(layers, lemma) for lemma in segment) for segment in segments
        )

    def _occurs(self, layers: tuple[str, ...], term: str) -> bool:
        fields = (f"{zone}_{layer}" for layer in layers for zone in ZONES)
        return any(len(self._postings.term(field, term)[0]) for field in fields)
