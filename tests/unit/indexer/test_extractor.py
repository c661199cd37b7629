from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.document import Page, document_id
from corpus.errors import NotIndexableError
from corpus.sources import Source
from indexer.extractor import extract

URL = "https://6aika.fi/sivu/"
HTML = "<html lang='fi'><head>{head}</head><body><main><h1>Otsikko</h1>{body}</main></body></html>"


def page(body="<p>Tekstiä.</p>", head="", content_type="text/html", **facts):
    html = HTML.format(head=head, body=body).encode()
    fetched = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    return Page(URL, facts.pop("final_url", URL), 200, content_type, html, fetched, **facts)


def test_page_that_asks_to_be_left_out_is_refused():
    with pytest.raises(NotIndexableError, match="asks not to be indexed"):
        extract(page(head="<meta name='robots' content='noindex, follow'>"))


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("noindex", True),
        ("nofollow, NOINDEX", True),
        ("none", True),
        ("kuutoshaku: noindex", True),
        ("googlebot: noindex, nofollow", False),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noindex", True),
        ("nofollow", False),
        ("", False),
    ],
)
def test_a_header_that_forbids_indexing_is_obeyed(header, refused):
    asked = page(robots_tag=header)
    if refused:
        with pytest.raises(NotIndexableError, match="X-Robots-Tag"):
            extract(asked)
    else:
        assert extract(asked).title == "Otsikko"


@pytest.mark.parametrize(
    "body", ["", "<nav><p>Valikko</p></nav>", "<p> \u00ad </p>", "<h2>Otsikko</h2>"]
)
def test_page_without_text_is_refused(body):
    with pytest.raises(NotIndexableError, match="has no text"):
        extract(page(body))


@pytest.mark.parametrize("content_type", ["image/png", "application/json", "text/plain"])
def test_what_is_neither_html_nor_pdf_is_refused(content_type):
    with pytest.raises(NotIndexableError, match=content_type):
        extract(page(content_type=content_type))


@pytest.mark.parametrize(
    "content_type", ["TEXT/HTML;charset=utf-8", "application/xhtml+xml", "text/html; charset=x", ""]
)
def test_html_is_read_however_it_is_declared(content_type):
    assert extract(page(content_type=content_type)).title == "Otsikko"


def test_document_is_known_by_the_canonical_url_of_the_final_address():
    document = extract(
        page(final_url="HTTPS://6aika.fi:443/a/../toinen/?posts2=3&utm_source=x"),
        Source("6aika", drop_parameters=("posts2",)),
    )
    assert document.url == "https://6aika.fi/toinen/"
    assert document.id == document_id("https://6aika.fi/toinen/")


def test_document_remembers_its_source_and_when_it_was_last_seen():
    document = extract(page(source="6aika"))
    assert (document.source, document.last_seen) == ("6aika", "2026-11-20")
    later = extract(page(last_seen=datetime(2026, 12, 1, tzinfo=UTC)))
    assert later.last_seen == "2026-12-01"


def test_source_tells_the_type_by_path():
    assert extract(page(), Source("6aika", types={"/sivu/": "guide"})).type == "guide"
    assert extract(page()).type == "page"


def test_links_are_read_from_the_base_that_the_page_names():
    head = "<base href='https://6aika.fi/en/'><link rel='alternate' hreflang='en' href='hanke/'>"
    assert extract(page(head=head)).twins == {"en": "https://6aika.fi/en/hanke/"}


def test_title_falls_back_to_the_address():
    body = b"<body><p>Pelkka kappale, jossa on tekstia.</p></body>"
    html = Page(URL, URL, 200, "text/html", body, datetime(2026, 11, 20, tzinfo=UTC))
    assert extract(html).title == "sivu"


def test_an_old_xhtml_page_is_read_without_its_chapter_menus():
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html lang="en"><head><title>Crop</title></head>'
        '<body><div class="navheader"><table><tr><th>4.4. Chapter</th></tr></table></div>'
        '<div class="sect2"><h1>Crop</h1><p>The tool cuts a picture to the part that you want to '
        "keep, and throws the rest of it away.</p></div>"
        '<div class="navfooter"><table><tr><td>Next chapter</td></tr></table></div></body></html>'
    )
    document = extract(
        Page(
            url="http://site.example/crop.html",
            final_url="http://site.example/crop.html",
            status=200,
            content_type="text/html",
            body=body.encode(),
            fetched_at=datetime(2026, 1, 2, tzinfo=UTC),
        )
    )
    words = " ".join(f"{section.heading} {section.text}" for section in document.sections)
    assert "throws the rest" in words
    assert "hapter" not in words


def test_who_to_ask_is_told_only_where_the_page_lets_it_be_quoted():
    told = "<p>Lisätietoja: anna@b.example</p><p data-nosnippet>Lisätietoja: olli@b.example</p>"
    assert extract(page(f"<p>Tekstiä.</p>{told}")).contact == ("Lisätietoja: anna@b.example",)
