"""Which passage of a page is shown first, and what is marked beside what matched best."""

import pytest

from corpus.index.query_parser import parse_query


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    return publish_once(
        make_document(
            "/talvi/",
            "Talvi",
            ("Bussi", "Bussi kulki."),
            ("Sää", "Bussi pysähtyi, kun lumi tuli."),
            description="Yhteystiedot ja muuta.",
        ),
        make_document(
            "/kesa/",
            "Kesä ja rajapinta",
            ("Näin kävi", "Rajapinta avattiin."),
            description="Avoin rajapinta avattiin kesällä.",
        ),
        make_document("/kevat/", "Osallisuus", ("Kysely", "Kyselyyn vastattiin. Osallisuus.")),
        make_document(
            "/en/firms/",
            "Company life",
            ("Companies", "Every company was asked."),
            ("Tests", "One firm tested it."),
            language="en",
        ),
        make_document("/syksy/", "Avoin data", ("Avoin data", "Avoin portaali. Dataa on paljon.")),
    )


def marked(snippet):
    return [snippet.text[start:end] for start, end in snippet.matches]


def first(index, text, language="fi"):
    results = index.search(parse_query(text, language=language))
    return (results.hits or results.other_language.hits)[0]


def test_the_section_that_tells_of_most_words_gives_the_snippet(index):
    assert first(index, "bussi lumi").snippet.text == "Bussi pysähtyi, kun lumi tuli."


def test_the_description_is_shown_where_it_tells_of_more_words(index):
    assert marked(first(index, "rajapinta kesällä").snippet) == ["rajapinta", "kesällä"]
    assert first(index, "rajapinta").snippet.text == "Rajapinta avattiin."


def test_words_of_a_phrase_are_not_marked_apart(index):
    snippets = [section.snippet for section in first(index, '"avoin data"').sections]
    assert [marked(snippet) for snippet in snippets] == [[]]


def test_every_curated_rendering_is_marked_beside_the_one_that_matched_best(index):
    hit = first(index, "yritys")
    assert {section.heading: marked(section.snippet) for section in hit.sections} == {
        "Companies": ["company"],
        "Tests": ["firm"],
    }
