"""What a page says as one hash, so that a change around its text is told from one of it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from corpus.errors import ExtractionError
from indexer.extractor import extract
from indexer.metadata import title_from_url
from indexer.sections import FULL_WEIGHT

if TYPE_CHECKING:
    from corpus.document import Document, Page
    from corpus.sources import Source


def text_hash(page: Page, source: Source) -> str:
    """Return the hash of what a reader would find of a page: its main text, title and twins.

    The page's own address is no part of it, so that pages that say the same have one hash. Dates
    and text of lesser weight do not count: templates print the day, the number of readers
    or what else is new around a text that stays the same.
    """
    try:
        document = extract(page, source)
    except ExtractionError as error:
        return _hashed(type(error).__name__)
    return _hashed(_told(document, page.final_url))


def _told(document: Document, address: str) -> object:
    main = [section for section in document.sections if section.weight == FULL_WEIGHT]
    sections = [(s.anchor, s.heading, s.kind, s.text) for s in main or document.sections]
    canonical = "" if document.url == address else document.url
    title = "" if document.title == title_from_url(document.url) else document.title
    facts = (canonical, title, document.language, document.description)
    return (facts, sections, document.contact, sorted(document.twins.items()))


def _hashed(told: object) -> str:
    return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
