"""The curated glossary: words, names and acronyms of city development in both languages."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    # One sequence per word of a text: the word as written (lower case, hyphens closed up), then
    # the dictionary forms it may have.
    Lemmas = Callable[[str], Sequence[Sequence[str]]]
    Contents = tuple[Mapping[str, Sequence[str]], Sequence[str]]

PACKAGED_GLOSSARY = Path(__file__).parent / "glossary.toml"
_TABLES = ("terms", "names", "acronyms")


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a run of query words reads in the other language.

    `start` and `end` are word positions, `texts` the alternatives, best first, `origin` is
    glossary, learnt, dictionary or parts, `term` the run in its dictionary form. A rendering
    without texts marks words that are written alike in both languages.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    origin: str
    term: str = ""


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


class Glossary:
    """Finds the longest glossary entries in a row of words, however they are inflected."""

    def __init__(self, contents: Contents, lemmas: Mapping[str, Lemmas]) -> None:
        """Analyse the entries of both directions once; `lemmas` gives one analysis a language."""
        entries, unchanged = contents
        alike: dict[str, tuple[str, ...]] = dict.fromkeys(unchanged, ())
        self._directions = {
            ("fi", "en"): _Direction((entries, alike), lemmas["fi"]),
            ("en", "fi"): _Direction((_turned(entries), alike), lemmas["en"]),
        }

    @classmethod
    def load(cls, lemmas: Mapping[str, Lemmas], path: Path = PACKAGED_GLOSSARY) -> Glossary:
        """Read a glossary file. Raises SettingsError where it cannot be read."""
        return cls(read_glossary(path), lemmas)

    def renderings(
        self, words: Sequence[Sequence[str]], source: str, target: str
    ) -> list[Rendering]:
        """Return the entries found in a row of words, longest first, in the row's order."""
        direction = self._directions.get((source, target))
        found: list[Rendering] = []
        at = 0
        while direction and at < len(words):
            rendering = direction.longest(words, at)
            if rendering:
                found.append(rendering)
            at = rendering.end if rendering else at + 1
        return found


class _Direction:
    """The entries of one direction, by the forms of their first word."""

    def __init__(self, tables: Iterable[Mapping[str, Sequence[str]]], lemmas: Lemmas) -> None:
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        pairs = chain.from_iterable(table.items() for table in tables)
        for place, (term, texts) in enumerate(pairs):
            for words in _spellings(term, lemmas):
                for form in words[0].forms:
                    self._by_first[form].append(_Entry(place, term, words, tuple(texts)))

    def longest(self, words: Sequence[Sequence[str]], at: int) -> Rendering | None:
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
        return Rendering(at, at + length, texts, "glossary", chosen[0].term)


def read_glossary(path: Path) -> Contents:
    """Return the entries {Finnish: English renderings} and the words written alike.

    Raises SettingsError where the file is missing or is no glossary.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = {key: texts for name in _TABLES for key, texts in tables.get(name, {}).items()}
        unchanged = tables.get("unchanged", {}).get("words", [])
    except (OSError, ValueError, AttributeError) as error:
        raise SettingsError(f"The glossary {path} cannot be read: {error}.") from error
    for key, texts in entries.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise SettingsError(f'In the glossary {path}, "{key}" needs a list of renderings.')
    return entries, unchanged


def _turned(entries: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return {English: Finnish words}, those first for which it is the better rendering."""
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, texts in entries.items():
        for rank, text in enumerate(texts):
            ranked[text].append((rank, word))
    return {
        text: [word for _, word in sorted(words, key=lambda pair: pair[0])]
        for text, words in ranked.items()
    }


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
