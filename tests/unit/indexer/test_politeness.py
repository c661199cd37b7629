from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from indexer.politeness import MOST_SECONDS, Politeness, retry_after_seconds

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 0),
        ("120", 120),
        (" 7 ", 7),
        ("-5", 0),
        ("soon", 0),
        ("Tue, 24 Nov 2026 08:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 07:00:00 GMT", 0),
        ("Tue, 24 Nov 2026 08:01:00 -0000", 60),
    ],
)
def test_retry_after_is_seconds_or_a_moment(header, seconds):
    assert retry_after_seconds(header, NOW) == seconds


def test_the_longer_pause_of_source_and_site_is_kept():
    politeness = Politeness(1.0)
    politeness.ask_for("a.fi", 0.5)
    assert politeness.pause_seconds("a.fi") == 1.0
    politeness.ask_for("a.fi", 2.5)
    assert politeness.pause_seconds("a.fi") == 2.5
    assert politeness.pause_seconds("b.fi") == 1.0


def test_a_site_cannot_ask_for_an_endless_pause():
    politeness = Politeness(1.0)
    politeness.ask_for("a.fi", 86_400)
    assert politeness.pause_seconds("a.fi") == MOST_SECONDS


def test_a_struggling_site_is_asked_less_and_less_often_until_it_recovers():
    politeness = Politeness(0.0)
    pauses = []
    for _ in range(12):
        politeness.failed("a.fi")
        pauses.append(politeness.pause_seconds("a.fi"))
    assert pauses == sorted(pauses)
    assert pauses[0] > 0
    assert pauses[-1] == MOST_SECONDS
    for _ in range(12):
        politeness.answered("a.fi", 200)
    assert politeness.pause_seconds("a.fi") == 0


def test_turns_of_one_host_are_spaced_and_those_of_another_are_not():
    async def take(politeness, host, times):
        async with politeness.turn(host):
            times.append(asyncio.get_running_loop().time())

    async def spaced():
        politeness = Politeness(0.05)
        same, other = [], []
        await asyncio.gather(
            *(take(politeness, "a.fi", same) for _ in range(4)), take(politeness, "b.fi", other)
        )
        return same, other

    same, other = asyncio.run(spaced())
    gaps = [later - earlier for earlier, later in pairwise(same)]
    assert min(gaps) >= 0.049
    assert other[0] < same[1]
