from __future__ import annotations

from datetime import UTC, datetime

import pytest

from indexer.metadata import (
    claimed_twins,
    declared_languages,
    document_url,
    is_noindex,
    page_title,
    title_from_url,
    without_site,
)
from indexer.page_head import PageHead

NOW = datetime(2026, 11, 24, tzinfo=UTC)

OWN = "https://6aika.fi/project/hnry/"


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("https://6aika.fi/project/hnry-2/", "https://6aika.fi/project/hnry-2/"),
        ("https://toinen.example/project/hnry/", OWN),
        ("https://6aika.fi/", OWN),
        ("mailto:a@b.example", OWN),
        ("", OWN),
    ],
)
def test_canonical_link_is_believed_on_its_own_host_only(named, url):
    assert document_url(PageHead(canonical=named), OWN, ()) == url


def test_parameters_of_the_source_are_dropped():
    assert document_url(PageHead(), f"{OWN}?posts2=2&utm_source=x", ("posts2",)) == OWN


@pytest.mark.parametrize("robots", ["noindex", "NOINDEX, follow", "none", "max-snippet:-1,noindex"])
def test_page_can_ask_to_be_left_out(robots):
    assert is_noindex(PageHead(meta={"robots": robots}), NOW)


@pytest.mark.parametrize("robots", ["", "index, follow", "nofollow", "noarchive"])
def test_other_wishes_do_not_leave_a_page_out(robots):
    assert not is_noindex(PageHead(meta={"robots": robots}), NOW)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("HNRY – Hiilineutraalit alueet – 6Aika", "HNRY – Hiilineutraalit alueet"),
        ("Tulokset | 6Aika", "Tulokset"),
        ("6Aika - Tulokset", "Tulokset"),
        ("HNRY – Hiilineutraalit alueet", "HNRY – Hiilineutraalit alueet"),
        ("6Aika", "6Aika"),
        ("6Aika-strategia", "6Aika-strategia"),
    ],
)
def test_site_name_is_cut_from_a_title(title, bare):
    assert without_site(title, {"6aika"}) == bare


def test_title_is_the_main_heading():
    head = PageHead(title="Jokin muu – 6Aika", meta={"og:title": "Kolmas"})
    assert page_title(head, ["Päättynyt: HNRY"], ["6Aika"]) == "Päättynyt: HNRY"


def test_main_heading_that_the_head_repeats_is_the_title():
    head = PageHead(title="HNRY – 6Aika")
    assert page_title(head, ["Tervetuloa", "HNRY"], ["6Aika"]) == "HNRY"


def test_main_heading_that_is_the_sites_name_is_not_the_title():
    head = PageHead(title="HNRY – 6Aika")
    assert page_title(head, ["6Aika"], ["6Aika"]) == "6Aika"
    assert page_title(head, ["6Aika", "HNRY-hanke"], ["6Aika"]) == "HNRY-hanke"


def test_page_without_headings_is_titled_by_its_head():
    assert page_title(PageHead(meta={"og:title": "HNRY – 6Aika"}), [], ["6Aika"]) == "HNRY"
    assert page_title(PageHead(), [], []) == ""


def test_address_titles_a_page_that_says_nothing():
    assert title_from_url("https://6aika.fi/opas/hyva_kokeilu-2019.pdf") == "hyva kokeilu 2019"


def test_declarations_of_language_add_up():
    url = "https://6aika.fi/en/project/hnry/"
    head = PageHead(
        language="fi-fi", meta={"og:locale": "en_GB"}, alternates={"en": url, "x-default": url}
    )
    assert declared_languages(head, url) == {"en": 5, "fi": 1}


@pytest.mark.parametrize("path", ["/english-garden/", "/", "/e/", "/energia/"])
def test_other_paths_declare_no_language(path):
    assert declared_languages(PageHead(), f"https://6aika.fi{path}") == {}


def test_twins_are_the_other_languages_of_the_head():
    links = {"fi": OWN, "en-gb": "https://6aika.fi/en/project/hnry/", "sv": "https://6aika.fi/sv/"}
    head = PageHead(alternates=links, switcher={"en": "https://6aika.fi/en/frontpage/"})
    assert claimed_twins(head, OWN, ()) == {"en": "https://6aika.fi/en/project/hnry/"}


def test_language_switcher_speaks_where_the_head_does_not():
    head = PageHead(
        switcher={"en": "https://6aika.fi/en/project/hnry/", "fi": "javascript:void(0)"}
    )
    assert claimed_twins(head, OWN, ()) == {"en": "https://6aika.fi/en/project/hnry/"}
