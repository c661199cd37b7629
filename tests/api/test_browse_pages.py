from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

SHELF = "/fi/selaa/teema/mobility/kaupunki/oulu"


def read(client, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return BeautifulSoup(answer.text, "lxml")


def text(element) -> str:
    return " ".join(element.get_text().split())


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (SHELF, "Liikkuminen Oulussa"),
        (f"{SHELF}/vuosi/2019", "Liikkuminen Oulussa vuonna 2019"),
        ("/fi/selaa/kaupunki/tampere", "Kaupunkikehitys Tampereella"),
        ("/fi/selaa/vuosi/2020", "Kaupunkikehitys vuonna 2020"),
        ("/fi/selaa/teema/open-data/kaupunki/vantaa", "Avoin data ja rajapinnat Vantaalla"),
        ("/en/browse/theme/mobility/city/oulu/year/2019", "Mobility in Oulu in 2019"),
    ],
)
def test_a_shelf_is_named_in_plain_words(client, path, heading):
    page = read(client, path)
    assert text(page.h1) == heading
    assert page.title.string == f"{heading} – Kuutoshaku"
    assert page.select(".hit-list .hit")


def test_a_shelf_shows_what_a_search_with_its_filters_finds_and_counts_the_languages(client):
    page = read(client, SHELF)
    found = client.get("/api/v1/search?lang=fi&theme=mobility&city=oulu&sort=date&size=20").json()
    shown = [text(each) for each in page.select("[aria-labelledby=shelf-heading] h3")]
    assert shown == [hit["title"] for hit in found["hits"]]
    counts = {each["value"]: each["count"] for each in found["facets"]["doc_lang"]}
    told = text(page.select_one(".shelf-counts"))
    assert told.startswith(f"{counts['fi']} sivua suomeksi, {counts['en']} sivua englanniksi")


def test_every_link_beside_a_shelf_leads_to_a_shelf_with_pages(client):
    page = read(client, SHELF)
    links = [link["href"] for link in page.select(".shelf-side a, .trail a")]
    assert len(links) > 15
    for link in links:
        assert client.get(link).status_code == 200, link
    chosen = [text(each) for each in page.select(".shelf-side [aria-current]")]
    assert chosen == ["Oulu", "Liikkuminen"]


def test_a_search_among_the_pages_of_a_shelf_stays_there(client):
    form = read(client, SHELF).select_one("#search-form")
    kept = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    assert kept == {"theme": "mobility", "city": "oulu"}


def test_a_long_shelf_has_pages_and_ends(client):
    first = read(client, "/fi/selaa/kaupunki/turku")
    onward = first.select_one("nav.pages a[rel=next]")["href"]
    assert onward == "/fi/selaa/kaupunki/turku?page=2"
    second = read(client, onward)
    assert second.select_one(".hit-list")["start"] == "21"
    assert second.select_one("nav.pages a[rel=prev]")["href"] == "/fi/selaa/kaupunki/turku"
    assert text(second.select_one(".hit h3")) != text(first.select_one(".hit h3"))
    read(client, "/fi/selaa/kaupunki/turku?page=50", 404)


def test_the_language_switch_keeps_the_shelf(client):
    page = read(client, "/fi/selaa/kaupunki/turku/vuosi/2019")
    switch = page.select_one(".masthead-links a[hreflang=en]")
    assert switch["href"] == "/en/browse/city/turku/year/2019"


def test_an_empty_shelf_is_no_page_but_helps_on(client):
    page = read(client, "/fi/selaa/teema/health/kaupunki/oulu/vuosi/2014", 404)
    assert text(page.h2) == "Täällä ei ole sivuja"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    for link in page.select(".shelf-hits li a"):
        read(client, link["href"])


@pytest.mark.parametrize(
    "way",
    [
        "teema/lentely",
        "kaupunki/lahti",
        "vuosi/19",
        "vuosi/٢٠١٩",
        "teema",
        "theme/mobility",
        "kaupunki/oulu/teema/mobility",
        "kaupunki/oulu/kaupunki/turku",
        "teema/mobility/",
        "",
    ],
)
def test_a_way_that_is_none_of_ours_is_not_found(client, way):
    page = read(client, f"/fi/selaa/{way}", 404)
    assert text(page.h1) == "Sivua ei löytynyt"


def test_the_overview_crosses_themes_with_cities_where_there_are_pages(client):
    page = read(client, "/en/browse")
    table = page.select_one("table")
    cells = table.select("td a")
    assert len(cells) > 40
    assert [text(each) for each in table.select("thead th")][1:-1] == [
        *("Helsinki", "Espoo", "Vantaa", "Tampere", "Turku", "Oulu")
    ]
    row = next(each for each in table.select("tbody tr") if text(each.th) == "Mobility")
    link = row.select_one("a[href$='city/oulu']")
    counted = read(client, link["href"]).select_one(".shelf-side [aria-current] + .count")
    assert text(link) == f"{text(counted)} Oulu"


@pytest.mark.parametrize("path", ["/fi/selaa", SHELF])
def test_an_unchanged_shelf_is_not_sent_again(client, path):
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(path).headers["etag"] == tag
