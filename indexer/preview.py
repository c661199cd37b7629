"""What would be indexed of one page, or why nothing: told before anything is indexed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.document import document_id
from corpus.errors import ExtractionError, NotIndexableError
from indexer.extractor import extract
from indexer.frontier import ASSETS
from indexer.links import read_links
from indexer.sections import heading_paths
from indexer.skip_reasons import Skip
from indexer.traps import trap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.document import Document, Page, Section
    from corpus.sources import Source
    from indexer.indexed_now import IndexedNow
    from indexer.robots import RobotsRules

FIRST_LETTERS = 160


@dataclass(frozen=True, slots=True)
class Hop:
    """One address on the way to a page, and the status that it answered."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What fetching an address came to: a page, or why there is none, and its site's rules."""

    hops: tuple[Hop, ...]
    outcome: Page | Skip
    rules: RobotsRules


@dataclass(frozen=True, slots=True)
class SectionPreview:
    """A section as it would be indexed; `begins` has its first words, `letters` how long it is.

    What is unshown would be found, but never quoted.
    """

    heading_path: tuple[str, ...]
    kind: str
    language: str
    level: int
    weight: float
    anchor: str
    url: str
    letters: int
    begins: str
    is_unshown: bool


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """A link that robots may follow; `left_out` says why a crawl would not, if it would not."""

    url: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """The document that a page holds; days are ISO 8601, `twins` are those that it names."""

    id: str
    url: str
    title: str
    type: str
    language: str
    declared_language: str | None
    description: str
    published: str | None
    modified: str | None
    cities: tuple[str, ...]
    themes: tuple[str, ...]
    years: tuple[int, ...]
    contact: tuple[str, ...]
    funding: tuple[str, ...]
    partners: tuple[str, ...]
    twins: Mapping[str, str]
    sections: tuple[SectionPreview, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be indexed of the page at `url`; `skip` says why nothing would.

    `document` is None where nothing can be said of it, `indexed` where nothing is published.
    `answers` are the addresses asked, the last being the page's; `notes` are sentences for whoever
    looks after the page.
    """

    url: str
    would_be_indexed: bool
    source: str = ""
    skip: Skip | None = None
    answers: tuple[Hop, ...] = ()
    content_type: str = ""
    body_bytes: int = 0
    document: DocumentPreview | None = None
    links: tuple[LinkPreview, ...] = ()
    notes: tuple[str, ...] = ()
    indexed: IndexedNow | None = None


def read_sight(sight: Sight, source: Source) -> Document | Skip:
    """Return the document that a build would make of what was seen, or why it would make none."""
    if isinstance(sight.outcome, Skip):
        return sight.outcome
    try:
        return extract(replace(sight.outcome, source=source.name), source)
    except NotIndexableError as error:
        return Skip.of(error.code, str(error))
    except ExtractionError as error:
        return Skip.of("unreadable", str(error))


def preview_of(url: str, sight: Sight, read: Document | Skip, source: Source) -> Preview:
    """Return the preview of an address whose page was fetched and read."""
    told = Preview(url, not isinstance(read, Skip), source.name, answers=sight.hops)
    page = sight.outcome
    if isinstance(page, Skip):
        return replace(told, skip=page)
    told = replace(told, content_type=page.content_type, body_bytes=len(page.body))
    if isinstance(read, Skip):
        return replace(told, skip=read)
    links = tuple(_links(page, source, sight.rules))
    notes = tuple(_notes(page, read, links))
    return replace(told, document=_document(read), links=links, notes=notes)


def beside_canonical(told: Preview, named: str, other: Document | Skip) -> Preview:
    """Return a preview with what becomes of it beside the page that it names as canonical.

    A build keeps that page where it can be read and is at its own address.
    """
    if isinstance(other, Skip):
        note = f"It names {named} as its address, of which nothing is indexed. {other.reason}"
    elif other.id != document_id(named):
        note = f"It names {named} as its address, but the page there names {other.url}."
    else:
        skip = Skip.of("canonical_elsewhere", f"It names {named} as its address.")
        return replace(told, would_be_indexed=False, skip=skip)
    return replace(told, notes=(*told.notes, note))


def _document(document: Document) -> DocumentPreview:
    paths = heading_paths(document.sections)
    sections = zip(document.sections, paths, strict=True)
    return DocumentPreview(
        id=document.id,
        url=document.url,
        title=document.title,
        type=document.type,
        language=document.language,
        declared_language=document.declared_language,
        description=document.description,
        published=document.published,
        modified=document.modified,
        cities=document.cities,
        themes=document.themes,
        years=document.years,
        contact=document.contact,
        funding=document.funding,
        partners=document.partners,
        twins=dict(document.twins),
        sections=tuple(_section(document.url, one, path) for one, path in sections),
    )


def _section(url: str, section: Section, path: tuple[str, ...]) -> SectionPreview:
    return SectionPreview(
        heading_path=path,
        kind=section.kind,
        language=section.language,
        level=section.level,
        weight=section.weight,
        anchor=section.anchor,
        url=section.address_on(url),
        letters=len(section.text),
        begins=_beginning(section.text),
        is_unshown=section.is_unshown,
    )


def _beginning(text: str) -> str:
    line = text.replace("\n", " ")
    if len(line) <= FIRST_LETTERS:
        return line
    return f"{line[:FIRST_LETTERS].rpartition(' ')[0] or line[:FIRST_LETTERS]} …"


def _links(page: Page, source: Source, rules: RobotsRules) -> Iterator[LinkPreview]:
    """Yield the addresses that a page's links lead to, each once, in page order."""
    told: dict[str, str] = {}
    for link in read_links(page).followed:
        address = source.address(link)
        if address is None:
            told.setdefault(link, "outside the source")
        elif address != page.url:
            told.setdefault(address, _left_out(address, rules))
    yield from (LinkPreview(url, reason) for url, reason in told.items())


def _left_out(address: str, rules: RobotsRules) -> str:
    """Say why a crawl would not follow a link within its source; empty if it would."""
    if ASSETS.search(urlsplit(address).path):
        return "a file beside pages"
    return rules.forbids(address) or trap(address) or ""


def _notes(page: Page, document: Document, links: tuple[LinkPreview, ...]) -> Iterator[str]:
    declared = document.declared_language
    if declared and declared != document.language:
        yield f"The page says its language is {declared}; its text reads as {document.language}."
    if not links and not document.url.lower().endswith(".pdf"):
        yield "It has no links that a crawl would follow (none, or it says nofollow)."
    if not any(section.anchor for section in document.sections) and len(document.sections) > 1:
        yield "No section has an anchor (an id), so that hits lead to the page's top."
    if document.published is None and document.type in {"article", "event"}:
        yield "It tells no day of publication, so that sorting by date puts it last."
    if document.url != page.url:
        yield f"It is indexed under {document.url}."
