"""The sample site's pages as the product extracts them, and the tables that people judged."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.document import Document, Page
from corpus.errors import NotIndexableError
from corpus.judged import PACKAGED
from corpus.sample_site.answers import Answers
from corpus.sample_site.sample_source import sample_source
from indexer.extractor import extract

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
