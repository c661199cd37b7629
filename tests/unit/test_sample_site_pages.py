from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SamplePageError
from corpus.sample_site.site_content import SiteContent
from corpus.sample_site.site_page import PDF_FOLDER, SitePage, load_pages, parse_page

if TYPE_CHECKING:
    from pathlib import Path

PAGES = load_pages()
PDFS = load_pages(PDF_FOLDER)
BY_PATH = {page.path: page for page in PAGES}
SAYS_LESSONS = re.compile(r"opit|opim|oppi|oppe|opitt|lesson|learn", re.IGNORECASE)


def sentences(page: SitePage) -> set[str]:
    text = re.sub(r"\]\([^)]*\)", "", f"{page.markdown}\n{page.description}")
    parts = re.split(r"[.!?:;|]\s|\n\s*[-#\d]|\n\n", text)
    words = [re.findall(r"[^\W_]+", part.casefold()) for part in parts]
    return {" ".join(part) for part in words if len(part) >= 5}


def test_there_are_enough_pages_in_both_languages_and_a_pdf():
    counts = Counter(page.language for page in PAGES)
    assert counts["fi"] >= 27
    assert counts["en"] >= 13
    assert len(PDFS) >= 1


def test_no_two_pages_have_one_address():
    assert [
        path for path, count in Counter(p.path for p in PAGES + PDFS).items() if count > 1
    ] == []


def test_no_two_pages_of_a_language_have_one_title():
    titles = Counter((page.language, page.title) for page in PAGES + PDFS)
    assert [title for title, count in titles.items() if count > 1] == []


def test_no_two_pages_share_a_sentence():
    owners: dict[str, list[str]] = defaultdict(list)
    for page in PAGES + PDFS:
        for sentence in sentences(page):
            owners[sentence].append(page.name)
    assert {words: names for words, names in owners.items() if len(names) > 1} == {}


def test_twins_name_each_other_and_speak_the_other_language():
    for page in PAGES:
        if page.twin:
            twin = BY_PATH[page.twin]
            assert (twin.twin, twin.twin_by) == (page.path, page.twin_by), page.name
            assert twin.language != page.language


def test_what_a_page_claims_to_be_its_twin_exists():
    claimed = [page.claims_twin for page in PAGES if page.claims_twin]
    assert claimed
    assert [path for path in claimed if path not in BY_PATH] == []


def test_related_pages_exist_and_speak_the_same_language():
    for page in PAGES:
        for path in page.related:
            assert BY_PATH[path].language == page.language, f"{page.name} -> {path}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_as_long_as_a_real_one(page):
    words = len(page.markdown.split())
    assert words <= 520
    assert words >= (180 if not page.lists else 30)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_addresses_begin_and_end_as_a_content_management_system_makes_them(page):
    assert page.path.startswith("/")
    assert page.path.endswith("/")
    assert page.path == page.path.lower()


def test_years_lie_within_the_programme_and_nothing_is_changed_before_it_is_published():
    for page in PAGES + PDFS:
        assert all(2014 <= year <= 2022 for year in page.years), page.name
        if page.modified and page.published:
            assert page.modified >= page.published, page.name


def test_articles_and_events_are_dated():
    assert [p.name for p in PAGES if p.type in {"article", "event"} and not p.published] == []


def test_lessons_stand_under_telling_headings_and_under_plain_ones():
    telling, plain = set(), set()
    for page in PAGES:
        for heading in page.headings:
            if heading.kind == "lessons":
                (telling if SAYS_LESSONS.search(heading.text) else plain).add(page.name)
    assert len(telling) >= 12
    assert len(plain - telling) >= 3


def test_some_headings_have_no_anchor_and_no_page_uses_one_twice():
    assert any(heading.anchor is None for page in PAGES for heading in page.headings)
    for page in PAGES:
        anchors = [heading.anchor for heading in page.headings if heading.anchor]
        assert len(anchors) == len(set(anchors)), page.name


def test_only_roles_have_addresses_and_they_lead_nowhere():
    for page in PAGES + PDFS:
        for address in re.findall(r"\S+\(at\)\S+|\S+@\S+", page.body):
            assert address.strip(".,;)").endswith(".example"), page.name


def test_the_traps_are_set():
    traps = {
        "html lang lies": [p for p in PAGES if p.html_lang not in {"", p.language}],
        "another charset": [p for p in PAGES if p.charset != "utf-8"],
        "soft hyphen": [p for p in PAGES if "\u00ad" in p.path and "\u00ad" in p.title],
        "no landmarks": [p for p in PAGES if p.layout == "legacy"],
        "twin in the sitemap only": [p for p in PAGES if p.twin_by == "sitemap"],
        "twin told nowhere": [p for p in PAGES if p.twin and p.twin_by == "none"],
        "noindex": [BY_PATH[path] for path in SiteContent().settings["noindex"]],
        "English without /en/": [
            p for p in PAGES if p.language == "en" and not p.path.startswith("/en/")
        ],
    }
    assert {name for name, pages in traps.items() if not pages} == set()


def test_the_finnish_word_of_a_carbon_footprint_walk_is_in_a_lessons_section():
    page = BY_PATH["/tyomaan-hiilijalanjaljen-laskenta/"]
    lessons = page.body.partition("## Opit")[2].partition("\n## ")[0].casefold()
    assert "hiilijalanjälkilaskenta" in lessons
    assert "infratyömaa" in lessons


def test_heading_marks_are_read_and_kept_off_the_page():
    page = parse_page(
        '+++\npath = "/a/"\ntitle = "A"\ntype = "page"\n+++\nAlku.\n\n'
        "## Opit {#opit} <!-- kind: lessons -->\n\nSana.\n\n## Muu\n",
        "fi/a",
    )
    assert [(h.text, h.anchor, h.kind) for h in page.headings] == [
        ("Opit", "opit", "lessons"),
        ("Muu", None, "other"),
    ]
    assert page.markdown == "Alku.\n\n## Opit\n\nSana.\n\n## Muu\n"


@pytest.mark.parametrize(
    ("front_matter", "complaint"),
    [
        ("", "no front matter"),
        ("+++\npath = \n+++\n", "not TOML"),
        ('+++\npath = "/a/"\n+++\n', "lacks"),
        ('+++\npath = "/a/"\ntitle = "A"\ntype = "page"\ncolour = 1\n+++\n', "colour"),
        ('+++\npath = "/a/"\ntitle = "A"\ntype = "news"\n+++\n', "type news"),
        ('+++\npath = "/a/"\ntitle = "A"\ntype = "event"\n+++\n', "published"),
        ('+++\npath = "/a/"\ntitle = "A"\ntype = "page"\ncities = ["lahti"]\n+++\n', "lahti"),
    ],
)
def test_a_source_that_cannot_be_used_says_what_is_wrong(front_matter, complaint):
    with pytest.raises(SamplePageError, match=complaint):
        parse_page(front_matter + "Teksti.\n", "fi/a")


def test_pages_load_from_any_folder(tmp_path: Path):
    source = (
        '+++\npath = "/x/"\ntitle = "X"\ntype = "article"\npublished = 2020-02-03\n+++\nText.\n'
    )
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.md").write_text(source, encoding="utf-8")
    (page,) = load_pages(tmp_path)
    assert (page.name, page.language, page.published) == ("en/x", "en", date(2020, 2, 3))
