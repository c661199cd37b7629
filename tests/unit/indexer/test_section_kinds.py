from __future__ import annotations

import pytest

from indexer.section_kinds import section_kind


@pytest.mark.parametrize(
    ("heading", "language", "kind"),
    [
        ("Opit", "fi", "lessons"),
        ("OPIT", "fi", "lessons"),
        ("Mitä opimme?", "fi", "lessons"),
        ("Kokemuksista viisastuneena", "fi", "lessons"),
        ("Mitä tekisimme toisin", "fi", "lessons"),
        ("Lessons learned", "en", "lessons"),
        ("What we would do differently", "en", "lessons"),
        ("Tulokset", "fi", "results"),
        ("DuuniPolku-hankkeen tuloksia", "fi", "results"),
        ("Results of the Job Pathways project", "en", "results"),
        ("Tästä oli kyse", "fi", "background"),
        ("Lähtökohdat", "fi", "background"),
        ("Background", "en", "background"),
        ("Tavoitteet", "fi", "goals"),
        ("Hankkeen tavoitteena", "fi", "goals"),
        ("What the cities wanted", "en", "goals"),
        ("Lisätietoja", "fi", "contact"),
        ("Yhteystiedot", "fi", "contact"),
        ("Further information", "en", "contact"),
    ],
)
def test_heading_names_the_kind(heading, language, kind):
    assert section_kind(heading, "Tekstiä.", language) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Oppimisympäristöt",
        "Oppilaitoksille",
        "Learning environments",
        "Vaikuttaminen",
        "Haaste on avoin",
        "Kestävät kaupunginosat",
        "Neuvottelut",
    ],
)
def test_heading_with_a_similar_word_names_no_kind(heading):
    assert section_kind(heading, "Tekstiä siitä, mitä tehtiin.", "fi") == "other"


def test_lessons_win_over_the_results_they_stand_with():
    assert section_kind("Tulokset ja opit", "", "fi") == "lessons"


def test_first_named_kind_wins_among_the_others():
    assert section_kind("Tausta ja tavoitteet", "", "fi") == "background"
    assert section_kind("Tavoitteet ja tausta", "", "fi") == "goals"


def test_lessons_are_heard_where_no_heading_names_them():
    text = (
        "Jälkikäteen ajatellen huolto olisi pitänyt sopia ennen kuin allas täytettiin. "
        "Suodatin tukkeutui heti alussa, ja vasta kun se vaihdettiin, vesi kirkastui."
    )
    assert section_kind("Lehtiä suodattimessa", text, "fi") == "lessons"


def test_lessons_are_heard_in_english_too():
    text = "In hindsight we should have asked earlier. It turned out that the permit took longer."
    assert section_kind("A summer of waiting", text, "en") == "lessons"


def test_one_word_of_advice_makes_no_lesson():
    text = "Palvelusta kannattaa kysyä kaupungin asiointipisteestä, joka on avoinna arkisin."
    assert section_kind("Asiointi", text, "fi") == "other"


def test_cues_thin_out_in_a_long_text():
    cues = "Jälkikäteen opimme paljon. Yllättävän paljon aikaa kului. "
    assert section_kind("Vuosi", cues, "fi") == "lessons"
    assert section_kind("Vuosi", cues + "Päivä seurasi toistaan. " * 200, "fi") == "other"


def test_cues_count_in_their_own_language_only():
    text = "Jälkikäteen opimme paljon. Yllättävän paljon aikaa kului. "
    assert section_kind("", text, "other") == "other"
    assert section_kind("", text, "en") == "other"


def test_text_of_addresses_is_contact():
    text = "Matkakeskus\npuh. 09 000 0000\nmatkat(at)kuutoskaupungit.example"
    assert section_kind("Toimisto", text, "fi") == "contact"
