from __future__ import annotations

import pytest

from indexer.years import years

RAN = (2018, 2019, 2020, 2021)


@pytest.mark.parametrize(
    "text",
    [
        "Hanke toteutettiin vuosina 2018–2021.",
        "Hanke toteutettiin 1.8.2018–31.3.2021, ja se maksoi 4 416 087 euroa.",
        "Toteutusaika oli 5/2018–9/2021.",
        "Hanke toteutettiin toukokuusta 2018 toukokuuhun 2021.",
        "Hanke alkoi elokuussa 2018 ja päättyi 31.1.2021.",
        "Hanke alkaa marraskuussa 2018 ja päättyy vuoden 2021 lopussa.",
        "The project will run from 1 August 2018 to 31 March 2021.",
        "The project ran from May 2018 to May 2021.",
        "It was done between 2018 and 2021.",
    ],
)
def test_project_has_the_years_it_ran(text):
    assert years("Hanke", text, "2018-09-01", "project") == RAN


def test_programme_period_is_not_the_projects():
    text = "Vipuvoimaa EU:lta 2014–2020. Hanke päättyi vuonna 2019."
    assert years("Hanke", text, "2017-05-01", "project") == (2019,)


@pytest.mark.parametrize(
    "text", ["Työ päättyi joulukuussa 2020.", "It ended in December 2020.", "until the end of 2020"]
)
def test_result_without_a_beginning_has_the_year_its_project_ended(text):
    assert years("Tuloksia", text, "2021-03-08", "result") == (2020,)


def test_years_of_the_title_come_first():
    assert years("Vuosikertomus 2016", "Hanke 2018–2021", "2017-01-01", "article") == (2016,)


def test_article_is_of_the_year_it_was_written():
    assert years("Bussi palasi", "Vuonna 1995 oli toisin.", "2019-06-10", "article") == (2019,)


def test_article_about_a_project_has_the_projects_years():
    text = "Hanke alkoi heinäkuussa 2018 ja päättyi joulukuussa 2021, ja sitä veti Tampere."
    assert years("Polulla", text, "2022-01-16", "article") == RAN


@pytest.mark.parametrize(
    "text", ["", "2018 2021", "2021–2018", "1200–1890 osallistujaa", "1918–2020"]
)
def test_other_numbers_are_no_span(text):
    assert years("Sivu", text, None, "project") == ()


def test_programme_page_has_no_years_of_its_own():
    assert years("Rahoitus", "Strategia 2014–2020", "2016-02-01", "page") == ()
