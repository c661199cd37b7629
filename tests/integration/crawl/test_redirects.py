from __future__ import annotations

import pytest

from indexer.fetcher import MAX_REDIRECTS


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_to_the_page_under_its_own_address(site, crawled, stored, status):
    site.page("/", "/old")
    site.redirect("/old", "/new", status)
    site.page("/new", "/more")
    site.page("/more")
    report = crawled()
    assert stored() == ["/", "/more", "/new"]
    assert (report.redirected, report.is_whole) == (1, True)


def test_the_target_of_many_redirects_is_asked_for_once(site, crawled):
    site.page("/", "/1", "/2", "/3", "/new")
    for old in ("/1", "/2", "/3"):
        site.redirect(old, "/new")
    site.page("/new")
    assert crawled().redirected == 3
    assert site.paths.count("/new") == 1


def test_a_chain_of_redirects_is_followed_to_its_end(site, crawled, stored):
    site.redirect("/", "/1", 302)
    site.redirect("/1", "/2")
    site.page("/2")
    assert crawled().redirected == 2
    assert stored() == ["/2"]


def test_a_chain_that_is_too_long_is_given_up(site, crawled, why):
    for number in range(MAX_REDIRECTS + 2):
        site.redirect(f"/{number or ''}", f"/{number + 1}")
    outcome, reason = why(crawled())["/"]
    assert (outcome, reason) == ("failed", f"more than {MAX_REDIRECTS} redirects")
    assert len(site.paths) == MAX_REDIRECTS + 2


@pytest.mark.parametrize("loop", [["/"], ["/", "/1"], ["/", "/1", "/2"]])
def test_redirects_in_a_circle_are_given_up(site, crawled, why, loop):
    for path, target in zip(loop, [*loop[1:], loop[0]], strict=True):
        site.redirect(path, target)
    assert why(crawled())["/"] == ("failed", "its redirects lead in a circle")
    assert len(site.paths) == 1 + len(loop)


def test_a_redirect_out_of_the_source_is_not_followed(site, other_site, crawled):
    site.redirect("/", f"{other_site.url}outside")
    other_site.page("/outside")
    report = crawled(allow=(site.url, f"{other_site.url}inside"))
    assert (report.redirected, report.failed) == (1, 0)
    assert "/outside" not in other_site.paths


def test_a_redirect_to_what_robots_rules_forbid_is_not_followed(site, crawled):
    site.answer("/robots.txt", "User-agent: *\nDisallow: /admin/")
    site.redirect("/", "/admin/")
    crawled()
    assert "/admin/" not in site.paths


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://a.fi/", "gopher://a.fi/", "javascript:1", "http://["]
)
def test_a_redirect_to_no_web_address_is_refused(site, crawled, why, target):
    site.redirect("/", target)
    outcome, reason = why(crawled())["/"]
    assert outcome == "failed"
    assert "no public web address" in reason


def test_a_page_that_moved_leaves_its_old_address(site, crawled, stored):
    site.page("/", "/old")
    site.page("/old")
    crawled()
    site.redirect("/old", "/new")
    site.page("/new")
    assert crawled().removed == 1
    assert stored() == ["/", "/new"]


def test_a_page_that_moved_to_where_nothing_works_stays(site, crawled, stored, why):
    site.page("/", "/old")
    site.page("/old")
    crawled()
    site.redirect("/old", "/new")
    site.answer("/new", "broken", 500)
    for _ in range(3):
        outcome, reason = why(crawled())["/old"]
        assert (outcome, f"it leads to {site.url}new" in reason) == ("failed", True)
    assert stored() == ["/", "/old"]


def test_a_page_that_redirects_for_now_stays(site, crawled, stored, why):
    site.page("/", "/old", "/login")
    site.page("/old")
    site.page("/login")
    crawled()
    site.redirect("/old", "/login", 302)
    for _ in range(3):
        assert why(crawled())["/old"] == ("failed", f"it leads to {site.url}login for now")
    assert "/old" in stored()


def test_a_page_that_left_the_source_leaves_when_two_crawls_agree(
    site, other_site, crawled, stored
):
    site.page("/", "/old")
    site.page("/old")
    crawled()
    site.redirect("/old", other_site.url)
    crawled()
    assert stored() == ["/", "/old"]
    assert crawled().removed == 1
    assert stored() == ["/"]
