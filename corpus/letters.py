"""How likely the letters of words are in each language, by langdetect's tables.

The tables hold how common runs of one to three letters are in 25 languages. Words are weighed by
all their runs, each word of a text once (naive Bayes; langdetect itself samples runs at random,
which is made for long texts, slower, and passes over words in capitals).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import langdetect
import numpy as np
from langdetect import DetectorFactory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Weights = NDArray[np.float32]

PROFILES = Path(langdetect.__file__).parent / "profiles"
# Those in Latin letters, but for a few that hardly anyone writes about Finland's cities in.
LANGUAGES = (
    *("fi", "en", "sv", "et", "da", "no", "de", "nl", "fr", "es", "it", "pt", "ro", "pl", "cs"),
    *("sk", "sl", "hr", "sq", "lv", "lt", "hu", "tr", "so", "vi"),
)
FINNISH, ENGLISH = LANGUAGES.index("fi"), LANGUAGES.index("en")
FIRST_FOREIGN = 2
LONGEST_RUN = 3
# What langdetect adds to every probability of its tables.
UNSEEN = 0.5 / 10_000
KEPT_WORDS = 32_768
READ_LETTERS = 40  # of a word
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_NO_WORD = re.compile(r"_|\w\.\w|[a-zåäö][A-ZÅÄÖ]")


def words_of(text: str) -> list[str]:
    """Return the different words of a text in lower case and in order.

    Addresses, names of files, names like HeatNet, and acronyms are in no language and left out.
    """
    pieces = [piece for piece in text.split() if not _NO_WORD.search(piece)]
    if not text.isupper():
        pieces = [piece for piece in pieces if len(piece) == 1 or not piece.isupper()]
    return list(dict.fromkeys(_WORD.findall(" ".join(pieces).lower())))


def finnish_over_english(words: Iterable[str]) -> float:
    """Return the logarithm of how many times likelier words are Finnish than English."""
    told = _whole(words)
    return float(told[FINNISH] - told[ENGLISH])


def foreign_over_both(words: Iterable[str]) -> float:
    """Return the logarithm of how many times likelier words are of some third language."""
    told = _whole(words)
    return float(told[FIRST_FOREIGN:].max() - told[:FIRST_FOREIGN].max())


def _whole(words: Iterable[str]) -> Weights:
    whole: Weights = np.sum([_NONE, *map(_likelihood, words)], axis=0)
    return whole


@lru_cache(KEPT_WORDS)
def _likelihood(word: str) -> Weights:
    rows, table = _tables()
    padded = f" {word[:READ_LETTERS]} "
    runs = [
        padded[start : start + length]
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(padded) - length + 1)
    ]
    # Endings tell most of Finnish, which inflects there, and so count twice.
    runs += [padded[-length:] for length in range(2, LONGEST_RUN + 1)]
    weights: Weights = table[[rows[run] for run in runs if run in rows]].sum(axis=0)
    return weights


@cache
def _tables() -> tuple[Mapping[str, int], Weights]:
    """Return {run of letters: row}, and logarithms of its shares by row and language."""
    factory = DetectorFactory()
    factory.load_json_profile(
        [(PROFILES / language).read_text(encoding="utf-8") for language in LANGUAGES]
    )
    shares = factory.word_lang_prob_map
    table = np.log(np.array(list(shares.values())) + UNSEEN).astype(np.float32)
    return {run: row for row, run in enumerate(shares)}, table


_NONE: Weights = np.zeros(len(LANGUAGES), np.float32)
