from __future__ import annotations

import pytest

from indexer.clean_text import clean_text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("kaupunki\u00adkehitys", "kaupunkikehitys"),
        (" yksi \n kaksi ", "yksi kaksi"),
        ("\x08\r\x08", ""),
        ("yksi \u200b kaksi", "yksi kaksi"),
        ("a\u0308iti", "äiti"),
    ],
)
def test_text_is_as_readers_see_it(text, cleaned):
    assert clean_text(text) == cleaned
