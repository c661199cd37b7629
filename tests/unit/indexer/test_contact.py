from __future__ import annotations

import pytest

from indexer.contact import contact_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hnry(at)kuutoskaupungit.example", "hnry@kuutoskaupungit.example"),
        ("hnry (at) kuutoskaupungit.example", "hnry@kuutoskaupungit.example"),
        ("hnry[at]kuutoskaupungit[dot]example.org", "hnry@kuutoskaupungit.example.org"),
        ("hnry ät kuutoskaupungit.example", "hnry@kuutoskaupungit.example"),
        ("hnry [ät] kuutoskaupungit (piste) example", "hnry@kuutoskaupungit.example"),
        ("hnry(miukumauku)kuutoskaupungit.example", "hnry@kuutoskaupungit.example"),
        ("etu.suku at kuutoskaupungit.example", "etu.suku@kuutoskaupungit.example"),
        ("a.b@kuutoskaupungit.example", "a.b@kuutoskaupungit.example"),
        ("Espoon kaupunki, puh. 09 000 0000", "Espoon kaupunki, puh. 09 000 0000"),
        ("+358 9 000 000", "+358 9 000 000"),
    ],
)
def test_line_with_an_address_or_number_is_kept_as_it_is_used(text, line):
    assert contact_lines([f"Ensin tekstiä.\n{text}\nLopuksi tekstiä."]) == (line,)


@pytest.mark.parametrize(
    "text",
    [
        "Puhelimessa puhuttiin.",
        "Budjetti oli 1 571 429 euroa.",
        "2014–2020",
        "a@b",
        "(at)",
        "Look at 6aika.fi.",
    ],
)
def test_other_lines_are_no_contact(text):
    assert contact_lines([text]) == ()


def test_each_line_is_told_once_and_at_most_six():
    lines = [f"n{number}@kuutoskaupungit.example" for number in range(10)]
    assert contact_lines([*lines[:1], *lines]) == tuple(lines[:6])


def test_sentence_of_a_long_paragraph_is_told_alone():
    text = "Kokeilu jatkui pitkään ja hartaasti. " * 12
    line = "Lisätietoja antaa hanke(at)kuutoskaupungit.example."
    assert contact_lines([f"{text}{line} {text}"]) == (
        "Lisätietoja antaa hanke@kuutoskaupungit.example.",
    )
