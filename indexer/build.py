"""From stored pages to a published generation; never touches the network."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.document import document_id
from corpus.errors import ExtractionError, NoGenerationError
from corpus.index.open_index import (
    begin_rebuild,
    begin_update,
    generations,
    learn_terms,
    try_unpublished,
)
from corpus.index.query import MAX_TERMS, Clause, Filters, Query, Word
from indexer.extractor import extract
from indexer.gate import pass_gate
from indexer.twins import join_twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus.document import Document, Page
    from corpus.index.generations import Manifest
    from corpus.index.whoosh_index import WhooshWriter
    from corpus.settings import Settings
    from corpus.sources import Source
    from corpus.store.page_store import PageStore

PROBES = 10


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made of the stored pages; `skipped` is (url, reason)."""

    generation: str
    documents: int
    sections: int
    languages: Mapping[str, int]
    skipped: tuple[tuple[str, str], ...]
    seconds: float


@dataclass(slots=True)
class Extraction:
    """Documents read so far, one per canonical address, and what was passed over."""

    documents: dict[str, Document]
    alternates: dict[str, Mapping[str, str]]
    skipped: list[tuple[str, str]]

    def read(self, page: Page, source: Source | None) -> None:
        """Extract one page and keep its document, or the reason why there is none."""
        if source is None or not source.covers(page.url):
            where = "any source" if source is None else f"the source {source.name}"
            self.skipped.append((page.url, f"it is outside {where} now; its page is kept"))
            return
        try:
            document = extract(page, source)
        except ExtractionError as error:
            self.skipped.append((page.url, str(error)))
            return
        self.alternates[document.url] = page.alternates
        known = self.documents.get(document.id)
        if known is None or page.final_url == document.url:
            self.documents[document.id] = document
        if known is not None:
            self.skipped.append((page.url, f"the same page as {document.url}"))


def build(
    settings: Settings,
    store: PageStore,
    sources: Iterable[Source],
    *,
    accept_loss: bool = False,
    on_progress: Callable[[str, int], None] = lambda _step, _count: None,
) -> BuildReport:
    """Build a generation from every stored page and publish it if it passes the gate.

    `on_progress` is told each step ("extract", "index", "learn", "publish") and how far it
    is. Raises GateError or PublishingHeldError; then the old generation goes on answering.
    """
    started = time.monotonic()
    generations(settings).refuse_while_held()
    read = extract_all(store, sources, on_progress)
    documents = join_twins(read.documents.values(), read.alternates)
    writer = begin_rebuild(settings)
    try:
        for count, document in enumerate(documents, start=1):
            writer.add(document)
            on_progress("index", count)
        on_progress("learn", learn_terms(settings, writer, documents))
        on_progress("publish", len(documents))
        facts, name = _publish(settings, writer, documents, accept_loss=accept_loss)
    except BaseException:
        writer.cancel()
        raise
    return _report(name, facts, read, started)


def update(
    settings: Settings, store: PageStore, sources: Iterable[Source], urls: Sequence[str]
) -> BuildReport:
    """Bring single pages of the current generation up to date, and the twins they name.

    A page that is no longer stored leaves the index. Raises NoGenerationError before the first
    build, and GateError or PublishingHeldError as a build does.
    """
    started = time.monotonic()
    generations(settings).refuse_while_held()
    read = Extraction({}, {}, [])
    by_name = {source.name: source for source in sources}
    named = _read_stored(store, urls, read, by_name)
    _read_stored(store, sorted(named - set(urls)), read, by_name)
    documents = join_twins(read.documents.values(), read.alternates)
    writer = begin_update(settings)
    try:
        for url in urls:
            writer.delete(document_id(url))
        for document in documents:
            writer.add(document)
        facts, name = _publish(settings, writer, documents, accept_loss=False)
    except BaseException:
        writer.cancel()
        raise
    return _report(name, facts, read, started)


def extract_all(
    store: PageStore,
    sources: Iterable[Source],
    on_progress: Callable[[str, int], None] = lambda _step, _count: None,
) -> Extraction:
    """Read every stored page that the sources cover into documents."""
    by_name = {source.name: source for source in sources}
    read = Extraction({}, {}, [])
    for count, page in enumerate(store.pages(), start=1):
        read.read(page, by_name.get(page.source))
        on_progress("extract", count)
    return read


def _publish(
    settings: Settings, writer: WhooshWriter, documents: Sequence[Document], *, accept_loss: bool
) -> tuple[Manifest, str]:
    facts = writer.finish()
    unfound = _unfound(settings, writer, documents) if documents else []
    pass_gate(facts, _current_manifest(settings), unfound, accept_loss=accept_loss)
    return facts, writer.publish()


def _current_manifest(settings: Settings) -> Manifest | None:
    where = generations(settings)
    try:
        return where.manifest(where.current())
    except NoGenerationError:
        return None


def _unfound(
    settings: Settings, writer: WhooshWriter, documents: Sequence[Document]
) -> Iterator[str]:
    """Yield the titles, among some spread over the build, that do not find their document."""
    searcher = try_unpublished(settings, writer).searcher
    step = max(1, len(documents) // PROBES)
    for document in documents[::step][:PROBES]:
        # Not through the query grammar: " -sopimus" in a Finnish title excludes nothing.
        words = tuple(Clause((Word(token.exact),)) for token in tokens(document.title))
        filters = Filters(doc_lang=(document.language,))
        query = Query(document.title, words[:MAX_TERMS], document.language, filters)
        if not searcher.finds(query, document.id):
            yield document.title


def _read_stored(
    store: PageStore, urls: Sequence[str], read: Extraction, sources: Mapping[str, Source]
) -> set[str]:
    """Read the stored pages at the addresses and return the addresses they name as twins."""
    named: set[str] = set()
    for page in (page for url in urls if (page := store.page(url))):
        read.read(page, sources.get(page.source))
        named |= set(page.alternates.values())
    return named.union(*(document.twins.values() for document in read.documents.values()))


def _report(name: str, facts: Manifest, read: Extraction, started: float) -> BuildReport:
    return BuildReport(
        name,
        facts.documents,
        facts.sections,
        facts.languages,
        tuple(read.skipped),
        time.monotonic() - started,
    )
