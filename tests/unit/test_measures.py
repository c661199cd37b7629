from __future__ import annotations

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from corpus.measures import MEASURES, figure, ndcg

PEER = {
    "nDCG@10": nDCG @ 10,
    "MRR@10": RR @ 10,
    "recall@10": R @ 10,
    "success@1": Success @ 1,
    "success@5": Success @ 5,
}
NAMES = [f"/page-{number}" for number in range(30)]
GRADES = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), min_size=1).filter(
    lambda grades: any(grades.values())
)
RANKINGS = st.lists(st.sampled_from(NAMES), unique=True, max_size=25)


@given(topics=st.lists(st.tuples(GRADES, RANKINGS), min_size=1, max_size=5))
def test_every_measure_is_that_of_ir_measures(topics):
    qrels = {str(number): grades for number, (grades, _) in enumerate(topics)}
    run = {
        str(number): {name: float(-rank) for rank, name in enumerate(ranking)}
        for number, (_, ranking) in enumerate(topics)
    }
    peer = ir_measures.calc_aggregate(PEER.values(), qrels, run)
    for name, measure in MEASURES.items():
        ours = sum(measure(ranking, grades) for grades, ranking in topics) / len(topics)
        assert ours == pytest.approx(peer[PEER[name]], abs=1e-9), name


def test_the_gain_is_the_grade_and_the_second_rank_is_worth_less():
    assert ndcg(["/b", "/a"], {"/a": 3, "/b": 1}) == pytest.approx(
        (1 + 3 / 1.584962500721156) / (3 + 1 / 1.584962500721156)
    )


def test_nothing_relevant_is_worth_nothing():
    assert [measure(["/a"], {"/a": 0}) for measure in MEASURES.values()] == [0] * len(MEASURES)


def test_an_interval_holds_the_mean_and_is_the_same_every_time():
    values = [0.0, 1.0, 1.0, 0.5] * 10
    drawn = figure(values)
    assert drawn.low < drawn.mean < drawn.high
    assert drawn.topics == 40
    assert figure(values) == drawn


def test_an_interval_narrows_with_more_topics():
    few, many = figure([0.0, 1.0] * 10), figure([0.0, 1.0] * 1000)
    assert many.high - many.low < (few.high - few.low) / 5
    # 1.96 standard errors of a mean of 2,000 coin tosses on either side
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 2000**0.5, rel=0.1)


def test_values_that_agree_leave_no_doubt():
    assert (figure([1.0] * 7).low, figure([1.0] * 7).high) == (1.0, 1.0)


def test_no_values_have_no_mean():
    with pytest.raises(ValueError, match="no value"):
        figure([])
