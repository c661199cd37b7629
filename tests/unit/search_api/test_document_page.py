from __future__ import annotations

import pytest

from corpus.document import Document, Section
from search_api.citations import bibtex, ris
from search_api.document_page import DocumentPage, shown_sections


def section(heading: str = "", level: int = 2, **changes) -> Section:
    return Section(
        changes.pop("anchor", ""), heading, level, "other", "fi", "Yksi.\nKaksi.", **changes
    )


def document(*sections: Section, **changes) -> Document:
    facts = {"id": "00ff", "url": "https://www.oulu.example/a", "title": "Robottibussi"}
    return Document(**facts | changes, language="fi", type="project", sections=sections)


@pytest.mark.parametrize(
    ("levels", "shown"),
    [([1, 2, 3], [2, 2, 3]), ([4, 4], [2, 3]), ([2, 5, 3, 2], [2, 3, 3, 2])],
)
def test_headings_follow_each_other_without_gaps(levels, shown):
    sections = [section("Otsikko", level) for level in levels]
    assert [each.level for each in shown_sections(document(*sections))] == shown


def test_what_may_not_be_quoted_is_not_shown():
    shown = shown_sections(document(section("A", is_unshown=True), section("B", anchor="b")))
    assert [(each.heading, each.anchor) for each in shown] == [("B", "s2")]
    assert shown[0].url == "https://www.oulu.example/a#b"
    assert shown[0].paragraphs == ("Yksi.", "Kaksi.")


@pytest.mark.parametrize(("headings", "listed"), [(["A", "B"], 0), (["", "A", "B", "C"], 3)])
def test_a_short_page_has_no_list_of_contents(headings, listed):
    sections = shown_sections(document(*map(section, headings)))
    assert len(DocumentPage(document(), sections, (), None).contents) == listed


def test_the_site_is_told_without_its_www():
    assert DocumentPage(document(), (), (), None).site == "oulu.example"


def test_a_bibtex_entry_spells_out_what_tex_would_take_for_commands():
    cited = document(
        title="50 % & {\\input}_",
        url="https://a.example/{x}",
        published="2021-05-12",
        last_seen="2026-11-24",
    )
    assert bibtex(cited).split("\n") == [
        "@misc{kuutoshaku-00ff,",
        r"  title = {{50 \% \& \{\textbackslash{}input\}\_}},",
        "  year = {2021},",
        r"  howpublished = {\url{https://a.example/%7Bx%7D}},",
        "  note = {Checked 2026-11-24},",
        "  language = {finnish},",
        "}",
    ]


def test_a_ris_record_has_one_line_per_tag():
    cited = document(title="Yksi\nkaksi", modified="2021-05-12")
    assert ris(cited).split("\n") == [
        "TY  - ELEC",
        "TI  - Yksi kaksi",
        "PY  - 2021",
        "DA  - 2021/05/12/",
        "UR  - https://www.oulu.example/a",
        "LA  - fi",
        "ER  - ",
    ]
