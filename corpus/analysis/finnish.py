"""Finnish words to terms: every dictionary form a word may have, and the parts of compounds.

The chain is C6 of the project's measurements: Voikko's readings with the fewest parts, the verb
of a participle, and simplemma's lemma, all at one position; Snowball only for unknown words.
"""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING

import snowballstemmer

from corpus.analysis.compounds import MIN_PART_LENGTH, compound_parts, compound_segments
from corpus.analysis.morphology import lemma
from corpus.analysis.word_forms import WordForms

if TYPE_CHECKING:
    from corpus.analysis.morphology import Morphology, Reading

_CASE_ENDING = re.compile(r":[^\W\d_]+$")  # EU:n, HNRY:ssä
_DIGITS_FIRST = re.compile(r"(\d+)([^\W\d_].*)")  # 6ajan, 3d-mallit


class Finnish:
    """Turns one lower-case Finnish word into its terms."""

    language = "fi"

    def __init__(self, morphology: Morphology) -> None:
        """Use the given morphology; it decides the tier."""
        self._morphology = morphology
        self._stemmer = snowballstemmer.stemmer("finnish")
        self._lock = Lock()  # the stemmer keeps the word it works on

    def forms(self, word: str) -> WordForms:
        """Return the terms of a word."""
        word = _CASE_ENDING.sub("", word)
        readings = self._fewest_parts(word)
        if not readings and "-" in word:
            return self._hyphenated(word)
        if match := _DIGITS_FIRST.fullmatch(word):
            return self._after_digits(*match.groups())
        lemmas = self._lemmas(word, readings)
        return WordForms(
            lemmas,
            compound_parts(readings, self._baseforms),
            known=bool(readings),
            segments=compound_segments(readings, self._baseforms),
        )

    def knows(self, word: str) -> bool:
        """Tell whether the morphology has a reading of a word."""
        return bool(self._morphology.readings(word))

    def suggest(self, word: str) -> list[str]:
        """Return words that a misspelt word may stand for, likeliest first."""
        return self._morphology.suggest(word)

    def _lemmas(self, word: str, readings: list[Reading]) -> tuple[str, ...]:
        found: list[str] = []
        for reading in readings:
            found.append(reading.base)
            if reading.verb and len(reading.segments) == 1:
                found.append(reading.verb)
        found.append(lemma(word, "fi"))
        if not readings:
            found.append(self._stem(word))
        return tuple(dict.fromkeys(term.replace("-", "") for term in found if term))

    def _fewest_parts(self, word: str) -> list[Reading]:
        readings = self._morphology.readings(word)
        fewest = min((len(reading.segments) for reading in readings), default=0)
        return [reading for reading in readings if len(reading.segments) == fewest]

    def _baseforms(self, segment: str) -> tuple[str, ...]:
        bases = tuple(dict.fromkeys(r.base.replace("-", "") for r in self._fewest_parts(segment)))
        return bases or (segment,)

    def _after_digits(self, digits: str, rest: str) -> WordForms:
        """A word that begins with digits inflects like the rest of it: 6Aika, 6Ajan."""
        inner = self.forms(rest)
        lemmas = tuple(digits + term for term in inner.lemmas)
        first_part = tuple(digits + part for part in inner.parts[:1])
        return WordForms(lemmas, first_part + inner.parts[1:], known=inner.known)

    def _hyphenated(self, word: str) -> WordForms:
        """A hyphenated compound no lexicon holds: the last part inflects, each part is a term."""
        halves = [half for half in word.split("-") if half]
        if not halves:
            return WordForms((word,), known=False)
        forms = [self.forms(half) for half in halves]
        before = "".join(halves[:-1])
        parts = [term for form in forms for term in (*form.lemmas, *form.parts)]
        return WordForms(
            tuple(dict.fromkeys(before + term for term in forms[-1].lemmas)),
            tuple(dict.fromkeys(p for p in parts if len(p) >= MIN_PART_LENGTH or p.isdigit())),
            known=all(form.known for form in forms),
            segments=tuple(form.lemmas for form in forms),
        )

    def _stem(self, word: str) -> str:
        with self._lock:
            return str(self._stemmer.stemWord(word))
