"""Text to analysed words, one analyzer per language, shared by indexing and search."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from corpus.analysis.english import English
from corpus.analysis.finnish import Finnish
from corpus.analysis.morphology import morphology
from corpus.analysis.tokenizer import tokens
from corpus.analysis.word_forms import Analyzed, WordForms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.analysis.tokenizer import Token

ANALYSIS_VERSION = "3"  # raise it when the same text would give other terms
_CACHED_WORDS = 65_536


class Language(Protocol):
    """Turns one lower-case word into its terms."""

    language: str

    def forms(self, word: str) -> WordForms:
        """Return the terms of a word."""
        ...

    def knows(self, word: str) -> bool:
        """Tell whether the language's own lexicon has a word."""
        ...

    def suggest(self, word: str) -> list[str]:
        """Return words that a misspelt word may stand for, likeliest first."""
        ...


class Analyzer:
    """Analyses text of one language; safe to share between threads."""

    def __init__(self, language: Language, tier: str = "") -> None:
        """Wrap a language; `tier` names the Finnish morphology in use, if any."""
        self._language = language
        self.language = language.language
        self.tier = tier
        self._forms = lru_cache(_CACHED_WORDS)(language.forms)

    def words(self, text: str) -> list[Analyzed]:
        """Return the words of a text in order, each with its terms."""
        return [self._analyzed(token) for token in tokens(text)]

    def forms(self, word: str) -> WordForms:
        """Return the terms of one lower-case word."""
        return self._forms(word)

    def knows(self, word: str) -> bool:
        """Tell whether the language's own lexicon has a lower-case word."""
        return self._language.knows(word)

    def suggest(self, word: str) -> list[str]:
        """Return words that a misspelt lower-case word may stand for, likeliest first."""
        return self._language.suggest(word)

    def _analyzed(self, token: Token) -> Analyzed:
        forms = self._forms(token.exact)
        return Analyzed(
            token.surface,
            token.start,
            token.end,
            token.exact,
            forms.lemmas,
            forms.parts,
            forms.stem,
            forms.known,
        )


def analyzers(tier: str = "best") -> Mapping[str, Analyzer]:
    """Return the analyzers by language, with the best Finnish tier or the one asked for.

    Raises LanguageToolError where the tier asked for is not installed.
    """
    finnish = morphology(tier)
    return {"fi": Analyzer(Finnish(finnish), finnish.tier), "en": Analyzer(English())}
