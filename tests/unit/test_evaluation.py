from __future__ import annotations

import pytest

from corpus.evaluation import Answer, Evaluation, outcome, path_of, ranked_names
from corpus.judged import Judgments, Topic

BUS = Topic("bus", "fi", "plain", "robottibussi")
DATA = Topic("data", "fi", "cross-lingual", "avoin data")


def hit(path: str, *anchors: str) -> Answer:
    return Answer(path, tuple(f"{path}#{anchor}" for anchor in anchors))


def judgments(pages, sections=None, twins=None) -> Judgments:
    return Judgments((BUS, DATA), pages, sections or {}, twins or {})


def test_a_hit_stands_for_its_twin():
    found = outcome(
        BUS,
        [hit("/fi/muu"), hit("/en/bus")],
        judgments({"bus": {"/fi/bussi": 2}}, twins={"/en/bus": "/fi/bussi"}),
    )
    assert found.ranking == ("/fi/muu", "/fi/bussi")
    assert found.scores["MRR@10"] == 0.5


def test_the_second_of_two_twins_keeps_its_rank_and_gains_nothing():
    twins = {"/fi/bussi": "/fi/bussi", "/en/bus": "/fi/bussi"}
    names = list(ranked_names(["/fi/bussi", "/en/bus", "/fi/toinen"], twins))
    assert names == ["/fi/bussi", "/en/bus (again at 2)", "/fi/toinen"]


def test_sections_count_only_among_the_first_five_hits_and_from_grade_two():
    sections = {"bus": {"/fi/6#opit": 3, "/fi/2#opit": 2, "/fi/1#tausta": 1}}
    judged = judgments({"bus": {"/fi/1": 1}}, sections)
    ranked = [hit(f"/fi/{number}") for number in range(1, 6)]
    late = [*ranked, hit("/fi/6", "opit")]
    assert outcome(BUS, late, judged).scores["section@5"] == 0
    weak = [hit("/fi/1", "tausta"), *ranked[1:]]
    assert outcome(BUS, weak, judged).scores["section@5"] == 0
    answering = [ranked[0], hit("/fi/2", "tausta", "opit")]
    assert outcome(BUS, answering, judged).scores["section@5"] == 1


def test_topics_without_a_judged_section_are_not_counted_for_sections():
    judged = judgments(
        {"bus": {"/fi/1": 1}, "data": {"/en/1": 1}},
        {"bus": {"/fi/1#opit": 2}, "data": {"/en/1#b": 1}},
    )
    evaluation = Evaluation(
        "gen-000001",
        (
            outcome(BUS, [hit("/fi/1", "opit")], judged),
            outcome(DATA, [hit("/en/1", "b")], judged),
        ),
    )
    everything = next(evaluation.rows())
    assert everything.topics == 2
    assert everything.figures["section@5"].topics == 1
    assert everything.figures["success@1"].topics == 2


def test_a_miss_is_named_with_what_was_expected_and_what_came():
    judged = judgments({"bus": {"/fi/1": 1, "/fi/3": 3, "/fi/0": 0}, "data": {"/en/1": 1}})
    missed = outcome(BUS, [hit(f"/fi/{number}") for number in (5, 6, 7, 8, 9, 3)], judged)
    found = outcome(DATA, [hit("/en/1")], judged)
    assert Evaluation("gen-000001", (missed, found)).misses() == (missed,)
    assert missed.expected == ("/fi/3", "/fi/1")
    assert missed.ranking[0] == "/fi/5"


def test_figures_come_for_all_and_by_half_languages_and_kind():
    judged = judgments({"bus": {"/fi/1": 1}, "data": {"/en/1": 1}})
    evaluation = Evaluation(
        "gen-000001",
        (outcome(BUS, [hit("/fi/1")], judged), outcome(DATA, [hit("/en/2")], judged)),
    )
    rows = {(row.group, row.name): row.figures["success@1"].mean for row in evaluation.rows()}
    assert rows[("languages", "fi→fi")] == rows[("kind", "plain")] == 1
    assert rows[("languages", "fi→en")] == rows[("kind", "cross-lingual")] == 0
    assert rows[("all", "all")] == 0.5
    assert {group for group, _ in rows} == {"all", "half", "languages", "kind"}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:8001/fi/bussi", "/fi/bussi"),
        ("https://example.org/fi/tiekartta%C3%A4?sivu=2#opit", "/fi/tiekarttaä?sivu=2#opit"),
        ("http://127.0.0.1:8001/", "/"),
    ],
)
def test_a_path_is_an_address_without_its_site(url, path):
    assert path_of(url) == path
