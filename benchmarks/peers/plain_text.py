"""What every peer is given: the same extracted text, and the weights of its three fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import Document

FIELDS = {"title": 3.0, "headings": 2.0, "text": 1.0}  # the weights of our own ranking.toml
DEPTH = 1000


@dataclass(frozen=True, slots=True)
class PlainText:
    """A page as a peer indexes it."""

    path: str
    title: str
    headings: str
    text: str

    @classmethod
    def of(cls, path: str, document: Document) -> PlainText:
        """Return the title, headings and text that our own build extracted."""
        headings = "\n".join(section.heading for section in document.sections)
        text = "\n".join(section.text for section in document.sections)
        return cls(path, document.title, headings, text)


class Peer(Protocol):
    """Another engine over the pages of one language."""

    def __init__(self, pages: Sequence[PlainText], language: str) -> None:
        """Index the pages."""
        ...

    def search(self, words: str) -> list[str]:
        """Return paths, best first; `words` are letters, digits and spaces."""
        ...
