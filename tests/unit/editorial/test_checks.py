"""A rule is seen with the eyes of the analyser, and beside the rules there are."""

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.editorial.checks import check
from corpus.editorial.query_words import same_in
from corpus.editorial.rules import MAX_RULES, BestBet, Correction, Editorial, Pin, Synonym
from corpus.errors import RuleConflictError, RuleRefusedError

PAGE, OTHER = "https://site.example/hnry/", "https://site.example/bussi/"


@pytest.fixture(scope="module")
def languages():
    return analyzers()


@pytest.fixture(scope="module")
def tell(languages):
    """Return a function that gives the sentence by which a rule is refused, or None."""

    def told(rule, *others):
        try:
            check(rule, Editorial(1, dict(enumerate(others, 1))), languages)
        except RuleRefusedError as error:
            return str(error)
        return None

    return told


def synonym(word, meaning, language="fi", **more):
    return Synonym(language, (word,), (meaning,), **more)


def test_forms_of_one_word_are_no_synonyms(tell):
    assert "“kokeilu” and “kokeilut” are already one word" in tell(synonym("kokeilu", "kokeilut"))
    assert "already one word" in tell(synonym("pilots", "pilot", "en"))
    assert tell(synonym("kokeilu", "pilotti")) is None


def test_words_that_say_nothing_are_refused(tell):
    assert "nearly every page says" in tell(synonym("ja", "kokeilu"))
    assert "there is no word" in tell(synonym("kokeilu", "!?"))


@pytest.mark.parametrize("known", [("duuni", "työ", False), ("työ", "duuni", True)])
def test_a_synonym_that_is_known_in_any_form_is_named(tell, known):
    word, meaning, both_ways = known
    others = synonym(word, meaning, both_ways=both_ways)
    assert "rule 1 already searches “duuneja” as “työt”" in tell(synonym("duuneja", "työt"), others)
    assert tell(synonym("duuni", "työ", "en"), others) is None


def test_one_page_has_one_place_for_a_query_in_any_form(tell):
    bet = BestBet(("kokeilu",), PAGE, "fi")
    assert "rule 1 already places this page" in tell(BestBet(("Kokeiluja",), PAGE), bet)
    assert "rule 1 already places" in tell(Pin(("kokeilun",), PAGE, hidden=True), bet)
    assert tell(BestBet(("kokeiluja",), OTHER), bet) is None
    assert tell(Pin(("kokeilu",), PAGE, 2, language="en"), bet) is None
    assert tell(Pin(("pilotti",), PAGE, 2), bet) is None


def test_two_pages_cannot_stand_at_one_position(tell):
    pin = Pin(("kokeilu",), PAGE, 2)
    assert "already has another page at position 2" in tell(Pin(("kokeilut",), OTHER, 2), pin)
    assert tell(Pin(("kokeilut",), OTHER, 3), pin) is None
    assert tell(Pin(("kokeilu",), OTHER, hidden=True), Pin(("kokeilu",), PAGE, hidden=True)) is None


def test_a_field_is_corrected_once(tell):
    title = Correction(PAGE, "title", "HNRY")
    assert "corrected by rule 1" in tell(Correction(PAGE, "title", "Muu"), title)
    assert tell(Correction(PAGE, "type", "guide"), title) is None
    assert tell(Correction(OTHER, "title", "Muu"), title) is None


def test_there_is_an_end_to_rules_of_a_kind(languages):
    full = Editorial(1, {n: Correction(f"{PAGE}{n}", "title", "x") for n in range(MAX_RULES)})
    with pytest.raises(RuleRefusedError, match="delete some first"):
        check(Correction(PAGE, "title", "x"), full, languages)
    check(BestBet(("kokeilu",), PAGE), full, languages)


def test_a_conflict_is_told_from_another_refusal(languages):
    with pytest.raises(RuleConflictError):
        check(
            Correction(PAGE, "title", "x"),
            Editorial(1, {7: Correction(PAGE, "title", "y")}),
            languages,
        )


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("kokeiluja", "kokeilu", None, True),
        ("kokeilut Oulussa", "oulun kokeilu", "fi", True),
        ("kokeilu ja opit", "kokeilun opit", "fi", True),
        ("lessons learned", "lesson learned", "en", True),
        ("kokeilu", "kokeiluhanke", None, False),
        ("kokeilu kokeilu", "kokeilu", None, False),
        ("kokeilu", "kokeilu oulu", None, False),
        ("!", "!", None, False),
        ("ja", "ja", "fi", True),
    ],
)
def test_two_texts_are_one_query_when_their_words_are(languages, one, other, language, same):
    assert same_in(one, other, language, languages) is same
