"""Whatever rules there are, a file holds them all, and a file of them is written alike again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.editorial.reading import plain, rule_of
from corpus.editorial.rule_file import rules_as_toml, rules_of_toml
from corpus.editorial.rules import Correction, Rule, kind_of, written
from corpus.errors import RuleFileError

texts = st.text(max_size=60).map(plain).filter(bool)
lists = st.lists(texts, min_size=1, max_size=4, unique=True)
notes = texts | st.just("")
language = st.sampled_from(["fi", "en"])
urls = st.from_regex(r"https://site\.example/[a-z\"\\]{0,8}", fullmatch=True)
values = st.one_of(
    st.tuples(st.just("title"), texts),
    st.tuples(st.just("cities"), st.lists(st.sampled_from(["oulu", "turku"]), unique=True)),
    st.tuples(st.just("years"), st.lists(st.integers(1900, 2100))),
    st.tuples(st.just("published"), st.dates().map(str) | st.just("")),
    st.tuples(st.just("hidden"), st.booleans()),
)


@st.composite
def data(draw: st.DrawFn) -> tuple[str, dict]:
    kind = draw(st.sampled_from(["synonym", "best_bet", "pin", "correction"]))
    rule: dict = {"note": draw(notes)}
    if kind == "synonym":
        rule |= {"language": draw(language), "words": draw(lists), "meanings": draw(lists)}
        rule["both_ways"] = draw(st.booleans())
    elif kind == "correction":
        rule |= dict(zip(("field", "value"), draw(values), strict=True))
        rule |= {"url": draw(urls), "extracted": draw(st.none() | st.just(rule["value"]))}
    else:
        rule |= {"queries": draw(lists), "url": draw(urls), "language": draw(st.none() | language)}
        if kind == "pin":
            rule |= draw(
                st.just({"hidden": True}) | st.integers(1, 100).map(lambda n: {"position": n})
            )
    return kind, rule


rules = st.lists(data().map(lambda made: rule_of(*made)), max_size=6)


@given(rules)
def test_a_file_holds_every_rule_and_is_written_alike_again(made: list[Rule]) -> None:
    text = rules_as_toml(made)
    read = [rule for _, rule in rules_of_toml(text, "f.toml")]
    order = ["synonym", "best_bet", "pin", "correction"]
    assert read == sorted(made, key=lambda rule: order.index(kind_of(rule)))
    assert rules_as_toml(read) == text


@given(data())
def test_a_rule_as_plain_values_is_the_same_rule(made: tuple[str, dict]) -> None:
    rule = rule_of(*made)
    assert rule_of(made[0], written(rule)) == rule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[synonym]]\nlanguage = "fi"', "f.toml, line 1, [[synonym]]: “words” is missing"),
        ('# x\n\n[[pin]]\nqueries = ["a"]\nurl = "/"', "line 3, [[pin]]: “url” is no address"),
        ("[synonym]\n", "“synonym” is no kind of rule"),
        ("[[synonim]]\n", "“synonim” is no kind of rule; write [[synonym]]"),
        ("[[pin]\n", "f.toml is not valid TOML"),
    ],
)
def test_a_mistake_in_a_file_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        rules_of_toml(text, "f.toml")
    assert said in str(refused.value)


def test_the_comments_show_an_editor_every_kind_also_where_there_are_none_yet() -> None:
    text = rules_as_toml([Correction("https://site.example/", "hidden", value=True)])
    assert "kuutoshaku editorial import FILE" in text
    assert all(word in text for word in ("both_ways", "recommended", "position", "extracted"))
