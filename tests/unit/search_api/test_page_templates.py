from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from corpus.index.query import Snippet
from search_api.page_templates import highlighted, with_mail_links, year_ranges


def test_matches_are_marked_and_the_rest_is_escaped():
    snippet = Snippet("<b>avoin</b> data & rajapinta", ((3, 8), (13, 17)))
    assert highlighted(snippet) == (
        "&lt;b&gt;<mark>avoin</mark>&lt;/b&gt; <mark>data</mark> &amp; rajapinta"
    )


def test_what_is_marked_is_escaped_too():
    assert highlighted(Snippet("<script>", ((0, 8),))) == "<mark>&lt;script&gt;</mark>"


@given(st.text(), st.lists(st.integers(0, 40), max_size=8))
def test_without_its_marks_a_snippet_is_its_escaped_text(text: str, cuts: list[int]):
    edges = sorted({min(cut, len(text)) for cut in cuts})
    matches = tuple(zip(edges[::2], edges[1::2], strict=False))
    html = highlighted(Snippet(text, matches))
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)
    assert html.count("<mark>") == len(matches)


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ((), ""),
        ((2019,), "2019"),
        ((2019, 2018), "2018–2019"),
        ((2017, 2018, 2020, 2021, 2022), "2017–2018, 2020–2022"),
        ((2019, 2019), "2019"),
    ],
)
def test_years_in_a_row_are_told_as_a_range(years: tuple[int, ...], text: str):
    assert year_ranges(years) == text


def test_mail_addresses_in_contact_lines_are_links_and_the_rest_is_escaped():
    assert with_mail_links("<b> Maija: maija@oulu.example, 040 123") == (
        '&lt;b&gt; Maija: <a href="mailto:maija@oulu.example">maija@oulu.example</a>, 040 123'
    )
