"""What readers are promised of an answer, on a real index of a few small pages."""

from dataclasses import replace

import pytest

from corpus.index.query import Filters, Sort
from corpus.index.query_parser import parse_query


@pytest.fixture(scope="module")
def index(publish_once, make_document):
    fi_hnry, en_hnry = "http://site.example/hnry/", "http://site.example/en/hnry/"
    return publish_once(
        make_document(
            "/hnry/",
            "HNRY – hiilineutraalit yritysalueet",
            ("", "Hanke laskee rakennustyömaiden päästöjä.", "other"),
            ("Opit", "Hiilijalanjälkilaskenta kannattaa aloittaa ajoissa.", "lessons"),
            cities=("helsinki", "turku"),
            themes=("carbon-neutrality",),
            years=(2019, 2020),
            twins={"en": en_hnry},
        ),
        make_document(
            "/en/hnry/",
            "HNRY – carbon neutral areas",
            ("", "The project measures emissions at construction sites.", "other"),
            language="en",
            cities=("helsinki", "turku"),
            years=(2019, 2020),
            twins={"fi": fi_hnry},
        ),
        make_document(
            "/bussi/",
            "Robottibussit liikenteessä",
            ("Mitä opimme", "Lumi pysäytti robottibussin. Avoin data auttoi.", "lessons"),
            ("Tulokset", "Matkustajia kuljetettiin kokeilussa paljon.", "results"),
            cities=("espoo",),
            years=(2017,),
            published="2021-05-05",
        ),
        make_document(
            "/data/",
            "Dataportaali avoinna",
            ("", "Avoin lähdekoodi. Data on kaupunkien. Kokeiluja tehtiin.", "other"),
            type="guide",
            cities=("espoo", "turku"),
            years=(2015,),
            published="2015-01-01",
        ),
    )


def search(index, text, language="fi", **wishes):
    return index.search(parse_query(text, language=language, **wishes))


def titles(results):
    return [hit.title.split()[0] for hit in results.hits]


def test_an_inflected_compound_finds_the_lessons_passage_and_marks_it(index):
    results = search(index, "hiilijalanjäljen laskennasta")
    hit = results.hits[0]
    assert hit.sections[0].url == "http://site.example/hnry/#s1"
    assert hit.sections[0].kind == "lessons"
    start, end = hit.snippet.matches[0]
    assert hit.snippet.text[start:end] == "Hiilijalanjälkilaskenta"
    assert hit.matched_via == "original"


def test_the_twins_are_one_hit_in_the_readers_language(index):
    assert [hit.language for hit in search(index, "HNRY", "fi").hits] == ["fi"]
    english = search(index, "HNRY", "en")
    assert [hit.language for hit in english.hits] == ["en"]
    assert english.hits[0].twins[0].language == "fi"
    assert english.other_language is None


def test_the_other_language_is_labelled_and_explained(index):
    results = search(index, "robot bus snow", "en")
    assert results.total == 0
    other = results.other_language
    assert other.language == "fi"
    hit = other.hits[0]
    assert (hit.title, hit.language) == ("Robottibussit liikenteessä", "fi")
    assert hit.matched_via == "translation"
    assert "robottibussi ≈ robot bus" in hit.gloss
    assert any("in the title" in reason for reason in hit.why)
    assert "robot bus" in [translated.term for translated in results.translated]


def test_what_a_word_was_also_searched_as_is_told_by_source(index):
    told = {each.origin: each.renderings for each in search(index, "energia").translated}
    assert told["glossary"] == ("energy",)


def test_a_language_filter_gives_cross_language_hits_in_the_list_itself(index):
    results = search(index, "robot bus", "en", filters=Filters(doc_lang=("fi",)))
    assert titles(results) == ["Robottibussit"]
    assert results.other_language is None


def test_a_page_is_found_by_its_twins_words_and_says_so(index):
    results = search(index, "rakennustyömaiden", "en")
    assert [hit.language for hit in results.hits] == ["en"]
    assert results.hits[0].matched_via == "twin"
    assert "found by its Finnish version" in results.hits[0].why


def test_a_phrase_needs_its_words_side_by_side_in_any_form(index):
    assert titles(search(index, '"avoin data"')) == ["Robottibussit"]
    assert titles(search(index, '"avoimesta datasta"')) == ["Robottibussit"]
    assert titles(search(index, '"data avoin"')) == []


def test_minus_takes_away_and_or_adds(index):
    assert set(titles(search(index, "data"))) == {"Robottibussit", "Dataportaali"}
    assert titles(search(index, "data -lumi")) == ["Dataportaali"]
    assert set(titles(search(index, "lumi OR lähdekoodi"))) == {"Robottibussit", "Dataportaali"}


def test_a_prefix_finds_every_word_that_begins_so(index):
    assert titles(search(index, "robottib*")) == ["Robottibussit"]
    assert titles(search(index, "zzz*")) == []


def test_lessons_only_searches_passages_where_lessons_are_told(index):
    assert titles(search(index, "kokeilussa", filters=Filters(section=("lessons",)))) == []
    found = search(index, "lumi", filters=Filters(section=("lessons",)))
    assert titles(found) == ["Robottibussit"]
    assert {section.kind for section in found.hits[0].sections} == {"lessons"}


def test_filters_limit_hits_and_facets_count_without_their_own_filter(index):
    results = search(index, "", filters=Filters(city=("espoo",)))
    assert set(titles(results)) == {"Robottibussit", "Dataportaali"}
    cities = {count.value: count.count for count in results.facets["city"]}
    assert cities == {"espoo": 2, "turku": 2, "helsinki": 1}
    types = {count.value: count.count for count in results.facets["type"]}
    assert types == {"project": 1, "guide": 1}
    years = search(index, "", filters=Filters(years=((2016, 2019),)))
    assert set(titles(years)) == {"HNRY", "Robottibussit"}


def test_browsing_by_date_has_the_newest_first_and_pages_are_stable(index):
    wish = {"filters": Filters(type=("project", "guide")), "sort": Sort.DATE}
    everything = titles(search(index, "", **wish))
    assert everything == ["Robottibussit", "HNRY", "Dataportaali"]
    pages = [titles(search(index, "", page=n, size=1, **wish)) for n in (1, 2, 3, 4)]
    assert pages == [["Robottibussit"], ["HNRY"], ["Dataportaali"], []]


def test_a_word_nobody_has_does_not_hide_what_the_others_find(index):
    assert titles(search(index, "robottibussi xyzzy")) == ["Robottibussit"]
    assert search(index, "xyzzy").total == 0


def test_a_filter_shows_what_comes_nearest_among_its_pages(index):
    text = "hiilijalanjälkilaskenta rakennustyömaiden päästöjä kannattaa lumi"
    found = search(index, text, filters=Filters(type=("project",), city=("espoo",)))
    assert titles(found) == ["Robottibussit"]


def test_a_stored_document_comes_back_whole(index):
    hit = search(index, "HNRY").hits[0]
    document = index.document(hit.id)
    assert [section.heading for section in document.sections] == ["", "Opit"]
    assert document.cities == ("helsinki", "turku")
    assert index.document("0" * 16) is None


def test_similar_documents_leave_out_the_page_and_its_twin(index):
    hit = search(index, "robottibussi").hits[0]
    similar = index.similar(hit.id, "fi")
    assert hit.id not in [other.id for other in similar.hits]
    assert index.similar("0" * 16, "fi") is None


def test_other_cities_that_tried_the_same_are_named_with_their_page(publish, make_document):
    text = "Robottibussi kuljetti matkustajia lumessa ja pakkasessa."
    mobile = {"themes": ("mobility",)}
    tried = publish(
        make_document("/a/", "Robottibussi lumessa", ("", text), cities=("espoo",), **mobile),
        make_document("/b/", "Robottibussi pakkasessa", ("", text), cities=("oulu",), **mobile),
        make_document(
            "/c/", "Robottibussi esitteenä", ("", text), cities=("turku",), type="page", **mobile
        ),
        make_document("/d/", "Robottibussi taiteena", ("", text), cities=("vantaa",)),
        make_document("/e/", "Robottibussi jossakin", ("", text), **mobile),
    )
    by_title = {hit.title: hit.id for hit in search(tried, "robottibussi").hits}
    elsewhere = tried.similar(by_title["Robottibussi lumessa"], "fi").also_tried_in
    assert [(each.city, each.title) for each in elsewhere] == [("oulu", "Robottibussi pakkasessa")]
    assert not tried.similar(by_title["Robottibussi jossakin"], "fi").also_tried_in


def test_a_twin_that_nobody_names_is_said_to_be_guessed(publish, make_document):
    finnish, english = "http://site.example/a/", "http://site.example/b/"
    made = publish(
        make_document("/a/", "Bussi", ("", "Bussi."), twins={"en": english}, guessed_twins=("en",)),
        make_document("/b/", "Bus", ("", "Bus."), language="en", twins={"fi": finnish}),
    )
    assert [twin.guessed for twin in search(made, "bussi").hits[0].twins] == [True]
    assert [twin.guessed for twin in search(made, "bus", "en").hits[0].twins] == [False]


def test_suggestions_complete_titles_without_diacritics(index):
    assert [s.text for s in index.suggest("robotti", "fi")] == ["Robottibussit liikenteessä"]
    assert index.suggest("liikenteessa", "fi")[0].text == "Robottibussit liikenteessä"
    assert index.suggest("r", "fi") == []


def test_a_filter_never_adds_hits(index):
    every = search(index, "data kokeiluja hiilijalanjälki").total
    for value in ("project", "guide"):
        narrowed = search(index, "data kokeiluja hiilijalanjälki", filters=Filters(type=(value,)))
        assert narrowed.total <= every


@pytest.mark.parametrize("text", ["data", "robottibussi hiilijalanjälki", "rakennustyömaiden", ""])
@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_facet_counts_what_choosing_its_value_gives(index, text, language):
    browsing = {} if text else {"filters": Filters(doc_lang=("fi", "en"))}
    facets = search(index, text, language, **browsing).facets
    for name, counts in facets.items():
        for each in counts:
            value = (int(each.value), int(each.value)) if name == "year" else each.value
            wanted = Filters(**{"years" if name == "year" else name: (value,)})
            if not text and name != "doc_lang":
                wanted = replace(wanted, doc_lang=("fi", "en"))
            assert search(index, text, language, filters=wanted).total == each.count, each


def test_what_is_left_out_is_left_out_of_browsing_too(index):
    filters = Filters(city=("espoo",))
    assert titles(search(index, "-lumi", filters=filters)) == ["Dataportaali"]


def test_leaving_out_a_word_leaves_out_the_twin_of_its_page(index):
    assert titles(search(index, "HNRY", "en")) == ["HNRY"]
    assert titles(search(index, "HNRY -rakennustyömaiden", "en")) == []


def test_a_beginning_without_diacritics_finds_words_that_have_them(index):
    assert titles(search(index, "lahdek*")) == titles(search(index, "lähdek*")) == ["Dataportaali"]
    assert search(index, "Lahdek*").hits[0].why[0] == "lähdekoodi (alkaa Lahdek), tekstissä"


def test_a_beginning_of_many_words_stands_for_the_commonest(publish, make_document):
    rare = " ".join(f"aaa{n:03}" for n in range(80))
    every = publish(
        make_document("/rare/", "Rare", ("", rare)),
        *(make_document(f"/{n}/", f"Page {n}", ("", "aaazzz")) for n in range(3)),
    )
    assert search(every, "aaa*").total == 4
