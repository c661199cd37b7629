from __future__ import annotations

import asyncio

import pytest

from indexer.robots import READ_BYTES, RobotsFiles, RobotsRules, read_robots, unreachable_robots

SITE = "https://6aika.fi"
URL = f"{SITE}/project/"


def forbidden(text, path):
    body = text if isinstance(text, bytes) else text.encode()
    return read_robots(200, body).forbids(SITE + path) is not None


@pytest.mark.parametrize(
    ("rules", "path", "is_forbidden"),
    [
        ("Disallow: /a\nAllow: /a/b", "/a/c", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b", False),
        ("Allow: /a/b\nDisallow: /a", "/a/b", False),
        ("Allow: /page\nDisallow: /page", "/page", False),
        ("Disallow: /page\nAllow: /page", "/page", False),
        ("Allow: /\nDisallow: /a", "/a", True),
        ("Disallow:", "/a", False),
        ("Disallow: /", "/robots.txt", False),
        ("Disallow: /a", "/A", False),
        ("Disallow: /*.pdf$", "/x/y.pdf", True),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", False),
        ("Disallow: /*.pdf", "/x/y.pdf?z", True),
        ("Disallow: /a$", "/a", True),
        ("Disallow: /a$", "/ab", False),
        ("Disallow: /a*b*c", "/a1b2c3", True),
        ("Disallow: /a*b*c", "/a1c2b3", False),
        ("Disallow: /*?", "/a?b=c", True),
        ("Disallow: /*?", "/a", False),
        ("Disallow: /a?b=1", "/a?b=12", True),
        ("Disallow: /työ", "/ty%C3%B6kalut", True),
        ("Disallow: /ty%c3%b6", "/ty%C3%B6kalut", True),
        ("Disallow: /%7eanna", "/~anna/", True),
        ("Disallow: /a%2Fb", "/a/b", False),
        ("Disallow: /a%2fb", "/a%2Fb", True),
        ("Disallow: /a # Allow: /a", "/a", True),
        ("disALLOW :  /a  ", "/a", True),
        ("Disalow: /a", "/a", True),
        ("Disallow: /a\u2028Allow: /a/b", "/a/b", False),
    ],
)
def test_the_longest_rule_that_fits_decides_and_allow_wins_a_tie(rules, path, is_forbidden):
    assert forbidden(f"User-agent: *\n{rules}", path) is is_forbidden


@pytest.mark.parametrize(
    ("text", "path", "is_forbidden"),
    [
        ("User-agent: *\nDisallow: /\n\nUser-agent: kuutoshaku\nAllow: /", "/", False),
        ("User-agent: KUUTOSHAKU\nDisallow: /\nUser-agent: *\nAllow: /", "/", True),
        ("User-agent: Kuutoshaku/1.0\nDisallow: /", "/", True),
        ("User-agent: Kuutoshaku\nDisallow:\n\nUser-agent: *\nDisallow: /", "/", False),
        ("User-agent: kuutos\nDisallow: /", "/", False),
        ("User-agent: k\nDisallow: /", "/", False),
        ("User-agent: kuutoshaku-images\nDisallow: /", "/", False),
        ("User-agent: haku\nDisallow: /", "/", False),
        # Groups of one agent are one group, wherever they stand.
        ("User-agent: *\nDisallow: /a\n\nUser-agent: x\n\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", True),
        ("User-agent: kuutoshaku\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", False),
        # Several agents may share rules; an empty line between them is nothing.
        ("User-agent: x\nUser-agent: kuutoshaku\nDisallow: /", "/", True),
        ("User-agent: x\n\nUser-agent: kuutoshaku\n\nDisallow: /", "/", True),
        # Other records do not come between the agents and their rules.
        ("User-agent: kuutoshaku\nSitemap: s\nUser-agent: x\nDisallow: /", "/", True),
        ("User-agent: kuutoshaku\nNoise: n\nUser-agent: x\nDisallow: /", "/", True),
        ("User-agent: kuutoshaku\nCrawl-delay: 1\nUser-agent: x\nDisallow: /", "/", True),
        ("Disallow: /", "/", False),
    ],
)
def test_the_groups_that_name_us_are_merged_and_beat_those_for_all(text, path, is_forbidden):
    assert forbidden(text, path) is is_forbidden


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_may(end):
    assert forbidden(f"\ufeffUser-agent: *{end}Allow: /a{end}Disallow: /", "/b")
    assert not forbidden(f"\ufeffUser-agent: *{end}Allow: /a{end}Disallow: /", "/a")


def test_the_pause_and_the_sitemaps_are_read():
    body = b"\xef\xbb\xbfUser-agent: *\nCrawl-delay: 2.5\nSitemap: https://6aika.fi/map.xml"
    rules = read_robots(200, body)
    assert rules.delay_seconds == 2.5
    assert rules.sitemaps == ("https://6aika.fi/map.xml",)


def test_a_pause_for_another_is_none_for_us():
    rules = read_robots(200, b"User-agent: slow\nCrawl-delay: 120\n\nUser-agent: *\nDisallow: /a")
    assert rules.delay_seconds == 0


def test_rules_are_read_up_to_500_kib_and_no_rule_by_half():
    start = b"User-agent: *\nAllow: /a/b\nDisallow: /a\n"
    filler = b"#" * (READ_BYTES - len(start) - 11) + b"\n"
    rules = start + filler + b"Allow: /a/ccc\nDisallow: /d"
    assert not forbidden(rules, "/a/b")
    assert forbidden(rules, "/a/c")
    assert not forbidden(rules, "/d")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
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


@pytest.mark.parametrize(("max_age_seconds", "readings"), [(3600.0, 1), (-1.0, 3)])
def test_rules_are_read_once_until_they_are_too_old(max_age_seconds, readings):
    asked = []

    async def read(url):
        asked.append(url)
        return RobotsRules()

    async def ask():
        files = RobotsFiles(read, max_age_seconds)
        for path in ("/", "/a", "/b?c"):
            await files.rules(SITE + path)

    asyncio.run(ask())
    assert asked == [f"{SITE}/robots.txt"] * readings
