"""From stored pages to a published generation; never touches the network."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.errors import NoGenerationError
from corpus.index.open_index import (
    begin_rebuild,
    generations,
    learn_terms,
    text_reader,
    try_unpublished,
)
from corpus.index.query import MAX_TERMS, Clause, Filters, Query, Word
from indexer.extraction import extract_all
from indexer.gate import NOTHING_MERGED, pass_gate
from indexer.recognised_twins import recognised_twins
from indexer.twins import with_guesses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus.document import Document
    from corpus.index.generations import Manifest
    from corpus.index.whoosh_index import WhooshWriter
    from corpus.settings import Settings
    from corpus.sources import Source
    from corpus.store.page_store import PageStore
    from corpus.translation.text_words import TextReader

PROBES = 10


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made of the stored pages.

    `skipped` is (url, reason); `same_text` is (url, url of the document that says the same).
    """

    generation: str
    documents: int
    sections: int
    languages: Mapping[str, int]
    skipped: tuple[tuple[str, str], ...]
    same_text: tuple[tuple[str, str], ...]
    seconds: float

    @classmethod
    def of(
        cls,
        facts: Manifest,
        skipped: Iterable[tuple[str, str]],
        same_text: Mapping[str, str],
        started: float,
    ) -> BuildReport:
        """Report on a published generation whose build started at a moment of the clock."""
        return cls(
            facts.name,
            facts.documents,
            facts.sections,
            facts.languages,
            tuple(skipped),
            tuple(sorted(same_text.items())),
            time.monotonic() - started,
        )


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
    documents, kept = read.joined()
    reader = text_reader(settings)
    documents = _with_guesses(reader, documents, read.sources)
    writer = begin_rebuild(settings)
    try:
        for count, document in enumerate(documents, start=1):
            writer.add(document)
            on_progress("index", count)
        on_progress("learn", learn_terms(writer, documents, reader))
        on_progress("publish", len(documents))
        facts = publish(settings, writer, documents, kept.merged, accept_loss=accept_loss)
    except BaseException:
        writer.cancel()
        raise
    return BuildReport.of(facts, read.skipped, kept.same_text, started)


def _with_guesses(
    reader: TextReader, documents: Sequence[Document], sources: Mapping[str, Source]
) -> list[Document]:
    guessing = [one for one in documents if sources[one.source].guess_twins]
    pairs = recognised_twins(guessing, reader)
    return with_guesses(documents, ((pair.finnish.url, pair.english.url) for pair in pairs))


def publish(
    settings: Settings,
    writer: WhooshWriter,
    documents: Sequence[Document],
    merged: Mapping[str, int] = NOTHING_MERGED,
    *,
    accept_loss: bool = False,
) -> Manifest:
    """Publish what was written if it passes the gate, and return its manifest.

    `merged` counts by language the pages left out because another says the same.
    Raises GateError or PublishingHeldError.
    """
    facts = writer.finish()
    unfound = _unfound(settings, writer, documents) if documents else []
    pass_gate(facts, _current_manifest(settings), unfound, merged, accept_loss=accept_loss)
    return replace(facts, name=writer.publish())


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
