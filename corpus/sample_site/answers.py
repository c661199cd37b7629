"""What the sample site answers at an address, before HTTP's own business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from corpus.sample_site.layout import Layout
from corpus.sample_site.sitemaps import robots, sitemap

if TYPE_CHECKING:
    from corpus.sample_site.site_content import SiteContent
    from corpus.sample_site.site_page import SitePage

STYLE_PATH = "/wp-content/themes/kuutos/style.css"
_STYLE = "body{font-family:sans-serif;max-width:60rem;margin:auto;padding:1rem}\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type and body of one answer, with where it moved and when it changed."""

    status: int
    content_type: str
    body: bytes
    last_modified: datetime | None = None
    location: str | None = None


class Answers:
    """Answers by address, the same for everyone who asks with the same Host."""

    def __init__(self, content: SiteContent) -> None:
        self._content = content
        self._layout = Layout(content)

    def answer(self, target: str, origin: str) -> Answer:
        """The answer to a request target (path and query) at an origin such as http://host:80."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        moved = self._content.settings["redirects"].get(path)
        if path in self._content.failing:
            return self._nothing(path, origin, self._content.failing[path])
        if moved is not None:
            return _moved(origin + moved)
        if path in self._content.pages:
            return self._page(self._content.pages[path], origin, doubled=bool(parts.query))
        return self._file(path, origin) or self._missing(path, origin)

    def _page(self, page: SitePage, origin: str, *, doubled: bool) -> Answer:
        html = self._layout.page(page, origin, doubled=doubled)
        named = page.charset == "utf-8" and page.layout != "legacy"
        return Answer(
            200,
            "text/html; charset=UTF-8" if named else "text/html",
            html.encode(page.charset, errors="xmlcharrefreplace"),
            self._content.changed_at.get(page.path) or _midnight(page),
        )

    def _file(self, path: str, origin: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer(200, "text/plain; charset=UTF-8", robots(origin).encode())
        if path == STYLE_PATH:
            return Answer(200, "text/css", _STYLE.encode())
        if path in self._content.pdfs:
            return Answer(200, "application/pdf", self._content.pdfs[path].read_bytes())
        if path.endswith(".xml") and (found := sitemap(path, self._content, origin)):
            return Answer(200, "text/xml; charset=UTF-8", found.encode())
        return None

    def _missing(self, path: str, origin: str) -> Answer:
        if path.startswith("/wp-admin/"):
            return self._nothing(path, origin, 403)
        if path == "/haku/":
            return self._nothing(path, origin, 200)
        if f"{path}/" in self._content.pages:
            return _moved(origin + quote(f"{path}/"))
        return self._nothing(path, origin, self._content.settings["gone"].get(path, 404))

    def _nothing(self, path: str, origin: str, status: int) -> Answer:
        language = "en" if path.startswith("/en/") else "fi"
        notice = self._content.settings["furniture"][language]["notices"].get(str(status))
        html = self._layout.notice(language, origin, notice or str(status))
        return Answer(status, "text/html; charset=UTF-8", html.encode())


def _moved(address: str) -> Answer:
    return Answer(301, "text/html; charset=UTF-8", b"", location=address)


def _midnight(page: SitePage) -> datetime | None:
    day = page.changed
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
