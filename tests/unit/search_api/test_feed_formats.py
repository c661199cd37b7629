from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from corpus.index.query import Hit, Snippet
from search_api.atom import atom
from search_api.csv_table import FORMULA_SIGNS, csv_table
from search_api.feed_entries import LONG_AGO, Feed, FeedEntry
from search_api.json_feed import json_feed

any_text = st.text(st.characters(exclude_categories=()))
HIT = Hit(
    id="0" * 16,
    url="https://city.example/a/?b=1&c=2",
    title="Robottibussi",
    language="fi",
    type="project",
    cities=("oulu",),
    themes=("mobility",),
    years=(2019, 2020),
    published="2019-05-02",
    modified="2020-06-03",
    last_seen=None,
    gone=False,
    snippet=Snippet("Lumi pysäytti bussin."),
    sections=(),
    matched_via="original",
    why=(),
    gloss=None,
    twins=(),
    score=1.0,
)


def feed_of(*hits: Hit) -> Feed:
    entries = [FeedEntry.of(hit, "fi") for hit in hits]
    return Feed("Kuutoshaku", "fi", "https://k.example/feed.atom", "https://k.example/", entries)


@given(any_text, any_text)
def test_hostile_text_makes_a_well_formed_feed(title, text):
    hostile = replace(HIT, title=title, snippet=Snippet(text))
    root = etree.fromstring(atom(feed_of(hostile)))
    names = {etree.QName(each).localname for each in root.iter()}
    assert names <= {
        *("feed", "id", "title", "updated", "link", "author", "name", "entry"),
        *("published", "summary", "category"),
    }
    json.loads(json_feed(feed_of(hostile)))


def test_markup_in_a_title_stays_text():
    hostile = replace(HIT, title="<script>alert(1)</script> ]]> &amp;\x00\x1b")
    root = etree.fromstring(atom(feed_of(hostile)))
    assert root.findtext("{*}entry/{*}title") == "<script>alert(1)</script> ]]> &amp;"


def test_a_page_that_tells_no_day_has_one_far_back_and_none_published():
    undated = FeedEntry.of(replace(HIT, published=None, modified=None), "fi")
    assert (undated.published, undated.updated) == (None, LONG_AGO)
    dated = FeedEntry.of(HIT, "fi")
    assert (dated.published, dated.updated) == ("2019-05-02T00:00:00Z", "2020-06-03T00:00:00Z")


def test_tags_are_in_the_readers_language():
    assert FeedEntry.of(HIT, "en").tags == ("Project", "Oulu", "Mobility")
    assert FeedEntry.of(HIT, "fi").tags == ("Hanke", "Oulu", "Liikkuminen")


def rows(table: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(table.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  @"])
def test_no_cell_of_a_table_is_a_formula(sign):
    hostile = replace(HIT, title=f"{sign}cmd|'/c calc'!A0", snippet=Snippet(f"{sign}1+1"))
    [_, row] = rows(csv_table([hostile], "en"))
    assert row[0] == f"'{hostile.title}"
    assert row[-1] == f"'{hostile.snippet.text}"


@given(any_text)
def test_every_table_can_be_read_again_and_holds_no_formula(text):
    [heading, row] = rows(csv_table([replace(HIT, title=text)], "fi"))
    assert len(row) == len(heading)
    assert not any(cell.startswith(FORMULA_SIGNS) for cell in row)
