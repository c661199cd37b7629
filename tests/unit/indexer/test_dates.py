from __future__ import annotations

from datetime import date

import pytest

from indexer.dates import date_line, pdf_day, published_and_modified
from indexer.page_head import PageHead

READ_ON = date(2026, 11, 20)


def dates(*, meta=None, json_ld=(), times=None, lines=()):
    head = PageHead(meta=meta or {}, json_ld=json_ld, times=times or {})
    return published_and_modified(head, lines, READ_ON)


def test_json_ld_is_believed_before_meta_and_that_before_the_date_line():
    meta = {"article:published_time": "2019-05-02T08:00:00+03:00"}
    json_ld = ({"@type": "NewsArticle", "datePublished": "2019-05-01"},)
    lines = ["03.05.2019 | Uutiset"]
    assert dates(meta=meta, json_ld=json_ld, lines=lines)[0] == "2019-05-01"
    assert dates(meta=meta, lines=lines)[0] == "2019-05-02"
    assert dates(times={"datePublished": "2019-05-04"}, lines=lines)[0] == "2019-05-04"
    assert dates(lines=lines)[0] == "2019-05-03"


@pytest.mark.parametrize("line", ["12.05.2021 | Uutiset", "10.6.2019 | UutisetVantaa", "1.2.2016"])
def test_line_of_an_articles_day_is_recognised(line):
    assert date_line(["Johdanto", line, "Teksti."]) == line


@pytest.mark.parametrize(
    "line", ["Hanke päättyy 31.12.2020.", "12.05. alkaa", "1.2.2016 alkoi työ"]
)
def test_other_lines_with_days_are_not(line):
    assert date_line([line]) == ""


@pytest.mark.parametrize(
    "day", ["2027-01-01", "1970-01-01", "2019-02-30", "eilen", "", "0000-00-00"]
)
def test_impossible_days_are_not_believed(day):
    assert dates(meta={"article:published_time": day}) == (None, None)


def test_change_is_told_apart_from_publication():
    assert dates(meta={"article:modified_time": "2021-06-10"}) == (None, "2021-06-10")


def test_day_of_a_pdf_is_read_from_its_own_form():
    assert pdf_day("D:20210131120000+02'00'", READ_ON) == "2021-01-31"
    assert pdf_day("31.1.2021", READ_ON) is None


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Julkaistu 2.5.2019", "2019-05-02", None),
        ("Julkaistu 2. 5. 2019 klo 9.15, päivitetty 4.6.2020", "2019-05-02", "2020-06-04"),
        ("Sivu päivitetty 2. toukokuuta 2019", None, "2019-05-02"),
        ("Published on 2 May 2019 by the office", "2019-05-02", None),
        ("Posted May 2, 2019", "2019-05-02", None),
        ("Published 2nd of Sept. 2019", "2019-09-02", None),
        ("Last updated: 2019-05-02", None, "2019-05-02"),
        ("Hanke alkoi 2.5.2019", None, None),
        ("Raportti julkaistaan 2.5.2019", None, None),
        ("Julkaistu 31. helmikuuta 2019", None, None),
        ("Julkaistu " + "pitkän selvityksen jälkeen " * 5 + "2.5.2019", None, None),
    ],
)
def test_day_in_a_line_that_says_what_it_is(line, published, modified):
    text = [f"Kappale {n}." for n in range(20)]
    assert dates(lines=[line, *text]) == (published, modified)
    assert dates(lines=[*text, line]) == (published, modified)
    assert dates(lines=[*text, line, *text]) == (None, None)
