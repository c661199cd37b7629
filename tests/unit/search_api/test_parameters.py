from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.index.query import Filters, Sort
from search_api.parameters import SearchParameters, year_range


@pytest.mark.parametrize(
    ("text", "years"),
    [("2019", (2019, 2019)), ("2018..2020", (2018, 2020)), ("2020..2020", (2020, 2020))],
)
def test_a_year_is_one_or_a_range(text: str, years: tuple[int, int]):
    assert year_range(text) == years


@pytest.mark.parametrize("text", ["", "19", "20190", "2019-2020", "2020..2019", "..2019", "٢٠١٩"])
def test_other_years_are_refused(text: str):
    with pytest.raises(ValueError, match=r"write|before"):
        year_range(text)


def test_parameters_become_the_filters_of_a_query():
    search = SearchParameters(
        q="data", city=["oulu"], year=["2018..2020"], section=["lessons"], sort=Sort.DATE, page=2
    )
    query = search.query("fi")
    assert query.filters == Filters(city=("oulu",), years=((2018, 2020),), section=("lessons",))
    assert (query.language, query.sort, query.page, query.size) == ("fi", Sort.DATE, 2, 10)


def test_unknown_values_are_refused_with_those_that_are_known():
    with pytest.raises(ValidationError, match="use one of fi, en, other"):
        SearchParameters(doc_lang=["sv"])


def test_a_change_of_anything_leads_back_to_the_first_page():
    search = SearchParameters(q="data", city=["oulu"], page=3)
    assert search.given() == {"q": "data", "city": ["oulu"]}
    assert search.given(page=4) == {"q": "data", "city": ["oulu"], "page": 4}
    assert search.given(city=[], q="bussi") == {"q": "bussi"}
    assert SearchParameters(q="data").given(page=1) == {"q": "data"}


@given(
    st.text(),
    st.lists(st.sampled_from(["oulu", "turku"]), unique=True),
    st.sampled_from(Sort),
    st.integers(1, 50),
)
def test_given_parameters_lead_to_the_same_search(q, city, sort, page):
    search = SearchParameters(q=q, city=city, sort=sort, page=page)
    assert SearchParameters(**search.given(page=page)) == search
