"""Single pages of the current generation brought up to date, with the pages they bear upon."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.document import document_id
from corpus.index.open_index import begin_update, generations
from indexer.build import BuildReport, publish
from indexer.extraction import Extraction
from indexer.twins import with_guesses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.document import Document
    from corpus.index.page_table import Record
    from corpus.settings import Settings
    from corpus.sources import Source
    from corpus.store.page_store import PageStore

_MOST_OF_ONE_TITLE = 50


def update(
    settings: Settings, store: PageStore, sources: Iterable[Source], urls: Sequence[str]
) -> BuildReport:
    """Bring single pages of the current generation up to date, and those they bear upon.

    These are their duplicates, what they may have become duplicates of (pages of the same title,
    at most fifty), and the twins of all of them; twins that a build recognised are kept until the
    next. A page that is no longer stored leaves the index.
    Raises NoGenerationError before the first build, and GateError or PublishingHeldError as a
    build does.
    """
    started = time.monotonic()
    generations(settings).refuse_while_held()
    writer = begin_update(settings)
    try:
        indexed = IndexedPages(writer.parent_records())
        read = Extraction.of(sources, store.erased())
        changing = _read_vicinity(store, indexed, read, urls)
        skipped = [(url, reason) for url, reason in read.skipped if url in urls]
        documents, kept = read.joined()
        documents = with_guesses(documents, indexed.guesses_for(documents))
        documents = [one for one in documents if not changing.isdisjoint((one.url, *one.also_at))]
        for url in changing:
            writer.delete(document_id(url))
        for document in documents:
            writer.add(document)
        facts = publish(settings, writer, documents)
    except BaseException:
        writer.cancel()
        raise
    same_text = {url: kept.same_text[url] for url in kept.same_text if url in changing}
    return BuildReport.of(facts, skipped, same_text, started)


def _read_vicinity(
    store: PageStore, indexed: IndexedPages, read: Extraction, urls: Iterable[str]
) -> set[str]:
    """Read the pages that bear upon each other; return the addresses whose documents may change.

    Beyond these are read the twins of the twins, so that a pair that holds is not taken apart.
    """
    changing = indexed.with_duplicates(urls)
    read.read_stored(store, changing)
    found = list(read.documents.values())
    changing |= indexed.of_titles(found)
    changing |= indexed.with_duplicates(document.url for document in found)
    read.read_stored(store, changing)
    changing |= indexed.with_duplicates(read.claimed_twins() | indexed.twins_of(changing))
    read.read_stored(store, changing)
    beyond = read.claimed_twins() | indexed.twins_of(changing)
    read.read_stored(store, indexed.with_duplicates(beyond))
    return changing


class IndexedPages:
    """The pages of a generation by every address that they stand for."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_address: dict[str, Record] = {}
        self._by_title: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in records:
            self._by_title[record["language"], record["title"].lower()].append(record)
            for address in (record["url"], *record["also_at"]):
                self._by_address[address] = record

    def with_duplicates(self, urls: Iterable[str]) -> set[str]:
        """Return the addresses with all those that the same documents stand for."""
        given = set(urls)
        records = (self._by_address[url] for url in given if url in self._by_address)
        return given.union(*((record["url"], *record["also_at"]) for record in records))

    def twins_of(self, urls: Iterable[str]) -> set[str]:
        """Return the addresses of the twins of the pages."""
        records = (self._by_address[url] for url in urls if url in self._by_address)
        return {twin for record in records for twin in record["twins"].values()}

    def guesses_for(self, documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that the last build recognised and no page's word has overtaken."""
        unpaired = {document.url: document.language for document in documents if not document.twins}
        for url in unpaired:
            record = self._by_address.get(url, {})
            for language in record.get("guessed_twins", ()):
                if unpaired.get(record["twins"][language]) == language:
                    yield url, record["twins"][language]

    def of_titles(self, documents: Iterable[Document]) -> set[str]:
        """Return the addresses of pages that have the title of one of the documents."""
        keys = {(document.language, document.title.lower()) for document in documents}
        urls = (
            record["url"] for key in keys for record in self._by_title[key][:_MOST_OF_ONE_TITLE]
        )
        return self.with_duplicates(urls)
