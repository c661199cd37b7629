from __future__ import annotations

import pytest

from indexer.lessons import tells_lessons

ADVICE_FI = (
    "Varaa talonmiehen aika heti alussa. Avaimia ei kannata pyytää perjantaina.\n"
    "Ryhmä väsyy, jos tauko jää pois. Olisi pitänyt kysyä ennen kuin ruoka tilattiin."
)
ADVICE_EN = (
    "Book the hall before you invite anyone. Do not count on the first quote.\n"
    "We underestimated how long a permit takes. Next time we would ask in spring."
)
PLAIN_FI = (
    "Talossa on kolme kerrosta ja hissi. Aukioloajat löytyvät ovesta.\n"
    "Kahvila palvelee arkisin. Näyttely esittelee paikkakunnan historiaa."
)
PLAIN_EN = (
    "The building has three floors and a lift. Opening hours are on the door.\n"
    "The café serves lunch. An exhibition presents the history of the town."
)


def told(text, language, page_type="page", *, is_named=False):
    return tells_lessons(text, language, page_type, is_named=is_named)


@pytest.mark.parametrize(("text", "language"), [(ADVICE_FI, "fi"), (ADVICE_EN, "en")])
def test_advice_and_hindsight_are_lessons_under_any_heading(text, language):
    assert told(text, language)


@pytest.mark.parametrize(("text", "language"), [(PLAIN_FI, "fi"), (PLAIN_EN, "en")])
def test_plain_telling_is_of_lessons_only_under_a_heading_of_lessons(text, language):
    assert not told(text, language)
    assert told(text, language, is_named=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ryhmäkoko on kaksitoista. Opintopisteitä saa kaksi.", "fi"),
        ("The group has twelve places. Two credits are given.", "en"),
    ],
)
def test_what_one_studies_at_an_event_is_no_lesson(text, language):
    assert told(text, language, is_named=True)
    assert not told(text, language, "event", is_named=True)


def test_a_cue_weighs_by_how_many_sentences_hold_one():
    assert not told(ADVICE_FI + " Portti aukeaa kahdeksalta." * 40, "fi")


def test_a_form_that_asks_for_lessons_tells_none():
    form = "Mikä meni pieleen? Mitä olisi pitänyt kysyä? Mikä yllätti?"
    assert not told(form, "fi")
    assert told(form.replace("?", "."), "fi")


def test_whom_to_ask_is_not_counted_among_what_is_told():
    address = "\nLisätietoja: Mallilan Kirjasto, kirjasto(at)mallila.example" * 8
    assert told(ADVICE_FI + address, "fi")


def test_in_a_language_without_cues_the_heading_decides():
    assert told("Vi lärde oss mycket.", "other", is_named=True)
    assert not told(ADVICE_FI, "other")


def test_no_text_tells_nothing_but_its_heading():
    assert told("", "fi", is_named=True)
    assert not told("", "fi")
