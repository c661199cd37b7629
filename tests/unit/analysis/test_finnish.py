import pytest

from corpus.analysis.analyzer import analyzers
from corpus.analysis.morphology import TIERS
from corpus.errors import LanguageToolError


@pytest.fixture(scope="module", params=TIERS)
def finnish(request):
    try:
        return analyzers(request.param)["fi"]
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")


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
