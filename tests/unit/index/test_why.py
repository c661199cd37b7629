"""Every kind of match is told in plain words, each reason once."""

import pytest

from corpus.index.query import Filters
from corpus.index.query_parser import parse_query


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    return publish_once(
        make_document(
            "/bussi/",
            "Robottibussi talvella",
            ("Mitä opimme", "Lumisade pysäytti bussin. Avoimesta datasta oli apua.", "lessons"),
            ("Data", "Data kertyi. Portaali on avoin.", "other"),
            twins={"en": "http://site.example/en/bus/"},
        ),
        make_document(
            "/en/bus/",
            "A shuttle in winter",
            ("", "Robotics met ice. Participants rode it."),
            language="en",
            twins={"fi": "http://site.example/bussi/"},
        ),
        make_document("/yritys/", "Yritys kylässä", ("", "Kauppa kävi.")),
        make_document("/kierto/", "Kiertotalouden hankkeet", ("", "Kierto alkoi.")),
    )


def why(index, text, language="fi", page="", **wishes):
    results = index.search(parse_query(text, language=language, **wishes))
    other = results.other_language.hits if results.other_language else ()
    hits = {hit.url.removeprefix("http://site.example"): hit for hit in (*results.hits, *other)}
    return list((hits[page] if page else next(iter(hits.values()))).why)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("robottibussi", ["robottibussi, otsikossa"]),
        ("robottibusseja", ["robottibusseja → robottibussi, otsikossa"]),
        ("lumi", ["lumi yhdyssanan osana, tekstissä"]),
        ("robottib*", ["robottibussi (alkaa robottib), otsikossa"]),
        ('"avoin data"', ["”avoin data” peräkkäin, tekstissä"]),
        ("firma", ["firma → yritys (samaa tai läheistä tarkoittava sana), otsikossa"]),
        (
            "kiertotaloushanke",
            ["kiertotaloushanke osina (kierto + talous + hanke), otsikossa"],
        ),
    ],
)
def test_each_kind_of_match_is_told_in_the_readers_language(index, text, reasons):
    assert why(index, text) == reasons


@pytest.mark.parametrize(
    ("text", "page", "reasons"),
    [
        ("robot bus", "/bussi/", ["robot bus ≈ robottibussi (glossary), in the title"]),
        ("participation", "/en/bus/", ["participation: a word with the same stem, in the text"]),
        ("winters", "/en/bus/", ["winters → winter, in the title"]),
        (
            "firma",
            "/yritys/",
            ["firma → yritys (a word of the same or nearly the same meaning), in the title"],
        ),
    ],
)
def test_each_kind_of_match_is_told_in_english_too(index, text, page, reasons):
    filters = Filters(doc_lang=("en" if page.startswith("/en") else "fi",))
    assert why(index, text, "en", page, filters=filters) == reasons


def test_what_a_twin_has_is_told_as_the_twins(index):
    assert why(index, "robottibussi", "en", "/en/bus/") == [
        "found by its Finnish version",
        "robottibussi, in the title",
    ]


def test_a_page_that_has_the_words_itself_is_not_told_as_found_by_its_twin(index):
    assert why(index, "winter", "en", "/en/bus/") == ["winter, in the title"]


def test_words_of_a_phrase_are_told_once_and_others_beside_them(index):
    assert why(index, '"avoin data" lumisade') == [
        "”avoin data” peräkkäin, tekstissä",
        "lumisade, tekstissä",
    ]
