from __future__ import annotations

import pytest

from corpus.document import Document, Section, document_id
from indexer.duplicates import distinct
from indexer.twins import join_twins

SITE = "https://kaupunki.fi"
SENTENCES = [
    "The city asks its residents what the yard behind the school should become.",
    "Everybody who lives within earshot of the yard may send a drawing or a few words.",
    "A jury of pupils reads all of it and draws up three plans with a gardener.",
    "The plans hang in the library for a month and the best one is dug in spring.",
    "Nobody is paid for a plan but the pupils bake something for those who come.",
]
TEXT = "\n".join(SENTENCES)


def page(path, text=TEXT, title="A yard for everybody", language="en", lesser="", **facts):
    url = f"{SITE}{path}"
    sections = [Section("", "", 1, "other", language, text)]
    if lesser:
        sections.append(Section("", "", 1, "other", language, lesser, 0.3))
    return Document(document_id(url), url, title, language, "page", tuple(sections), **facts)


def left_out(*documents, moved=None):
    found = distinct(documents, moved).same_text
    return {url.removeprefix(SITE): target.removeprefix(SITE) for url, target in found.items()}


def test_pages_of_one_text_are_one_and_the_shorter_address_stays():
    assert left_out(page("/archive/2019/yard"), page("/yard")) == {"/archive/2019/yard": "/yard"}


def test_of_addresses_of_one_length_the_first_of_the_alphabet_stays():
    assert left_out(page("/b"), page("/a")) == {"/b": "/a"}


def test_the_page_whose_address_agrees_with_its_language_stays():
    assert left_out(page("/fi/yard"), page("/english/en/yard")) == {"/fi/yard": "/english/en/yard"}
    assert left_out(page("/fi/yard"), page("/service/a-yard")) == {"/fi/yard": "/service/a-yard"}


def test_the_page_that_others_name_stays_before_any_other():
    moved = {f"{SITE}/print": f"{SITE}/a/long/address"}
    assert left_out(page("/a/long/address"), page("/yard"), moved=moved) == {
        "/yard": "/a/long/address"
    }


def test_the_survivor_keeps_the_addresses_of_all_it_stands_for():
    moved = {f"{SITE}/print": f"{SITE}/copy/of/yard"}
    (kept,) = distinct([page("/copy/of/yard"), page("/copy/of/a/yard")], moved).documents
    assert kept.url == f"{SITE}/copy/of/yard"
    assert kept.also_at == (f"{SITE}/copy/of/a/yard", f"{SITE}/print")


def test_a_page_that_names_a_duplicate_leads_to_the_survivor():
    documents = [page("/yard"), page("/fi/yard", language="en"), page("/en/yard")]
    found = distinct(documents, {f"{SITE}/print": f"{SITE}/yard"})
    assert {*found.survivor_of.values()} == {f"{SITE}/yard"}
    assert found.documents[0].also_at == (
        f"{SITE}/en/yard",
        f"{SITE}/fi/yard",
        f"{SITE}/print",
    )


def test_a_page_that_names_a_page_left_out_leads_to_what_stands_for_that():
    moved = {f"{SITE}/print": f"{SITE}/archive/yard", f"{SITE}/p": f"{SITE}/yard"}
    found = distinct([page("/archive/yard"), page("/yard")], moved)
    assert found.survivor_of[f"{SITE}/print"] == f"{SITE}/yard"


def test_documents_keep_their_order_and_those_left_out_are_counted_by_language():
    documents = [page("/yard"), page("/z", "Something else.\n" * 9), page("/yard/copy")]
    found = distinct(documents)
    assert [one.url for one in found.documents] == [f"{SITE}/yard", f"{SITE}/z"]
    assert found.merged == {"en": 1}


def test_a_part_of_a_page_at_another_address_is_no_news():
    assert left_out(page("/yard", TEXT + "\nThe end."), page("/yard/copy", TEXT + "\nThe.")) == {
        "/yard/copy": "/yard"
    }


def test_a_page_much_shorter_stays():
    assert left_out(page("/yard", "\n".join([TEXT, *["The end."] * 9])), page("/yard/copy")) == {
        "/yard/copy": "/yard"
    }
    longer = "Nobody is asked twice, and every drawing is shown to those who come to see it."
    assert left_out(page("/yard", f"{TEXT}\n{longer}"), page("/yard/copy")) == {}


def test_a_page_that_says_one_word_more_stays_beside_a_preferred_one():
    assert left_out(page("/yard"), page("/yard/copy", TEXT + " Tomorrow.")) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tampere", "Oulu"), ("2019", "2020"), ("spring", "autumn"), ("month", "week")],
)
def test_a_template_with_another_fact_in_it_is_another_page(one, other):
    text = f"{TEXT}\nThat was in Tampere in 2019."
    assert left_out(page("/a", text), page("/b", text.replace(one, other))) == {}
    assert left_out(page("/b", text), page("/a", text.replace(one, other))) == {}


def test_pages_of_one_text_but_another_title_are_two():
    assert left_out(page("/a", title="City of Oulu"), page("/b", title="City of Turku")) == {}


def test_pages_of_one_text_but_other_cities_or_dates_are_two():
    assert left_out(page("/a", cities=("oulu",)), page("/b", cities=("turku",))) == {}
    days = {"/a": "2019-05-02", "/b": "2020-05-02"}
    assert left_out(*(page(path, published=day) for path, day in days.items())) == {}
    assert left_out(page("/a", published="2019-05-02"), page("/b")) == {"/b": "/a"}


def test_pages_of_one_introduction_but_other_lists_are_two():
    lists = ("School yard, library garden", "Market roof, tram stop")
    assert left_out(*(page(f"/{n}", lesser=text) for n, text in enumerate(lists))) == {}
    assert left_out(page("/a", lesser=lists[0]), page("/b")) == {"/b": "/a"}


def test_pages_of_a_line_or_two_are_never_judged():
    text = "This page is being written. Come again soon."
    assert left_out(page("/a", text), page("/b", text)) == {}


def test_a_page_left_untranslated_but_for_some_words_is_the_other_version():
    crumbs = TEXT.replace("Everybody who lives", "Jokainen who lives")
    assert left_out(page("/fi/yard", crumbs), page("/en/yard")) == {"/fi/yard": "/en/yard"}
    assert left_out(page("/fi/yard", crumbs), page("/en/garden")) == {}


def test_a_page_named_as_the_other_version_needs_no_such_address():
    crumbs = TEXT.replace("Everybody who lives", "Jokainen who lives")
    finnish = page("/piha-kaikille", crumbs, twins={"en": f"{SITE}/yard"})
    assert left_out(finnish, page("/yard")) == {"/piha-kaikille": "/yard"}


def test_a_page_half_translated_stays():
    half = "\n".join([*SENTENCES[:3], "Suunnitelmat ovat kirjastossa kuukauden ajan."])
    assert left_out(page("/fi/yard", half), page("/en/yard")) == {}


def test_twins_claimed_towards_a_duplicate_move_to_the_survivor():
    finnish = page("/piha", "Piha kaikille.", "Piha", "fi", twins={"en": f"{SITE}/archive/yard"})
    english = page("/archive/yard", twins={"fi": f"{SITE}/piha"})
    found = distinct([finnish, english, page("/yard")])
    assert {one.url: dict(one.twins) for one in join_twins(found.documents)} == {
        f"{SITE}/piha": {"en": f"{SITE}/yard"},
        f"{SITE}/yard": {"fi": f"{SITE}/piha"},
    }


def test_a_sitemap_that_names_a_duplicate_joins_the_survivor():
    finnish = page("/piha", "Piha kaikille.", "Piha", "fi")
    found = distinct([finnish, page("/yard"), page("/archive/yard")])
    listed = {f"{SITE}/piha": {"en": f"{SITE}/archive/yard"}}
    joined = join_twins(found.documents, listed, found.survivor_of)
    assert joined[0].twins == {"en": f"{SITE}/yard"}


def test_many_pages_of_one_title_are_compared_in_time_and_copies_found():
    texts = [TEXT.replace("yard", f"yard{'x' * n}") for n in range(1, 60)]
    pages = [page(f"/{n:02}", text) for n, text in enumerate(texts)]
    copies = [page(f"/copy/{n:02}", text) for n, text in enumerate(texts)]
    assert len(left_out(*pages, *copies)) == len(texts)
