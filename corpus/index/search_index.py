"""The two narrow protocols of an engine: readers search, writers fill and publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corpus.document import Document
    from corpus.index.query import IndexStatus, Query, Results, Similar, Suggestion


class SearchIndex(Protocol):
    """Answers from the newest published generation; safe to share between threads."""

    def search(self, query: Query) -> Results:
        """Return the page of results a query asks for."""
        ...

    def suggest(self, prefix: str, language: str) -> list[Suggestion]:
        """Return completions of what was typed so far, best first."""
        ...

    def document(self, document_id: str) -> Document | None:
        """Return one indexed document, or None where the index does not hold it."""
        ...

    def similar(self, document_id: str, language: str) -> Similar | None:
        """Return what is like a document, for a reader's language, or None where it is unknown."""
        ...

    def status(self) -> IndexStatus:
        """Return what is being served."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class IndexWriter(Protocol):
    """Builds a generation aside; readers see all of it or none."""

    def add(self, document: Document) -> None:
        """Add a document, or replace the one with its id."""
        ...

    def delete(self, document_id: str) -> None:
        """Leave a document out of the new generation."""
        ...

    def publish(self) -> str:
        """Make the new generation the one readers see; return its name.

        Raises PublishingHeldError while a rollback holds publishing.
        """
        ...

    def cancel(self) -> None:
        """Throw away what was built and leave readers with what they have."""
        ...
