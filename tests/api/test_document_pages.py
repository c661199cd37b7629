from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild
from corpus.settings import Settings
from search_api.app import create_app

LESSONS = "infratyömaiden hiilijalanjäljen laskennasta"


def read(client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def text(element) -> str:
    return " ".join(element.get_text().split())


def first_hit(client, query: str, **parameters) -> dict:
    return client.get("/api/v1/search", params={"q": query, **parameters}).json()["hits"][0]


@pytest.fixture(scope="module")
def guide(client) -> dict:
    return first_hit(client, LESSONS, lang="fi")


def test_a_document_page_tells_what_it_is_in_the_readers_language(client, guide):
    page = read(client, f"/en/document/{guide['id']}")
    assert page.html["lang"] == "en"
    assert text(page.h1) == "Työmaan hiilijalanjäljen laskenta"
    assert page.h1["lang"] == "fi"
    assert text(page.select_one(".eyebrow")) == "Guide · In Finnish Lessons learned"
    details = {text(row.dt): text(row.dd) for row in page.select(".details > div")}
    assert details["Type"] == "Guide"
    assert details["Published"] == "12 May 2021"
    assert details["Last seen on its site"][:2].strip().isdigit()


def test_the_original_is_canonical_and_one_link_away(client, guide):
    page = read(client, f"/fi/sivu/{guide['id']}")
    assert page.select_one("link[rel=canonical]")["href"] == guide["url"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert not page.select("link[hreflang]")
    onward = page.select_one(".onward a")
    assert (text(onward), onward["href"]) == ("Lue alkuperäinen sivu", guide["url"])


def test_contents_lead_to_every_section_and_sections_to_the_original(client, guide):
    page = read(client, f"/fi/sivu/{guide['id']}")
    contents = page.select(".contents a")
    assert len(contents) >= 3
    for link in contents:
        section = page.select_one(link["href"])
        assert text(section.select_one("h2, h3")) == text(link)
        assert section["lang"] == "fi"
    lessons = page.select_one(".part.lessons")
    assert text(lessons.select_one(".kind")) == "Opit"
    assert lessons.select_one(".at-original a")["href"] == guide["url"] + "#opit"


def test_the_twin_is_named_and_said_to_be_guessed_where_it_is(client):
    told = first_hit(client, "hiilineutraalit yritysalueet", lang="fi", doc_lang="fi")
    page = read(client, f"/fi/sivu/{told['id']}")
    twin = page.select_one(".document-head a[lang=en]")
    assert text(twin.parent).startswith("Myös englanniksi:")
    assert text(read(client, twin["href"]).h1) == text(twin)
    guessed = first_hit(client, "perille asti", lang="fi", doc_lang="fi", type="project")
    page = read(client, f"/fi/sivu/{guessed['id']}")
    assert "Luultavasti sama sivu englanniksi: Last Mile" in text(page.header.parent)


def test_contact_lines_say_when_they_were_checked_and_mail_goes_out(client):
    office = first_hit(client, "6Aika-strategiatoimisto", lang="fi", type="project")
    side = read(client, f"/fi/sivu/{office['id']}").select_one(".document-side")
    mail = side.select_one(".contacts a")
    assert mail["href"] == f"mailto:{text(mail)}"
    assert text(side.select_one(".contacts + .note")).startswith("Tarkistettu sivulta ")


def test_similar_pages_and_other_cities_lead_on(client):
    trial = first_hit(client, "robottibussi", lang="fi", type="project", doc_lang="fi")
    similar = client.get(f"/api/v1/documents/{trial['id']}/similar?lang=fi").json()
    page = read(client, f"/fi/sivu/{trial['id']}")
    links = [link["href"] for link in page.select("section[aria-labelledby=similar-heading] a")]
    assert links == [f"/fi/sivu/{hit['id']}" for hit in similar["hits"]]
    tried = page.select("section[aria-labelledby=tried-heading] li")
    assert [text(each.strong) for each in tried] == [
        f"{city['label']}:" for city in similar["also_tried_in"]
    ]
    assert links + tried


def test_a_citation_says_where_and_when(client, guide):
    page = read(client, f"/fi/sivu/{guide['id']}")
    citation = text(page.select_one(".citation"))
    host = urlsplit(guide["url"]).hostname
    assert citation.startswith(f"Työmaan hiilijalanjäljen laskenta. {host}, 12. toukokuuta 2021.")
    assert guide["url"] in citation
    assert [text(each)[:5] for each in page.select(".document-side pre")] == ["@misc", "TY - "]


def test_the_language_switch_stays_on_the_document(client, guide):
    switch = read(client, f"/fi/sivu/{guide['id']}").select_one(".masthead-links a[hreflang=en]")
    assert switch["href"] == f"/en/document/{guide['id']}"


def test_an_unchanged_document_is_not_sent_again(client, guide):
    tag = client.get(f"/fi/sivu/{guide['id']}").headers["etag"]
    again = client.get(f"/fi/sivu/{guide['id']}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/en/document/{guide['id']}", headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/fi/sivu/0000000000000000", "Sivua ei löytynyt"),
        ("/en/document/%3Cscript%3E", "Page not found"),
    ],
)
def test_an_unknown_document_is_a_page_with_a_search_field(client, path, heading):
    page = read(client, path, 404)
    assert text(page.h1) == heading
    assert page.select_one("form#search-form")
    assert not page.select("main script")


@pytest.fixture
def small_client(tmp_path):
    """A client over one page that its site no longer shows, and that has a copy."""
    settings = Settings(data_dir=tmp_path)
    url, copy = "https://city.example/bus/", "https://city.example/bus-copy/"
    section = Section("opit", "Opit", 2, "lessons", "fi", "Robottibussi pysähtyi lumeen.")
    gone = Document(
        document_id(url),
        url,
        "Robottibussi",
        "fi",
        "project",
        (section,),
        funding=("erdf",),
        partners=("Oulun kaupunki",),
        also_at=(copy,),
        last_seen="2026-01-02",
        gone=True,
    )
    writer = begin_rebuild(settings)
    writer.add(gone)
    writer.publish()
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client, document_id(url), document_id(copy)


def test_the_id_of_a_copy_leads_to_the_page_that_is_kept(small_client):
    client, kept, copy = small_client
    answer = client.get(f"/en/document/{copy}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/en/document/{kept}")


def test_a_page_that_its_site_no_longer_shows_says_so_and_is_kept(small_client):
    client, kept, _copy = small_client
    page = read(client, f"/en/document/{kept}")
    assert "We saw it last on 2 January 2026" in text(page.select_one(".gone"))
    assert "Robottibussi pysähtyi lumeen." in text(page.select_one(".part"))
    assert not page.select(".at-original")
    details = {text(row.dt): text(row.dd) for row in page.select(".details > div")}
    assert details["Funding"] == "European Regional Development Fund (ERDF)"
    assert details["Partners"] == "Oulun kaupunki"
