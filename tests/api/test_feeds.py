from __future__ import annotations

import csv
import json
from datetime import datetime
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client, path="/feed.atom", **parameters):
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer


def atom(client, **parameters):
    return etree.fromstring(feed(client, **parameters).content)


def texts(element, path):
    return [each.text for each in element.findall(path, ATOM)]


def test_a_feed_has_what_rfc_4287_requires(client):
    root = atom(client, q="robottibussi", lang="fi")
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get(LANG) == "fi"
    for required in ("a:id", "a:title", "a:updated"):
        assert len(root.findall(required, ATOM)) == 1
    assert texts(root, "a:author/a:name") == ["Kuutoshaku"]
    entries = root.findall("a:entry", ATOM)
    assert entries
    for entry in entries:
        for required in ("a:id", "a:title", "a:updated"):
            assert len(entry.findall(required, ATOM)) == 1
            assert entry.find(required, ATOM).text
        assert urlsplit(entry.find("a:id", ATOM).text).scheme == "http"
        [link] = entry.findall("a:link[@rel='alternate']", ATOM)
        assert link.get("href") == entry.find("a:id", ATOM).text
        datetime.fromisoformat(entry.find("a:updated", ATOM).text)
    ids = texts(root, "a:entry/a:id")
    assert len(ids) == len(set(ids))


def test_a_feed_has_the_newest_first_and_was_changed_with_the_newest(client):
    root = atom(client, type="article", lang="fi")
    days = texts(root, "a:entry/a:updated")
    assert len(set(days)) > 3
    assert days == sorted(days, reverse=True)
    assert texts(root, "a:updated") == [days[0]]


def test_a_feed_leads_to_itself_and_to_the_page_of_the_same_search(client):
    asked = {"q": "robottibussi", "lang": "fi", "city": ["tampere", "oulu"]}
    root = atom(client, **asked)
    (own,) = root.findall("a:link[@rel='self']", ATOM)
    assert client.get(own.get("href")).content == feed(client, **asked).content
    (page,) = root.findall("a:link[@rel='alternate']", ATOM)
    assert urlsplit(page.get("href")).path == "/fi/haku"
    given = parse_qs(urlsplit(page.get("href")).query)
    assert given == {"q": ["robottibussi"], "city": ["tampere", "oulu"], "sort": ["date"]}
    assert client.get(page.get("href")).status_code == 200


def test_a_json_feed_has_the_same_pages(client):
    asked = {"q": "robottibussi", "lang": "fi"}
    answer = feed(client, "/feed.json", **asked)
    assert answer.headers["content-type"] == "application/feed+json"
    told = answer.json()
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["title"], told["language"]) == ("Kuutoshaku: robottibussi", "fi")
    assert [each["id"] for each in told["items"]] == texts(atom(client, **asked), "a:entry/a:id")
    for item in told["items"]:
        assert item["content_text"]
        assert item["id"] == item["url"]
    assert client.get(told["feed_url"]).json() == told


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json", "/export.csv", "/opensearch.xml"])
def test_what_has_not_changed_is_not_sent_again(client, path):
    asked = {} if path == "/opensearch.xml" else {"q": "kokeilu"}
    tag = feed(client, path, **asked).headers["etag"]
    again = client.get(path, params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    english = client.get(path, params={**asked, "lang": "en"}, headers={"If-None-Match": tag})
    assert english.status_code == 200


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json", "/export.csv"])
def test_nothing_to_look_for_is_a_problem_for_programs(client, path):
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/empty-query"
    assert client.get(path, params={"city": "oslo"}).json()["type"] == "/problems/invalid-parameter"


def test_a_table_has_every_page_found(client):
    asked = {"doc_lang": ["fi", "en"], "lang": "fi"}
    answer = feed(client, "/export.csv", **asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="kuutoshaku.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert heading[:3] == ["Otsikko", "Osoite", "Tyyppi"]
    assert len(rows) == client.get("/api/v1/search", params=asked).json()["total"] > 100
    assert len({row[1] for row in rows}) == len(rows)
    assert all(len(row) == len(heading) for row in rows)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_a_browser_can_search_from_its_address_bar(client, language):
    answer = feed(client, "/opensearch.xml", lang=language)
    assert answer.headers["content-type"] == "application/opensearchdescription+xml"
    root = etree.fromstring(answer.content)
    assert len(root.findtext("{*}ShortName")) <= 24
    urls = {each.get("type"): each.get("template") for each in root.findall("{*}Url")}
    asked = {kind: url.replace("{searchTerms}", "robotti") for kind, url in urls.items()}
    assert client.get(asked["text/html"]).status_code == 200
    assert client.get(asked["application/atom+xml"]).status_code == 200
    completed = client.get(asked["application/x-suggestions+json"])
    assert completed.headers["content-type"] == "application/x-suggestions+json"
    typed, words, descriptions, addresses = completed.json()
    assert typed == "robotti"
    assert 0 < len(words) == len(descriptions) == len(addresses)


def test_pages_name_their_feed_and_the_search_engine(client):
    html = etree.HTML(client.get("/fi/haku?q=robottibussi&city=oulu&sort=date").text)
    (search,) = html.findall(".//link[@rel='search']")
    assert client.get(search.get("href")).status_code == 200
    feeds = [
        each.get("href")
        for each in html.findall(".//link[@rel='alternate']")
        if each.get("type") in {"application/atom+xml", "application/feed+json"}
    ]
    assert feeds == [
        "/feed.atom?q=robottibussi&city=oulu&lang=fi",
        "/feed.json?q=robottibussi&city=oulu&lang=fi",
    ]


def test_feeds_are_open_to_other_sites(client):
    answer = client.get("/feed.json?q=kokeilu", headers={"Origin": "https://city.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert json.loads(answer.content)["items"]
