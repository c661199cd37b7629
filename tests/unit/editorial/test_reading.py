"""What people and files say becomes a bounded rule of plain text, or a sentence that helps."""

import pytest

from corpus.editorial.reading import plain, rule_of
from corpus.editorial.rules import BestBet, Correction, Pin, Synonym, written
from corpus.errors import RuleRefusedError

PAGE = "https://site.example/hnry/"


def refusal(kind, **data):
    with pytest.raises(RuleRefusedError) as refused:
        rule_of(kind, data)
    return refused.value


def test_a_synonym_is_read_and_written_without_loss():
    data = {"language": "fi", "words": ["duuni"], "meanings": ["työ"], "both_ways": True}
    rule = rule_of("synonym", data)
    assert rule == Synonym("fi", ("duuni",), ("työ",), both_ways=True)
    assert written(rule) == data


def test_addresses_are_kept_as_the_index_knows_them():
    bet = rule_of(
        "best_bet", {"queries": ["kokeilu"], "url": "HTTPS://Site.Example/hnry/?utm_x=1#a"}
    )
    assert bet == BestBet(("kokeilu",), PAGE)
    assert refusal("best_bet", queries=["a"], url="javascript:alert(1)").key == "url"


def test_a_pin_has_a_position_or_hides():
    assert rule_of("pin", {"queries": ["a"], "url": PAGE, "position": 3}) == Pin(("a",), PAGE, 3)
    assert rule_of("pin", {"queries": ["a"], "url": PAGE, "hidden": True}).hidden
    for wrong in ({}, {"position": 1, "hidden": True}, {"position": 0}, {"position": True}):
        assert refusal("pin", queries=["a"], url=PAGE, **wrong).key == "position"


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("title", "  HNRY\u202e\n– alueet ", "HNRY – alueet"),
        ("cities", ["oulu", "oulu"], ("oulu",)),
        ("years", [2020, 2019], (2019, 2020)),
        ("published", "2019-05-02", "2019-05-02"),
        ("published", "", ""),
        ("hidden", True, True),
    ],
)
def test_a_correction_keeps_a_value_of_its_field(field, value, kept):
    rule = rule_of("correction", {"url": PAGE, "field": field, "value": value})
    assert rule == Correction(PAGE, field, kept)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 301),
        ("type", "blog"),
        ("cities", ["lahti"]),
        ("cities", "oulu"),
        ("years", ["2019"]),
        ("years", [20190]),
        ("published", "2.5.2019"),
        ("hidden", "yes"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(field, value):
    assert refusal("correction", url=PAGE, field=field, value=value).key == "value"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("words", []),
        ("words", "duuni"),
        ("words", ["x" * 101]),
        ("words", [str(number) for number in range(21)]),
        ("words", [""]),
        ("words", ["\u200b"]),
        ("words", [7]),
        ("language", "sv"),
        ("note", "x" * 501),
        ("both_ways", 1),
    ],
)
def test_everything_is_bounded(key, value):
    data = {"language": "fi", "words": ["duuni"], "meanings": ["työ"], key: value}
    assert refusal("synonym", **data).key == key


def test_an_unknown_or_missing_key_is_named():
    data = {"language": "fi", "words": ["duuni"]}
    assert "did you mean “meanings”" in str(refusal("synonym", **data, meaning=["työ"]))
    assert str(refusal("synonym", **data)) == "“meanings” is missing."
    assert refusal("correction", url=PAGE, value="x").key == "field"


def test_plain_text_holds_nothing_that_turns_or_hides_text():
    assert plain("e\u0301\u00adlan\u200b \u2066<b>\x00\ud800x") == "élan <b> x"
