"""One document as it is indexed: GET /api/v1/documents/{id}."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel

from corpus.document import Document, Section
from corpus.index.query import Similar, TriedElsewhere
from corpus.index.search_index import SearchIndex
from search_api.addresses import API
from search_api.dependencies import IndexDependency
from search_api.parameters import ReaderLanguage
from search_api.reader_language import READER_LANGUAGES
from search_api.responses import HitAnswer, Labelled, labelled

router = APIRouter()


class DocumentSection(BaseModel):
    """A headed part of a document; `url` leads straight to it."""

    anchor: str
    heading: str
    level: int
    kind: str
    language: str
    url: str
    text: str

    @classmethod
    def of(cls, section: Section, url: str) -> "DocumentSection":
        """Return the wire form of a section of the document at `url`."""
        return cls(
            anchor=section.anchor,
            heading=section.heading,
            level=section.level,
            kind=section.kind,
            language=section.language,
            url=section.address_on(url),
            text=section.text,
        )


class TriedAnswer(Labelled):
    """Another city, and the page that tells of the same thing tried there."""

    id: str
    url: str
    title: str
    language: str

    @classmethod
    def of(cls, tried: TriedElsewhere, language: str) -> "TriedAnswer":
        """Return the wire form of a page of another city, the city labelled."""
        [city] = labelled("city", [tried.city], language)
        return cls(
            value=city.value,
            label=city.label,
            id=tried.id,
            url=tried.url,
            title=tried.title,
            language=tried.language,
        )


class SimilarAnswer(BaseModel):
    """What is like a document, the reader's language first; hits as a search has them."""

    generation: str
    hits: list[HitAnswer]
    also_tried_in: list[TriedAnswer]

    @classmethod
    def of(cls, similar: Similar, language: str) -> "SimilarAnswer":
        """Return the wire form, labelled in the reader's language."""
        return cls(
            generation=similar.generation,
            hits=[HitAnswer.of(hit, language) for hit in similar.hits],
            also_tried_in=[TriedAnswer.of(each, language) for each in similar.also_tried_in],
        )


class DocumentAnswer(BaseModel):
    """One page as it is indexed. Days are ISO 8601; `twins` is {language: url}.

    `guessed_twins` holds the languages of twins that no page names. `also_at` holds the addresses
    of pages that say the same or name this one as theirs; the ids made from them lead here too.
    Sections that the page asks not to quote are left out.
    """

    id: str
    url: str
    title: str
    description: str
    language: str
    type: str
    cities: list[Labelled]
    themes: list[Labelled]
    years: list[int]
    published: str | None
    modified: str | None
    last_seen: str | None
    gone: bool
    contact: list[str]
    funding: list[Labelled]
    partners: list[str]
    twins: dict[str, str]
    guessed_twins: list[str]
    also_at: list[str]
    source: str
    sections: list[DocumentSection]

    @classmethod
    def of(cls, document: Document, language: str) -> "DocumentAnswer":
        """Return the wire form of a document, labelled in the reader's language."""
        return cls(
            id=document.id,
            url=document.url,
            title=document.title,
            description=document.description,
            language=document.language,
            type=document.type,
            cities=labelled("city", document.cities, language),
            themes=labelled("theme", document.themes, language),
            years=list(document.years),
            published=document.published,
            modified=document.modified,
            last_seen=document.last_seen,
            gone=document.gone,
            contact=list(document.contact),
            funding=labelled("funding", document.funding, language),
            partners=list(document.partners),
            twins=dict(document.twins),
            guessed_twins=list(document.guessed_twins),
            also_at=list(document.also_at),
            source=document.source,
            sections=[
                DocumentSection.of(each, document.url)
                for each in document.sections
                if not each.is_unshown
            ],
        )


ReadersLanguage = Annotated[
    ReaderLanguage | None,
    Query(description="The reader's language; without it, that of the document"),
]
DocumentId = Annotated[str, Path(description="The `id` of a hit")]
UNKNOWN: dict[int | str, dict[str, object]] = {404: {"description": "Not in the index"}}


@router.get(f"{API}/documents/{{document_id}}", responses=UNKNOWN)
def document(
    document_id: DocumentId, index: IndexDependency, lang: ReadersLanguage = None
) -> DocumentAnswer:
    """Return one indexed document, labelled in the reader's language."""
    found = _found(index, document_id)
    return DocumentAnswer.of(found, lang or _own_language(found))


@router.get(f"{API}/documents/{{document_id}}/similar", responses=UNKNOWN)
def similar(
    document_id: DocumentId, index: IndexDependency, lang: ReadersLanguage = None
) -> SimilarAnswer:
    """Return at most five documents about the same things, and who else tried the same."""
    language = lang or _own_language(_found(index, document_id))
    found = index.similar(document_id, language)
    if found is None:  # another generation, without it, was published meanwhile
        raise _unknown(document_id)
    return SimilarAnswer.of(found, language)


def _found(index: SearchIndex, document_id: str) -> Document:
    found = index.document(document_id)
    if found is None:
        raise _unknown(document_id)
    return found


def _unknown(document_id: str) -> HTTPException:
    return HTTPException(404, f"The index holds no document {document_id}.")


def _own_language(document: Document) -> str:
    return document.language if document.language in READER_LANGUAGES else "en"
