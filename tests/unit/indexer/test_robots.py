from __future__ import annotations

import pytest

from indexer.robots import read_robots, unreachable_robots

URL = "https://6aika.fi/project/"


def test_the_longest_rule_decides():
    rules = read_robots(200, b"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$")
    assert rules.forbids("https://6aika.fi/a/c")
    assert rules.forbids("https://6aika.fi/x.pdf")
    assert rules.forbids("https://6aika.fi/a/b") is None


def test_rules_for_us_beat_rules_for_all():
    rules = read_robots(200, b"User-agent: *\nDisallow: /\n\nUser-agent: kuutoshaku\nAllow: /")
    assert rules.forbids(URL) is None


def test_the_pause_and_the_sitemaps_are_read():
    body = b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 2.5\nSitemap: https://6aika.fi/map.xml"
    rules = read_robots(200, body)
    assert rules.delay_seconds == 2.5
    assert rules.sitemaps == ("https://6aika.fi/map.xml",)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_rules_may_be_read(status):
    rules = read_robots(status, b"User-agent: *\nDisallow: /")
    assert rules.forbids(URL) is None
    assert rules.delay_seconds == 0


@pytest.mark.parametrize("status", [429, 500, 503, 301])
def test_a_site_whose_rules_cannot_be_known_now_may_not_be_read(status):
    assert str(status) in read_robots(status, b"User-agent: *\nAllow: /").forbids(URL)


def test_an_unreachable_site_may_not_be_read_and_says_why():
    assert "timed out" in unreachable_robots("timed out").forbids(URL)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"<html>not found</html>", b"Disallow: /\n" * 9])
def test_a_body_that_is_no_rules_forbids_nothing(body):
    assert read_robots(200, body).forbids(URL) is None
