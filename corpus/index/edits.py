"""Words one edit away from a word, as far as their letters follow each other as in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = "\0"  # stands before and after a word


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits a word with the letters and the runs of three letters of a vocabulary."""

    letters: str
    triples: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Edits:
        """Learn the letters and their order from words."""
        triples = frozenset(
            edged[at : at + 3] for edged in map(_edged, words) for at in range(len(edged) - 2)
        )
        return cls("".join(sorted({each[1] for each in triples if each[1].isalpha()})), triples)

    def of_word(self, word: str) -> Iterator[str]:
        """Yield what a lower-case word becomes by one edit, where each new triple is known."""
        for at in range(len(word) + 1):
            before, after = word[:at], word[at:]
            for middle, rest in self._changes(after):
                if self._is_plausible(before, middle, rest):
                    yield before + middle + rest

    def _changes(self, after: str) -> Iterator[tuple[str, str]]:
        yield from ((letter, after) for letter in self.letters)
        if after:
            yield "", after[1:]
            yield from ((letter, after[1:]) for letter in self.letters if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield after[1] + after[0], after[2:]

    def _is_plausible(self, before: str, middle: str, rest: str) -> bool:
        near = (_EDGE + before)[-2:] + middle + (rest + _EDGE)[:2]
        return all(near[n : n + 3] in self.triples for n in range(len(near) - 2))


def _edged(word: str) -> str:
    return f"{_EDGE}{word}{_EDGE}"
