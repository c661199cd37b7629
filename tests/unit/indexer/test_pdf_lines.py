from __future__ import annotations

import pytest

from indexer.pdf_lines import PdfLine, blocks_of, joined, paragraphs


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["kaupunki-", "kehittäminen"], "kaupunkikehittäminen"),
        (["kaupunki\u2010", "kehittäminen"], "kaupunkikehittäminen"),
        (["kaupunki\u00ad", "kehittäminen"], "kaupunkikehittäminen"),
        (["kaupunki\ufffekehittäminen"], "kaupunkikehittäminen"),
        (["Etelä-", "Suomi"], "Etelä- Suomi"),
        (["vuosina 2014-", "2020"], "vuosina 2014- 2020"),
        (["maa-", "ja biomassat"], "maa- ja biomassat"),
        (["ensin", "sitten"], "ensin sitten"),
        (["e\ufb03cient o\ufb03ce"], "efficient office"),
        (["a\u0308lyka\u0308s"], "älykäs"),
    ],
)
def test_words_are_made_whole(lines, text):
    assert joined(lines) == text


def test_paragraph_ends_on_a_short_line_that_ends_a_sentence():
    lines = [
        "Ensimmäinen kappale jatkuu tällä",
        "rivillä.",
        "Toinen kappale alkaa tästä ja se",
        "jatkuu.",
    ]
    assert list(paragraphs(lines)) == [
        "Ensimmäinen kappale jatkuu tällä rivillä.",
        "Toinen kappale alkaa tästä ja se jatkuu.",
    ]


def test_bullets_are_paragraphs():
    assert list(paragraphs(["· yksi", "jatkuu", "· kaksi"])) == ["· yksi jatkuu", "· kaksi"]


def test_lines_larger_than_most_text_are_headings_of_their_page():
    lines = [
        PdfLine(1, 20.0, "Opas"),
        PdfLine(1, 10.0, "Pitkä kappale, jossa on paljon tekstiä oppaan alusta."),
        PdfLine(2, 14.0, "Opit"),
        PdfLine(2, 10.0, "Toinen pitkä kappale, jossa kerrotaan opeista."),
    ]
    told = [(block.text, block.level, block.anchor) for block in blocks_of(lines)]
    assert told[0] == ("Opas", 1, "page=1")
    assert told[2] == ("Opit", 2, "page=2")
    assert told[3][1:] == (0, "page=2")


def test_running_heads_and_page_numbers_are_dropped():
    lines = [
        line
        for page in range(1, 6)
        for line in (
            PdfLine(page, 8.0, "6Aika – raportti"),
            PdfLine(page, 10.0, f"Sivun {'abcde'[page - 1]} oma teksti."),
            PdfLine(page, 8.0, f"- {page} -"),
        )
    ]
    texts = [block.text for block in blocks_of(lines)]
    assert texts == [f"Sivun {letter} oma teksti." for letter in "abcde"]


def test_small_line_with_the_pages_number_at_its_edge_is_no_text():
    lines = [
        PdfLine(1, 10.0, "Kokeilu alkoi vuonna 2019 ja se jatkui kaksi talvea."),
        PdfLine(1, 10.0, "Toinen kappale kertoo siitä, mitä opittiin."),
        PdfLine(1, 8.0, "Lähde: 1 raportti sivun keskellä."),
        PdfLine(1, 10.0, "Siinä on kerrottu enemmän."),
        PdfLine(1, 10.0, "Kolmas kappale."),
        PdfLine(1, 8.0, "6Aika | 1"),
    ]
    text = " ".join(block.text for block in blocks_of(lines))
    assert "6Aika" not in text
    assert "Lähde: 1 raportti" in text
    assert "6Aika" in " ".join(
        block.text for block in blocks_of([*lines[:5], PdfLine(1, 10.0, "6Aika | 1")])
    )


def test_word_that_a_page_ends_in_is_whole_where_it_begins():
    lines = [
        PdfLine(1, 10.0, "Kaupungit opettelevat yhteis-"),
        PdfLine(2, 10.0, "kehittämistä uudella tavalla."),
        PdfLine(3, 10.0, "Loppu."),
    ]
    told = [(block.text, block.anchor) for block in blocks_of(lines)]
    assert told == [
        ("Kaupungit opettelevat yhteiskehittämistä", "page=1"),
        ("uudella tavalla.", "page=2"),
        ("Loppu.", "page=3"),
    ]
    assert [block.text for block in blocks_of([lines[0], PdfLine(2, 10.0, "kehitys")])] == [
        "Kaupungit opettelevat yhteiskehitys"
    ]
