from __future__ import annotations

import pytest

from indexer.address_language import address_language, without_language


@pytest.mark.parametrize(
    ("url", "language", "without"),
    [
        ("https://a.fi/en/page", "en", "https://a.fi/page"),
        ("https://a.fi/help/fi/page.html", "fi", "https://a.fi/help/page.html"),
        ("https://a.fi/en-GB/page", "en", "https://a.fi/page"),
        ("https://en.a.fi/page", "en", "https://a.fi/page"),
        ("https://a.fi/page.en.html", "en", "https://a.fi/page.html"),
        ("https://a.fi/page?lang=fi", "fi", "https://a.fi/page"),
        ("https://a.fi/en", "en", "https://a.fi/"),
        ("https://a.fi/fiilis/", "", "https://a.fi/fiilis/"),
        ("https://a.fi/", "", "https://a.fi/"),
        ("https://fi/page", "", "https://fi/page"),
    ],
)
def test_an_address_tells_its_language_by_a_part_of_its_own(url, language, without):
    assert address_language(url) == language
    assert without_language(url) == without
