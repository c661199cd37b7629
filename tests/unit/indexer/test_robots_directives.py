from __future__ import annotations

from datetime import UTC, datetime

import pytest

from indexer.robots_directives import header_directives, meta_directives

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("", set()),
        ("all", set()),
        ("noindex", {"noindex"}),
        ("NoIndex, NOFOLLOW", {"noindex", "nofollow"}),
        ("none", {"noindex", "nofollow"}),
        ("noarchive\nnofollow", {"nofollow"}),
        ("kuutoshaku: noindex", {"noindex"}),
        ("Kuutoshaku: noindex, nofollow", {"noindex", "nofollow"}),
        ("googlebot: noindex, nofollow", set()),
        ("googlebot: noindex, kuutoshaku: nofollow", {"nofollow"}),
        ("googlebot: noindex\nnofollow", {"nofollow"}),
        ("max-snippet: -1, noindex", {"noindex"}),
        ("index, follow, max-image-preview:large", set()),
        ("unavailable_after: 25 Jun 2026 15:00:00 GMT", {"noindex"}),
        ("unavailable_after: Thu, 25 Jun 2026 15:00:00 GMT, nofollow", {"noindex", "nofollow"}),
        ("unavailable_after: Friday, 25-Jun-27 15:00:00 GMT", set()),
        ("unavailable_after: 2026-11-24T08:00:00+00:00", {"noindex"}),
        ("unavailable_after: 2026-11-24", {"noindex"}),
        ("unavailable_after: 2026-11-25", set()),
        ("unavailable_after: soon", set()),
        ("kuutoshaku: unavailable_after: 2026-01-01", {"noindex"}),
        ("otherbot: unavailable_after: 2026-01-01", set()),
    ],
)
def test_headers_ask_what_they_say_to_us(header, asked):
    assert header_directives(header, NOW) & {"noindex", "nofollow"} == asked


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ("noindex, follow", {"noindex"}),
        ("noindex nofollow", {"noindex", "nofollow"}),
        ("NONE", {"noindex", "nofollow"}),
        ("index, follow, max-snippet:-1", set()),
        ("unavailable_after: 2026-01-01", {"noindex"}),
        ("unavailable_after: 2027-01-01", set()),
    ],
)
def test_meta_elements_ask_the_same(content, asked):
    assert meta_directives(content, NOW) & {"noindex", "nofollow"} == asked
