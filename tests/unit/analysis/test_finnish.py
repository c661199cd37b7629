import pytest

from corpus.analysis.analyzer import analyzers
from corpus.errors import LanguageToolError


@pytest.fixture(scope="module")
def finnish(each_tier):
    return each_tier["fi"]


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("kokeiluja", "kokeilu"),
        ("Tampereella", "tampere"),
        ("kaupunkien", "kaupunki"),
        ("infratyömaiden", "infratyömaa"),
        ("juossut", "juosta"),
        ("HNRY:n", "hnry"),
        ("EU:n", "eu"),
        ("6Aika-hankkeen", "6aikahanke"),
        ("6aikahankkeiden", "6aikahanke"),
        ("kuutos\u00adkaupunkeihin", "kuutoskaupunki"),
        ("pk-yritysten", "pkyritys"),
        ("IoT-anturit", "iotanturi"),
        ("startupit", "startup"),
        ("2019", "2019"),
    ],
)
def test_an_inflected_form_has_its_base_form_among_its_lemmas(finnish, form, base):
    (word,) = finnish.words(form)
    assert base in word.lemmas


@pytest.mark.parametrize(
    ("compound", "part"),
    [
        ("hiilijalanjälkilaskennasta", "hiilijalanjälki"),
        ("hiilijalanjälkilaskennasta", "laskenta"),
        ("infratyömaiden", "työmaa"),
        ("6Aika-hankkeen", "6aika"),
        ("6Aika-hankkeen", "hanke"),
    ],
)
def test_a_compound_is_found_by_its_part_in_every_tier(finnish, compound, part):
    (word,) = finnish.words(compound)
    assert part in word.parts


def test_a_run_of_neighbouring_parts_is_a_term_of_its_own():
    finnish = analyzers("libvoikko")["fi"]
    (word,) = finnish.words("kiertotaloushankkeiden")
    assert {"kierto", "kiertotalous", "talous", "hanke"} <= set(word.parts)
    assert "kiertotaloushanke" not in word.parts


def test_6aika_keeps_its_digit_when_it_inflects():
    finnish = analyzers("libvoikko")["fi"]
    (word,) = finnish.words("6Ajan")
    assert "6aika" in word.lemmas
    assert "6" not in word.lemmas


def lemmas(tier, word):
    try:
        return analyzers(tier)["fi"].forms(word).lemmas
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")


@pytest.fixture(params=["libvoikko", "pyvoikko"])
def grammar(request):
    return request.param


def test_the_verb_of_a_participle_is_the_derived_one(grammar):
    assert "ilmoittautua" in lemmas(grammar, "ilmoittautunut")
    assert "ilmoittaa" not in lemmas(grammar, "ilmoittautunut")
    assert "kannattaa" in lemmas(grammar, "kannatettu")


def test_a_negated_participle_is_no_form_of_its_verb(grammar):
    assert "kehittyä" not in lemmas(grammar, "kehittymätön")


def test_what_is_negated_is_not_found_by_what_it_is_not(grammar):
    assert analyzers(grammar)["fi"].forms("epäluotettava").parts == ()


def test_a_place_is_not_found_by_what_its_name_was_made_of(grammar):
    assert analyzers(grammar)["fi"].forms("seinäjoki").parts == ()


def test_names_come_without_marks(grammar):
    assert all(term.isalpha() for term in lemmas(grammar, "jyväskylä"))


def test_a_word_that_is_read_takes_no_guess_of_the_word_list(grammar):
    assert lemmas(grammar, "ilmastokatu") == ("ilmastokatu",)


def test_a_word_in_nen_is_a_part_in_its_whole_form(grammar):
    assert {"kehittäminen", "hanke"} <= set(analyzers(grammar)["fi"].forms("kehittämishanke").parts)


def test_a_word_without_its_dots_is_read_as_the_one_meant(finnish):
    (word,) = finnish.words("tyollisyyden")
    assert "työllisyys" in word.lemmas
    assert not word.known


def test_dots_are_put_on_one_part_of_a_compound(grammar):
    assert "työpaja" in lemmas(grammar, "tyopajassa")


def test_a_foreign_word_is_no_form_of_a_finnish_one_it_begins_like(grammar):
    assert "jyvä" not in lemmas(grammar, "jyvaskyla")


def test_an_unknown_name_in_s_and_a_new_verbal_noun_meet_their_base_form(grammar):
    assert "vuores" in lemmas(grammar, "vuorekselta")
    assert "pelillistäminen" in lemmas(grammar, "pelillistämisessämme")


def test_offsets_point_at_the_word_as_written(finnish):
    text = "Opit: työmaat, HNRY:n (2019)."
    assert [text[w.start : w.end] for w in finnish.words(text)] == [
        "Opit",
        "työmaat",
        "HNRY:n",
        "2019",
    ]


def test_an_unknown_tier_is_refused_with_the_ones_there_are():
    with pytest.raises(LanguageToolError, match="libvoikko, pyvoikko, simplemma"):
        analyzers("hunspell")
