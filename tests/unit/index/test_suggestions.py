"""What is proposed while someone types, over a real index of a few small pages."""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from corpus.index.suggestions import MAX_SUGGESTIONS


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    layout = [
        make_document(
            f"/sivu-{n}/",
            f"Sivu {n}",
            ("Tulosten yhteenveto", "Osallistuva budjetointi ja kaupungin osallistuminen."),
            ("Reitit", "Bussi ja sen reitti. Liikenne."),
        )
        for n in range(4)
    ]
    return publish_once(
        *layout,
        make_document(
            "/bussi/",
            "Robottibussit liikenteessä",
            ("Kokemukset robottibussista", "Robottibussi ajoi. Työllisyys. Harvinaisuus."),
            ("Työllisyyden hoito", "Työllisyys kasvoi, robottibussi ei. Robottibussien aika."),
        ),
        make_document(
            "/hoito/",
            "Työllisyyden hoito",
            ("Ja", "Työllisyyttä hoidetaan."),
            ("Mallikkaan puhelin", "Soita.", "contact"),
        ),
        make_document(
            "/en/bus/",
            "Robot buses in traffic",
            ("", "The robotics of robot buses. The robot."),
            ("More", "A robot drove the bus. Robotics."),
            language="en",
        ),
    )


def suggested(index, typed, language="fi"):
    return [
        (each.text, (each.url or "").removeprefix("http://site.example"))
        for each in (index.suggest(typed, language))
    ]


def test_words_come_first_then_titles_with_their_address_then_headings(index):
    assert suggested(index, "robottibus") == [
        ("robottibussi", ""),
        ("Robottibussit liikenteessä", "/bussi/"),
        ("Kokemukset robottibussista", ""),
    ]


def test_the_readers_language_comes_first(index):
    assert suggested(index, "robot", "fi")[:2] == [
        ("robottibussi", ""),
        ("Robottibussit liikenteessä", "/bussi/"),
    ]
    assert suggested(index, "robot", "en")[:2] == [
        ("robotics", ""),
        ("Robot buses in traffic", "/en/bus/"),
    ]
    assert ("Robot buses in traffic", "/en/bus/") in suggested(index, "robot", "fi")


def test_missing_diacritics_do_not_matter(index):
    assert suggested(index, "tyolli")[:2] == [("työllisyys", ""), ("Työllisyyden hoito", "/hoito/")]
    assert suggested(index, "TYÖLLI")[1] == ("Työllisyyden hoito", "/hoito/")


def test_a_heading_that_is_a_title_too_is_proposed_once(index):
    texts = [text for text, _ in suggested(index, "työllisyyden")]
    assert texts.count("Työllisyyden hoito") == 1


def test_the_last_word_is_completed_with_words_that_stand_beside_the_others(index):
    assert suggested(index, "osallistuva bu") == [("osallistuva budjetointi", "")]
    assert suggested(index, "liikenne bu") == [("liikenne bussi", "")]


def test_what_was_typed_before_the_last_word_stays(index):
    assert suggested(index, "Oulu OR -robottibus")[:1] == []
    assert suggested(index, '"Liikenne  bu')[:1] == [('"Liikenne  bussi', "")]


def test_every_typed_word_must_begin_a_word_of_a_title(index):
    assert ("Robottibussit liikenteessä", "/bussi/") in suggested(index, "liik robot")
    assert suggested(index, "liik xyz") == []


@pytest.mark.parametrize(
    "typed",
    [
        "tulosten yht",  # a heading of the layout
        "mallikk",  # contact details
        "ja",  # a stop word
        "harvinais",  # a word of one section
        "r",
        "  ",
        "?!",
    ],
)
def test_layout_people_stop_words_and_rare_words_are_not_proposed(index, typed):
    assert suggested(index, typed) == []


def test_a_word_typed_to_its_end_is_not_proposed_again(index):
    assert "robottibussi" not in [text for text, _ in suggested(index, "robottibussi")]


def test_a_space_ends_the_word(index):
    assert suggested(index, "robottibus ")[0] == ("Robottibussit liikenteessä", "/bussi/")


def test_at_most_five_are_proposed(publish, make_document):
    pages = (make_document(f"/{n}/", f"Sivu {n}", ("", "Talvi.")) for n in range(6))
    assert len(publish(*pages).suggest("si", "fi")) == MAX_SUGGESTIONS


def test_many_threads_get_the_same_suggestions(publish, make_document, request):
    others = (make_document(f"/{n}/", f"Sivu {n}", (f"Osa {n}", "Talvi.")) for n in range(60))
    index = publish(make_document("/a/", "Robottibussi", ("", "Talvi.")), *others)
    index.status()  # opened, with no table made yet
    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)
    together = Barrier(8)

    def proposed(_):
        together.wait(10)
        return len(index.suggest("rob", "fi"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(proposed, range(8))) == [1] * 8


@tried(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=256))
def test_any_text_is_completed_or_not(index, typed):
    assert len(index.suggest(typed, "en")) <= MAX_SUGGESTIONS
