"""What page pairs teach, from the build that learns it to the search that uses it."""

from itertools import combinations

import pytest

from corpus.index.open_index import (
    begin_rebuild,
    begin_update,
    generations,
    learn_terms,
    open_index,
    text_reader,
)
from corpus.index.query_parser import parse_query

# No dictionary has "dabber" for sivellin.
TERMS = {
    "sivellin": "dabber",
    "kangas": "canvas",
    "varjo": "shadow",
    "kehys": "frame",
    "viiva": "line",
    "peili": "mirror",
    "lanka": "thread",
}
FILE = "translations.json"


@pytest.fixture(scope="module")
def twins(make_document):
    """Pages of two sentences in both languages."""
    pairs = list(combinations(TERMS, 2))
    made = []
    for at in range(0, len(pairs), 2):
        fi, en = f"/fi/{at}", f"/en/{at}"
        texts = [
            (f"{one} ja {other}.".capitalize(), f"A {TERMS[one]} and a {TERMS[other]}.")
            for one, other in pairs[at : at + 2]
        ]
        for side, (path, language, twin) in enumerate((((fi, "fi", en)), ((en, "en", fi)))):
            text = "\n".join(both[side] for both in texts)
            links = {"en" if language == "fi" else "fi": f"http://site.example{twin}"}
            made.append(make_document(path, f"{at}", ("", text), language=language, twins=links))
    return made


@pytest.fixture
def alone(make_document):
    return make_document("/pesu", "Sivellinten pesu", ("", "Pese kylmällä vedellä."))


@pytest.fixture
def taught(settings, twins, alone):
    """Settings of a published index that learnt from the twins; one Finnish page has none."""
    documents = [*twins, alone]
    writer = begin_rebuild(settings)
    for each in documents:
        writer.add(each)
    assert learn_terms(writer, documents, text_reader(settings)) == len(TERMS)
    writer.publish()
    return settings


def titles_found(settings, text):
    results = open_index(settings).search(parse_query(text, language="en"))
    return [hit.title for hit in (*results.hits, *results.other_language.hits)]


def test_a_page_without_a_twin_is_found_by_a_word_that_only_twins_taught(taught):
    assert "Sivellinten pesu" in titles_found(taught, "dabber")


def test_the_manifest_covers_what_was_learnt(taught):
    where = generations(taught)
    name = where.current()
    assert FILE in where.manifest(name).files
    where.check(name)


def test_an_update_keeps_what_its_parent_learnt(taught, make_document):
    where = generations(taught)
    writer = begin_update(taught)
    writer.add(make_document("/uusi", "Uusi sivellin", ("", "Nyt kaupassa.")))
    parent, child = where.current(), writer.publish()
    assert (where.path(child) / FILE).samefile(where.path(parent) / FILE)
    where.check(child)
    assert {"Sivellinten pesu", "Uusi sivellin"} <= set(titles_found(taught, "dabber"))


def test_a_generation_that_learnt_nothing_still_answers(publish, twins):
    index = publish(*twins)
    assert index.search(parse_query("kangas", language="fi")).total > 0
