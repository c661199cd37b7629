"""What is proposed for misspelt words, and when; over a real index of a few small pages."""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from corpus.analysis.morphology import TIERS
from corpus.errors import LanguageToolError
from corpus.index.open_index import begin_rebuild, begin_update, generations
from corpus.index.published_index import open_snapshot
from corpus.index.query import MAX_QUERY_LENGTH, Filters
from corpus.index.query_parser import parse_query
from corpus.index.word_tools import Tools
from corpus.settings import Settings


@pytest.fixture(scope="module", params=TIERS)
def snapshot(request, tmp_path_factory, make_document):
    """A generation in each tier of Finnish analysis that this machine has."""
    made = Settings(data_dir=tmp_path_factory.mktemp("index"), finnish_tier=request.param)
    try:
        writer = begin_rebuild(made)
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")
    writer.add(
        make_document(
            "/a/",
            "Robottibussit liikenteessä",
            ("", "Robottibussi ajoi talvella Jyväskylässä. Työllisyys kasvoi Jyväskylä mukana."),
            ("Opit", "Kiertotalous ja keskus. Kiertotalouden keskukset oppivat kokeiluista."),
            ("Päästöt", "Hiilijalanjälki laskettiin. Avoin data auttoi. Hanketta Ämpärihydro."),
            cities=("oulu",),
        )
    )
    writer.add(
        make_document(
            "/en/b/",
            "Mobility hubs",
            ("", "The evaluation of mobility and innovation platforms in the city."),
            language="en",
        )
    )
    writer.publish()
    where = generations(made)
    return open_snapshot(where.path("gen-000001"), where.check("gen-000001"), Tools("best", None))


def respelt(snapshot, text, language="fi", **rest):
    query = snapshot.speller.respelt(parse_query(text, language=language, **rest))
    return query and query.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("robotibussi", "robottibussi"),
        ("obottibussi", "robottibussi"),
        ("tyollisyys", "työllisyys"),
        ("jyvaskyla", "jyväskylä"),
        ("hiiljalanjälki", "hiilijalanjälki"),
        ("ämpärihyrdo", "ämpärihydro"),
        ("mobilty", "mobility"),
        ("evaluaton", "evaluation"),
        ("innovationplatforms", "innovation platforms"),
    ],
)
def test_a_misspelt_word_is_respelt_in_every_tier(snapshot, typed, meant):
    assert respelt(snapshot, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("robottibusssi", "robottibussi"),
        ("robottibussikokeliu", "robottibussikokeilu"),
        ("kiertotalouskesukset", "kiertotalouskeskukset"),
    ],
)
def test_a_compound_whose_parts_alone_are_indexed_is_respelt(snapshot, typed, meant):
    if snapshot.searcher.analyzers["fi"].tier == "simplemma":
        pytest.skip("the word list knows few compounds")
    assert respelt(snapshot, typed) == meant


def test_a_form_no_page_has_is_respelt_when_pages_have_the_word(snapshot):
    assert respelt(snapshot, "kokeilyista") == "kokeiluista"
    assert respelt(snapshot, "kokelujen") == "kokeilujen"


@pytest.mark.parametrize(
    "text",
    [
        "robottibussi",
        "robottibusseja",  # inflected
        "koira",  # known, on no page
        "ämpärihydroa",  # unknown to the lexicons, but a form of what a page has
        "xqzzvwkj",  # near nothing
        "eux",  # too short
        "2oi8",
        "-mobilty koira",  # left out
        "mobilty* koira",  # a beginning
    ],
)
def test_what_is_known_or_near_nothing_is_left_alone(snapshot, text):
    assert respelt(snapshot, text) is None


def test_the_rest_of_a_query_stays_as_it_was(snapshot):
    text = '"robotibussi liikenteessä" OR mobilty -koira talvel* Oulu'
    wish = {"filters": Filters(city=("oulu",)), "page": 2, "size": 5}
    query = snapshot.speller.respelt(parse_query(text, language="fi", **wish))
    assert query.text == '"robottibussi liikenteessä" OR mobility -koira talvel* Oulu'
    assert (query.filters, query.page, query.size) == tuple(wish.values())


def test_the_language_typed_decides_between_equally_near_words(publish, make_document):
    index = publish(
        make_document("/a/", "Rahoitus", ("", "Rahoitus ja silta.")),
        make_document("/en/b/", "Ports", ("", "The river carries silt."), language="en"),
    )
    english = index.search(parse_query("carries siltq", language="fi"))
    assert english.did_you_mean == "carries silt"
    finnish = index.search(parse_query("rahoitus siltq", language="en"))
    assert finnish.did_you_mean == "rahoitus silta"


def test_the_commoner_of_equally_near_words_is_proposed(publish, make_document):
    pages = [make_document(f"/{n}/", "Sivu", ("", "raukila")) for n in range(3)]
    index = publish(*pages, make_document("/x/", "Sivu", ("", "raukita")))
    assert index.search(parse_query("raukixa", language="fi")).did_you_mean == "raukila"


def test_only_a_query_that_finds_nothing_is_answered_in_another_spelling(publish, make_document):
    index = publish(make_document("/a/", "Robottibussi", ("", "Talvi.")))
    alone = index.search(parse_query("robotibussi", language="fi"))
    assert (alone.did_you_mean, alone.corrected, alone.total) == ("robottibussi", True, 1)
    assert alone.query.text == "robotibussi"
    beside = index.search(parse_query("robotibussi talvi", language="fi"))
    assert (beside.did_you_mean, beside.corrected, beside.total) == (
        "robottibussi talvi",
        False,
        1,
    )


def test_a_spelling_that_finds_nothing_either_is_not_offered(publish, make_document):
    index = publish(make_document("/a/", "Robottibussi", ("", "Talvi."), cities=("oulu",)))
    query = parse_query("robotibussi", language="fi", filters=Filters(city=("turku",)))
    results = index.search(query)
    assert (results.did_you_mean, results.corrected, results.total) == (None, False, 0)


def test_words_of_deleted_pages_are_not_proposed(settings, publish, make_document):
    gone = make_document("/a/", "Raukila", ("", "raukila"))
    index = publish(gone, make_document("/b/", "Muu", ("", "Talvi.")))
    query = parse_query("raukixa talvi", language="fi")
    assert index.search(query).did_you_mean == "raukila talvi"
    writer = begin_update(settings)
    writer.delete(gone.id)
    writer.publish()
    assert index.search(query).total == 1
    assert index.search(query).did_you_mean is None


def test_many_threads_get_the_same_spelling(publish, make_document, request):
    index = publish(make_document("/a/", "Raukila", ("", "Talvi.")))
    query = parse_query("raukixa", language="fi")
    index.status()  # opened, with no table made yet
    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)
    together = Barrier(8)

    def spelling(_):
        together.wait(10)
        return index.search(query).did_you_mean

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(spelling, range(8))) == ["raukila"] * 8


@tried(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=MAX_QUERY_LENGTH))
def test_any_query_is_respelt_or_left_alone(snapshot, text):
    query = parse_query(text, language="fi", filters=Filters(city=("oulu",)))
    found = snapshot.speller.respelt(query)
    assert found is None or len(found.text) <= MAX_QUERY_LENGTH


def test_at_most_five_words_of_a_query_are_respelt(snapshot):
    typos = ["robotibussi", "tyollisyys", "evaluaton", "mobilty", "kokelujen", "hiiljalanjälki"]
    found = respelt(snapshot, " ".join(typos)).split()
    assert [word for word in typos if word in found] == ["hiiljalanjälki"]


def test_a_query_that_would_become_too_long_is_left_alone(snapshot):
    typed = "mobilty " * 32
    assert len(typed.strip()) == MAX_QUERY_LENGTH - 1
    assert respelt(snapshot, typed) is None


def test_a_word_longer_than_any_dictionarys_is_left_alone(snapshot):
    assert respelt(snapshot, "robotibussi" + "kokeilu" * 5) is None
