from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.language import (
    document_languages,
    query_language,
    section_language,
)

FINNISH = (
    "Kaupunki osti palvelun yritykseltä, joka oli kehittänyt sen kokeilussa. Asukkaat olivat "
    "mukana alusta asti, mutta sopimuksen tekeminen kesti kauemmin kuin kukaan osasi odottaa. "
    "Seuraavalla kerralla ehdoista sovitaan ennen kuin kokeilu alkaa."
)
ENGLISH = (
    "The city bought the service from a company that had developed it in a trial. Residents were "
    "there from the start, but the contract took longer than anyone had expected. Next time the "
    "terms will be agreed before the trial begins."
)
SWEDISH = "Staden köpte tjänsten av ett företag som hade utvecklat den, och det tog lång tid."
ESTONIAN = (
    "Linn ostis ettevõttelt teenuse ja õppis, et see on keeruline. Helsingi ja Tallinna ühine "
    "projekt kestis kaks aastat ning selle käigus katsetati isejuhtivaid busse linna tänavatel."
)
GERMAN = (
    "Die Stadt hat eine Dienstleistung von einem Unternehmen gekauft und gelernt, dass es "
    "schwierig ist. Das gemeinsame Projekt dauerte zwei Jahre, und die Ergebnisse waren gut."
)
RUSSIAN = "Город купил услугу у компании и узнал, что это сложно. Проект длился два года."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FINNISH, "fi"),
        (ENGLISH, "en"),
        ("Kaupunki osti palvelun yritykseltä.", "fi"),
        ("The city bought the service from a company.", "en"),
        ("KOKEILUJA JA OPPEJA KUUDESTA KAUPUNGISTA", "fi"),
        ("LESSONS LEARNED FROM SIX CITIES", "en"),
        ("Turvallisuus, esteettömyys, pysäköinti, robottibussit, latauspisteet", "fi"),
        ("Accessibility, parking, robot buses, shared bikes, charging points", "en"),
        (SWEDISH, "other"),
        (ESTONIAN, "other"),
        (GERMAN, "other"),
        (RUSSIAN, "other"),
    ],
)
def test_language_of_a_section_is_that_of_its_text(text, language):
    assert section_language(text, "en" if language == "fi" else "fi") == language


@pytest.mark.parametrize("text", ["CircHubs 2019", "Opit", "", "12 345 €", "Sitra, VTT, KONE"])
def test_section_that_tells_nothing_takes_after_its_surroundings(text):
    assert section_language(text, "fi") == "fi"
    assert section_language(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vastuut ja roolit", "fi"),
        ("Yhteystiedot", "fi"),
        ("Contact us", "en"),
        ("Lessons learned", "en"),
        ("Frågor och svar om upphandling", "other"),
        ("Stockholm är Sveriges huvudstad.", "other"),
        ("Linna bussid sõidavad elektriga.", "other"),
        ("Berlin ist die Hauptstadt Deutschlands.", "other"),
    ],
)
def test_heading_is_in_the_language_of_its_words(text, language):
    for written in (text, text.upper(), text.title()):
        assert section_language(written, "fi") == language
        assert section_language(written, "en") == language


def test_names_of_partners_are_of_no_foreign_language():
    names = (
        "Forum Virium Helsinki, VTT, Aalto, Siemens, Nokia, KONE, Fortum, Sitra, Wärtsilä, Ramboll"
    )
    assert section_language(names, "fi") in ("fi", "en")


def test_words_repeated_are_no_more_evidence_of_a_foreign_language():
    assert section_language("Blue Noise, " * 20, "en") == "en"


def test_addresses_are_in_no_language():
    addresses = "https://www.hel.fi/kaupunkiymparisto/rakennukset verkkosivusto@kaupunki.example"
    assert section_language(addresses, "fi") == "fi"
    assert section_language(addresses, "en") == "en"


def test_threads_get_the_answers_of_one_thread():
    texts = [FINNISH, ENGLISH, SWEDISH, ESTONIAN] * 5
    alone = [section_language(text, "fi") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: section_language(text, "fi"), texts)) == alone


def test_page_is_in_the_language_of_most_of_its_letters():
    languages = document_languages([FINNISH, FINNISH, ENGLISH], {})
    assert languages.document == "fi"
    assert languages.sections == ("fi", "fi", "en")


def test_long_text_is_believed_against_everything_the_page_declares():
    declared = {"en": 6}
    assert document_languages([FINNISH], declared).document == "fi"


def test_sentence_or_two_are_believed_against_what_the_page_declares():
    text = "The city bought the service from a company that had developed it in a trial."
    assert document_languages([text], {"fi": 2}).document == "en"


def test_short_page_is_in_the_language_it_declares():
    assert document_languages(["Kaupunki osti palvelun yritykseltä."], {"en": 2}).document == "en"


def test_short_page_that_declares_nothing_is_in_the_language_of_its_text():
    assert document_languages(["The city bought the service."], {}).document == "en"


def test_page_that_declares_another_language_is_of_another_language():
    assert document_languages(["Turku"], {"sv": 3}).document == "other"


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ([FINNISH, "Oulu", FINNISH], ("fi", "fi", "fi")),
        ([FINNISH, FINNISH, ENGLISH, "HeatNet", ENGLISH], ("fi", "fi", "en", "en", "en")),
        ([FINNISH, FINNISH, ENGLISH, "HeatNet", FINNISH], ("fi", "fi", "en", "fi", "fi")),
        (["HeatNet", ENGLISH], ("en", "en")),
        (["Ajankohtaista", ENGLISH], ("fi", "en")),
    ],
)
def test_undecided_section_takes_after_its_neighbours(texts, languages):
    assert document_languages(texts, {}).sections == languages


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("kokeilu", "fi"),
        ("KOKEILU", "fi"),
        ("lessons learned", "en"),
        ("Oulun robottibussit", "fi"),
        ("robot buses in Oulu", "en"),
        ("älykäs kaupunki", "fi"),
        ("smart city", "en"),
        ("procurement", "en"),
    ],
)
def test_query_is_in_its_own_language_whatever_the_reader_speaks(query, language):
    tools = analyzers("best")
    assert query_language(query, "en" if language == "fi" else "fi", tools) == language


@pytest.mark.parametrize("query", ["", "Oulu", "HELSINKI", "2019", "!?"])
@pytest.mark.parametrize("reader", ["fi", "en"])
def test_query_that_could_be_either_is_in_the_readers_language(query, reader):
    assert query_language(query, reader) == reader
    assert query_language(query, reader, analyzers("best")) == reader


@pytest.mark.parametrize(
    ("query", "by_letters", "by_lexicon"), [("talks", "fi", "en"), ("robotit", "en", "fi")]
)
def test_lexicons_outweigh_letters(query, by_letters, by_lexicon):
    assert query_language(query, "fi") == by_letters
    assert query_language(query, "fi", analyzers("best")) == by_lexicon


@pytest.mark.parametrize("query", ["HSY", "CKAN", "S21955", "CityIoT", "6Aika", "hsy.fi", "ikea"])
@pytest.mark.parametrize("reader", ["fi", "en"])
def test_query_of_a_name_or_a_code_is_in_the_readers_language(query, reader):
    assert query_language(query, reader, analyzers("best")) == reader
