"""What an analyzer says of one word, and of one word in its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordForms:
    """The terms a word is matched by.

    `lemmas` are its possible dictionary forms without hyphens, best guess first; `parts` the
    parts of a compound and every run of them; `segments` just its parts in order, each with its
    possible dictionary forms; `stem` a shorter cut that joins derivations, or empty; `known`
    tells whether the language's own lexicon has the word.
    """

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    stem: str = ""
    known: bool = True
    segments: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Analyzed:
    """A word as written, its place in the text, its lower-cased form and its terms."""

    surface: str
    start: int
    end: int
    exact: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    stem: str
    known: bool
