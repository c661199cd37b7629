from __future__ import annotations

from itertools import product

import pytest

from indexer.traps import (
    MAX_DATED_PATHS,
    MAX_DATES,
    MAX_KEY_SETS,
    MAX_OF_MORE_VALUES,
    MAX_OF_VALUES,
    MAX_WITH_ID,
    Shapes,
    trap,
)

SITE = "https://a.fi"


def kept(urls):
    """Return how many of many addresses are taken, and why the first of the others is not."""
    shapes, count, reason = Shapes(), 0, ""
    for url in urls:
        full = shapes.full(url)
        if full:
            reason = reason or full.reason
            continue
        shapes.add(url)
        count += 1
    return count, reason


@pytest.mark.parametrize(
    ("pattern", "most", "reason"),
    [
        ("/cal?month={}", MAX_DATES, "calendars"),
        ("/cal?a=1&Year={}", MAX_DATES, "calendars"),
        ("/events?show={:04}-05", MAX_DATES, "calendars"),
        ("/cal/{}/7/", MAX_DATED_PATHS, "only by a date"),
        ("/s/{:016x}/page", MAX_WITH_ID, "id of a session"),
        ("/(S({:024x}))/page.aspx", MAX_WITH_ID, "id of a session"),
        ("/x/12345678-1234-1234-1234-{:012x}/y", MAX_WITH_ID, "id of a session"),
        ("/page.php?id={}", MAX_OF_VALUES[1], "values of ?id"),
        ("/list?page={}&tag=x", MAX_OF_VALUES[2], "values of ?page&tag"),
        ("/list?a=1&b=2&c={}", MAX_OF_MORE_VALUES, "values of ?a&b&c"),
    ],
)
def test_addresses_that_differ_only_so_end(pattern, most, reason):
    count, why = kept(SITE + pattern.format(number + 10) for number in range(3 * most))
    assert (count, reason in why) == (most, True)


def test_combinations_of_parameters_end():
    urls = []
    for chosen in product([False, True], repeat=6):
        keys = [f"f{at}=1" for at, is_chosen in enumerate(chosen) if is_chosen]
        urls.append(f"{SITE}/shop?{'&'.join(keys)}" if keys else f"{SITE}/shop")
    count, why = kept(urls)
    assert (count, "combinations" in why) == (MAX_KEY_SETS + 1, True)


@pytest.mark.parametrize(
    "pattern",
    [
        "/2019/05/story-{}/",
        "/node/{}",
        "/page/{}/",
        "/hanke-{}?lang=fi",
        "/asset/{:032x}",
        "/a{}/b/c/d",
    ],
)
def test_many_pages_of_a_common_kind_are_no_trap(pattern):
    urls = [SITE + pattern.format(number) for number in range(5000)]
    assert kept(urls) == (5000, "")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/" + "x" * 2000, "longer than"),
        ("/a/b/a/b/a/b", "repeats itself"),
        ("/" + "/".join(map(str, range(21))), "more than 20 parts"),
    ],
)
def test_an_address_can_be_a_trap_by_itself(path, reason):
    assert reason in trap(SITE + path)


@pytest.mark.parametrize("path", ["/", "/a/b/a/b", "/fi/2019/05/05/opit-ja-tulokset/"])
def test_a_plain_address_is_none(path):
    assert trap(SITE + path) is None
