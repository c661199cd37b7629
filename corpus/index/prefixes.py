"""The words that begin as a reader typed: only words that pages have, and at most so many."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from heapq import nsmallest
from threading import Lock
from typing import TYPE_CHECKING

from corpus.analysis.folding import folded
from corpus.index.schema import EXACT, ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.index.postings import Postings

MAX_EXPANSIONS = 64


class Prefixes:
    """Expands beginnings of words over one generation; safe to share between threads."""

    def __init__(self, postings: Postings) -> None:
        """Read nothing yet: the words are sorted when the first beginning is typed."""
        self._postings = postings
        self._lock = Lock()
        self._sorted: Sequence[tuple[str, str, int]] | None = None

    def expand(self, prefix: str) -> list[str]:
        """Return the words that begin so, in order; of more than 64, the commonest.

        Where none does, diacritics are left out of account.
        """
        words = self._words()
        plain = folded(prefix)
        first = bisect_left(words, plain, key=lambda word: word[0])
        last = bisect_left(words, plain + chr(0x10FFFF), key=lambda word: word[0])
        alike = words[first:last]
        same = [each for each in alike if each[1].startswith(prefix)] or alike
        kept = nsmallest(MAX_EXPANSIONS, same, key=lambda word: (-word[2], word[1]))
        return sorted(word for _, word, _ in kept)

    def _words(self) -> Sequence[tuple[str, str, int]]:
        """Return (word without diacritics, word, sections that have it) by the first of them."""
        with self._lock:
            if self._sorted is None:
                sections: Counter[str] = Counter()
                for zone in ZONES:
                    sections.update(self._postings.frequencies(f"{zone}_{EXACT}"))
                self._sorted = sorted((folded(word), word, n) for word, n in sections.items())
            return self._sorted
