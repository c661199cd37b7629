from __future__ import annotations

import pytest

from search_api.rate_limits import CLIENTS_KEPT, RateLimit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minutes_requests_are_answered_at_once_and_no_more(clock):
    limit = RateLimit("search", 60, clock)
    taken = [limit.take("a") for _ in range(61)]
    assert [each.left for each in taken[:2]] == [59, 58]
    assert [each.is_spent for each in taken] == [False] * 60 + [True]


def test_a_bucket_fills_evenly_and_never_over(clock):
    limit = RateLimit("search", 60, clock)
    spent = [limit.take("a") for _ in range(61)][-1]
    assert spent.wait == 1
    clock.now += spent.wait
    assert not limit.take("a").is_spent
    assert limit.take("a").is_spent
    clock.now += 10_000
    assert limit.take("a").left == 59


def test_being_refused_costs_nothing(clock):
    limit = RateLimit("search", 6, clock)
    for _ in range(100):
        limit.take("a")
    clock.now += 10
    assert not limit.take("a").is_spent


def test_clients_have_buckets_of_their_own(clock):
    limit = RateLimit("search", 1, clock)
    assert [limit.take(name).is_spent for name in "abab"] == [False, False, True, True]


def test_the_memory_of_a_limit_is_bounded(clock):
    limit = RateLimit("search", 1, clock)
    for number in range(CLIENTS_KEPT + 500):
        limit.take(str(number))
    assert len(limit._buckets) == CLIENTS_KEPT
    assert limit.take(str(CLIENTS_KEPT)).is_spent


def test_headers_tell_the_policy_and_what_is_left(clock):
    limit = RateLimit("search", 2, clock)
    first, _, third = (limit.take("a").headers() for _ in range(3))
    assert first == {"RateLimit-Policy": '"search";q=2;w=60', "RateLimit": '"search";r=1'}
    assert third["RateLimit"] == '"search";r=0;t=30'
    assert third["Retry-After"] == "30"
