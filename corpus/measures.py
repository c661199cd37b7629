"""How good a ranking is, by measures that trec_eval and ir-measures define alike. Pure.

A ranking is a sequence of names, best first; grades are {name: grade}, and a name that is not
there has grade 0. A name is relevant from grade 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Measure = Callable[[Sequence[str], Mapping[str, int]], float]

RESAMPLES = 2000
SEED = 6
_PERCENT = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure over topics, with the ends of its 95 % interval."""

    mean: float
    low: float
    high: float
    topics: int


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return normalised discounted cumulated gain, 0 to 1, with the grade itself as the gain.

    Järvelin and Kekäläinen 2002, "Cumulated gain-based evaluation of IR techniques", in the form
    of trec_eval's ndcg_cut: the gain at rank r is divided by log2(r + 1).
    """
    ideal = _cumulated(sorted(grades.values(), reverse=True)[:depth])
    gained = _cumulated([grades.get(name, 0) for name in ranking[:depth]])
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return 1 / rank of the first relevant name, or 0 where none is within the depth."""
    ranks = (rank for rank, name in enumerate(ranking[:depth], 1) if grades.get(name, 0) > 0)
    return 1 / next(ranks, float("inf"))


def recall(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return the share of all relevant names that stand within the depth."""
    relevant = {name for name, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def success(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 1) -> float:
    """Return 1 where any relevant name stands within the depth, else 0."""
    return float(any(grades.get(name, 0) > 0 for name in ranking[:depth]))


MEASURES: Mapping[str, Measure] = {
    "nDCG@10": ndcg,
    "MRR@10": reciprocal_rank,
    "recall@10": recall,
    "success@1": success,
    "success@5": lambda ranking, grades: success(ranking, grades, 5),
}


def figure(values: Sequence[float]) -> Figure:
    """Return the mean of one value per topic and its interval; raises ValueError for none.

    The interval is the percentile bootstrap of Efron and Tibshirani 1993, "An Introduction to the
    Bootstrap", chapter 13, over topics drawn with replacement; the same values get the same one.
    """
    if not values:
        raise ValueError("There is no value to take the mean of.")
    sample = np.asarray(values, np.float64)
    drawn = np.random.default_rng(SEED).integers(len(sample), size=(RESAMPLES, len(sample)))
    low, high = np.percentile(sample[drawn].mean(axis=1), _PERCENT)
    return Figure(float(sample.mean()), float(low), float(high), len(sample))


def _cumulated(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
