"""What the page about one document shows: its sections, its twin, what is like it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.document import document_id
from search_api import citations

if TYPE_CHECKING:
    from corpus.document import Document, Section
    from corpus.index.query import Similar
    from corpus.index.search_index import SearchIndex

FEWEST_CONTENTS = 3  # headings; a shorter page needs no list of its contents
DEEPEST_HEADING = 3


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section under an anchor of our own; `url` is its place on the original page."""

    anchor: str
    heading: str
    level: int
    kind: str
    language: str
    paragraphs: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class TwinLink:
    """The same thing in the other language; `id` is empty where the index does not hold it."""

    language: str
    title: str
    url: str
    id: str
    is_guessed: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as its page shows it."""

    document: Document
    sections: tuple[ShownSection, ...]
    twins: tuple[TwinLink, ...]
    similar: Similar | None

    @classmethod
    def of(cls, document: Document, index: SearchIndex, language: str) -> DocumentPage:
        """Gather what is shown of a document to a reader of a language."""
        return cls(
            document,
            shown_sections(document),
            tuple(_twin(document, index, each) for each in document.twins),
            index.similar(document.id, language),
        )

    @property
    def site(self) -> str:
        """The host that the document is on, without its www."""
        return (urlsplit(self.document.url).hostname or "").removeprefix("www.")

    @property
    def contents(self) -> list[ShownSection]:
        """The sections to list at the top, where there are enough to choose from."""
        headed = [section for section in self.sections if section.heading]
        return headed if len(headed) >= FEWEST_CONTENTS else []

    @property
    def has_lessons(self) -> bool:
        """Tell whether a section says what was learned."""
        return any(section.kind == "lessons" for section in self.sections)

    @property
    def bibtex(self) -> str:
        """The document as a BibTeX entry."""
        return citations.bibtex(self.document)

    @property
    def ris(self) -> str:
        """The document as a RIS record."""
        return citations.ris(self.document)


def shown_sections(document: Document) -> tuple[ShownSection, ...]:
    """Return the sections that may be quoted, their headings without gaps between levels."""
    shown: list[ShownSection] = []
    level = 1
    for number, section in enumerate(document.sections, 1):
        if section.is_unshown:
            continue
        if section.heading:
            level = min(max(section.level, 2), level + 1, DEEPEST_HEADING)
        shown.append(_shown(section, number, level, document.url))
    return tuple(shown)


def _shown(section: Section, number: int, level: int, url: str) -> ShownSection:
    return ShownSection(
        f"s{number}",
        section.heading,
        level,
        section.kind,
        section.language,
        tuple(line for line in section.text.split("\n") if line.strip()),
        section.address_on(url),
    )


def _twin(document: Document, index: SearchIndex, language: str) -> TwinLink:
    url = document.twins[language]
    other = index.document(document_id(url))
    is_guessed = language in document.guessed_twins
    if other is None:
        return TwinLink(language, url, url, "", is_guessed)
    return TwinLink(language, other.title, other.url, other.id, is_guessed)
