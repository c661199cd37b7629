from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild
from corpus.settings import Settings
from search_api.app import create_app


def read(client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def text(element) -> str:
    return " ".join(element.get_text().split())


def ways(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        text(each.h3): [text(link) for link in each.select("a")]
        for each in page.select(".ways section")
    }


def test_three_kinds_of_readers_have_their_ways_in(client):
    assert ways(read(client, "/en/")) == {
        "You develop a city": [
            "Lessons learned",
            "Toolbox and guides",
            "Results of projects",
            "What has been tried in which city",
        ],
        "You come from abroad": [
            "Start here: the programme in brief",
            "The programme in figures",
            "Results in English",
            "Everything in English",
        ],
        "You run a company": [
            "Open data and interfaces",
            "Pilots and testing grounds",
            "Market dialogue",
            "Skills for small companies",
        ],
    }


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_newest_pages_are_those_of_the_index(client, language):
    page = read(client, f"/{language}/")
    asked = {"lang": language, "doc_lang": language, "sort": "date", "size": 6}
    asked["type"] = ["project", "guide", "result", "article", "event"]
    newest = client.get("/api/v1/search", params=asked).json()["hits"]
    links = page.select(".newest li a")
    assert [text(link) for link in links] == [hit["title"] for hit in newest]
    assert text(read(client, links[0]["href"]).h1) == text(links[0])


def test_themes_and_cities_lead_to_shelves(client):
    links = [link["href"] for link in read(client, "/fi/").select(".browse a")]
    assert "/fi/selaa/teema/mobility" in links
    assert "/fi/selaa/kaupunki/oulu" in links


def test_ways_that_lead_nowhere_are_left_out(tmp_path):
    settings = Settings(data_dir=tmp_path)
    section = Section("", "", 1, "other", "fi", "Robottibussi kulki lumessa.")
    url = "https://city.example/bus/"
    writer = begin_rebuild(settings)
    writer.add(Document(document_id(url), url, "Robottibussi", "fi", "guide", (section,)))
    writer.publish()
    with TestClient(create_app(settings)) as client:
        found = ways(read(client, "/en/"))
    assert found["You develop a city"] == [
        "Toolbox and guides",
        "What has been tried in which city",
    ]
    assert found["You run a company"] == []
