"""What holds for every query over the sample site: signs narrow or widen as they say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.index.hit_list import Wish
from corpus.index.open_index import open_index
from corpus.index.query import Filters, Sort
from corpus.index.query_parser import parse_query

WORDS = [
    "avoin", "data", "robottibussin", "liikkumisen", "kokeilussa", "lessons", "pilot", "mobility",
    "osallisuus", "yritykset", "kaupunki", "open", "hiilijalanjälki", "ja", "6Aika", "Oulussa",
]  # fmt: skip
word = st.sampled_from([*WORDS, "hank*", "älyk*"])
words = st.lists(word, min_size=1, max_size=3).map(" ".join)
phrase = st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(" ".join)
language = st.sampled_from(["fi", "en"])
filters = st.sampled_from(
    [
        Filters(type=("project", "guide")),
        Filters(city=("oulu",)),
        Filters(years=((2018, 2020),)),
        Filters(theme=("mobility",), type=("project",)),
    ]
)
few = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def index(published):
    index = open_index(published)
    yield index
    index.close()


@pytest.fixture(scope="module")
def pages(index):
    """Return a function from a query to the numbers of all pages in its list, in their order."""

    def listed(text, language, filters=None, sort=Sort.RELEVANCE):
        searcher = index.current_searcher()
        query = parse_query(text, language=language, filters=filters, sort=sort)
        units = searcher.analysis.units(query)
        wish = Wish(language, query.filters, sort)
        found = searcher.listed(units, searcher.ranker.rank(units), None, wish)
        return found.own.pages.tolist()

    return listed


@few
@given(words, st.sampled_from(WORDS), language)
def test_a_minus_only_takes_away(pages, text, unwanted, language):
    with_minus = pages(f"{text} -{unwanted}", language)
    assert set(with_minus) <= set(pages(text, language))
    assert not set(with_minus) & set(pages(f'"{unwanted}"', language))


@few
@given(st.sampled_from(WORDS), word, language)
def test_or_finds_what_either_finds(pages, one, other, language):
    both = set(pages(f"{one} OR {other}", language))
    assert both >= set(pages(one, language)) | set(pages(other, language))


@few
@given(phrase, language)
def test_a_phrase_is_found_where_its_words_are(pages, text, language):
    assert set(pages(f'"{text}"', language)) <= set(pages(text, language))


@few
@given(words, language, filters)
def test_a_filter_only_takes_away_while_it_leaves_something(pages, text, language, filters):
    every, passing = pages(text, language), pages(text, language, filters)
    allowed = set(pages("", language, filters))
    if set(every) & allowed:
        assert passing == [page for page in every if page in allowed]


@few
@given(words, language)
def test_another_order_has_the_same_hits(pages, text, language):
    best_first, newest_first = pages(text, language), pages(text, language, sort=Sort.DATE)
    assert sorted(best_first) == sorted(newest_first)
    assert len(best_first) == len(set(best_first))


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("text", ["kaupunki", "robottibussi OR pilotti", ""])
def test_pages_walked_one_by_one_are_the_whole_list_in_its_order(index, text, sort):
    def page(number, size):
        browsing = None if text else Filters(city=("oulu",))
        query = parse_query(
            text, language="fi", filters=browsing, sort=sort, page=number, size=size
        )
        return index.search(query)

    whole = [hit.id for number in (1, 2) for hit in page(number, 100).hits]
    walked, number = [], 1
    while hits := page(number, 7).hits:
        walked += [hit.id for hit in hits]
        number += 1
    assert walked == whole
    assert len(set(walked)) == page(1, 7).total == page(number, 7).total > 7
