"""Stored pages read into documents, one per canonical address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import ExtractionError
from indexer.duplicates import Distinct, distinct
from indexer.extractor import extract
from indexer.twins import join_twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpus.document import Document, Page
    from corpus.sources import Source
    from corpus.store.page_store import PageStore


@dataclass(slots=True)
class Extraction:
    """Documents read so far, and what was passed over.

    `moved` is {address: url} of the pages that name another address as theirs, `alternates`
    {url: {language: url}} what sitemaps told, `skipped` (url, reason).
    """

    sources: Mapping[str, Source]
    erased: frozenset[str] = frozenset()
    documents: dict[str, Document] = field(default_factory=dict)
    alternates: dict[str, Mapping[str, str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    _read: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, sources: Iterable[Source], erased: frozenset[str] = frozenset()) -> Extraction:
        """Begin with nothing read."""
        return cls({source.name: source for source in sources}, erased)

    def read(self, page: Page) -> None:
        """Extract one page and keep its document, or the reason why there is none."""
        source = self.sources.get(page.source)
        if source is None or not source.covers(page.url):
            where = "any source" if source is None else f"the source {source.name}"
            self.skipped.append((page.url, f"it is outside {where} now; its page is kept"))
            return
        try:
            document = extract(page, source)
        except ExtractionError as error:
            self.skipped.append((page.url, str(error)))
            return
        if document.url in self.erased:
            self.skipped.append((page.url, f"it names {document.url} as its own, which was erased"))
            return
        self.alternates[document.url] = page.alternates
        known = self.documents.get(document.id)
        if known is None or page.final_url == document.url:
            self.documents[document.id] = document
        if known is not None:
            self.skipped.append((page.url, f"the same page as {document.url}"))
        if page.url != document.url:
            self.moved[page.url] = document.url

    def read_stored(self, store: PageStore, urls: Iterable[str]) -> None:
        """Read the stored pages at addresses that have not been read yet."""
        for url in sorted(set(urls) - self._read):
            self._read.add(url)
            if page := store.page(url):
                self.read(page)

    def claimed_twins(self) -> set[str]:
        """Return every address that a page or a sitemap names as a twin."""
        links = (*self.alternates.values(), *(one.twins for one in self.documents.values()))
        return {url for each in links for url in each.values()}

    def joined(self) -> tuple[list[Document], Distinct]:
        """Return the documents without duplicates and with their twins, and what was left out."""
        kept = distinct(self.documents.values(), self.moved)
        return join_twins(kept.documents, self.alternates, kept.survivor_of), kept


def extract_all(
    store: PageStore,
    sources: Iterable[Source],
    on_progress: Callable[[str, int], None] = lambda _step, _count: None,
) -> Extraction:
    """Read every stored page that the sources cover into documents."""
    read = Extraction.of(sources, store.erased())
    for count, page in enumerate(store.pages(), start=1):
        read.read(page)
        on_progress("extract", count)
    return read
