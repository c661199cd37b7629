from __future__ import annotations

import pytest

from indexer.tags import TaggedText, cities, themes

LONG = "Kokeilu jatkui, ja kaikki olivat siitä samaa mieltä. " * 80


def tagged(text="", title="Otsikko", description="", url="https://6aika.fi/sivu/", headings=()):
    return TaggedText(url, title, description, headings, text)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Helsingissä", "helsinki"),
        ("Espoosta", "espoo"),
        ("Vantaalla", "vantaa"),
        ("Tampereen", "tampere"),
        ("Turkuun", "turku"),
        ("Turun", "turku"),
        ("Oulusta", "oulu"),
    ],
)
def test_city_is_known_in_any_case(text, city):
    assert cities(tagged(title=f"Kokeilu {text}")) == (city,)


def test_one_mention_in_a_long_page_is_no_tag():
    assert cities(tagged(LONG + "Vieraita tuli Oulusta.")) == ()
    assert cities(tagged(LONG + "Vieraita tuli Oulusta. " + LONG + "Oulu on kaukana.")) == ("oulu",)


def test_city_in_a_list_of_cities_is_a_tag_also_in_a_long_page():
    assert cities(tagged(LONG + "Mukana olivat Espoo ja Turku.")) == ("espoo", "turku")


@pytest.mark.parametrize(
    "text",
    [
        "Osoite: Esimerkkikatu 6, 00100 Helsinki",
        "the Helsinki-Uusimaa Regional Council",
        "Oulunkylässä",
    ],
)
def test_names_that_hold_a_citys_name_are_no_mention(text):
    assert cities(tagged(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "kuuden suurimman kaupungin yhteinen",
        "kaikki kuusi kaupunkia",
        "all six cities",
        "in six cities",
    ],
)
def test_all_six_are_meant_by_their_number(text):
    assert len(cities(tagged(text))) == 6


def test_citys_own_page_is_about_it_alone():
    page = tagged("Espoo, Vantaa ja Oulu", url="https://6aika.fi/city/turku/?posts2=2")
    assert cities(page) == ("turku",)


def test_theme_in_the_title_is_a_tag():
    assert themes(tagged(title="Robottibussit liikenteen seassa")) == ("mobility",)


@pytest.mark.parametrize(
    "text",
    [
        "Tervetuloa mukaan!",
        "Työ jätettiin kesken.",
        "Koulutus alkaa kahden osallistujan voimin.",
        "Liikkuva kuva",
    ],
)
def test_words_that_only_look_like_a_theme_are_none(text):
    assert themes(tagged(text, title=text)) == ()


def test_side_matter_is_no_theme():
    text = "Biojäte lajitellaan. Kierrätys, jätteet ja kiertotalous kiinnostavat. Koulu oli mukana."
    assert themes(tagged(text, title="Kiertotalous")) == ("circular-economy-energy",)


def test_there_are_at_most_three_themes():
    title = "Liikenne, kiertotalous, oppiminen, hiilineutraali työllisyys ja avoin data"
    assert len(themes(tagged(title=title))) == 3
