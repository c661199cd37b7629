from __future__ import annotations

from corpus.document import Section
from indexer.blocks import Block
from indexer.sections import heading_paths, parts_of, sections_of

AROUND = Block("Uutiskirje tulee kerran kuussa.", is_lesser=True)
OWN = Block("Kokeilu opetti kaupungille paljon.")


def sections(*blocks, title="Kokeilu"):
    found = sections_of(parts_of(blocks, title), {"fi": 1}, "page")[1]
    return [(section.heading, section.weight < 1, section.text) for section in found]


def test_text_from_elsewhere_on_the_page_stands_under_no_heading():
    around = Block("Uutiskirje tulee kerran kuussa.", is_lesser=True, is_apart=True)
    told = sections(Block("Kokeilu", 1), OWN, Block("Opit", 2), around, AROUND)
    assert told == [
        ("", False, OWN.text),
        ("Opit", False, ""),
        ("", True, f"{AROUND.text}\n{AROUND.text}"),
    ]


def test_title_after_text_of_its_own_opens_nothing():
    assert sections(OWN, Block("Kokeilu", 1), Block("Toinen kappale on tässä.")) == [
        ("", False, f"{OWN.text}\nToinen kappale on tässä.")
    ]


def test_heading_outside_the_content_weighs_less_also_without_text():
    assert sections(OWN, Block("Uutiset", 2, is_lesser=True)) == [
        ("", False, OWN.text),
        ("Uutiset", True, ""),
    ]


def test_lesser_text_stands_in_a_section_of_its_own_after_the_parts_text():
    told = sections(Block("Opit", 2), AROUND, OWN)
    assert told == [("Opit", False, OWN.text), ("", True, AROUND.text)]


def test_headings_above_a_section_are_those_of_wider_levels():
    parts = [
        ("", 1),
        ("Opit", 2),
        ("Luvat", 3),
        ("", 3),
        ("Luvat", 3),
        ("Kustannukset", 2),
        ("", 1),
    ]
    sections = [Section("", heading, level, "other", "fi", "x") for heading, level in parts]
    assert list(heading_paths(sections)) == [
        (),
        ("Opit",),
        ("Opit", "Luvat"),
        ("Opit", "Luvat"),
        ("Opit", "Luvat"),
        ("Kustannukset",),
        (),
    ]


def test_text_that_is_not_to_be_quoted_stands_in_a_section_of_its_own():
    heading, secret = Block("Opit", 2, "opit"), Block("Hinta on salaisuus.", is_unshown=True)
    _, (opening, section, unshown) = sections_of(
        parts_of([OWN, heading, secret, OWN], "Kokeilu"), {"fi": 1}, "page"
    )
    assert not opening.is_unshown
    assert (section.heading, section.text, section.is_unshown) == ("Opit", OWN.text, False)
    assert (unshown.heading, unshown.text, unshown.is_unshown) == ("", secret.text, True)
    assert unshown.anchor == "opit"


def test_a_heading_that_is_not_to_be_quoted_hides_what_stands_with_it():
    heading = Block("Salainen otsikko", 2, is_unshown=True)
    _, (_, section) = sections_of(parts_of([OWN, heading, OWN], "Kokeilu"), {"fi": 1}, "page")
    assert section.is_unshown
