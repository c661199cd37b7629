from __future__ import annotations

import pytest

PATH = "/api/v1/search"
HIT_KEYS = """
    id url title language type type_label cities themes years published last_seen gone best_bet
    snippet sections matched_via why gloss names meanings twins score
"""
SECTION_KEYS = "heading kind kind_label url language snippet meaning"


def found(client, **parameters) -> dict:
    answer = client.get(PATH, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(answer: dict) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def test_an_answer_has_the_documented_shape(client):
    answer = found(client, q="hiilijalanjäljen laskenta", lang="fi")
    assert " ".join(answer) == "query generation total hits other_language facets next"
    assert " ".join(answer["query"]) == "text language did_you_mean corrected translated"
    assert " ".join(answer["facets"]) == "type city theme year doc_lang"
    assert answer["hits"]
    assert all(list(hit) == HIT_KEYS.split() for hit in answer["hits"])
    sections = [section for hit in answer["hits"] for section in hit["sections"]]
    assert sections
    assert all(list(section) == SECTION_KEYS.split() for section in sections)
    assert all(list(section["snippet"]) == ["text", "matches", "language"] for section in sections)
    assert answer["generation"].startswith("gen-")


def test_an_inflected_compound_finds_the_page_of_its_parts(client):
    hit = found(client, q="infratyömaiden hiilijalanjäljen laskennasta")["hits"][0]
    assert hit["title"] == "Työmaan hiilijalanjäljen laskenta"
    assert hit["url"].endswith("/tyomaan-hiilijalanjaljen-laskenta/")
    assert any(section["url"].endswith("#opit") for section in hit["sections"])


def test_matches_are_ranges_of_the_snippet(client):
    answer = found(client, q="robottibussi", lang="fi")
    snippets = [hit["snippet"] for hit in answer["hits"] if hit["snippet"]["matches"]]
    assert snippets
    for snippet in snippets:
        for start, end in snippet["matches"]:
            assert 0 <= start < end <= len(snippet["text"])


def test_labels_are_in_the_readers_language(client):
    finnish = found(client, q="robottibussi", lang="fi", doc_lang="fi")
    english = found(client, q="robottibussi", lang="en", doc_lang="fi")
    assert "Hanke" in [each["label"] for each in finnish["facets"]["type"]]
    assert "Project" in [each["label"] for each in english["facets"]["type"]]
    assert {city["label"] for hit in finnish["hits"] for city in hit["cities"]} >= {"Helsinki"}


@pytest.mark.parametrize(
    ("parameters", "accepted", "language"),
    [
        ({"q": "osallisuus kaupungissa", "lang": "en"}, "fi", "en"),
        ({"q": "kaupunkilaisten osallistuminen"}, "en", "fi"),
        ({"q": "lessons learned from the pilots"}, "fi", "en"),
        ({"q": "data"}, "en-GB,en;q=0.8", "en"),
        ({"q": "data"}, "fi", "fi"),
        ({"city": "oulu"}, "en", "en"),
    ],
)
def test_the_readers_language_is_asked_for_then_typed_then_the_browsers(
    client, parameters, accepted, language
):
    answer = client.get(PATH, params=parameters, headers={"Accept-Language": accepted})
    assert answer.json()["query"]["language"] == language


def test_an_english_query_finds_finnish_pages_and_says_how(client):
    answer = found(client, q="robot bus snow", lang="en")
    other = answer["other_language"]
    assert other["language"] == "fi"
    assert other["total"] >= len(other["hits"]) > 0
    assert all(hit["language"] == "fi" for hit in other["hits"])
    assert "robottibussi" in [
        rendering for each in answer["query"]["translated"] for rendering in each["as"]
    ]


def test_a_hit_in_another_language_tells_what_it_is_in_the_readers(client):
    answer = found(client, q="spearhead project open data interfaces", lang="en")
    [hit] = [
        hit
        for hit in answer["other_language"]["hits"]
        if hit["url"].endswith("/project/avoin-data-ja-rajapinnat/")
    ]
    assert hit["title"] == "Päättynyt: Avoin data ja rajapinnat (kärkihanke)"
    assert hit["type_label"] == "Project"
    assert "Open data and interfaces" in [theme["label"] for theme in hit["themes"]]
    assert hit["names"] == [
        {
            "term": "Avoin data ja rajapinnat",
            "meaning": "Open Data and Interfaces",
            "from": "glossary",
        }
    ]
    assert {"term": "rajapinta", "meaning": "interface", "from": "glossary"} in hit["meanings"]
    assert hit["gloss"].startswith(
        "Project · Avoin data ja rajapinnat ≈ Open Data and Interfaces · "
    )
    assert "rajapinta ≈ interface" in hit["gloss"]
    kinds = {section["kind"]: section["kind_label"] for section in hit["sections"]}
    assert kinds["lessons"] == "Lessons learned"


def test_a_readers_own_language_needs_no_gloss(client):
    hits = found(client, q="robottibussi", lang="fi")["hits"]
    assert hits
    assert {hit["gloss"] for hit in hits} == {None}
    assert not any(hit["names"] or hit["meanings"] for hit in hits)


def test_a_passage_in_another_language_than_its_page_says_so(client):
    hits = found(client, q="wayfinding", lang="en", doc_lang="fi")["hits"]
    [hit] = [hit for hit in hits if hit["url"].endswith("/project/opastamisen-ekosysteemi/")]
    languages = {section["heading"]: section["language"] for section in hit["sections"]}
    assert languages["In English: the project in brief"] == "en"
    assert languages["Tavoitteet"] == "fi"
    [english] = [section for section in hit["sections"] if section["language"] == "en"]
    assert (hit["language"], english["snippet"]["language"]) == ("fi", "en")


def test_a_language_filter_searches_across_languages(client):
    answer = found(client, q="carbon footprint of a construction site", lang="en", doc_lang="fi")
    assert {hit["language"] for hit in answer["hits"]} == {"fi"}
    assert answer["hits"][0]["matched_via"] in {"translation", "twin"}


def test_values_of_one_filter_are_alternatives_and_filters_add_up(client):
    both = found(client, city=["oulu", "turku"], size=100)
    assert {"oulu", "turku"} <= {city["value"] for hit in both["hits"] for city in hit["cities"]}
    projects = found(client, city=["oulu", "turku"], type="project", size=100)
    assert 0 < projects["total"] < both["total"]
    for hit in projects["hits"]:
        assert hit["type"] == "project"
        assert {"oulu", "turku"} & {city["value"] for city in hit["cities"]}


def test_years_are_single_or_a_range(client):
    one = found(client, year="2019", size=100)
    several = found(client, year="2018..2020", size=100)
    assert all(2019 in hit["years"] for hit in one["hits"])
    assert all({2018, 2019, 2020} & set(hit["years"]) for hit in several["hits"])
    assert 0 < one["total"] < several["total"]


def test_lessons_only_shows_lessons(client):
    answer = found(client, q="robottibussi", section="lessons", lang="fi")
    assert answer["total"]
    assert any(hit["sections"] for hit in answer["hits"])
    for hit in answer["hits"]:
        assert {section["kind"] for section in hit["sections"]} <= {"lessons"}
        document = client.get(f"/api/v1/documents/{hit['id']}").json()
        assert "lessons" in {section["kind"] for section in document["sections"]}


@pytest.mark.parametrize("asked", [{"q": "robottibussi talvi"}, {"q": "kaupunki", "type": "guide"}])
def test_a_facet_counts_what_choosing_its_value_would_give(client, asked):
    facets = found(client, **asked, lang="fi")["facets"]
    for name, counts in facets.items():
        for each in counts:
            chosen = found(client, **asked | {"lang": "fi", name: each["value"]})
            assert chosen["total"] == each["count"], (name, each)


def test_the_last_changed_come_first_when_asked(client):
    hits = found(client, type="project", sort="date", size=100)["hits"]
    documents = [client.get(f"/api/v1/documents/{hit['id']}").json() for hit in hits]
    days = [document["modified"] or document["published"] or "" for document in documents]
    assert len(set(days)) > 3
    assert days == sorted(days, reverse=True)


def test_next_leads_through_all_hits_once(client):
    address, seen = f"{PATH}?city=oulu&size=3", []
    while address:
        answer = client.get(address).json()
        seen += ids(answer)
        address = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"] > 3


def test_next_keeps_every_parameter(client):
    answer = found(client, q='"avoin data" OR kokeilu', lang="fi", year="2014..2022", size=1)
    following = client.get(answer["next"]).json()
    assert following["query"] == answer["query"]
    assert following["total"] == answer["total"]
    assert ids(following) != ids(answer)


def test_an_unchanged_answer_is_not_sent_again(client):
    first = client.get(PATH, params={"q": "kokeilu"})
    again = client.get(
        PATH, params={"q": "kokeilu"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert not again.content
    assert again.headers["etag"] == first.headers["etag"]


def test_another_question_or_language_is_another_answer(client):
    tag = client.get(PATH, params={"q": "data"}, headers={"Accept-Language": "fi"}).headers["etag"]
    for parameters, language in [({"q": "data"}, "en"), ({"q": "data", "page": 2}, "fi")]:
        headers = {"If-None-Match": tag, "Accept-Language": language}
        assert client.get(PATH, params=parameters, headers=headers).status_code == 200


def test_answers_tell_what_they_vary_by_and_how_long_they_took(client):
    headers = client.get(PATH, params={"q": "kokeilu"}).headers
    assert headers["vary"] == "Accept-Language, Accept-Encoding"
    assert headers["server-timing"].startswith("search;dur=")
    assert headers["content-encoding"] == "gzip"


def test_a_minus_and_a_phrase_are_obeyed(client):
    asked = {"lang": "fi", "type": "guide", "size": 100}
    every = set(ids(found(client, q="kokeilu", **asked)))
    without = set(ids(found(client, q="kokeilu -yritys", **asked)))
    assert without < every
    together = set(ids(found(client, q='"avoin data"', lang="fi", size=100)))
    assert together <= set(ids(found(client, q="avoin data", lang="fi", size=100)))


def test_a_misspelt_query_that_finds_nothing_is_answered_in_its_other_spelling(client):
    answer = found(client, q="robottibusssi", lang="fi")
    assert answer["query"]["text"] == "robottibusssi"
    assert answer["query"]["did_you_mean"] == "robottibussi"
    assert answer["query"]["corrected"] is True
    assert ids(answer) == ids(found(client, q="robottibussi", lang="fi"))


def test_a_misspelt_word_beside_one_that_finds_something_is_only_asked_about(client):
    query = found(client, q="mobilty hubs", lang="en")["query"]
    assert (query["did_you_mean"], query["corrected"]) == ("mobility hubs", False)
