"""Entries of words and phrases, found in a row of words however these are inflected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corpus.analysis.word_forms import Analyzed

    # One sequence per word of a text: the word as written (lower case, hyphens closed up), then
    # the dictionary forms it may have.
    Lemmas = Callable[[str], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a run of query words reads in the other language, or else in its own.

    `start` and `end` are word positions, `texts` the alternatives, best first, `origin` is
    glossary, learnt, dictionary, parts or thesaurus, `term` the run in its dictionary form. A
    rendering without texts marks words that are written alike in both languages.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    origin: str
    term: str = ""


class Dictionary(Protocol):
    """Anything that renders words of one language in another."""

    def translate(self, words: Sequence[Analyzed], source: str, target: str) -> Sequence[Rendering]:
        """Return the renderings of words, or of several words together, best text first."""
        ...


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of an entry: as written there, and every form it is matched by."""

    written: str
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    place: int
    term: str
    words: tuple[_Word, ...]
    texts: tuple[str, ...]

    def fits(self, words: Sequence[Sequence[str]]) -> bool:
        return len(words) == len(self.words) and all(
            not own.forms.isdisjoint(given) for own, given in zip(self.words, words, strict=True)
        )

    def fits_as_written(self, words: Sequence[Sequence[str]]) -> bool:
        return all(own.written in given for own, given in zip(self.words, words, strict=True))


class TermEntries:
    """Finds the longest entries in a row of words; made once, by the forms of their first word."""

    def __init__(
        self, pairs: Iterable[tuple[str, Sequence[str]]], lemmas: Lemmas, origin: str
    ) -> None:
        """Analyse the terms of (term, texts) once; of ambiguous ones the earlier come first."""
        self._origin = origin
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        for place, (term, texts) in enumerate(pairs):
            for words in _spellings(term, lemmas):
                for form in words[0].forms:
                    self._by_first[form].append(_Entry(place, term, words, tuple(texts)))

    def renderings(self, words: Sequence[Sequence[str]]) -> list[Rendering]:
        """Return the entries found in a row of words, longest first, in the row's order."""
        found: list[Rendering] = []
        at = 0
        while at < len(words):
            rendering = self._longest(words, at)
            if rendering:
                found.append(rendering)
            at = rendering.end if rendering else at + 1
        return found

    def _longest(self, words: Sequence[Sequence[str]], at: int) -> Rendering | None:
        fitting = [
            entry
            for form in dict.fromkeys(words[at])
            for entry in self._by_first.get(form, ())
            if entry.fits(words[at : at + len(entry.words)])
        ]
        if not fitting:
            return None
        length = max(len(entry.words) for entry in fitting)
        longest = [entry for entry in fitting if len(entry.words) == length]
        chosen = [e for e in longest if e.fits_as_written(words[at : at + length])] or longest
        chosen.sort(key=lambda entry: entry.place)
        texts = tuple(dict.fromkeys(text for entry in chosen for text in entry.texts))
        return Rendering(at, at + length, texts, self._origin, chosen[0].term)


def _spellings(term: str, lemmas: Lemmas) -> Iterator[tuple[_Word, ...]]:
    """Yield the words of an entry, and for one with a hyphen again as if written with a space."""
    for spelling in dict.fromkeys((term, term.replace("-", " "))):
        as_name = any(letter.isupper() for word in spelling.split() for letter in word[1:])
        if words := tuple(_word(word, as_name=as_name) for word in lemmas(spelling)):
            yield words


def _word(word: Sequence[str], *, as_name: bool) -> _Word:
    """Return what a word of an entry is matched by.

    A base form stands for itself only, not for other words it may be a form of (oppi is no oppia);
    so does a name in capitals (EKAT is no eka), but for its English plural (SMEs).
    """
    written, lemmas = word[0], word[1:]
    if as_name:
        return _Word(written, frozenset([written, f"{written}s"]))
    return _Word(written, frozenset([written] if written in lemmas else [written, *lemmas]))
