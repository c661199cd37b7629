"""The nouns that flow from a site to an index: page, section, document."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

DOCUMENT_TYPES = ("project", "guide", "result", "article", "event", "page")
SECTION_KINDS = ("lessons", "results", "background", "goals", "contact", "other")
LANGUAGES = ("fi", "en", "other")


@dataclass(frozen=True, slots=True)
class Page:
    """What a site answered for one address, verbatim.

    `alternates` holds the language pairs its sitemap named: {language: url}; `robots_tag` is
    its X-Robots-Tag header.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    source: str = ""
    last_seen: datetime | None = None
    alternates: Mapping[str, str] = field(default_factory=dict)
    robots_tag: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document, the smallest unit that answers a query.

    The first section of a document has no heading where text comes before the first one.
    Paragraphs of `text` are separated by a newline. `weight` is 1.0 for main content and
    less for text that only may be (see extraction). What is unshown is found, and never quoted.
    """

    anchor: str
    heading: str
    level: int
    kind: str
    language: str
    text: str
    weight: float = 1.0
    is_unshown: bool = False

    def address_on(self, url: str) -> str:
        """Return the address of the section, as near as it can be told, on its page at `url`."""
        return f"{url}#{self.anchor}" if self.anchor else url


@dataclass(frozen=True, slots=True)
class Document:
    """One page as it is indexed. Dates are ISO 8601 days; `twins` is {language: url}.

    `funding` are values of the vocabulary, `partners` organisations as the page names them.

    `guessed_twins` holds the languages of twins that no page and no sitemap names. `also_at` holds
    the addresses of pages that it stands for: they say the same, or named it.
    """

    id: str
    url: str
    title: str
    language: str
    type: str
    sections: tuple[Section, ...]
    description: str = ""
    cities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    published: str | None = None
    modified: str | None = None
    contact: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    twins: Mapping[str, str] = field(default_factory=dict)
    guessed_twins: tuple[str, ...] = ()
    also_at: tuple[str, ...] = ()
    source: str = ""
    declared_language: str | None = None
    last_seen: str | None = None
    gone: bool = False


def document_id(url: str) -> str:
    """Return the stable id of the document at a canonical URL: 16 hexadecimal digits.

    A slug with soft hyphens and the same one without them are one document.
    """
    return sha256(url.replace("%C2%AD", "").encode()).hexdigest()[:16]
