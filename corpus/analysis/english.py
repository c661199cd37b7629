"""English words to terms: simplemma's lemma, and its Snowball stem for derivations."""

from __future__ import annotations

from threading import Lock

import simplemma
import snowballstemmer

from corpus.analysis.morphology import lemma
from corpus.analysis.word_forms import WordForms


class English:
    """Turns one lower-case English word into its terms."""

    language = "en"

    def __init__(self) -> None:
        """Load the stemmer; simplemma loads its word list at the first word."""
        self._stemmer = snowballstemmer.stemmer("english")
        self._lock = Lock()  # the stemmer keeps the word it works on

    def forms(self, word: str) -> WordForms:
        """Return the terms of a word; a hyphenated word is found by its halves too."""
        word = word.removesuffix("'s").replace("'", "")
        halves = [half for half in word.split("-") if half]
        base = lemma(halves[-1], "en") if halves else word
        whole = "".join(halves[:-1]) + base
        parts = tuple(dict.fromkeys([*(lemma(half, "en") for half in halves)] * (len(halves) > 1)))
        known = all(simplemma.is_known(half, lang="en", low_memory=True) for half in halves)
        return WordForms((whole,), parts, self._stem(whole), known=known)

    def knows(self, word: str) -> bool:
        """Tell whether the word list has a word."""
        return bool(simplemma.is_known(word, lang="en", low_memory=True))

    def suggest(self, word: str) -> list[str]:  # noqa: ARG002 - the protocol's
        """Return nothing: the word list cannot suggest."""
        return []

    def _stem(self, word: str) -> str:
        with self._lock:
            return str(self._stemmer.stemWord(word))
