"""What editors decide counts at the next search, and only where they said so."""

from __future__ import annotations

import pytest

from corpus.document import document_id
from corpus.editorial.rules import BestBet, Correction, Editorial, Pin, Synonym
from corpus.index.edited import edited
from corpus.index.query import Filters, Sort
from corpus.index.query_parser import parse_query

SITE = "http://site.example"
DATA, BUS, PILOT, GUIDE = (f"{SITE}/{name}/" for name in ("data", "bussi", "kokeilu", "opas"))
ENGLISH = f"{SITE}/en/pilot/"


@pytest.fixture(scope="module")
def snapshot(publish_once, make_document):
    index = publish_once(
        make_document(
            "/data/",
            "Dataportaali",
            ("", "Avoin data on kaupunkien. Kokeiluja tehtiin paljon. Työ jatkuu.", "other"),
            cities=("espoo",),
            published="2015-01-01",
        ),
        make_document(
            "/bussi/",
            "Robottibussin kokeilut",
            ("Mitä opimme", "Lumi pysäytti kokeilun. Kokeilu jatkui.", "lessons"),
            cities=("oulu",),
            published="2021-05-05",
        ),
        make_document(
            "/kokeilu/",
            "Kokeilutoiminta",
            ("", "Kokeilu on tapa oppia. Kokeilun voi aloittaa heti.", "other"),
            twins={"en": ENGLISH},
            cities=("turku",),
        ),
        make_document(
            "/en/pilot/",
            "Ways of piloting",
            ("", "A pilot is a way to learn.", "other"),
            language="en",
            twins={"fi": PILOT},
        ),
        make_document("/opas/", "Opas hankkijalle", ("", "Hankinnat alkavat tarpeesta.", "other")),
    )
    yield index.under(Editorial())
    index.close()


@pytest.fixture(scope="module")
def search(snapshot):
    """Return a function that searches under rules."""

    def under(rules, text, language="fi", **wishes):
        searcher = edited(snapshot, Editorial(7, dict(enumerate(rules, 1)))).searcher
        return searcher.search(parse_query(text, language=language, **wishes))

    return under


def urls(results):
    return [hit.url for hit in results.hits]


def test_without_rules_nothing_changes(search, snapshot):
    plain = snapshot.searcher.search(parse_query("kokeilu", language="fi"))
    assert urls(search([], "kokeilu")) == urls(plain)
    assert set(urls(plain)) == {BUS, PILOT, DATA}
    assert (plain.editorial, search([], "kokeilu").editorial) == (0, 7)


def test_a_synonym_finds_what_pages_say_in_any_form_and_says_why(search):
    assert search([], "hässäkkää").total == 0
    rules = [Synonym("fi", ("hässäkkä",), ("kokeilu",))]
    found = search(rules, "hässäkkää")
    assert set(urls(found)) == {BUS, PILOT, DATA}
    assert "hässäkkää → kokeilu (toimituksen lisäämä sana), otsikossa" in found.hits[0].why
    start, end = found.hits[0].snippet.matches[0]
    assert found.hits[0].snippet.text[start:end].lower().startswith("kokeilu")


def test_a_one_way_synonym_does_not_go_back_and_a_two_way_one_does(search):
    one_way = [Synonym("fi", ("kokeilu",), ("hankinta",))]
    assert GUIDE not in urls(search(one_way, "robottibussi"))
    assert BUS not in urls(search(one_way, "hankinta"))
    assert GUIDE in urls(search(one_way, "kokeilu"))
    both = [Synonym("fi", ("kokeilu",), ("hankinta",), both_ways=True)]
    assert {GUIDE, BUS} <= set(urls(search(both, "hankintoja")))


def test_pages_with_the_typed_word_stay_before_those_with_its_synonym(search):
    found = search([Synonym("fi", ("hankkija",), ("dataportaali",))], "hankkijat")
    assert urls(found) == [GUIDE, DATA]
    found = search([Synonym("fi", ("dataportaali",), ("hankkija",))], "dataportaalit")
    assert urls(found) == [DATA, GUIDE]


def test_a_synonym_of_several_words_stands_for_them_together(search):
    rules = [Synonym("fi", ("ihmeellinen vempain",), ("avoin data",))]
    assert urls(search(rules, "ihmeelliset vempaimet"))[0] == DATA
    assert search(rules, "vempain").total == 0


def test_a_synonym_is_found_in_the_other_language_too(search):
    assert search([], "hässäkkä", "en").other_language is None
    rules = [Synonym("fi", ("hässäkkä",), ("kokeilu",))]
    assert ENGLISH in urls(search(rules, "hässäkkä", "en"))


def test_a_best_bet_comes_first_is_marked_and_counted_also_when_it_did_not_match(search):
    found = search([BestBet(("kokeilut",), GUIDE)], "kokeiluja")
    assert urls(found)[0] == GUIDE
    assert [hit.best_bet for hit in found.hits] == [True, False, False, False]
    assert found.hits[0].why == ("toimituksen suositus haulle ”kokeilut”",)
    assert found.hits[0].snippet.text
    assert found.total == 4


def test_a_best_bet_that_matched_moves_and_is_there_once(search):
    plain = search([], "kokeilu")
    last = urls(plain)[-1]
    found = search([BestBet(("kokeilu",), last)], "kokeilu")
    assert urls(found) == [last, *urls(plain)[:-1]]
    assert found.total == plain.total
    assert found.facets == plain.facets
    assert len(found.hits[0].why) > 1


@pytest.mark.parametrize(
    "text", ["kokeilu oulu", "kokeiluhanke", "kokeilu OR data", "kokeilu -data", "koke*", "bussi"]
)
def test_a_best_bet_is_for_its_query_alone(search, text):
    assert not any(hit.best_bet for hit in search([BestBet(("kokeilu",), GUIDE)], text).hits)


def test_several_best_bets_stand_in_the_order_they_were_made(search):
    rules = [BestBet(("kokeilu",), GUIDE), BestBet(("kokeilut",), DATA)]
    assert urls(search(rules, "kokeilu"))[:2] == [GUIDE, DATA]


def test_a_best_bet_obeys_filters_and_counts_in_facets(search):
    rules = [BestBet(("kokeilu",), DATA), BestBet(("kokeilu",), GUIDE)]
    found = search(rules, "kokeilu", filters=Filters(city=("oulu",)))
    assert urls(found) == [BUS]
    found = search(rules, "kokeilu", filters=Filters(section=("lessons",)))
    assert urls(found) == [BUS]
    found = search(rules, "kokeilu", filters=Filters(doc_lang=("en",)))
    assert urls(found) == [ENGLISH]
    counts = {each.value: each.count for each in search(rules, "kokeilu").facets["type"]}
    assert counts == {"project": 4}


def test_a_best_bet_is_shown_in_the_readers_language(search):
    found = search([BestBet(("learning",), PILOT)], "learning", "en")
    assert urls(found)[0] == ENGLISH
    assert found.hits[0].best_bet
    assert found.hits[0].why[0] == "recommended by the editors for “learning”"
    abroad = search([BestBet(("learning",), GUIDE)], "learning", "en").other_language
    assert [(hit.url, hit.best_bet) for hit in abroad.hits][:1] == [(GUIDE, True)]


def test_a_best_bet_in_one_language_is_for_words_of_that_language(search):
    for language, is_bet in (("fi", True), ("en", False), (None, True)):
        rules = [BestBet(("kokeilun",), GUIDE, language)]
        assert (urls(search(rules, "kokeiluissa"))[0] == GUIDE) is is_bet


def test_a_pin_stands_at_its_position_unmarked(search):
    found = search([Pin(("kokeilu",), GUIDE, 2)], "kokeilu")
    assert urls(found)[1] == GUIDE
    assert not found.hits[1].best_bet
    assert found.hits[1].why[0] == "toimituksen nostama haulle ”kokeilu”"
    assert urls(search([Pin(("kokeilu",), GUIDE, 90)], "kokeilu"))[-1] == GUIDE


def test_pins_count_from_the_top_below_best_bets(search):
    rules = [Pin(("kokeilu",), BUS, 3), Pin(("kokeilu",), DATA, 1), BestBet(("kokeilu",), GUIDE)]
    found = search(rules, "kokeilu")
    assert urls(found) == [GUIDE, DATA, BUS, PILOT]


def test_pages_of_hits_are_one_list(search):
    rules = [BestBet(("kokeilu",), GUIDE), Pin(("kokeilu",), DATA, 3)]
    whole = search(rules, "kokeilu")
    pages = [search(rules, "kokeilu", page=page, size=1) for page in (1, 2, 3, 4)]
    assert [url for page in pages for url in urls(page)] == urls(whole)
    assert {page.total for page in pages} == {4}


def test_a_hidden_page_is_no_hit_of_that_query_only(search):
    rules = [Pin(("kokeilu",), BUS, hidden=True)]
    found = search(rules, "kokeilut")
    assert BUS not in urls(found)
    assert found.total == 2
    assert sum(each.count for each in found.facets["city"]) == 2
    assert BUS in urls(search(rules, "robottibussi"))


def test_an_order_by_date_is_left_alone_but_for_what_is_hidden(search):
    rules = [BestBet(("kokeilu",), DATA), Pin(("kokeilu",), PILOT, hidden=True)]
    found = search(rules, "kokeilu", sort=Sort.DATE)
    assert urls(found) == [BUS, DATA]
    assert not any(hit.best_bet for hit in found.hits)


def test_a_page_that_the_index_lacks_is_no_hit(search):
    rules = [BestBet(("kokeilu",), f"{SITE}/poissa/"), Correction(f"{SITE}/poissa/", "title", "x")]
    assert search(rules, "kokeilu").total == 3


def test_a_correction_counts_in_hits_facets_filters_order_and_the_document(search, snapshot):
    rules = [
        Correction(BUS, "title", "Bussi <b>lumessa</b>"),
        Correction(BUS, "cities", ("tampere", "vantaa")),
        Correction(BUS, "years", (2022,)),
        Correction(BUS, "type", "result"),
        Correction(BUS, "published", "2010-01-01"),
        Correction(DATA, "published", ""),
    ]
    found = search(rules, "kokeilu", filters=Filters(city=("tampere",)))
    hit = found.hits[0]
    assert (hit.title, hit.type, hit.years) == ("Bussi <b>lumessa</b>", "result", (2022,))
    assert {each.value for each in search(rules, "kokeilu").facets["city"]} == {
        *("espoo", "tampere", "turku", "vantaa")
    }
    assert search(rules, "kokeilu", filters=Filters(city=("oulu",))).total == 0
    assert urls(search(rules, "kokeilu", sort=Sort.DATE)) == [PILOT, BUS, DATA]
    under = edited(snapshot, Editorial(1, dict(enumerate(rules))))
    document = under.searcher.document(document_id(BUS))
    assert (document.title, document.cities) == ("Bussi <b>lumessa</b>", ("tampere", "vantaa"))
    assert under.searcher.document(document_id(DATA)).published is None
    assert [each.text for each in under.suggestions.starting_with("buss", "fi")] == [hit.title]


def test_a_page_taken_out_of_sight_is_nowhere(search, snapshot):
    rules = [Correction(PILOT, "hidden", value=True)]
    assert PILOT not in urls(search(rules, "kokeilu"))
    assert search(rules, "kokeilu").total == 2
    abroad = search(rules, "kokeilu", "en")
    assert [(hit.url, hit.matched_via) for hit in abroad.hits] == [(ENGLISH, "translation")]
    browsed = search(rules, "", filters=Filters(city=("turku",)))
    assert browsed.total == 0
    assert not browsed.hits
    english = search(rules, "pilot", "en").hits[0]
    assert (english.url, english.twins) == (ENGLISH, ())
    under = edited(snapshot, Editorial(1, {1: rules[0]}))
    assert under.searcher.document(document_id(PILOT)) is None
    assert under.suggestions.starting_with("kokeilutoim", "fi") == []
    bet = [*rules, BestBet(("kokeilu",), PILOT)]
    assert PILOT not in urls(search(bet, "kokeilu"))


def test_rules_leave_the_plain_generation_as_it_was(search, snapshot):
    search([Correction(BUS, "title", "x"), Synonym("fi", ("homma",), ("kokeilu",))], "homma")
    plain = snapshot.searcher.search(parse_query("kokeilu", language="fi"))
    assert "x" not in [hit.title for hit in plain.hits]
