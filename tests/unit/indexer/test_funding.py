from __future__ import annotations

import pytest

from corpus.vocabulary import vocabulary
from indexer.funding import funding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rahoitus saatiin Euroopan aluekehitysrahastosta.", ("erdf",)),
        ("Toteutus 4/2018–10/2020, EAKR.", ("erdf",)),
        ("Digipore oli ESR-hanke.", ("esf",)),
        ("This ESF project has a budget of EUR 1,571,429.", ("esf",)),
        ("Hanketta rahoitetaan EU:n Horisontti 2020 -ohjelmasta.", ("horizon",)),
        ("It is funded by Urban Innovative Actions and the ERDF.", ("uia", "erdf")),
        ("Hanke sai valtion rahoitusta.", ("state",)),
        ("Horisontti 2020 mainittiin illalla.", ()),
        ("Sain siitä hyvän esrin ja eakrobatian.", ()),
        ("EAKR-hankkeet valitsi liitto. ESR-hankkeet valitsi keskus.", ()),
        ("A place to sit is good for life.", ()),
    ],
)
def test_a_project_tells_who_pays_for_it(text, expected):
    assert funding("project", text) == expected


@pytest.mark.parametrize("page_type", ["guide", "article", "event", "page"])
def test_other_pages_name_funds_without_having_had_them(page_type):
    assert funding(page_type, "Rahoitus saatiin Euroopan aluekehitysrahastosta.") == ()


@pytest.mark.parametrize("fund", vocabulary()["funding"])
def test_every_fund_has_a_label_in_both_languages_and_words(fund):
    tag = vocabulary()["funding"][fund]
    assert set(tag.labels) == {"fi", "en"}
    assert tag.words
