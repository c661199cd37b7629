"""Which language a page, a section or a query is in: Finnish, English, or another.

Letters tell (`letters.py`); in queries, which are short, the lexicons speak first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.letters import finnish_over_english, foreign_over_both, words_of
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer

INDEXED = ("fi", "en")
OTHER = "other"
UNDECIDED = ""
DEFAULT = "fi"
SHORTEST_PAGE = 60  # letters; blocks of so many are told right, see ADR 011
LONGEST_ACRONYM = 4
# Beyond this the answer no longer changes, and reading takes time.
READ_CHARACTERS = 800
# Logarithms of how many times likelier. Of single words that lean by 12 to a language, 97 of 100
# are of it; by 4, 7 of 10.
UNCERTAIN = 12.0
QUERY_UNCERTAIN = 1.0
LETTERS_UNCERTAIN = 5.0  # without lexicons, words of both languages lean as far as this
KNOWN = 20.0  # a lexicon's word for its language
# What sentences of other languages reach, and names, lists of names and code hardly do.
FOREIGN = 45.0
FOREIGN_A_LETTER = 0.9
LAST_LATIN_LETTER = "\u024f"


@dataclass(frozen=True, slots=True)
class DocumentLanguages:
    """The language of a page and, in order, of each of its sections."""

    document: str
    sections: tuple[str, ...]


def section_language(text: str, prior: str) -> str:
    """Return the language of a section; `prior` is what its surroundings are in.

    The prior stands for texts that could be either language, as most of a word or two.
    """
    words = words_of(text[:READ_CHARACTERS])
    if _is_foreign_script(text) or _are_foreign(words):
        return OTHER
    lean = finnish_over_english(words)
    if abs(lean) < UNCERTAIN:
        return prior
    return "fi" if lean > 0 else "en"


def document_languages(texts: Sequence[str], declared: Mapping[str, int]) -> DocumentLanguages:
    """Return the languages of a page's sections and of the page, which is that of most letters.

    `declared` is {language: points} of what the page says of itself. It stands unless 60
    letters of text tell otherwise; a section that tells nothing takes after its neighbours.
    """
    seen = [section_language(text, UNDECIDED) for text in texts]
    letters: Counter[str] = Counter()
    for text, language in zip(texts, seen, strict=True):
        letters[language] += letters_in(text)
    del letters[UNDECIDED]
    claimed = _claimed(declared)
    whole = letters.most_common(1)[0][0] if letters else claimed or DEFAULT
    if claimed and letters[whole] < SHORTEST_PAGE:
        whole = claimed
    return DocumentLanguages(whole, tuple(_settled(seen, whole)))


def query_language(
    text: str, reader_language: str, analyzers: Mapping[str, Analyzer] | None = None
) -> str:
    """Return the language of a query: Finnish or English, the reader's where it may be both.

    With `analyzers` the lexicons speak before the letters. Names of the cities are words of both
    languages.
    """
    words = [word for word in words_of(text) if not _city_names().fullmatch(word)]
    lean = sum(_query_lean(word, analyzers) for word in words)
    if abs(lean) < (LETTERS_UNCERTAIN if analyzers is None else QUERY_UNCERTAIN):
        return reader_language
    return "fi" if lean > 0 else "en"


def _query_lean(word: str, analyzers: Mapping[str, Analyzer] | None) -> float:
    """Return how far one word leans to Finnish; a short one that no lexicon has is a name."""
    letters = finnish_over_english([word])
    if analyzers is None:
        return letters
    finnish, english = (analyzers[language].forms(word).known for language in INDEXED)
    if not (finnish or english) and len(word) <= LONGEST_ACRONYM:
        return 0
    return letters + KNOWN * (finnish - english)


@cache
def _city_names() -> re.Pattern[str]:
    words = (word for city in vocabulary()["city"].values() for word in city.words)
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))


def _claimed(declared: Mapping[str, int]) -> str:
    claimed = max(declared, key=lambda language: declared[language], default=UNDECIDED)
    return claimed if claimed in INDEXED or claimed == UNDECIDED else OTHER


def _settled(seen: Sequence[str], whole: str) -> Iterator[str]:
    """Fill in the undecided: the language before them if it goes on or another follows."""
    for place, language in enumerate(seen):
        before = seen[place - 1] if place else whole
        after = seen[place + 1] if place + 1 < len(seen) else whole
        yield language or (before if before and after != whole else whole)


def _are_foreign(words: Sequence[str]) -> bool:
    """Tell whether words are much likelier in a third language; lists of names never are."""
    needed = max(FOREIGN, FOREIGN_A_LETTER * sum(map(len, words)))
    return foreign_over_both(words) >= needed


def _is_foreign_script(text: str) -> bool:
    return sum(letter > LAST_LATIN_LETTER for letter in text) > len(text) / 3


def letters_in(text: str) -> int:
    """Return how many letters a text holds."""
    return sum(map(str.isalpha, text))
