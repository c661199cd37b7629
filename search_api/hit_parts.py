"""The wire types of what a hit is made of: passages, sections, meanings, twins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, Field

from corpus.vocabulary import label

if TYPE_CHECKING:
    from corpus.index.query import Meaning, SectionHit, Snippet, Twin


class SnippetAnswer(BaseModel):
    """A passage as plain text; `matches` are the [start, end) ranges that answer."""

    text: str
    matches: list[tuple[int, int]]
    language: str

    @classmethod
    def of(cls, snippet: Snippet) -> Self:
        """Return the wire form of a snippet."""
        return cls(text=snippet.text, matches=list(snippet.matches), language=snippet.language)


class MeaningAnswer(BaseModel):
    """A word or name of a page and what it is in the reader's language; no translation of it."""

    term: str
    meaning: str
    origin: str = Field(serialization_alias="from")

    @classmethod
    def of(cls, meaning: Meaning) -> Self:
        """Return the wire form of a meaning."""
        return cls(term=meaning.term, meaning=meaning.text, origin=meaning.origin)


class SectionAnswer(BaseModel):
    """A section that answers, with a link straight to it."""

    heading: str
    kind: str
    kind_label: str
    url: str
    language: str
    snippet: SnippetAnswer
    meaning: MeaningAnswer | None

    @classmethod
    def of(cls, section: SectionHit, language: str) -> Self:
        """Return the wire form of a section, labelled in the reader's language."""
        return cls(
            heading=section.heading,
            kind=section.kind,
            kind_label=label("section", section.kind, language),
            url=section.url,
            language=section.language,
            snippet=SnippetAnswer.of(section.snippet),
            meaning=MeaningAnswer.of(section.meaning) if section.meaning else None,
        )


class TwinAnswer(BaseModel):
    """The same document in the other language; `guessed` where no page and no sitemap says so."""

    language: str
    url: str
    title: str
    guessed: bool

    @classmethod
    def of(cls, twin: Twin) -> Self:
        """Return the wire form of a twin."""
        return cls(language=twin.language, url=twin.url, title=twin.title, guessed=twin.guessed)
