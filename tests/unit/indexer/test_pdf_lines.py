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
