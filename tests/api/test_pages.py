from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

INFRA = "infratyömaiden hiilijalanjäljen laskennasta"


def read(client, path: str, status: int = 200, **parameters) -> BeautifulSoup:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return BeautifulSoup(answer.text, "lxml")


def text(element) -> str:
    return " ".join(element.get_text().split())


def parameters_of(link) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link["href"]).query)


@pytest.mark.parametrize(("wish", "front"), [("fi", "/fi/"), ("en", "/en/"), ("sv", "/en/")])
def test_the_root_leads_to_the_readers_front_page(client, wish, front):
    answer = client.get("/", headers={"Accept-Language": wish})
    assert (answer.status_code, answer.headers["location"]) == (302, front)
    assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/fi/", "/en/"])
def test_a_page_says_its_language_and_has_one_main_heading(client, path):
    page = read(client, path)
    assert page.html["lang"] == path[1:3]
    assert len(page.select("h1")) == len(page.select("main")) == 1
    assert page.title.string.strip()


@pytest.mark.parametrize(
    "path", ["/fi/", "/fi/haku?q=kokeilu", "/en/search?q=kokeilu&city=oulu", "/fi/ohje"]
)
def test_no_page_needs_scripts_or_other_sites(client, path):
    page = read(client, path)
    assert not page.select("style, iframe, [style], [onclick]")
    assert [(each["type"], each.get_text()) for each in page.select("script")] == [("module", "")]
    loaded = page.select("script, link[rel=stylesheet], link[rel=icon], img, source")
    assert loaded
    assert all((each.get("href") or each["src"]).startswith("/static/") for each in loaded)
    for each in loaded:
        assert client.get(each.get("href") or each["src"]).status_code == 200


def test_static_files_may_be_kept_because_their_address_carries_a_version(client):
    sheet = read(client, "/fi/").select_one("link[rel=stylesheet]")["href"]
    assert "?v=" in sheet
    assert "immutable" in client.get(sheet).headers["cache-control"]


def test_the_front_page_offers_ways_in_that_all_lead_somewhere(client):
    page = read(client, "/fi/")
    links = [link["href"] for link in page.select("main a[href]")]
    assert len(links) > 15
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        if "/haku?" in link:
            assert "Ei tuloksia" not in answer.text, link
            assert not text(BeautifulSoup(answer.text, "lxml").h2).startswith("0 "), link


def test_results_show_a_finnish_passage_with_its_lesson_and_mark(client):
    page = read(client, "/fi/haku", q=INFRA)
    hit = page.select_one(".hit")
    assert text(hit.h3) == "Työmaan hiilijalanjäljen laskenta"
    assert hit.h3.a["lang"] == hit.h3.a["hreflang"] == "fi"
    assert "Opas" in text(hit.select_one(".facts"))
    assert "Vain suomeksi" in text(hit.select_one(".facts"))
    assert hit.select_one('.passages a[href$="#opit"]')
    assert "hiilijalanjälki" in text(hit.mark).lower()


def test_results_carry_count_query_and_page_in_heading_and_title(client):
    page = read(client, "/fi/haku", q="kokeilu", size=2, page=2)
    heading = text(page.select_one("#result-count"))
    assert heading.endswith("tulosta haulle ”kokeilu”")
    assert heading in page.title.string
    assert "sivu 2/" in page.title.string
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one(".hit-list")["start"] == "3"


def test_browsing_names_what_is_browsed_and_offers_no_order_of_matches(client):
    page = read(client, "/fi/haku", theme="mobility", city="oulu")
    heading = text(page.select_one("#result-count"))
    assert re.fullmatch(r"Oulu, Liikkuminen: \d+ sivua?", heading)
    assert heading in page.title.string
    assert not page.select(".order")


def test_results_are_numbered_headings_in_a_list(client):
    page = read(client, "/en/search", q="city")
    hits = page.select("ol.hit-list > li")
    assert hits
    assert all(len(hit.select("h3")) == 1 for hit in hits)
    levels = [int(each.name[1]) for each in page.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_pages_in_the_other_language_stand_under_their_own_heading(client):
    page = read(client, "/en/search", q="robot bus snow")
    block = page.select_one("section.also")
    assert text(block.h2).startswith("Also in Finnish (")
    hit = block.select_one(".hit")
    assert hit.h3.a["lang"] == "fi"
    assert hit.select_one(".snippet")["lang"] == "fi"
    assert "In Finnish" in text(hit.select_one(".facts"))
    assert "robottibussi" in text(block.select_one(".note"))


def test_a_twin_is_offered_in_its_language(client):
    hit = read(client, "/fi/haku", q="hiilineutraalit yritysalueet").select_one(".hit")
    twin = hit.select_one('.facts a[hreflang="en"]')
    assert text(twin).startswith("Myös englanniksi")
    assert twin["href"].endswith(
        "/en/project/hnry-carbon-neutral-and-resource-wise-industrial-areas/"
    )


def test_the_language_switch_keeps_the_search(client):
    page = read(
        client, "/fi/haku", q="bussi", city=["oulu", "espoo"], year="2018..2020", sort="date"
    )
    switch = page.select_one(".masthead-links a[hreflang=en]")
    assert urlsplit(switch["href"]).path == "/en/search"
    assert parameters_of(switch) == {
        "q": ["bussi"],
        "city": ["oulu", "espoo"],
        "year": ["2018..2020"],
        "sort": ["date"],
    }
    alternate = page.select_one('link[rel=alternate][hreflang="en"]')
    assert alternate["href"] == switch["href"]


def test_chips_take_off_one_filter_each(client):
    page = read(client, "/fi/haku", q="kaupunki", city=["oulu", "espoo"], section="lessons")
    chips = {text(chip): parameters_of(chip) for chip in page.select(".chip")}
    assert chips["Poista rajaus Oulu ×"] == {
        "q": ["kaupunki"],
        "city": ["espoo"],
        "section": ["lessons"],
    }
    assert chips["Poista rajaus Opit ×"] == {"q": ["kaupunki"], "city": ["oulu", "espoo"]}


def test_facets_are_labelled_groups_of_checkboxes_that_belong_to_the_search_form(client):
    page = read(client, "/fi/haku", q="kaupunki", city="oulu")
    groups = {text(group.legend): group for group in page.select("details fieldset")}
    assert list(groups) == ["Tyyppi", "Kaupunki", "Teema", "Vuosi", "Sivun kieli"]
    boxes = groups["Kaupunki"].select("input[type=checkbox][form=search-form][name=city]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["oulu"]
    assert len(boxes) > 1
    assert page.select_one("form#search-form[method=get]")


def test_a_choice_stays_to_be_unchosen_where_nothing_was_found(client):
    page = read(client, "/fi/haku", q="kokeilu", city="oulu", year="1999")
    assert page.select_one("input[name=city][value=oulu][checked]")
    assert page.select_one("input[name=year][value='1999'][checked]")


def test_nothing_found_keeps_the_form_and_helps_on(client):
    page = read(client, "/fi/haku", q="robottibussi", city="turku", type="event")
    assert text(page.select_one("#result-count")) == "Ei tuloksia haulle ”robottibussi”"
    assert page.select_one("#q")["value"] == "robottibussi"
    helps = [text(item) for item in page.select(".nothing li")]
    assert any(item.startswith("Ilman rajausta ”Tapahtuma”:") for item in helps)
    assert "Tarkista kirjoitusasu. Sanan taivutuksella ei ole väliä." in helps


def test_a_misspelt_word_is_asked_about(client):
    page = read(client, "/fi/haku", q="robottibusssi liikenteessä")
    meant = page.select_one(".did-you-mean a")
    assert text(page.select_one(".did-you-mean")) == "Tarkoititko robottibussi liikenteessä?"
    assert parameters_of(meant)["q"] == ["robottibussi liikenteessä"]


def test_where_nothing_is_found_the_other_spelling_is_shown_and_told(client):
    page = read(client, "/fi/haku", q="robottibusssi")
    meant = page.select_one(".did-you-mean a")
    assert parameters_of(meant)["q"] == ["robottibussi"]
    told = text(page.select_one(".did-you-mean"))
    assert told.endswith("Haulla ”robottibusssi” ei löytynyt mitään.")
    assert text(page.select_one("#result-count")).endswith(" haulle ”robottibussi”")
    assert page.select_one("#q")["value"] == "robottibusssi"
    assert page.select(".hit")


def test_what_a_minus_left_out_is_told_and_can_be_taken_in(client):
    page = read(client, "/fi/haku", q="green deal -espoo")
    note = page.select_one(".results-head .note")
    assert text(note) == "Sivut, joilla on ”espoo”, jätettiin pois. Ota sana mukaan hakuun"
    assert parameters_of(note.a)["q"] == ["green deal espoo"]


def test_the_hyphen_of_an_open_compound_leaves_nothing_out(client):
    page = read(client, "/fi/haku", q="green deal -sopimus")
    assert page.select_one(".results-head .note") is None
    assert "green deal -sopimus" in text(page.select_one("ol.hits h3, ol h3"))


def test_nothing_asked_shows_the_form(client):
    for parameters in ({}, {"q": "-metro"}, {"q": "?"}):
        page = read(client, "/en/search", **parameters)
        assert text(page.h2) == "There is nothing to search for yet"
        assert page.select_one("#q")


def test_order_and_lessons_are_kept_by_the_form(client):
    page = read(client, "/fi/haku", q="kokeilu", sort="date", section="lessons")
    assert page.select_one("input[name=sort][value=date]")
    assert page.select_one("input[name=section][value=lessons][checked]")
    assert text(page.select_one(".order strong")) == "uusin ensin"


def test_paging_links_know_their_neighbours(client):
    page = read(client, "/fi/haku", q="kaupunki", size=2, page=2)
    assert parameters_of(page.select_one("nav a[rel=prev]")).get("page") in (None, ["1"])
    assert parameters_of(page.select_one("nav a[rel=next]"))["page"] == ["3"]
    assert text(page.select_one("nav [aria-current=page]")) == "Sivu 2"
    assert page.select_one("head link[rel=next]")


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/fi/puuttuu", 404, "Sivua ei löytynyt"),
        ("/en/missing", 404, "Page not found"),
        ("/fi/haku?q=" + "a" * 257, 400, "Hakulause on liian pitkä"),
        ("/en/search?q=a&page=101", 400, "There are no more pages to show"),
        ("/fi/haku?q=a&city=lahti", 400, "Osoitteessa on jotain tuntematonta"),
    ],
)
def test_errors_are_pages_in_the_readers_language(client, path, status, heading):
    page = read(client, path, status)
    assert text(page.h1) == heading
    assert page.html["lang"] == path[1:3]
    assert page.select_one("form#search-form")


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/fi/", "Haku ei ole vielä valmis"), ("/en/search?q=bus", "The search is not ready yet")],
)
def test_before_anything_is_published_pages_say_so(empty_client, path, heading):
    page = read(empty_client, path, 503)
    assert text(page.h1) == heading
    assert "kuutoshaku demo" in text(page.main)


@pytest.mark.parametrize("path", ["/fi/", "/fi/haku?q=kokeilu"])
def test_an_unchanged_page_is_not_sent_again(client, path):
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = path.replace("/fi/haku", "/en/search").replace("/fi/", "/en/")
    assert client.get(other, headers={"If-None-Match": tag}).status_code == 200


def test_pages_answer_to_head(client):
    answer = client.head("/fi/haku?q=kokeilu")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_page_is_light(client):
    page = client.get("/fi/haku", params={"q": "kaupunki"})
    sheet = client.get("/static/kuutoshaku.css")
    assert int(page.headers["content-length"]) + int(sheet.headers["content-length"]) < 60_000


def test_a_hit_leads_to_its_details_and_says_why_when_asked(client):
    hit = read(client, "/fi/haku", q=INFRA).select_one(".hit")
    details = hit.select_one(".hit-foot > a")
    assert text(details) == "Tiedot ja sisältö: Työmaan hiilijalanjäljen laskenta"
    assert text(read(client, details["href"]).h1) == text(hit.h3)
    assert text(hit.select_one("details.why summary")).startswith("Miksi tämä löytyi?")
    told = client.get("/api/v1/search", params={"q": INFRA, "lang": "fi"}).json()["hits"][0]["why"]
    assert [text(reason) for reason in hit.select("details.why li")] == told


def test_a_search_can_be_followed_and_taken_along(client):
    page = read(client, "/fi/haku", q="robottibussi", city="tampere", page=1)
    links = [link["href"] for link in page.select(".carried a")]
    assert [urlsplit(link).path for link in links] == ["/feed.atom", "/feed.json", "/export.csv"]
    for link in links:
        assert parse_qs(urlsplit(link).query) == {
            "q": ["robottibussi"],
            "city": ["tampere"],
            "lang": ["fi"],
        }
        assert client.get(link).status_code == 200


def test_a_twin_that_nobody_names_is_said_to_be_likely(client):
    page = read(client, "/fi/haku", q="perille asti", type="project")
    twin = page.select_one('.facts a[hreflang="en"]')
    assert text(twin) == "Luultavasti myös englanniksi: Last Mile (Perille asti)"
