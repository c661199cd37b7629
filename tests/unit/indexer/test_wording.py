from __future__ import annotations

import pytest

from indexer.wording import wording


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("opit", "mitkä opit jäivät", True),
        ("opit", "opittavaa", False),
        ("opit", "kopit", False),
        ("opi*", "opittavaa", True),
        ("mitä * tapahtui", "mitä kaduilla tapahtui", True),
        ("mitä * tapahtui", "mitä kaduilla todella tapahtui", False),
        ("^kysy", "kysy ensin", True),
        ("^kysy", "vasta sitten kysy", False),
        ("=tarve", "tarve?", True),
        ("=tarve", "tarve ja tilaus", False),
        ("=tarve", "uusi tarve", False),
        ("p.s.", "pisa", False),
    ],
)
def test_words_are_found_as_they_are_written(word, text, is_found):
    assert bool(wording(["muuta", word]).search(text)) is is_found
