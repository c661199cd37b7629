"""Words of a vocabulary that are spelt nearly as another word.

Words that differ by few edits become equal when few letters are deleted from both; so each word
is filed under what is left of its beginning when up to two letters are deleted (the symmetric
delete method, Garbe 2012). Diacritics are taken off first, so that tyollisyys is filed where
työllisyys is. What is left is kept as a sorted array of hashes: 12 bytes for each.

The distance is the optimal string alignment distance (Damerau 1964: insertion, deletion,
substitution, two letters swapped, each 1), where a letter for the same with other diacritics
costs only DIACRITIC.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from corpus.analysis.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIACRITIC = 0.2
MAX_EDITS = 2
_FILED_LETTERS = 7
_MAX_LENGTH = 40  # letters; longer words are no dictionary's


class NearWords:
    """Finds the words of a vocabulary near a given one; never changes once made."""

    def __init__(self, words: Sequence[str]) -> None:
        """File every word; takes about 40 microseconds a word."""
        self._words = [word for word in words if len(word) <= _MAX_LENGTH]
        hashes, numbers = array("q"), array("i")
        for number, word in enumerate(self._words):
            left_overs = _left_overs(folded(word)[:_FILED_LETTERS], MAX_EDITS)
            hashes.extend(map(hash, left_overs))
            numbers.extend([number] * len(left_overs))
        unordered = np.frombuffer(hashes, np.int64) if hashes else np.zeros(0, np.int64)
        order = np.argsort(unordered, kind="stable")
        self._hashes = unordered[order]
        self._numbers = np.array(numbers, np.int32)[order]
        self._lengths = np.array([len(word) for word in self._words], np.int32)
        self._letters = np.array([_letter_set(word) for word in self._words], np.uint64)

    def near(self, word: str, edits: int = MAX_EDITS) -> Iterator[tuple[str, float]]:
        """Yield (word of the vocabulary, distance) for all at most `edits` edits away."""
        if len(word) > _MAX_LENGTH + MAX_EDITS:
            return
        for number in self._candidates(word, edits):
            other = self._words[number]
            apart = distance(word, other, edits + 1)
            if apart < edits + 1:  # what is over whole edits is diacritics
                yield other, apart

    def _candidates(self, word: str, edits: int) -> list[int]:
        """Return the words that share a left-over and have nearly the same letters."""
        left_overs = _left_overs(folded(word)[:_FILED_LETTERS], edits)
        wanted = np.fromiter(map(hash, left_overs), np.int64, len(left_overs))
        first = np.searchsorted(self._hashes, wanted, "left")
        last = np.searchsorted(self._hashes, wanted, "right")
        found = [self._numbers[a:b] for a, b in zip(first, last, strict=True) if a < b]
        if not found:
            return []
        numbers = np.unique(np.concatenate(found))
        numbers = numbers[np.abs(self._lengths[numbers] - len(word)) <= edits]
        differing = np.bitwise_count(self._letters[numbers] ^ np.uint64(_letter_set(word)))
        near: list[int] = numbers[differing <= 2 * edits].tolist()
        return near


def distance(one: str, other: str, limit: float) -> float:
    """Return how far apart two words are; not below `limit` where they are that far or farther."""
    one, other = _without_common_ends(one, other)
    if not one or not other or abs(len(one) - len(other)) >= limit:
        return float(abs(len(one) - len(other)))
    plain, other_plain = list(map(folded, one)), list(map(folded, other))
    before: list[float] = []
    row = [float(n) for n in range(len(other) + 1)]
    for i, letter in enumerate(one):
        earlier, before, row = before, row, [i + 1.0]
        for j, other_letter in enumerate(other):
            cost = 1.0
            if letter == other_letter:
                cost = 0.0
            elif plain[i] == other_plain[j]:
                cost = DIACRITIC
            best = min(before[j] + cost, before[j + 1] + 1, row[j] + 1)
            if i and j and plain[i] == other_plain[j - 1] and plain[i - 1] == other_plain[j]:
                best = min(best, earlier[j - 1] + 1)
            row.append(best)
        if min(row) >= limit:
            return limit
    return row[-1]


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _left_overs(word: str, deletions: int) -> set[str]:
    """Return a word and everything that is left of it after up to so many deletions."""
    left_overs = latest = {word}
    for _ in range(deletions):
        latest = {rest[:n] + rest[n + 1 :] for rest in latest for n in range(len(rest))}
        left_overs = left_overs | latest
    return left_overs


def _letter_set(word: str) -> int:
    """Return a 64-bit set of a word's letters; two letters on one bit only let more by."""
    bits = 0
    for letter in folded(word):
        bits |= 1 << (ord(letter) % 64)
    return bits
