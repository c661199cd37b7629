"""Whether two texts are one query: the same words, however inflected and in whatever order."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.analysis.stopwords import stopwords
from corpus.translation.dictionary import candidates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer

    Words = Sequence[frozenset[str]]  # of a text, each by the forms it may have


@lru_cache(8192)
def query_words(text: str, analyzer: Analyzer) -> Words:
    """Return the telling words of a text; its stop words only where it has no others."""
    words = analyzer.words(text)
    telling = [word for word in words if word.exact not in stopwords(analyzer.language)]
    return [frozenset(candidates(word.exact, word)) for word in telling or words]


def is_same_query(one: Words, other: Words) -> bool:
    """Tell whether every word of each has a form in common with one of the other."""
    return (
        0 < len(one) == len(other)
        and all(any(word & each for each in other) for word in one)
        and all(any(word & each for each in one) for word in other)
    )


def same_in(one: str, other: str, language: str | None, analyzers: Mapping[str, Analyzer]) -> bool:
    """Tell whether two texts are one query in a language, or without one in any."""
    used = [analyzers[language]] if language else analyzers.values()
    return any(is_same_query(query_words(one, each), query_words(other, each)) for each in used)
