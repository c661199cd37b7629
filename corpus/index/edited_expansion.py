"""Editors' synonyms beside what else the words of a query are searched as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.index.query_terms import Group, text_words
from corpus.translation.dictionary import candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.editorial.synonym_entries import SynonymEntries
    from corpus.index.query_terms import Expansion
    from corpus.translation.term_entries import Rendering

BRIDGES = 2  # texts of a synonym that are also translated


@dataclass(frozen=True, slots=True)
class EditedExpansion:
    """Adds what editors say, in whatever language a query seems to be: they know their words."""

    plain: Expansion
    entries: SynonymEntries
    analyzers: Mapping[str, Analyzer]

    def groups(self, words: Sequence[str]) -> dict[str, list[Group]]:
        """Return, by word as typed, its renderings and synonyms, those of editors last."""
        found = {word: list(groups) for word, groups in self.plain.groups(words).items()}
        for language, analyzer in self.analyzers.items():
            analysed = [each for word in words for each in analyzer.words(word)[:1]]
            keys = [candidates(word.exact, word) for word in analysed]
            for rendering in self.entries.synonyms(keys, language):
                meant = [word.exact for word in analysed[rendering.start : rendering.end]]
                known = any(g.is_translation for word in meant for g in found.get(word, ()))
                new = [*self._said(rendering, language)]
                new += [] if known else self._bridged(rendering, language)
                for word in meant:
                    found.setdefault(word, []).extend(new)
        return found

    def _said(self, rendering: Rendering, language: str) -> Iterator[Group]:
        for text in rendering.texts:
            words = text_words(text, self.analyzers[language])
            yield Group(words, "editors", language, text, rendering.origin)

    def _bridged(self, rendering: Rendering, language: str) -> Iterator[Group]:
        """Yield what editors' words are in the other language, for a word that is nothing there."""
        for text in rendering.texts[:BRIDGES]:
            words = [word.exact for word in self.analyzers[language].words(text)]
            groups = self.plain.groups(words)
            for group in groups.get(words[0], ()):
                if group.is_translation and all(group in groups.get(word, ()) for word in words):
                    yield replace(group, rank=group.rank + 1)
