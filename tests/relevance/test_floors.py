"""What relevance must not fall below, by kind of topic; `benchmarks/raise_floors.py` raises it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.evaluation import evaluate
from corpus.index.open_index import open_index
from corpus.judged import PACKAGED, Judgments
from corpus.translation.freedict import FreeDict

FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def evaluation(published):
    index = open_index(published)
    tier = index.status().finnish_tier
    if tier != "libvoikko" or not FreeDict().is_installed:
        pytest.skip(f"floors are for libvoikko with FreeDict; here: {tier}, perhaps no FreeDict")
    judgments = Judgments.load(PACKAGED / "topics.tsv", PACKAGED / "qrels.txt")
    yield evaluate(index, judgments)
    index.close()


@pytest.fixture(scope="session")
def rows(evaluation):
    return {row.name: row for row in evaluation.rows() if row.group in {"all", "kind"}}


def test_every_kind_of_topic_has_floors(rows):
    assert rows.keys() == FLOORS.keys()
    assert all(row.figures.keys() == FLOORS[name].keys() for name, row in rows.items())


def _one_topic(row, measure):
    """Return what one topic is worth; over all topics together no topic is let off.

    A kind has some twenty topics in both halves. Were not one of them allowed to change places,
    every change would have to be fitted to the half that is kept for testing.
    """
    return 1 / row.figures[measure].topics if row.group == "kind" else 0.0


@pytest.mark.parametrize("name", FLOORS)
def test_no_measure_falls_below_its_floor(name, rows, evaluation):
    means = {measure: round(figure.mean, 3) for measure, figure in rows[name].figures.items()}
    below = {
        measure: f"{means[measure]} < {floor}"
        for measure, floor in FLOORS[name].items()
        if means[measure] < floor - _one_topic(rows[name], measure)
    }
    missed = [
        f"{miss.topic.id} {miss.topic.text!r}: expected {miss.expected[:3]}, came {miss.shown[:3]}"
        for miss in evaluation.misses()
        if name in {"all", miss.topic.kind}
    ]
    assert not below, "\n".join(["misses:", *missed])
