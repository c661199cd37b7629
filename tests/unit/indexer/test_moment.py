from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from indexer.moment import end_of, read_moment

EIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T08:00:00Z",
        "2026-11-24t10:00:00+02:00",
        "2026-11-24T08:00",
        " 2026-11-24 08:00:00 ",
        "Tue, 24 Nov 2026 08:00:00 GMT",
        "tue, 24 nov 2026 10:00:00 +0200",
        "24 Nov 2026 08:00:00",
    ],
)
def test_a_moment_may_be_written_in_many_ways(text):
    assert read_moment(text) == EIGHT


@pytest.mark.parametrize("text", ["", "soon", "2026-13-45", "24.11.2026", "0", "\x00"])
def test_what_is_no_moment_is_none(text):
    assert read_moment(text) is None
    assert end_of(text) is None


def test_a_day_is_past_at_its_end_and_a_moment_at_once():
    assert end_of("2026-11-24") == EIGHT.replace(hour=0) + timedelta(days=1)
    assert end_of("2026-11-24T08:00:00Z") == EIGHT
