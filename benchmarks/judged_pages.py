"""The sample site's pages as the product extracts them, and the tables that people judged.

What a page's source says is its true text: all that the layout dresses it in is not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from extractors import Case
from markdown_it import MarkdownIt

from corpus.document import Document, Page
from corpus.errors import NotIndexableError
from corpus.judged import PACKAGED, half_of
from corpus.sample_site.answers import Answers
from corpus.sample_site.sample_source import sample_source
from indexer.extractor import extract
from indexer.markup import html_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from corpus.sample_site.site_content import SiteContent

ORIGIN = "http://127.0.0.1:8001"
READ_ON = datetime(2026, 11, 20, tzinfo=UTC)


def judged_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a judged table by their column names."""
    lines = (PACKAGED / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    for row in rows[1:]:
        yield dict(zip(rows[0], row, strict=True))


def fetched(answers: Answers, path: str) -> Page:
    """Return a page of the sample site as the crawler would have stored it."""
    answer, url = answers.answer(path, ORIGIN), ORIGIN + path
    return Page(url, url, answer.status, answer.content_type, answer.body, READ_ON)


def judged_cases(content: SiteContent) -> Iterator[Case]:
    """Yield the judged pages that are HTML, with title and body of their sources as true text."""
    answers = Answers(content)
    for row in judged_rows("pages.tsv"):
        page = content.pages.get(row["path"])
        if page is not None:
            html = html_of(fetched(answers, page.path))
            text = f"{page.title}\n{_plain(page.markdown)}".replace("\u00ad", "")
            yield Case(page.path, half_of(page.path), html, text)


def _plain(markdown: str) -> str:
    """Return the words of a Markdown text, with image alternatives and captions."""
    tokens = [token for token in MarkdownIt().enable("table").parse(markdown) if token.children]
    parts = [part for token in tokens for part in token.children or ()]
    titles = [str(part.attrs.get("title", "")) for part in parts if part.type == "image"]
    lines = [
        "".join(
            f" {part.content}" if part.type == "softbreak" else part.content
            for part in token.children or ()
        )
        for token in tokens
    ]
    return "\n".join([*lines, *titles])


def extracted(content: SiteContent, paths: Iterable[str]) -> Mapping[str, Document]:
    """Return {path: document} of the paths that may be indexed."""
    source, answers = sample_source(f"{ORIGIN}/"), Answers(content)
    documents = {}
    for path in paths:
        try:
            documents[path] = extract(fetched(answers, path), source)
        except NotIndexableError:
            continue
    return documents
