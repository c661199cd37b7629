"""Which words find each other in each tier: the shares that `./run bench conflation` prints."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from corpus.analysis.morphology import TIERS
from corpus.errors import LanguageToolError

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "conflation" / "floors.toml").read_text(encoding="utf-8"))
MOST_CROSSINGS = 45  # pairs of base forms that share one: verbs and their nouns, true homographs


@pytest.fixture(scope="module")
def bench():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE.parent.parent / "benchmarks"))
        yield import_module("conflation")


@pytest.fixture(scope="module", params=TIERS)
def product(request, bench):
    try:
        return request.param, bench.Product(request.param)
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")


def shares(bench, product, bounds):
    """Yield (title and group, share that meets, bound) for the bounds of a file's table."""
    for title, groups in bounds.items():
        cases, _ = bench.tables(product)[title]
        found = bench.shares(cases, {"ours": product.meet})
        for group, bound in groups.items():
            yield f"{title}, {group}", found[group].of_method("ours"), bound


def test_words_find_their_forms_and_compounds_by_their_parts(bench, product):
    tier, made = product
    below = {
        name: f"{share:.4f} < {floor}"
        for name, share, floor in shares(bench, made, FLOORS[tier]["floors"])
        if share < floor
    }
    assert not below


def test_words_that_are_strangers_stay_strangers(bench, product):
    tier, made = product
    above = {
        name: f"{share:.4f} > {ceiling}"
        for name, share, ceiling in shares(bench, made, FLOORS[tier]["ceilings"])
        if share > ceiling
    }
    assert not above


def test_few_pairs_of_base_forms_share_a_dictionary_form(bench):
    try:
        made = bench.Product("libvoikko")
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")
    crossing, _, pairs = bench.lexicon_crossings(made)
    assert crossing <= MOST_CROSSINGS, pairs
