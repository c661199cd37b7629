from __future__ import annotations

import pytest

from corpus.letters import finnish_over_english, foreign_over_both, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kokeilut ja opit, ja kokeilut", ["kokeilut", "ja", "opit"]),
        ("KOKEILUT JA OPIT", ["kokeilut", "ja", "opit"]),
        ("VTT ja KONE: I asked", ["ja", "i", "asked"]),
        ("EU:n co2-päästöt 2019", ["eu", "n", "päästöt"]),
        (
            "Katso https://kaupunki.example/opit tai kysy opit@kaupunki.example",
            ["katso", "tai", "kysy"],
        ),
        ("CityIoT ja HeatNet muuttavat set_value arvon", ["ja", "muuttavat", "arvon"]),
        ("", []),
    ],
)
def test_words_are_those_of_a_language_once_each(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "is_finnish"),
    [("kaupunkilainen", True), ("kestävyys", True), ("neighbourhood", False), ("wealth", False)],
)
def test_letters_tell_finnish_from_english(word, is_finnish):
    assert (finnish_over_english([word]) > 0) == is_finnish


def test_words_tell_together_what_they_tell_alone():
    words = ["kestävä", "city", "kehitys"]
    alone = sum(finnish_over_english([word]) for word in words)
    assert finnish_over_english(words) == pytest.approx(alone, abs=0.001)


@pytest.mark.parametrize("words", [[], ["東京"], ["город"]])
def test_letters_of_no_table_tell_nothing(words):
    assert abs(finnish_over_english(words)) < 0.001


def test_swedish_is_likelier_than_both_and_finnish_is_not():
    assert foreign_over_both(words_of("Vi söker en projektledare till staden")) > 0
    assert foreign_over_both(words_of("Etsimme kaupunkiin projektipäällikköä")) < 0


def test_endless_word_is_read_as_far_as_it_tells():
    assert finnish_over_english(["a" * 100_000]) == finnish_over_english(["a" * 50])
