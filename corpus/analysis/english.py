"""English words to terms: simplemma's lemma, and its Snowball stem for derivations.

An American spelling is found by the British one too, and so is a form that the list takes for a
word of its own (english_forms.txt).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from threading import Lock

import simplemma
import snowballstemmer

from corpus.analysis.morphology import lemma
from corpus.analysis.word_forms import WordForms

# organize, analyze, urbanization; not prize, seize, and what has a size.
_AMERICAN = re.compile(
    r"(?!(?:re|up|out|mid|cap|down|over)siz)([a-z]{2,}[a-z][iy])z(e|er|ation|able)"
)


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
        halves = [half for half in word.split("-") if half] or [word]
        before = "".join(halves[:-1])
        wholes = tuple(before + base for base in base_forms(halves[-1]))
        parts = [base for half in halves for base in base_forms(half)] if len(halves) > 1 else []
        known = all(simplemma.is_known(half, lang="en", low_memory=True) for half in halves)
        stem = self._stem(before + british(lemma(halves[-1], "en")))
        return WordForms(wholes, tuple(dict.fromkeys(parts)), stem, known=known)

    def knows(self, word: str) -> bool:
        """Tell whether the word list has a word."""
        return bool(simplemma.is_known(word, lang="en", low_memory=True))

    def suggest(self, word: str) -> list[str]:  # noqa: ARG002 - the protocol's
        """Return nothing: the word list cannot suggest."""
        return []

    def _stem(self, word: str) -> str:
        with self._lock:
            return str(self._stemmer.stemWord(word))


def base_forms(word: str) -> tuple[str, ...]:
    """Return what a word is found by: the list's base form first, then what the list lacks."""
    base = lemma(word, "en")
    more = _more_forms()
    return tuple(dict.fromkeys([base, *more.get(word, ()), *more.get(base, ()), british(base)]))


def british(word: str) -> str:
    """Return a word in -ize, -yze or -ization as in -ise, -yse and -isation, others as they are."""
    return f"{found[1]}s{found[2]}" if (found := _AMERICAN.fullmatch(word)) else word


@cache
def _more_forms() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("english_forms.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if line[:1] != "#")
    return {word: tuple(bases) for word, *bases in filter(None, lines)}
