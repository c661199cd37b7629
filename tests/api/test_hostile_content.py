"""What a crawled page says is shown as text, whatever it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild
from corpus.settings import Settings
from search_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><b onmouseover=alert(1)>",
    '" autofocus onfocus="alert(1)',
    "</mark></p><script>alert(1)</script><mark>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "%(q)s %s %d",
    "<!--<script>alert(1)//-->",
    "javascript:alert(1)",
]


def hostile(number: int, payload: str) -> Document:
    url = f"https://site.example/{number}?{payload}"
    section = Section(
        payload, f"vihamielinen {payload}", 2, "lessons", "fi", f"vihamielinen {payload} teksti"
    )
    return Document(
        id=document_id(url),
        url="javascript:alert(1)" if payload.startswith("javascript") else url,
        title=f"vihamielinen {payload}",
        language="fi",
        type="guide",
        sections=(section,),
        description=f"vihamielinen {payload}",
        cities=("oulu",),
        published="2020-01-01",
    )


@pytest.fixture(scope="module")
def hostile_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("hostile"))
    writer = begin_rebuild(settings)
    for number, payload in enumerate(PAYLOADS):
        writer.add(hostile(number, payload))
    writer.publish()
    with TestClient(create_app(settings)) as client:
        yield client


def assert_inert(html: str) -> BeautifulSoup:
    page = BeautifulSoup(html, "lxml")
    assert not page.select("script:not([type=module]), img, iframe, b")
    assert not [each for each in page.select("script") if not each["src"].startswith("/static/")]
    for element in page.select("*"):
        assert not [name for name in element.attrs if name.startswith("on") or name == "autofocus"]
        assert not str(element.get("href", "")).lower().startswith(("javascript", "data"))
    return page


@pytest.mark.parametrize("language", ["fi", "en"])
def test_hostile_pages_are_shown_as_text(hostile_client, language):
    path = {"fi": "/fi/haku", "en": "/en/search"}[language]
    answer = hostile_client.get(path, params={"q": "vihamielinen", "doc_lang": "fi", "size": 100})
    page = assert_inert(answer.text)
    titles = [title.get_text() for title in page.select(".hit h3")]
    assert sorted(titles) == sorted(f"vihamielinen {payload}" for payload in PAYLOADS)
    assert page.select("mark")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("path", ["/fi/haku", "/en/search"])
def test_a_hostile_query_is_shown_as_text(hostile_client, path, payload):
    answer = hostile_client.get(path, params={"q": f"vihamielinen {payload}"})
    page = assert_inert(answer.text)
    assert page.select_one("#q")["value"] == f"vihamielinen {payload}"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", ["city", "year", "sort", "page"])
def test_a_hostile_parameter_is_shown_nowhere(hostile_client, name, payload):
    answer = hostile_client.get("/fi/haku", params={"q": payload, name: payload})
    assert answer.status_code == 400
    assert_inert(answer.text)


def test_the_api_hands_hostile_text_on_as_it_is(hostile_client):
    answer = hostile_client.get("/api/v1/search", params={"q": "vihamielinen", "size": 100})
    assert answer.headers["content-type"] == "application/json"
    titles = [hit["title"] for hit in answer.json()["hits"]]
    assert sorted(titles) == sorted(f"vihamielinen {payload}" for payload in PAYLOADS)
