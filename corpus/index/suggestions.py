"""Completions of what a reader has typed so far, from titles."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.index.query import Suggestion

if TYPE_CHECKING:
    from corpus.index.page_table import PageTable

MAX_SUGGESTIONS = 5
MIN_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Titles ready to be completed; a missing diacritic does not matter."""

    titles: tuple[tuple[str, tuple[str, ...], str, str], ...]  # language, words, title, url

    @classmethod
    def of(cls, table: PageTable) -> Suggestions:
        """Prepare the titles of a generation."""
        return cls(
            tuple(
                (record["language"], _words(record["title"]), record["title"], record["url"])
                for record in table.records
            )
        )

    def starting_with(self, typed: str, language: str) -> list[Suggestion]:
        """Return titles with words that begin with every typed word, own language first."""
        wanted = _words(typed)
        if len(typed.strip()) < MIN_PREFIX or not wanted:
            return []
        found = [
            (own_language != language, _first_place(words, wanted), title, url)
            for own_language, words, title, url in self.titles
            if all(any(word.startswith(prefix) for word in words) for prefix in wanted)
        ]
        return [Suggestion(title, url) for _, _, title, url in sorted(found)[:MAX_SUGGESTIONS]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_plain(token.exact) for token in tokens(text))


def _plain(word: str) -> str:
    """Take the diacritics off: työllisyys → tyollisyys."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _first_place(words: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    return next(n for n, word in enumerate(words) if word.startswith(wanted[0]))
