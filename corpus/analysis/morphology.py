"""Readings of a Finnish word, from whichever tool this machine has.

Three tiers, best first: libvoikko (system library), pyvoikko (wheels alone), and the simplemma
word list, which knows no grammar but can split compounds whose halves it knows.
Measured beside each other in docs/adr/003-finnish-analysis-in-tiers.md.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import simplemma
from simplemma.strategies import LOW_MEMORY_DICTIONARY_FACTORY, DictionaryLookupStrategy

from corpus.errors import LanguageToolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

log = logging.getLogger(__name__)

TIERS = ("libvoikko", "pyvoikko", "simplemma")
# A verb's base, its stem, and the ending that makes another verb of it, in Voikko's FSTOUTPUT.
_VERB = re.compile(r"\[Lt\](?:\[\w+\])*\[Xp\]([^\[]+)\[X\]([^\[]*)(?:\[Xj\](\w{2,})\[X\])?")
_NEGATING = "negation"  # kehittymätön is not what kehittyy
_VERBAL_NOUN = "[Tn4]mi"
_LAST_PART = "[Bc]"
_PLACE = "paikannimi"
_NOT = "epä"
_LISTS = DictionaryLookupStrategy(LOW_MEMORY_DICTIONARY_FACTORY)
_MIN_HALF = 4  # letters; shorter halves are found in words that are no compounds


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word.

    `base` is its dictionary form, `segments` the compound's parts as written, `verb` the verb of
    a participle (juossut → juosta), `noun` the noun of a verb that stands as one (juoksemisen →
    juokseminen, beside the base juosta).
    """

    base: str
    segments: tuple[str, ...]
    verb: str | None = None
    noun: str | None = None
    is_place: bool = False


class Morphology(Protocol):
    """Reads Finnish words; an unknown word has no readings."""

    tier: str
    knows_grammar: bool  # whether it reads every form of the words it knows

    def readings(self, word: str) -> list[Reading]:
        """Return every reading of a lower-case word."""
        ...

    def suggest(self, word: str) -> list[str]:
        """Return words that a misspelt word may stand for, likeliest first; often none."""
        ...


class Libvoikko:
    """Voikko through the system library libvoikko and the dictionary voikko-fi."""

    tier = "libvoikko"
    knows_grammar = True

    def __init__(self) -> None:
        """Load the library; raises LanguageToolError where it or its dictionary is missing."""
        try:
            self._voikko = import_module("libvoikko").Voikko("fi")
        except Exception as error:
            raise LanguageToolError(f"libvoikko cannot be used: {error}") from error
        self._lock = Lock()  # a Voikko handle must not be used from two threads at once

    def readings(self, word: str) -> list[Reading]:
        """Return every reading, also as a name where the lower-case word has none."""
        with self._lock:
            found = self._voikko.analyze(word) or self._voikko.analyze(_as_name(word))
        return [self._reading(word, entry) for entry in found if "BASEFORM" in entry]

    def suggest(self, word: str) -> list[str]:
        """Return what Voikko would write instead, lower-cased; it knows no document."""
        with self._lock:
            return [suggestion.lower() for suggestion in self._voikko.suggest(word)]

    @staticmethod
    def _reading(word: str, entry: dict[str, Any]) -> Reading:
        segments, at = [], 0
        for shape in entry.get("STRUCTURE", "").split("=")[1:]:
            segments.append(word[at : at + len(shape)].strip("-"))
            at += len(shape)
        if segments:
            segments[-1] += word[at:]
        return _reading(word, tuple(segments or [word]), entry)


class Pyvoikko:
    """Voikko's transducer in pure wheels: the same words, about ten times slower."""

    tier = "pyvoikko"
    knows_grammar = True

    def __init__(self) -> None:
        """Load the transducer; raises LanguageToolError where the wheel is missing."""
        try:
            self._analyse: Callable[[str], Iterable[Any]] = import_module("pyvoikko").analyse
            self._analyse("talossa")
        except Exception as error:
            raise LanguageToolError(f"pyvoikko cannot be used: {error}") from error
        self._lock = Lock()

    def readings(self, word: str) -> list[Reading]:
        """Return every reading, also as a name where the lower-case word has none."""
        with self._lock:
            found = list(self._analyse(word)) or list(self._analyse(_as_name(word)))
        return [self._reading(word, entry) for entry in found if entry.BASEFORM]

    def suggest(self, word: str) -> list[str]:  # noqa: ARG002 - the protocol's
        """Return nothing: the wheel cannot suggest."""
        return []

    @staticmethod
    def _reading(word: str, entry: Any) -> Reading:  # noqa: ANN401  an untyped library's object
        parts = entry.COMPOUND_PARTS or []
        segments = tuple(str(part.FORM).lower().strip("-") for part in parts) or (word,)
        return _reading(word, segments, entry._asdict())


class WordList:
    """simplemma's Finnish word list: no grammar, but halves that are words show a compound."""

    tier = "simplemma"
    knows_grammar = False

    def readings(self, word: str) -> list[Reading]:
        """Return the word as a compound of two known words, or nothing."""
        base = lemma(word, "fi")
        for cut in range(len(base) - _MIN_HALF, _MIN_HALF - 1, -1):
            head, tail = base[:cut].rstrip("-"), base[cut:]
            if word.startswith(base[:cut]) and self._knows(head) and self._knows(tail):
                return [Reading(base, (head, word[cut:]))]
        return [Reading(base, (word,))] if self._knows(word) else []

    def suggest(self, word: str) -> list[str]:  # noqa: ARG002 - the protocol's
        """Return nothing: a list of words cannot suggest."""
        return []

    @staticmethod
    def _knows(word: str) -> bool:
        return len(word) >= _MIN_HALF and bool(simplemma.is_known(word, lang="fi", low_memory=True))


def morphology(tier: str = "best") -> Morphology:
    """Return the best tier this machine has, or the one asked for by name.

    Raises LanguageToolError where the tier asked for is not installed or not known.
    """
    makers: dict[str, Callable[[], Morphology]] = dict(
        zip(TIERS, (Libvoikko, Pyvoikko, WordList), strict=True)
    )
    if tier != "best":
        if tier not in makers:
            raise LanguageToolError(f"There is no analysis tier '{tier}'; use {', '.join(TIERS)}.")
        return makers[tier]()
    for maker in makers.values():
        try:
            return maker()
        except LanguageToolError as error:
            log.info("finnish_tier_unavailable reason=%r", str(error))
    return WordList()


def lemma(word: str, language: str) -> str:
    """Return simplemma's dictionary form of a word, lower-cased."""
    found = simplemma.lemmatize(word, lang=language, greedy=language == "fi", low_memory=True)
    return found.lower().strip(".-' ") or word


def listed_lemma(word: str, language: str) -> str:
    """Return the dictionary form of a word that simplemma's list has as it stands, or nothing."""
    return (_LISTS.get_lemma(word, language) or "").lower()


def _reading(word: str, segments: tuple[str, ...], entry: Mapping[str, Any]) -> Reading:
    base = entry["BASEFORM"].replace("=", "").lower()  # pyvoikko marks where names are put together
    analysis = (entry.get("FSTOUTPUT") or "").rpartition(_LAST_PART)[2]
    is_participle = entry.get("PARTICIPLE") not in {None, _NEGATING}
    verb = _verb(analysis) if is_participle else None
    if segments[0] == _NOT and len(segments) > 1:
        # What is epäluotettava is not luotettava, and should not be found by it.
        segments = (segments[0] + segments[1], *segments[2:])
        verb = verb and _NOT + verb
    return Reading(
        base,
        segments,
        verb,
        noun=word[: word.rindex("mi")] + "minen" if _VERBAL_NOUN in analysis else None,
        is_place=entry.get("CLASS") == _PLACE,
    )


def _verb(analysis: str) -> str | None:
    """The verb of a participle: ilmoittautunut → ilmoittautua, not ilmoittaa."""
    if not (found := _VERB.search(analysis)):
        return None
    base, stem, ending = found.groups()
    return (stem + ending if ending else base).replace("=", "").lower()


def _as_name(word: str) -> str:
    return word[:1].upper() + word[1:]
