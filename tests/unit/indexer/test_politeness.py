from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from indexer.politeness import (
    AT_ONCE,
    AT_ONCE_WITH_DELAY,
    LONG_PAUSES_TO_STOP,
    MOST_SECONDS,
    Politeness,
    retry_after_seconds,
)

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


def test_a_slow_site_rests_as_long_as_it_needs_to_answer_until_it_is_quick_again():
    politeness = Politeness(0.5)
    for _ in range(12):
        politeness.answered("a.fi", 200, 4.0)
    assert politeness.pause_seconds("a.fi") == pytest.approx(4.0, abs=0.01)
    assert politeness.pause_seconds("b.fi") == 0.5
    for _ in range(12):
        politeness.answered("a.fi", 200, 0.1)
    assert politeness.pause_seconds("a.fi") == 0.5


def test_a_site_that_asks_again_and_again_for_a_long_pause_ends_the_crawl():
    async def told(*headers):
        politeness = Politeness(0.0)
        for header in headers:
            politeness.answered("a.fi", 200 if header is None else 503, 0.0, header or "")
        return politeness.farewell

    long = ["3600"] * LONG_PAUSES_TO_STOP
    assert "a.fi asks to be left alone" in asyncio.run(told(*long))
    assert asyncio.run(told(*long[1:])) == ""
    assert asyncio.run(told(*long[1:], None, "3600")) == ""
    assert asyncio.run(told(*["5"] * 9)) == ""


@pytest.mark.parametrize(
    ("delay", "asked", "at_once"),
    [(0.0, 0.0, AT_ONCE), (0.001, 0.0, AT_ONCE_WITH_DELAY), (0.0, 0.001, AT_ONCE_WITH_DELAY)],
)
def test_a_host_is_asked_few_things_at_once(delay, asked, at_once):
    async def most_at_once():
        politeness = Politeness(delay)
        politeness.ask_for("a.fi", asked)
        most = running = 0

        async def ask():
            nonlocal most, running
            async with politeness.turn("a.fi"):
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.02)
                running -= 1

        await asyncio.gather(*(ask() for _ in range(3 * AT_ONCE)))
        return most

    assert asyncio.run(most_at_once()) == at_once


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
