"""One document as it is indexed: GET /api/v1/documents/{id}."""

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from corpus.document import Document, Section
from search_api.addresses import API
from search_api.dependencies import IndexDependency
from search_api.parameters import ReaderLanguage
from search_api.reader_language import READER_LANGUAGES
from search_api.responses import Labelled, labelled

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
            url=f"{url}#{section.anchor}" if section.anchor else url,
            text=section.text,
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


@router.get(
    f"{API}/documents/{{document_id}}", responses={404: {"description": "Not in the index"}}
)
def document(
    document_id: str, index: IndexDependency, lang: ReaderLanguage | None = None
) -> DocumentAnswer:
    """Return one indexed document. Without `lang`, labels are in the document's language."""
    found = index.document(document_id)
    if found is None:
        raise HTTPException(404, f"The index holds no document {document_id}.")
    own = found.language if found.language in READER_LANGUAGES else "en"
    return DocumentAnswer.of(found, lang or own)
