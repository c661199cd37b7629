"""What is asked of a site, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document import Page

if TYPE_CHECKING:
    from datetime import datetime

MAX_PAGE_BYTES = 5 * 1024 * 1024
MAX_SITEMAP_BYTES = 20 * 1024 * 1024
PAGE_TYPES = ("text/html", "application/xhtml+xml", "application/pdf")
PERMANENT = frozenset({301, 308})
PDF_MARK = b"%PDF-"
REDIRECTS = PERMANENT | {302, 303, 307}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for: validators of a stored page, the types whose body is read, its limit.

    A body beyond the limit is an error, or is cut there.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    types: tuple[str, ...] = ()
    max_bytes: int = MAX_PAGE_BYTES
    is_cut: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """The request headers that make it conditional."""
        validators = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in validators.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a server; the body is read only for 200 and a type that was asked for."""

    url: str
    status: int
    fetched_at: datetime
    body: bytes = b""
    content_type: str = ""
    location: str = ""
    etag: str | None = None
    last_modified: str | None = None
    robots_tag: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The answers from an address to where its redirects lead, and why they end if they must."""

    answers: tuple[Answer, ...]
    refusal: str = ""


def page_of(answer: Answer) -> Page:
    """Return the page that an answer is; a missing type is told from how its body begins."""
    type_by_content = "application/pdf" if answer.body.startswith(PDF_MARK) else "text/html"
    return Page(
        url=answer.url,
        final_url=answer.url,
        status=answer.status,
        content_type=answer.content_type or type_by_content,
        body=answer.body,
        fetched_at=answer.fetched_at,
        etag=answer.etag,
        last_modified=answer.last_modified,
        robots_tag=answer.robots_tag,
    )
