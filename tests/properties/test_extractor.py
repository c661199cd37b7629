from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import DOCUMENT_TYPES, LANGUAGES, SECTION_KINDS, Document, Page, document_id
from corpus.errors import ExtractionError
from indexer.extractor import extract

URL = "https://6aika.fi/en/sivu/"
NAMES = (
    "html head body title base link meta script style template noscript main article section nav "
    "aside header footer form div span p h1 h2 h6 a b br img ul ol li dl dt dd table caption thead "
    "tr th td figure figcaption details summary button select option svg math iframe pre blockquote"
)
ATTRIBUTES = (
    "id=opit",
    "name='opit'",
    "class='card menu'",
    "class=share",
    "role=main",
    "role=dialog",
    "hidden",
    "hidden id=p",
    "style='display:none'",
    "aria-hidden=true",
    "role=tab aria-controls=p",
    "data-nosnippet",
    "lang=sv",
    "href='http://[::1'",
    "href=/toinen/",
    "href='javascript:x'",
    "rel=canonical href='//6aika.fi:99999/'",
    "rel=alternate hreflang=fi href=/hanke/",
    "name=robots content=follow",
    "property=article:published_time content=2019-99-99",
    "property='og:title' content='\u00ad'",
    "type='application/ld+json'",
    "colspan=0",
    "colspan=99999999999999999999",
    "colspan=²",
    "alt='Kuva torilta'",
    "http-equiv=Content-Type content='text/html; charset=utf-16'",
)
WORDS = st.sampled_from(
    [
        "Kokeilu opetti meille paljon, vaikka se kesti kauemmin kuin odotimme.",
        "We learned that the permit takes longer than the trial.",
        "12.05.2021 | Uutiset",
        "31.2.2019 – 2018–2021",
        "puh. 09 000 0000, a(at)b.example",
        '{"@graph": [{"datePublished": [1]}, {"@type": "BreadcrumbList"}]}',
        "{[",
        "]]>",
        "<!--",
        "&auml;&#0;&#xD800;&#1114112;&nbsp;",
        "\x00\x0b\ud7ff",
        "\u00ad\u200b\ufeff",
    ]
)
TAGS = st.builds(
    lambda close, name, attribute, end: f"<{close}{name} {attribute}{end}",
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES.split()),
    st.sampled_from(("", *ATTRIBUTES)),
    st.sampled_from([">", ">", ">", "/>", ""]),
)
MARKUP = st.lists(st.one_of(TAGS, WORDS, st.text(max_size=8)), max_size=40).map("".join)
CONTENT_TYPES = st.sampled_from(
    ["text/html", "text/html; charset=utf-8", "text/html; charset=nonsense", "TEXT/HTML", ""]
)


def page(body, content_type="text/html"):
    return Page(URL, URL, 200, content_type, body, datetime(2026, 11, 20, tzinfo=UTC))


def extracted(body, content_type="text/html"):
    try:
        return extract(page(body, content_type))
    except ExtractionError as error:
        return str(error)


def is_sound(document: Document):
    assert document.id == document_id(document.url)
    assert document.title
    assert document.type in DOCUMENT_TYPES
    assert document.language in LANGUAGES
    assert document.sections
    for section in document.sections:
        assert section.kind in SECTION_KINDS
        assert section.language in LANGUAGES
        assert section.heading or section.text
        assert all(line.strip() for line in section.text.splitlines())
        assert "\u00ad" not in section.text + section.heading


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP, CONTENT_TYPES)
def test_any_markup_becomes_a_sound_document_or_a_named_error(markup, content_type):
    body = f"<p>Alku.</p>{markup}".encode("utf-8", "surrogatepass")
    document = extracted(body, content_type)
    if isinstance(document, Document):
        is_sound(document)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), CONTENT_TYPES)
def test_any_bytes_become_a_document_or_a_named_error(body, content_type):
    document = extracted(b"<html>" + body, content_type)
    if isinstance(document, Document):
        is_sound(document)


@settings(max_examples=30, deadline=None)
@given(MARKUP)
def test_same_page_always_gives_the_same_document(markup):
    body = f"<p>Alku.</p>{markup}".encode("utf-8", "surrogatepass")
    assert extracted(body) == extracted(body)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<div class='sidebar card'>",
        "<main><header>",
        "<table><tr><td>",
        "<ul><li>",
        "<b><p>",
        "<h2 id=a>Opit</h2>x",
        "<div style='display:none'>x",
        "<div role=button aria-controls=p>x",
        "<div id=content>x",
        "<details><summary>x</summary>y",
        "<dl><dt>x<dd>y",
        "<p><b>Otsikko</b><p>teksti",
        "<p><a href=/x>abc</a></p>",
        "until vuoden 2018 to a b c ",
        "a.b-",
        "<p>puh. (((((</p>",
        " - ",
    ],
)
def test_time_grows_with_the_page_and_no_faster(unit):
    def seconds(times):
        begun = time.process_time()
        extracted(f"<body><p>Alku.</p>{unit * times}".encode())
        return time.process_time() - begun

    seconds(10)
    small, large = seconds(1_000), seconds(8_000)
    # Eight times the page may take sixteen times as long on a busy machine, never sixty-four.
    assert large < 0.25 or large < 24 * small


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("<div>", 100_000),
        ("<table><tr><td>x", 20_000),
        ("<a href=/x><b><i><p>x", 2_000),
        ("<div class=menu>x", 3_000),
    ],
)
def test_page_made_to_take_long_is_read_in_seconds(unit, times):
    begun = time.process_time()
    extracted(f"<body><p>Alku.</p>{unit * times}".encode())
    # Five seconds on an idle machine; a quadratic step would take minutes.
    assert time.process_time() - begun < 15
