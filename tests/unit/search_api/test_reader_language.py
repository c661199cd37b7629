from __future__ import annotations

import pytest

from search_api.reader_language import preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fi", "fi"),
        ("fi-FI,fi;q=0.9,en;q=0.8", "fi"),
        ("en-GB,en;q=0.9,fi;q=0.5", "en"),
        ("en;q=0.3, fi;q=0.7", "fi"),
        ("sv-FI,sv;q=0.9,fi;q=0.7,en;q=0.6", "fi"),
        ("EN-us", "en"),
    ],
)
def test_the_most_wished_of_our_languages_is_chosen(header: str, language: str):
    assert preferred_language(header) == language


@pytest.mark.parametrize("header", ["de-DE,de;q=0.9", "fi;q=0", "*", "fi;q=high", ";;,,q"])
def test_a_reader_who_asks_for_neither_gets_english(header: str):
    assert preferred_language(header) == "en"


@pytest.mark.parametrize("header", [None, "", "  "])
def test_no_wish_means_finnish(header: str | None):
    assert preferred_language(header) == "fi"
