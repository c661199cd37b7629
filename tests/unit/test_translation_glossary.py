import pytest

from corpus.translation.dictionary import lemmas_by_language
from corpus.translation.glossary import Glossary


@pytest.fixture(scope="module")
def lemmas(each_tier):
    return lemmas_by_language(each_tier)


@pytest.fixture(scope="module")
def packaged(lemmas):
    return Glossary.load(lemmas)


@pytest.fixture
def first_texts(lemmas, packaged):
    def of(text, source="fi", target="en"):
        return [r.texts[0] for r in packaged.renderings(lemmas[source](text), source, target)]

    return of


@pytest.fixture
def small(lemmas):
    def of(entries, unchanged=()):
        return Glossary((entries, unchanged), lemmas)

    return of


@pytest.mark.parametrize(
    ("finnish", "english"),
    [
        ("avoimesta datasta", "open data"),
        ("matalan kynnyksen palveluista", "low-threshold service"),
        ("kuutoskaupungeissa", "Six Cities"),
        ("kiertotalouskeskuksia", "circular economy hub"),
        ("Energiaviisaiden kaupunkien", "Energy Wise Cities"),
        ("viimeisellä kilometrillä", "last mile"),
        ("julkisten hankintojen", "public procurement"),
        ("yhteiskehittämistä", "co-creation"),
        ("pk-yritysten", "SME"),
        ("EAKR:n", "ERDF"),
    ],
)
def test_inflected_finnish_finds_its_entry(first_texts, finnish, english):
    assert first_texts(finnish) == [english]


@pytest.mark.parametrize(
    ("english", "finnish"),
    [
        ("circular economy hubs", "kiertotalouskeskus"),
        ("lessons learned", "oppi"),
        ("day care centers", "päiväkoti"),
        ("universities of applied sciences", "ammattikorkeakoulu"),
        ("neighborhoods", "naapurusto"),
        ("low carbon", "vähähiilinen"),
        ("well being", "hyvinvointi"),
        ("Six City Strategy", "6Aika"),
        ("ERDF", "EAKR"),
        ("SMEs", "pk-yritys"),
    ],
)
def test_inflected_or_respelt_english_finds_its_entry(first_texts, english, finnish):
    assert first_texts(english, "en", "fi") == [finnish]


def test_the_longest_entry_wins_over_its_words(small, lemmas):
    glossary = small({"avoin": ["open"], "data": ["data"], "avoin data": ["open data"]})
    found = glossary.renderings(lemmas["fi"]("uutta avointa dataa ja data"), "fi", "en")
    assert [(r.start, r.end, r.texts) for r in found] == [(1, 3, ("open data",)), (4, 5, ("data",))]


@pytest.fixture
def grammatical(lemmas, request):
    if request.node.callspec.params["each_tier"] == "simplemma":
        pytest.skip("a word list knows one reading a word and no inflection inside 6Aika")
    return lemmas


@pytest.mark.usefixtures("grammatical")
def test_the_programmes_name_is_found_inflected_inside(first_texts):
    assert first_texts("6Ajan") == ["Six City Strategy"]


def test_ambiguous_words_keep_every_sense_in_the_order_of_the_file(small, grammatical):
    lemmas = grammatical
    glossary = small({"oppi": ["lesson"], "oppia": ["learn"]})
    (opit,) = glossary.renderings(lemmas["fi"]("opit"), "fi", "en")
    assert opit.texts == ("lesson", "learn")
    assert opit.term == "oppi"


def test_the_inverse_prefers_words_for_which_the_rendering_is_best(small, lemmas):
    glossary = small({"ohjelma": ["programme", "project"], "hanke": ["project"]})
    (found,) = glossary.renderings(lemmas["en"]("projects"), "en", "fi")
    assert found.texts == ("hanke", "ohjelma")


def test_a_name_in_capitals_is_not_a_form_of_another_word(small, lemmas):
    glossary = small({"EKAT": ["Energy Wise Cities"]})
    assert glossary.renderings(lemmas["fi"]("eka"), "fi", "en") == []
    (found,) = glossary.renderings(lemmas["fi"]("ekat"), "fi", "en")
    assert found.texts == ("Energy Wise Cities",)


def test_an_entry_does_not_stand_for_the_other_words_it_may_be_a_form_of(small, lemmas):
    glossary = small({"kokeilla": ["try"]})
    assert glossary.renderings(lemmas["fi"]("kokki"), "fi", "en") == []


def test_an_entry_that_fits_as_written_leaves_looser_ones_out(small, lemmas):
    glossary = small({"jakaminen": ["sharing"], "osuus": ["share"]})
    (share,) = glossary.renderings(lemmas["en"]("shares"), "en", "fi")
    assert share.texts == ("osuus",)


def test_a_word_written_alike_is_marked_by_a_rendering_without_texts(small, lemmas):
    glossary = small({"rajapinta": ["API"]}, unchanged=["HIPPA", "API"])
    assert [r.texts for r in glossary.renderings(lemmas["fi"]("hippa"), "fi", "en")] == [()]
    assert [r.texts for r in glossary.renderings(lemmas["fi"]("API"), "fi", "en")] == [()]
    assert [r.texts for r in glossary.renderings(lemmas["en"]("APIs API"), "en", "fi")] == [
        ("rajapinta",),
        ("rajapinta",),
    ]


def test_an_entry_longer_than_what_is_left_does_not_match(small, lemmas):
    assert small({"avoin data": ["open data"]}).renderings(lemmas["fi"]("avoin"), "fi", "en") == []


def test_a_language_pair_it_does_not_hold_has_no_renderings(small, lemmas):
    assert small({"data": ["data"]}).renderings(lemmas["fi"]("data"), "fi", "sv") == []
