from __future__ import annotations

import pytest

from corpus.document import Section
from indexer.partners import partners


def told(text, heading="Perustiedot", page_type="project", **facts):
    return partners(page_type, [Section("", heading, 2, "other", "fi", text, **facts)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Päätoteuttaja: Business Tampere. Kesto: 2017–2019.", ("Business Tampere",)),
        (
            "Osatoteuttajat: Turun yliopisto, Oulun kaupunki ja Neste Oyj",
            ("Turun yliopisto", "Oulun kaupunki", "Neste Oyj"),
        ),
        (
            "Partners: City of Turku, Turku University of Applied Sciences and Metropolia",
            ("City of Turku", "Turku University of Applied Sciences", "Metropolia"),
        ),
        ("Kumppanit: Tampere, Turku ja monta muuta.", ("Tampere", "Turku")),
        ("Toteuttajat: asukkaat, koulut ja innokkaat kaupunkilaiset", ()),
        ("Kumppanit: Asukkaat, Koululaiset", ()),
        ("Kumppaneina olivat Turun yliopisto ja Neste Oyj.", ()),
        ("Budjetti: Oy 100 000 euroa", ()),
    ],
)
def test_who_is_listed_under_a_label_is_a_partner(text, expected):
    assert told(text) == expected


def test_lines_under_a_heading_that_is_a_label_are_partners():
    text = "Vantaan kaupunki\nMetropolia Ammattikorkeakoulu\nKuvassa kumppanit torilla."
    assert told(text, "Yhteistyökumppanit") == ("Vantaan kaupunki", "Metropolia Ammattikorkeakoulu")


def test_other_pages_and_text_that_is_not_to_be_quoted_tell_none():
    text = "Päätoteuttaja: Business Tampere."
    assert told(text) == ("Business Tampere",)
    assert told(text, page_type="article") == ()
    assert told(text, is_unshown=True) == ()
