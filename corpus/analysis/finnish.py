"""Finnish words to terms: every dictionary form a word may have, and the parts of compounds.

The chain is C6 of the project's measurements: Voikko's readings with the fewest parts, the verb
of a participle, and what simplemma's list says, all at one position; Snowball and what
unknown_words.py makes of a word only where no lexicon has it.
"""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING

import snowballstemmer

from corpus.analysis.compounds import MIN_PART_LENGTH, compound_parts, compound_segments
from corpus.analysis.morphology import lemma, listed_lemma
from corpus.analysis.unknown_words import bases_of_stem, dotted_spellings, is_form_of
from corpus.analysis.word_forms import WordForms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.analysis.morphology import Morphology, Reading

_OWN_PREFIXES = {"yhteis", "erikois"}  # yhteistyö is not about what is yhteinen
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
        if not readings:
            return self._unknown(word)
        return self._read(readings, self._second_opinion(word, read=True))

    def knows(self, word: str) -> bool:
        """Tell whether the morphology has a reading of a word."""
        return bool(self._morphology.readings(word))

    def suggest(self, word: str) -> list[str]:
        """Return words that a misspelt word may stand for, likeliest first."""
        return self._morphology.suggest(word)

    def _read(self, readings: list[Reading], second_opinion: str = "") -> WordForms:
        """A word the morphology knows, by its readings."""
        found: list[str] = []
        for reading in readings:
            found += [reading.noun or reading.base, reading.base]
            if reading.verb and len(reading.segments) == 1:
                found.append(reading.verb)
        found.append(second_opinion)
        # A place is not about what its name was made of: Seinäjoki is no river.
        parted = [] if any(reading.is_place for reading in readings) else readings
        return WordForms(
            _terms(found),
            compound_parts(parted, self._baseforms),
            segments=compound_segments(parted, self._baseforms),
        )

    def _unknown(self, word: str) -> WordForms:
        """A word the morphology does not know: a name, a new word, or one without its dots."""
        stem = self._stem(word)
        found = [self._second_opinion(word, read=False) or word, stem, *bases_of_stem(stem)]
        meant = self._with_dots(word)
        return WordForms(
            _terms([*found, *meant.lemmas]), meant.parts, known=False, segments=meant.segments
        )

    def _with_dots(self, word: str) -> WordForms:
        """The word that is meant by one typed without dots; nothing where there is none."""
        readings = [r for dotted in dotted_spellings(word) for r in self._fewest_parts(dotted)]
        fewest = _fewest(readings)
        return self._read(fewest) if fewest else WordForms(())

    def _second_opinion(self, word: str, *, read: bool) -> str:
        """simplemma's lemma: what its list has, and a guess where no grammar reads the word."""
        if self._morphology.knows_grammar:
            if (listed := listed_lemma(word, "fi")) or read:
                return listed
            guess = lemma(word, "fi")
            return guess if is_form_of(word, guess) else ""
        return lemma(word, "fi")

    def _fewest_parts(self, word: str) -> list[Reading]:
        return _fewest(self._morphology.readings(word))

    def _baseforms(self, segment: str) -> tuple[str, ...]:
        if readings := self._fewest_parts(segment):
            return _terms([reading.base for reading in readings])
        # Before another part, words in -nen end in -s: kehittämishanke, pakkaspäivä.
        whole = segment[:-1] + "nen"
        if segment not in _OWN_PREFIXES and segment.endswith("s") and self._fewest_parts(whole):
            return (whole,)
        return (segment,)

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


def _fewest(readings: list[Reading]) -> list[Reading]:
    fewest = min((len(reading.segments) for reading in readings), default=0)
    return [reading for reading in readings if len(reading.segments) == fewest]


def _terms(words: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct words in order, without their hyphens."""
    return tuple(dict.fromkeys(word.replace("-", "") for word in words if word))
