"""Editors' synonyms, found in a row of words however these are inflected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.editorial.rules import Synonym
from corpus.translation.term_entries import TermEntries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.editorial.rules import Editorial
    from corpus.translation.term_entries import Lemmas, Rendering


class SynonymEntries:
    """Finds what editors say a row of words may be called; made once for a version of rules."""

    def __init__(self, editorial: Editorial, lemmas: Mapping[str, Lemmas]) -> None:
        """Analyse the synonyms of every language once; `lemmas` gives one analysis a language."""
        rules = [rule for _, rule in editorial.of(Synonym)]
        self._languages = {
            language: TermEntries(
                [pair for rule in rules if rule.language == language for pair in rule.pairs],
                of_language,
                "editors",
            )
            for language, of_language in lemmas.items()
        }

    def synonyms(self, words: Sequence[Sequence[str]], language: str) -> list[Rendering]:
        """Return what a row of words, each given by its forms, may be called in a language."""
        entries = self._languages.get(language)
        return entries.renderings(words) if entries else []
