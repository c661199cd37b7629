"""Page to document: what a page says, in sections, with everything readers filter by.

Nothing here knows the network or a store: the same page always gives the same document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.document import Document, Page, document_id
from corpus.errors import NotIndexableError
from corpus.sources import Source
from indexer.answer import PDF_MARK
from indexer.contact import contact_lines
from indexer.dates import date_line, pdf_day, published_and_modified
from indexer.document_type import document_type
from indexer.funding import funding
from indexer.main_content import main_blocks
from indexer.markup import html_of, parse_html
from indexer.metadata import (
    claimed_twins,
    declared_languages,
    described,
    document_url,
    forbids_indexing,
    is_noindex,
    page_title,
    title_from_url,
)
from indexer.page_head import PageHead, read_head
from indexer.partners import partners
from indexer.pdf import read_pdf
from indexer.sections import own_text, parts_of, sections_of
from indexer.tags import TaggedText, cities, themes
from indexer.years import years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indexer.blocks import Block

HTML_TYPES = ("text/html", "application/xhtml+xml")
PDF_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a document before its sections are made."""

    url: str
    title: str
    type: str
    description: str = ""
    published: str | None = None
    modified: str | None = None
    date_line: str = ""
    declared: Mapping[str, int] = field(default_factory=dict)
    twins: Mapping[str, str] = field(default_factory=dict)


def extract(page: Page, source: Source | None = None) -> Document:
    """Return the document that a page holds; `source` tells types and parameters to drop.

    Raises NotIndexableError for a page that should not be in the index, with the reason, and
    ExtractionError for one that cannot be read.
    """
    source = source or Source("")
    if forbids_indexing(page.robots_tag, page.last_seen or page.fetched_at):
        reason = f"{page.final_url} asks not to be indexed (X-Robots-Tag)."
        raise NotIndexableError(reason, "noindex")
    media_type = page.content_type.partition(";")[0].strip().lower()
    if media_type == PDF_TYPE or page.body.startswith(PDF_MARK):
        return _pdf_document(page, source)
    if media_type not in HTML_TYPES and (media_type or b"<" not in page.body[:1024]):
        raise NotIndexableError(
            f"{page.final_url} is {media_type or 'of no told type'}, neither HTML nor PDF.", "type"
        )
    return _html_document(page, source)


def _html_document(page: Page, source: Source) -> Document:
    html = html_of(page)
    soup = parse_html(html)
    head = read_head(soup, page.final_url)
    if is_noindex(head, page.last_seen or page.fetched_at):
        reason = f"{page.final_url} asks not to be indexed (meta robots)."
        raise NotIndexableError(reason, "noindex")
    blocks = main_blocks(soup, html)
    if not any(block.level == 0 for block in blocks):
        raise _no_text(page.final_url)
    return _document(page, _html_facts(page, head, blocks, source), blocks)


def _html_facts(page: Page, head: PageHead, blocks: list[Block], source: Source) -> _Facts:
    url = document_url(head, page.final_url, source.drop_parameters)
    headings = [block.text for block in blocks if block.level == 1]
    title = page_title(head, headings, source.titles.values()) or title_from_url(url)
    lines = [block.text for block in blocks if not (block.level or block.is_lesser)]
    published, modified = published_and_modified(head, lines, page.fetched_at.date())
    return _Facts(
        url=url,
        title=title,
        type=document_type(url, title, head, source.types, is_dated=published is not None),
        description=described(head),
        published=published,
        modified=modified,
        date_line=date_line(lines),
        declared=declared_languages(head, url),
        twins=claimed_twins(head, url, source.drop_parameters),
    )


def _pdf_document(page: Page, source: Source) -> Document:
    url = canonical_url(page.final_url, source.drop_parameters)
    pdf = read_pdf(page.body, page.final_url)
    title = pdf.title or title_from_url(url)
    kind = document_type(url, title, PageHead(), source.types, is_dated=False)
    published = pdf_day(pdf.created, page.fetched_at.date())
    return _document(page, _Facts(url, title, kind, published=published), pdf.blocks)


def _no_text(url: str) -> NotIndexableError:
    return NotIndexableError(f"{url} has no text beside menus and the like.", "no_text")


def _document(page: Page, facts: _Facts, blocks: Iterable[Block]) -> Document:
    told = [block for block in blocks if block.text != facts.date_line]
    parts = parts_of(told, facts.title)
    language, sections = sections_of(parts, facts.declared, facts.type)
    if not sections:  # all there was is a date, or letters that nobody sees
        raise _no_text(facts.url)
    text = own_text(sections)
    headings = tuple(section.heading for section in sections)
    tagged = TaggedText(facts.url, facts.title, facts.description, headings, text)
    return Document(
        id=document_id(facts.url),
        url=facts.url,
        title=facts.title,
        language=language,
        type=facts.type,
        sections=sections,
        description=facts.description,
        cities=cities(tagged),
        themes=themes(tagged),
        years=years(facts.title, text, facts.published, facts.type),
        published=facts.published,
        modified=facts.modified,
        contact=contact_lines(one.text for one in sections if not one.is_unshown),
        funding=funding(facts.type, text),
        partners=partners(facts.type, sections),
        twins=facts.twins,
        source=page.source,
        declared_language=max(facts.declared, key=lambda key: facts.declared[key], default=None),
        last_seen=(page.last_seen or page.fetched_at).date().isoformat(),
    )
