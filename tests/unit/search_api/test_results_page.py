from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.index.query import FacetCount, Results
from search_api.parameters import SearchParameters
from search_api.results_page import Choice, ResultsPage


def results_page(total: int = 0, facets=None, **parameters) -> ResultsPage:
    search = SearchParameters(**parameters)
    results = Results(search.query("fi"), "gen-000001", total, (), facets or {})
    return ResultsPage(search, results)


def asked(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize(
    ("total", "size", "last"),
    [(0, 10, 1), (10, 10, 1), (11, 10, 2), (5000, 10, 100), (999, 100, 10)],
)
def test_the_last_page_is_the_last_with_a_hit_that_can_be_shown(total, size, last):
    assert results_page(total, q="a", size=size).last_page == last


@pytest.mark.parametrize(
    ("page", "numbers"),
    [(1, [1, 2, 3]), (2, [1, 2, 3, 4]), (7, [1, 5, 6, 7, 8, 9]), (30, [1, 28, 29, 30])],
)
def test_pages_nearby_are_offered_and_always_the_first(page, numbers):
    assert results_page(300, q="a", page=page).nearby_pages == numbers


def test_facets_keep_the_engines_order_but_years_go_back_in_time():
    counts = {
        "city": (FacetCount("turku", 9), FacetCount("oulu", 2)),
        "year": (FacetCount("2019", 5), FacetCount("2021", 1)),
    }
    facets = results_page(9, counts, q="a", city=["oulu", "espoo"]).facets
    assert facets["city"] == [
        Choice("turku", "Turku", 9, is_chosen=False),
        Choice("oulu", "Oulu", 2, is_chosen=True),
        Choice("espoo", "Espoo", 0, is_chosen=True),
    ]
    assert [choice.value for choice in facets["year"]] == ["2021", "2019"]
    assert list(facets) == ["city", "year"]


def test_a_filter_is_taken_off_without_touching_the_others():
    page = results_page(q="a", city=["oulu", "turku"], year=["2018..2020"], sort="date", page=2)
    chip = page.chips[0]
    assert (chip.label, asked(chip.address)) == (
        "Oulu",
        {"q": ["a"], "city": ["turku"], "year": ["2018..2020"], "sort": ["date"]},
    )
    assert page.chips[-1].label == "2018–2020"
    assert page.relaxed(chip).city == ["turku"]


def test_what_is_left_out_may_be_taken_in():
    chip = results_page(q='avoin "raide jokeri" -metro -"a b"').left_out[1]
    assert chip.label == '"a b"'
    assert asked(chip.address)["q"] == ['avoin "raide jokeri" -metro "a b"']


def test_a_query_of_more_words_than_are_read_is_known():
    assert results_page(q=" ".join(["a"] * 40)).is_cut
    assert not results_page(q="a b OR c").is_cut


def test_the_default_order_is_not_spelt_out():
    page = results_page(q="a", sort="date")
    assert asked(page.sorted_by("relevance")) == {"q": ["a"]}
    assert asked(page.sorted_by("date")) == {"q": ["a"], "sort": ["date"]}
