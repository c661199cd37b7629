"""What a hit in another language tells the reader, and that it tells nothing it does not know."""

import pytest

from corpus.index.query import Filters, Meaning
from corpus.index.query_parser import parse_query


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    return publish_once(
        make_document(
            "/data/",
            "Päättynyt: Avoin data ja rajapinnat (kärkihanke)",
            ("Opit", "Osallisuus kasvoi, kun lumi suli. Robottibussi kulki.", "lessons"),
            ("Tuisku", "Robottibussit ajoivat.", "other"),
            cities=("oulu", "turku"),
            themes=("open-data",),
        ),
        make_document(
            "/hippa/",
            "HIPPA",
            ("", "Robottibussia ei käytetty. Smart homes were built."),
            twins={"en": "http://site.example/en/hippa/"},
        ),
        make_document(
            "/en/hippa/",
            "HIPPA – better homes",
            ("", "No shuttle was used by the companies."),
            language="en",
            twins={"fi": "http://site.example/hippa/"},
        ),
        make_document("/en/mile/", "Last Mile (Perille asti)", ("", "Trams."), language="en"),
        make_document("/fi/suomi/", "Suomessa tuulee", ("", "Lumisade alkoi.")),
    )


def hits(index, text, language="en", **filters):
    query = parse_query(text, language=language, filters=Filters(**filters))
    results = index.search(query)
    other = results.other_language.hits if results.other_language else ()
    found = (*results.hits, *other)
    return {hit.url.removeprefix("http://site.example"): hit for hit in found}


def words(hit):
    return [(each.term, each.text) for each in hit.meanings]


def test_one_line_tells_type_name_theme_cities_and_words(index):
    hit = hits(index, "robot buses participation")["/data/"]
    assert hit.gloss == (
        "Project · Avoin data ja rajapinnat ≈ Open Data and Interfaces · "
        "Open data and interfaces · Oulu, Turku · "
        "robottibussi ≈ robot bus; osallisuus ≈ participation"
    )
    assert hit.names == (
        Meaning("Avoin data ja rajapinnat", "Open Data and Interfaces", "glossary"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("osallisuuteen", [("osallisuus", "participation")]),
        ("kaupungin osallisuus", [("osallisuus", "participation")]),
        ("osallis*", [("osallisuus", "participation")]),
        ('"lumi suli"', [("lumi", "snow"), ("sulaa", "melt")]),
    ],
)
def test_words_typed_in_the_pages_language_are_told_too(index, text, told):
    assert words(hits(index, text)["/data/"]) == told


def test_part_of_a_compound_is_told_by_itself(index):
    assert words(hits(index, "lumi")["/fi/suomi/"]) == [("lumi", "snow")]


def test_a_word_of_the_readers_own_language_is_not_read_as_a_foreign_one(index):
    assert words(hits(index, "home", doc_lang=("fi",))["/hippa/"]) == []


def test_a_synonym_is_told_by_its_own_meaning(index):
    hit = hits(index, "firm", language="fi", doc_lang=("en",))["/en/hippa/"]
    assert words(hit) == [("company", "yritys")]


def test_a_page_found_by_its_twin_is_told_by_the_twins_title_and_its_own_words(index):
    hit = hits(index, "shuttle robot bus", doc_lang=("fi",))["/hippa/"]
    assert hit.names == (Meaning("HIPPA", "HIPPA – better homes", "twin"),)
    assert ("robottibussi", "robot bus") in words(hit)


def test_a_name_that_the_page_itself_gives_comes_first(index):
    hit = hits(index, "trams", language="fi")["/en/mile/"]
    assert [(name.text, name.origin) for name in hit.names] == [("Perille asti", "page")]


def test_a_country_is_no_name_and_a_readers_own_page_needs_no_gloss(index):
    assert hits(index, "snow")["/fi/suomi/"].names == ()
    own = hits(index, "robottibussi", language="fi")["/data/"]
    assert (own.gloss, own.names, own.meanings) == (None, (), ())
    assert [section.meaning for section in own.sections] == [None, None]


def test_a_heading_is_told_only_where_the_curated_glossary_has_it(index):
    sections = hits(index, "robot bus")["/data/"].sections
    assert {section.heading: section.meaning for section in sections} == {
        "Opit": Meaning("oppi", "lesson learned", "glossary"),
        "Tuisku": None,
    }


def test_browsing_tells_what_the_pages_are(index):
    hit = hits(index, "", doc_lang=("fi",), theme=("open-data",))["/data/"]
    assert hit.gloss == (
        "Project · Avoin data ja rajapinnat ≈ Open Data and Interfaces · "
        "Open data and interfaces · Oulu, Turku"
    )
