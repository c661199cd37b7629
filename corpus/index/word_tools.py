"""Analyzers, translators and thesauri by tier of Finnish analysis, made once for a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.analysis.analyzer import ANALYSIS_VERSION, analyzers
from corpus.errors import LanguageToolError
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.thesaurus import Thesaurus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from corpus.analysis.analyzer import Analyzer
    from corpus.index.generations import Manifest


class Tools:
    """Analyzers and translators by tier, kept when a new generation is opened."""

    def __init__(self, tier: str, cache: Path | None) -> None:
        """Load nothing yet; `cache` is a file where a parsed dictionary may be kept."""
        self._tier = tier
        self._cache = cache
        self._analyzers: dict[str, Mapping[str, Analyzer]] = {}
        self._translators: dict[str, Translator] = {}
        self._thesauri: dict[str, Thesaurus] = {}

    def analyzers(self) -> Mapping[str, Analyzer]:
        """Return the analyzers of the tier that was set, or of the best one there is."""
        return self._of_tier(self._tier)

    def analyzers_of(self, manifest: Manifest) -> tuple[Mapping[str, Analyzer], list[str]]:
        """Return the analyzers a generation was built with, and what should be said of them."""
        complaints = []
        if manifest.analysis_version != ANALYSIS_VERSION:
            complaints.append(
                f"The index was built with analysis version {manifest.analysis_version}, this "
                f"program uses {ANALYSIS_VERSION}. Run 'kuutoshaku build' to rebuild it."
            )
        try:
            return self._of_tier(manifest.finnish_tier), complaints
        except LanguageToolError as error:
            complaints.append(
                f"The index was built with {manifest.finnish_tier}, which this machine lacks "
                f"({error}); inflected words may be missed. Run 'kuutoshaku build' to rebuild it."
            )
            return self._of_tier(self._tier), complaints

    def translator(self, languages: Mapping[str, Analyzer]) -> Translator:
        """Return the translator that uses the analyzers."""
        tier = languages["fi"].tier
        if tier not in self._translators:
            glossary = Glossary.load(lemmas_by_language(languages))
            freedict = FreeDict(cache=self._cache) if self._cache else FreeDict()
            translator = Translator(glossary, freedict, languages)
            # The dictionary and word lists are read at the first word: now, not at a reader's.
            translator.translate(languages["fi"].words("kaupunki"), "fi", "en")
            self._translators[tier] = translator
        return self._translators[tier]

    def thesaurus(self, languages: Mapping[str, Analyzer]) -> Thesaurus:
        """Return the thesaurus, its entries analysed by the analyzers."""
        tier = languages["fi"].tier
        if tier not in self._thesauri:
            self._thesauri[tier] = Thesaurus.load(lemmas_by_language(languages))
        return self._thesauri[tier]

    def _of_tier(self, tier: str) -> Mapping[str, Analyzer]:
        if tier not in self._analyzers:
            languages = analyzers(tier)
            self._analyzers |= {tier: languages, languages["fi"].tier: languages}
        return self._analyzers[tier]
