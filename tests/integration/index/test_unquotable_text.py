"""Text that a page asks not to quote (data-nosnippet) is found, and shown nowhere."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from corpus.document import Page
from corpus.index.open_index import begin_rebuild, open_index
from corpus.index.query_parser import parse_query
from corpus.settings import Settings
from indexer.extractor import extract

UNSHOWN = "Sopimuksessa mainitaan hintakatto"


@pytest.fixture
def answer(tmp_path):
    """Index a page and return its hit for a query."""

    def hit(html, query="hintakatto"):
        settings = Settings(data_dir=tmp_path)
        url = "https://6aika.fi/hanke/"
        page = Page(url, url, 200, "text/html", html.encode(), datetime(2026, 11, 24, tzinfo=UTC))
        writer = begin_rebuild(settings)
        writer.add(extract(page))
        writer.publish()
        index = open_index(settings)
        (found,) = index.search(parse_query(query, language="fi")).hits
        index.close()
        return found

    return hit


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Kokeilu opetti meille paljon.<p data-nosnippet>{UNSHOWN} ja virve@b.example.",
        f"<p>Kokeilu opetti meille paljon. <span data-nosnippet>{UNSHOWN}</span> niin.",
        f"<p data-nosnippet>{UNSHOWN} ja muuta.<h2>Opit</h2><p>Kokeilu opetti meille paljon.",
        f"<p>Kokeilu opetti.<div data-nosnippet><h2>{UNSHOWN}</h2><p>Hintakatto.</div>",
        f"<p data-nosnippet>{UNSHOWN}.",
    ],
)
def test_a_page_is_found_by_what_it_asks_not_to_quote_without_quoting_it(answer, html):
    found = answer(f"<main><h1>Kokeilu</h1>{html}</main>")
    assert found.title == "Kokeilu"
    told = {name: value for name, value in asdict(found).items() if name != "why"}
    assert "hintakatto" not in str(told).lower()
    assert "virve" not in str(told)


def test_what_stands_beside_it_is_still_quoted(answer):
    html = f"<h1>Kokeilu</h1><p>Talvella opittiin lumesta.<p data-nosnippet>{UNSHOWN}."
    assert answer(html, "lumi").snippet.text == "Talvella opittiin lumesta."
