"""The judgments that extraction, section kinds and language pairs are measured by."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from corpus.document import SECTION_KINDS
from corpus.judged import PACKAGED
from corpus.sample_site.site_page import PDF_FOLDER, SitePage, load_pages

SITE = {page.path: page for page in [*load_pages(), *load_pages(PDF_FOLDER)]}


def rows(name: str) -> list[dict[str, str]]:
    lines = (PACKAGED / name).read_text(encoding="utf-8").splitlines()
    header, *cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(header, row, strict=True)) for row in cells]


def judged_otherwise() -> set[tuple[str, str]]:
    """The sections under a comment that says the judgment is not the page's own mark."""
    text = (PACKAGED / "sections.tsv").read_text(encoding="utf-8")
    blocks = re.split(r"^(#.*)\n", text, flags=re.MULTILINE)
    named = [b for said, b in zip(blocks[1::2], blocks[2::2], strict=True) if "disagree" in said]
    return {tuple(line.split("\t")[:2]) for block in named for line in block.splitlines()}


def shown(page: SitePage) -> str:
    """The text of a page as read: images as words, links as labels, no marks."""
    text = re.sub(r'!\[([^\]]*)\]\([^ )]+ "([^"]*)"\)', r"\1\n\2", page.markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*`\u00ad]", "", text)
    text = re.sub(r"^(?:\d{1,2}\.\d.*\| 6Aika|[>#-]+|\d\.)? *", "", text, flags=re.MULTILINE)
    return " ".join(text.replace("|", " ").split())


SECTIONS = rows("sections.tsv")
PAGES = rows("pages.tsv")
TWINS = rows("twins.tsv")
FALSE_TWINS = rows("false_twins.tsv")


def test_sections_of_every_kind_are_judged_in_both_languages():
    counts = Counter((row["kind"], row["language"]) for row in SECTIONS)
    assert counts.keys() == {(kind, lang) for kind in SECTION_KINDS for lang in ("fi", "en")}
    assert counts.total() >= 90
    assert counts["lessons", "fi"] + counts["lessons", "en"] >= 35


def test_every_section_whose_kind_is_judged_is_on_its_page_once():
    for row in SECTIONS:
        anchors = [heading.anchor for heading in SITE[row["path"]].headings]
        assert anchors.count(row["anchor"]) == 1, row
    assert len({(row["path"], row["anchor"]) for row in SECTIONS}) == len(SECTIONS)


def test_a_comment_tells_where_a_judged_kind_is_not_the_mark_of_the_page():
    marks = {(p.path, h.anchor): h.kind for p in SITE.values() for h in p.headings}
    otherwise = {
        (row["path"], row["anchor"])
        for row in SECTIONS
        if marks[row["path"], row["anchor"]] != row["kind"]
    }
    assert otherwise == judged_otherwise()


def test_opit_is_judged_both_as_lessons_and_as_studies():
    kinds = {
        row["kind"]
        for row in SECTIONS
        for heading in SITE[row["path"]].headings
        if heading.anchor == row["anchor"] and heading.text == "Opit"
    }
    assert kinds == {"lessons", "other"}


def test_enough_pages_are_judged_in_both_languages_and_of_every_type():
    assert len(PAGES) >= 45
    assert len({row["path"] for row in PAGES}) == len(PAGES)
    assert min(Counter(row["language"] for row in PAGES).values()) >= 10
    assert {row["type"] for row in PAGES} == {page.type for page in SITE.values()}


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row["path"])
def test_a_judged_page_begins_and_ends_as_said_and_holds_what_must_stand(row):
    page = SITE[row["path"]]
    text = shown(page)
    assert (page.language, page.type) == (row["language"], row["type"])
    assert text.startswith(row["first_words"])
    assert text.rstrip(". ").endswith(row["last_words"].rstrip("."))
    assert [part for part in row["must_contain"].split(" | ") if part not in text] == []


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row["path"])
def test_what_must_not_stand_is_furniture_or_a_photo_credit(row):
    text = shown(SITE[row["path"]])
    unwanted = row["must_not_contain"].split(" | ")
    assert [part for part in unwanted if part in text and not part.startswith("Kuva: ")] == []


def test_all_true_pairs_are_named_with_how_the_site_tells_of_them():
    named = {(row["path_fi"], row["path_en"], row["told"]) for row in TWINS}
    pages = [page for page in SITE.values() if page.language == "fi" and page.twin]
    assert named == {(page.path, page.twin, page.twin_by) for page in pages}
    assert {row["told"] for row in TWINS} == {"hreflang", "sitemap", "none"}


def test_false_pairs_are_on_the_site_and_no_twins_and_some_are_claimed_by_it():
    assert len(FALSE_TWINS) >= 10
    for row in FALSE_TWINS:
        one, other = SITE[row["path_fi"]], SITE[row["path_en"]]
        assert one.twin != other.path, row
        assert (other.claims_twin == one.path) == (row["told"] == "hreflang"), row
    assert [row["told"] for row in FALSE_TWINS].count("hreflang") >= 2
