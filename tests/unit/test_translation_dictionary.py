import gzip

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.translation.dictionary import (
    MAX_ALTERNATIVES,
    Translator,
    lemmas_by_language,
)
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.learnt_terms import LearntTerms, TermPair

# Words of city development, collected from public pages before the glossary was written.
CITY_TEXT = """
kiertotalous hiilineutraali hiilineutraalius yhteiskehittäminen avoin data liikkuminen
työllisyys osallisuus rajapinta kokeilu hankinta alusta kaupunki opas hanke kumppanuus
kehittäminen innovaatio asukas palvelu digitaalinen kestävä kestävyys ilmasto ilmastonmuutos
energia uusiutuva päästö liikenne joukkoliikenne pyöräily kävely asuminen rakentaminen kaavoitus
kaupunkisuunnittelu kaupunginosa naapurusto yhteisö kansalainen päätöksenteko demokratia
strategia tavoite mittari arviointi vaikuttavuus rahoitus budjetti kilpailutus sopimus yritys
yrittäjä yrittäjyys startup ekosysteemi verkosto yhteistyö koulutus oppiminen koulu opiskelija
nuori ikääntynyt hyvinvointi terveys sote maahanmuuttaja kotoutuminen tasa-arvo yhdenvertaisuus
saavutettavuus esteettömyys turvallisuus tietosuoja tietoturva tekoäly robotiikka anturi
paikkatieto kartta tilasto aineisto tutkimus raportti julkaisu tapahtuma työpaja verkkosivu
ohjelmisto lähdekoodi lisenssi käyttäjä käyttäjälähtöinen muotoilu palvelumuotoilu toimintamalli
malli ratkaisu haaste jäte kierrätys vesi luonto monimuotoisuus viheralue puisto kulttuuri
matkailu maaseutu hallinto julkinen sektori viranomainen lautakunta pormestari valtuusto
"""

GENERAL_DICTIONARY = """\
hippa /h/ <n>
tag
leikki
torjunta /t/ <n>
prevention, control
estäminen
pöly /p/ <n>
dust
hiukkasia
pitää silmällä /p/ <v>
keep an eye on
tarkkailla
ja /j/ <conjunction>
and
sekä
kira /k/ <n>
curmudgeon
ärtyisä
4k /v/ <n>
fast network
verkko
varisto /v/ <n>
rookery
paikka
energia /e/ <n>
vim
voima
piilottaa /p/ <v>
hide
kätkeä
talo /t/ <n>
1. a1, a2, a3, a4, a5, a6, a7
rakennus
"""


@pytest.fixture(scope="module")
def analyzed():
    return analyzers()


@pytest.fixture(scope="module")
def glossary(analyzed):
    return Glossary.load(lemmas_by_language(analyzed))


@pytest.fixture
def _grammar(analyzed):
    if analyzed["fi"].tier == "simplemma":
        pytest.skip("a word list cuts compounds by guess")


@pytest.fixture
def translate(analyzed, glossary, tmp_path):
    packed = gzip.compress(GENERAL_DICTIONARY.encode())
    (tmp_path / "freedict-fin-eng.dict.dz").write_bytes(packed)
    translator = Translator(glossary, FreeDict(tmp_path), analyzed)

    def of(text, source="fi", target="en"):
        found = translator.translate(analyzed[source].words(text), source, target)
        return [(r.start, r.end, r.origin, r.texts) for r in found]

    return of


@pytest.fixture
def without_freedict(analyzed, glossary, tmp_path):
    return Translator(glossary, FreeDict(tmp_path / "missing"), analyzed)


def test_the_general_dictionary_comes_after_the_glossary(translate):
    assert translate("energia") == [
        (0, 1, "glossary", ("energy",)),
        (0, 1, "dictionary", ("vim",)),
    ]


def test_a_noun_of_action_that_no_dictionary_lists_is_told_by_its_verb(translate):
    assert translate("piilotuksen") == [(0, 1, "dictionary", ("hide",))]


@pytest.fixture
def translate_learnt(analyzed, glossary, tmp_path):
    """Return a function as `translate`, of a translator that was taught pairs of terms."""
    packed = gzip.compress(GENERAL_DICTIONARY.encode())
    (tmp_path / "freedict-fin-eng.dict.dz").write_bytes(packed)
    untaught = Translator(glossary, FreeDict(tmp_path), analyzed)

    def of(text, *pairs, source="fi", target="en"):
        translator = untaught.taught(LearntTerms.of(TermPair(*pair) for pair in pairs))
        found = translator.translate(analyzed[source].words(text), source, target)
        return [(r.start, r.end, r.origin, r.texts) for r in found]

    return of


def test_a_surely_learnt_term_takes_the_place_of_the_general_dictionary(translate_learnt):
    assert translate_learnt("pölyä torjunnasta", ("pöly", "lint", 0.6)) == [
        (0, 1, "learnt", ("lint",)),
        (1, 2, "dictionary", ("prevention", "control")),
    ]


def test_an_unsurely_learnt_term_stands_before_the_general_dictionary(translate_learnt):
    assert translate_learnt("pölyä", ("pöly", "lint", 0.3), ("pöly", "dust", 0.2)) == [
        (0, 1, "learnt", ("lint", "dust"))
    ]
    assert translate_learnt("pölyä", ("pöly", "lint", 0.3)) == [(0, 1, "learnt", ("lint", "dust"))]


def test_a_glossary_entry_stays_first_beside_what_was_learnt(translate_learnt):
    assert translate_learnt("energiaa", ("energia", "power", 0.8)) == [
        (0, 1, "glossary", ("energy",)),
        (0, 1, "learnt", ("power",)),
    ]


def test_what_was_learnt_adds_nothing_to_what_the_glossary_says_alike(translate_learnt):
    assert translate_learnt("energiaa", ("energia", "energy", 0.8)) == [
        (0, 1, "glossary", ("energy",))
    ]
    assert translate_learnt("Turussa", ("turku", "market", 0.8)) == []


def test_a_learnt_phrase_is_found_inflected_and_hyphenated(translate_learnt):
    pair = ("kukkapenkki", "flower bed", 0.7)
    assert translate_learnt("flower beds", pair, source="en", target="fi") == [
        (0, 2, "learnt", ("kukkapenkki",))
    ]
    assert translate_learnt("flower-beds", pair, source="en", target="fi") == [
        (0, 1, "learnt", ("kukkapenkki",))
    ]
    assert translate_learnt("kukkapenkeissä", pair) == [(0, 1, "learnt", ("flower bed",))]


@pytest.mark.usefixtures("_grammar")
def test_a_learnt_term_may_be_a_part_of_a_compound(translate_learnt):
    ((_, _, origin, texts),) = translate_learnt("katupölyä", ("pöly", "lint", 0.6))
    assert (origin, texts) == ("parts", ("street lint",))


def test_a_name_is_not_rendered_by_what_was_learnt(translate_learnt):
    assert translate_learnt("VAAKU", ("vaaku", "scale", 0.9)) == []
    assert translate_learnt("vaaku", ("vaaku", "scale", 0.9)) == [(0, 1, "learnt", ("scale",))]


def test_words_the_glossary_lacks_come_from_the_general_dictionary(translate):
    assert translate("energian torjunnasta")[1:] == [
        (0, 1, "dictionary", ("vim",)),
        (1, 2, "dictionary", ("prevention", "control")),
    ]


def test_phrases_of_the_general_dictionary_are_found_inflected(translate):
    assert translate("energiaa pidettiin silmällä pölyssä")[2:] == [
        (1, 3, "dictionary", ("keep an eye on",)),
        (3, 4, "dictionary", ("dust",)),
    ]


def test_a_compound_nobody_knows_is_translated_part_by_part(translate):
    assert translate("katupölyä") == [(0, 1, "parts", ("street dust",))]


@pytest.mark.usefixtures("_grammar")
def test_a_part_may_be_a_compound_of_the_glossary(translate):
    ((_, _, origin, texts),) = translate("kiertotalouskokeiluista")
    assert origin == "parts"
    assert texts[0] == "circular economy experiment"


def test_a_part_may_be_inflected_inside_the_compound(translate):
    ((_, _, origin, texts),) = translate("hiilijalanjälkiraportissa")
    assert (origin, texts[0]) == ("parts", "carbon footprint report")


def test_the_name_in_a_hyphenated_compound_is_kept(translate):
    assert translate("HNRY-hankkeessa") == [(0, 1, "parts", ("HNRY project",))]
    ((_, _, _, texts),) = translate("ICT-palvelun")
    assert texts[0] == "ICT service"


@pytest.mark.usefixtures("_grammar")
def test_names_acronyms_numbers_stop_words_and_unknown_words_have_no_rendering(translate):
    assert translate("HIPPA SOHJOA Tampereella 2019 4k KIRA ja Petikko-Varisto xqzzy") == []
    assert translate("kira varisto") == [
        (0, 1, "dictionary", ("curmudgeon",)),
        (1, 2, "dictionary", ("rookery",)),
    ]


def test_a_compound_is_not_rendered_as_its_first_part_alone(translate):
    assert translate("rahoitushaku") == [(0, 1, "glossary", ("funding call", "call for funding"))]


def test_no_word_has_more_than_the_allowed_alternatives(translate):
    ((_, _, origin, texts),) = translate("talo")
    assert origin == "dictionary"
    assert len(texts) <= MAX_ALTERNATIVES


def test_english_reads_the_dictionary_turned_round(translate):
    assert translate("dust", "en", "fi") == [(0, 1, "dictionary", ("pöly",))]


def test_a_query_in_the_target_language_or_an_unknown_one_has_no_rendering(
    translate, analyzed, glossary
):
    assert translate("energia", "fi", "fi") == []
    assert translate("energia", "fi", "sv") == []
    assert (
        Translator(glossary, FreeDict(), {}).translate(analyzed["fi"].words("data"), "fi", "en")
        == []
    )


def test_without_the_general_dictionary_the_glossary_and_parts_still_answer(
    analyzed, without_freedict
):
    words = analyzed["fi"].words("hankintaraportti asukkaille torjunta")
    found = without_freedict.translate(words, "fi", "en")
    assert [(r.term, r.texts[0], r.origin) for r in found] == [
        ("hankintaraportti", "procurement report", "parts"),
        ("asukas", "resident", "glossary"),
    ]


def test_city_words_are_covered_by_the_glossary_alone(analyzed, without_freedict):
    city_words = CITY_TEXT.split()
    translated = [
        word
        for word in city_words
        if without_freedict.translate(analyzed["fi"].words(word), "fi", "en")
    ]
    coverage = len(translated) / len(city_words)
    print(f"coverage of {len(city_words)} city words: {coverage:.3f}")  # noqa: T201  shown by -s
    assert len(city_words) == 118
    assert coverage >= 0.97
