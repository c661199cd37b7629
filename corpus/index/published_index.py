"""The index readers hold: the newest whole generation, reopened when another is published."""

from __future__ import annotations

import logging
import weakref
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from corpus.analysis.analyzer import ANALYSIS_VERSION, analyzers
from corpus.errors import DamagedGenerationError, LanguageToolError, NoGenerationError
from corpus.index import translations_file
from corpus.index.expansion import Expansion
from corpus.index.page_table import PageTable
from corpus.index.parameters import Parameters
from corpus.index.phrases import attested
from corpus.index.postings import Postings
from corpus.index.query import IndexStatus
from corpus.index.prefixes import Prefixes
from corpus.index.query_terms import QueryAnalysis
from corpus.index.ranking import Ranker
from corpus.index.respelt_search import respelt_search
from corpus.index.searcher import Searcher
from corpus.index.spelling import Speller
from corpus.index.suggestions import Suggestions
from corpus.index.whoosh_index import column, open_reader, page_records
from corpus.language import query_language
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.thesaurus import Thesaurus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from corpus.analysis.analyzer import Analyzer
    from corpus.document import Document
    from corpus.index.generations import Generations, Manifest
    from corpus.index.query import Hit, Query, Results, Suggestion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One opened generation; its files stay open for as long as a running query holds it."""

    manifest: Manifest
    searcher: Searcher
    speller: Speller
    suggestions: Suggestions
    warnings: tuple[str, ...]


class PublishedIndex:
    """Answers from the newest published generation; safe to share between threads."""

    def __init__(self, generations: Generations, tools: Tools) -> None:
        """Watch a directory of generations; nothing is opened before the first question."""
        self._generations = generations
        self._tools = tools
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None

    def search(self, query: Query) -> Results:
        """Return the page of results a query asks for; raises NoGenerationError."""
        snapshot = self._fresh()
        return respelt_search(snapshot.searcher, snapshot.speller, query)

    def suggest(self, prefix: str, language: str) -> list[Suggestion]:
        """Return completions of what was typed so far, best first."""
        return self._fresh().suggestions.starting_with(prefix, language)

    def document(self, document_id: str) -> Document | None:
        """Return one indexed document, or None where the index does not hold it."""
        return self._fresh().searcher.document(document_id)

    def similar(self, document_id: str) -> list[Hit]:
        """Return documents about the same things, best first."""
        return self._fresh().searcher.similar(document_id)

    def status(self) -> IndexStatus:
        """Return what is being served."""
        snapshot = self._fresh()
        manifest = snapshot.manifest
        return IndexStatus(
            generation=manifest.name,
            published_at=manifest.created_at,
            documents=manifest.documents,
            sections=manifest.sections,
            languages=manifest.languages,
            finnish_tier=manifest.finnish_tier,
            analysis_version=manifest.analysis_version,
            held=self._generations.held() is not None,
            warnings=snapshot.warnings,
        )

    def current_searcher(self) -> Searcher:
        """Return the searcher of the current generation, for measurements."""
        return self._fresh().searcher

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._snapshot = self._stamp = None

    def _fresh(self) -> Snapshot:
        """Return the current snapshot, opening the generation first where it has changed."""
        stamp = self._generations.stamp()
        snapshot = self._snapshot
        if snapshot is not None and stamp == self._stamp:
            return snapshot
        with self._lock:
            if self._snapshot is None or stamp != self._stamp:
                self._snapshot = self._open_newest_whole()
                self._stamp = stamp
            return self._snapshot

    def _open_newest_whole(self) -> Snapshot:
        """Open the current generation, or the newest other one that is whole."""
        current, warnings = self._generations.current(), []
        others = [name for name in reversed(self._generations.names()) if name != current]
        others.sort(key=lambda name: name > current)  # what came before it first
        for name in (current, *others):
            try:
                manifest = self._generations.check(name)
            except DamagedGenerationError as error:
                log.error("generation_damaged name=%s reason=%r", name, str(error))  # noqa: TRY400
                warnings.append(f"{error} Another generation is served instead.")
                continue
            return open_snapshot(self._generations.path(name), manifest, self._tools, warnings)
        raise NoGenerationError(f"No generation is whole. {' '.join(warnings)} Run a build.")


def open_snapshot(
    directory: Path, manifest: Manifest, tools: Tools, warnings: Sequence[str] = ()
) -> Snapshot:
    """Open a generation's directory; its files must have been checked before."""
    reader = open_reader(directory)
    languages, complaints = tools.analyzers_of(manifest)
    postings = Postings(reader)
    weakref.finalize(postings, reader.close)  # when the last query that uses it has ended
    table = PageTable.of(page_records(reader), column(reader, "section_head"))
    translator = tools.translator(languages).taught(translations_file.read(directory))
    detect = partial(query_language, analyzers=languages)
    expansion = Expansion(
        languages, translator, tools.thesaurus(languages), detect, partial(attested, postings)
    )
    analysis = QueryAnalysis(languages, expansion, Prefixes(postings).expand)
    ranker = Ranker(postings, table, Parameters.load())
    searcher = Searcher(manifest.name, table, postings, ranker, analysis, languages, translator)
    speller = Speller(postings, languages)
    suggestions = Suggestions(table, postings)
    said = (*warnings, *complaints)
    snapshot = Snapshot(manifest, searcher, speller, suggestions, said)
    log.info("generation_opened name=%s documents=%d", manifest.name, manifest.documents)
    return snapshot


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
