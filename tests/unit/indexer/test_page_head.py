from __future__ import annotations

import pytest

from indexer.document_type import breadcrumb
from indexer.markup import parse_html
from indexer.page_head import read_head


def head(html):
    return read_head(parse_html(html), "https://6aika.fi/sivu/")


@pytest.mark.parametrize(
    "time",
    [
        "<time itemprop='datePublished' datetime='2019-05-02T09:00'>",
        "<time class='entry-date published' datetime='2019-05-02'>",
        "<time pubdate datetime='2019-05-02'>",
    ],
)
def test_time_element_that_says_what_it_tells_is_read(time):
    assert head(f"<body><article>{time}2.5.</time></article>").times == {
        "datePublished": "2019-05-02"
    }


def test_several_days_of_publication_are_those_of_other_pages():
    listed = "".join(f"<time class='published' datetime='2019-05-0{n}'></time>" for n in (1, 2))
    assert head(f"<body>{listed}<time datetime='2019-05-03'></time>").times == {}


@pytest.mark.parametrize(
    "element",
    [
        "<nav aria-label='Murupolku'><ol><li><a href='/'>Etusivu</a><li>Hanke</ol></nav>",
        "<div class='breadcrumbs'><a href='/'><b>Etu</b>sivu</a> › Hanke</div>",
    ],
)
def test_trail_is_read_from_the_element_where_json_ld_has_none(element):
    assert breadcrumb(head(f"<body>{element}<p class='breadcrumb'><a>Muu</a>")) == ["Etusivu"]
    told = '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Koti"}]}'
    script = f"<script type='application/ld+json'>{told}</script>"
    assert breadcrumb(head(f"<body>{script}{element}")) == ["Koti"]


def test_json_ld_with_a_line_break_in_a_string_is_read():
    script = '<script type="application/ld+json; charset=utf-8">{"name": "yksi\nkaksi"}</script>'
    assert head(script).json_ld == ({"name": "yksi\nkaksi"},)


def test_broken_json_ld_says_nothing():
    assert head('<script type="application/ld+json">{"name": </script>').json_ld == ()
