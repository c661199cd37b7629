"""The index readers hold: the newest whole generation, reopened when another is published."""

from __future__ import annotations

import logging
import weakref
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from corpus.document import document_id
from corpus.editorial.rules import NO_RULES
from corpus.errors import DamagedGenerationError, NoGenerationError, StoreError
from corpus.index import translations_file
from corpus.index.company import company
from corpus.index.corrections import as_extracted
from corpus.index.edited import edited
from corpus.index.expansion import Expansion
from corpus.index.page_table import PageTable
from corpus.index.parameters import Parameters
from corpus.index.phrases import attested
from corpus.index.postings import Postings
from corpus.index.prefixes import Prefixes
from corpus.index.query import IndexStatus
from corpus.index.query_terms import QueryAnalysis
from corpus.index.ranking import Ranker
from corpus.index.respelt_search import respelt_search
from corpus.index.searcher import Searcher
from corpus.index.similar import similar
from corpus.index.spelling import Speller
from corpus.index.suggestions import Suggestions
from corpus.index.whoosh_index import column, open_reader, page_records
from corpus.language import query_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.document import Document
    from corpus.editorial.rules import Editorial, EditorialSource, Value
    from corpus.index.generations import Generations, Manifest
    from corpus.index.query import Query, Results, Similar, Suggestion
    from corpus.index.word_tools import Tools

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

    def __init__(
        self, generations: Generations, tools: Tools, editors: EditorialSource | None = None
    ) -> None:
        """Watch a directory of generations, and editors' rules; open nothing before a question."""
        self._generations = generations
        self._tools = tools
        self._editors = editors
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._plain: Snapshot | None = None  # as it was built
        self._snapshot: Snapshot | None = None  # under the rules in force

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

    def similar(self, document_id: str, language: str) -> Similar | None:
        """Return what is like a document, for a reader's language, or None where it is unknown."""
        return similar(self._fresh().searcher, document_id, language)

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
            editorial=snapshot.searcher.editorial,
        )

    def under(self, editorial: Editorial) -> Snapshot:
        """Return the current generation as it would answer under other rules of editors."""
        self._fresh()
        with self._lock:
            plain = self._plain or self._open_newest_whole()
        return edited(plain, editorial)

    def extracted(self, url: str, field: str) -> Value | None:
        """Return what a page itself says in a field, or None where the index lacks the page."""
        table = self.under(NO_RULES).searcher.table
        page = table.number_of.get(document_id(url))
        return None if page is None else as_extracted(table.records[page], field)

    def current_searcher(self) -> Searcher:
        """Return the searcher of the current generation, for measurements."""
        return self._fresh().searcher

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._snapshot = self._plain = self._stamp = None

    def _fresh(self) -> Snapshot:
        """Return the current snapshot, after opening what has changed: generation or rules."""
        stamp, version = self._generations.stamp(), self._rules_version()
        snapshot = self._snapshot
        if snapshot is not None and (self._stamp, snapshot.searcher.editorial) == (stamp, version):
            return snapshot
        with self._lock:
            if self._plain is None or stamp != self._stamp:
                self._plain = self._open_newest_whole()
                self._stamp = stamp
            self._snapshot = self._under_rules(self._plain) if version else self._plain
            return self._snapshot

    def _rules_version(self) -> int:
        """Return the version of the rules in force, or the last known where that cannot be read."""
        try:
            return self._editors.version() if self._editors else 0
        except StoreError as error:
            log.warning("editorial_unread reason=%r", str(error))
            return self._snapshot.searcher.editorial if self._snapshot else 0

    def _under_rules(self, plain: Snapshot) -> Snapshot:
        editorial = self._editors.editorial() if self._editors else NO_RULES
        log.info("editorial_applied version=%d rules=%d", editorial.version, len(editorial.rules))
        return edited(plain, editorial)

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
        languages,
        translator,
        tools.thesaurus(languages),
        detect,
        partial(attested, postings),
        partial(company, postings),
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
