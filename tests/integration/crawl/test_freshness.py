"""When pages are asked for again, what counts as a change, and when they leave."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from corpus.store.database import writing

TEXT = "Kokeilusta opittiin paljon, ja siitä kerrotaan nyt kaikille kuudelle kaupungille."


@pytest.fixture
def article(site):
    """Serve an article with a text and, in its footer, what changes at each visit."""

    def serve(text=TEXT, footer=""):
        body = f"<main><h1>Opit</h1><p>{text}</p></main><footer>{footer}</footer>"
        site.answer("/a", f"<html lang='fi'><title>Opit</title><body>{body}</body></html>")

    return serve


@pytest.fixture
def sitemap(site):
    """Serve a sitemap of some paths, each with a day if it is given one."""

    def serve(**days):
        entries = "".join(
            f"<url><loc>{site.url}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
            for path, day in days.items()
        )
        site.answer("/map.xml", f"<urlset>{entries}</urlset>", Content_Type="text/xml")

    site.answer("/robots.txt", f"Sitemap: {site.url}map.xml", Content_Type="text/plain")
    return serve


@pytest.fixture
def asked(site):
    """Return the paths asked for since the last call, but for the files meant for crawlers."""
    start = 0

    def since():
        nonlocal start
        paths, start = site.paths[start:], len(site.paths)
        return sorted(set(paths) - {"/robots.txt", "/map.xml"})

    return since


def test_a_changed_timestamp_around_the_text_is_no_change(site, article, crawled, store):
    site.page("/", "/a", ETag='"1"')
    article(footer="klo 8.00.01")
    crawled()
    for footer in ("klo 8.00.02", "klo 8.00.03"):
        article(footer=footer)
        report = crawled()
        assert (report.fetched, report.unchanged, report.changes_index) == (0, 2, False)
    assert b"8.00.03" in store.page(f"{site.url}a").body
    article(TEXT.replace("paljon", "vähän"), footer="klo 8.00.04")
    assert crawled().fetched == 1


def test_pages_rest_until_they_are_due_but_not_from_a_full_crawl(site, crawled, asked):
    site.page("/", "/a", ETag='"1"')
    site.page("/a")
    crawled(revisit_least_hours=24)
    assert asked() == ["/", "/a"]
    report = crawled(revisit_least_hours=24)
    assert (asked(), report.resting, report.is_whole) == ([], 2, True)
    report = crawled(revisit_least_hours=24, full=True)
    assert (asked(), report.resting) == (["/", "/a"], 0)


def test_a_page_rests_by_how_long_it_was_seen_to_hold(site, crawled, asked, store):
    site.page("/", "/a", ETag='"1"')
    site.page("/a", ETag='"2"')
    crawled()
    ten_days_ago = (datetime.now(UTC) - timedelta(days=10)).isoformat(timespec="microseconds")
    with writing(store.engine) as connection:
        connection.exec_driver_sql("UPDATE address SET last_seen = ?", (ten_days_ago,))
    site.page("/a", text="changed again and again", ETag='"3"')
    crawled()
    asked()
    crawled()
    assert asked() == ["/a"]


def test_what_a_sitemap_says_has_changed_is_asked_for_at_once_and_first(
    site, crawled, asked, sitemap
):
    site.page("/", "/a", "/b", "/c")
    for path in ("/a", "/b", "/c"):
        site.page(path)
    sitemap(a="2020-01-01", b="2020-01-01")
    crawled(revisit_least_hours=24)
    asked()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    sitemap(a="2020-01-01", b=tomorrow)
    report = crawled(revisit_least_hours=24)
    assert (asked(), report.resting) == (["/b"], 3)
    before = len(site.paths)
    crawled(full=True, delay_seconds=0.02)
    assert site.paths[before:][2] == "/b"


def test_a_page_leaves_when_visits_agree_a_time_apart(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    site.forget("/a")
    for _ in range(3):
        assert crawled(confirm_removal_hours=1).removed == 0
    assert stored() == ["/", "/a"]
    time.sleep(0.4)
    assert crawled(confirm_removal_hours=0.0001).removed == 1
    assert stored() == ["/"]


def test_a_page_that_its_sitemap_drops_and_nothing_links_to_leaves_when_crawls_agree(
    site, crawled, stored, sitemap, why
):
    site.page("/")
    site.page("/a")
    site.page("/b", "/b")
    sitemap(a="", b="")
    crawled()
    sitemap(a="")
    first = crawled()
    assert why(first)["/b"][0] == "gone"
    assert (first.removed, stored()) == (0, ["/", "/a", "/b"])
    assert (crawled().removed, stored()) == (1, ["/", "/a"])
    crawled(full=True)
    assert stored() == ["/", "/a"]


def test_a_page_that_its_sitemap_drops_for_a_time_stays(site, crawled, stored, sitemap):
    site.page("/")
    site.page("/a")
    site.page("/b")
    sitemap(a="", b="")
    crawled()
    sitemap(a="")
    crawled()
    sitemap(a="", b="")
    crawled()
    sitemap(a="")
    assert (crawled().removed, stored()) == (0, ["/", "/a", "/b"])


def test_a_page_that_its_sitemap_drops_but_pages_link_to_stays(site, crawled, stored, sitemap):
    site.page("/", "/b", ETag='"1"')
    site.page("/a")
    site.page("/b")
    sitemap(a="", b="")
    crawled()
    sitemap(a="")
    for _ in range(3):
        report = crawled()
        assert (report.removed, report.gone) == (0, 0)
    assert stored() == ["/", "/a", "/b"]


@pytest.mark.parametrize("fault", ["missing", "broken", "robots"])
def test_a_sitemap_that_fails_drops_no_page(site, crawled, stored, sitemap, fault):
    site.page("/")
    for path in ("/a", "/b", "/c"):
        site.page(path)
    sitemap(a="", b="", c="")
    crawled()
    if fault == "missing":
        site.forget("/map.xml")
    elif fault == "broken":
        site.answer("/map.xml", f"<urlset><url><loc>{site.url}a</loc></url><url><lo")
    else:
        site.forget("/robots.txt")
    for _ in range(3):
        crawled()
    assert stored() == ["/", "/a", "/b", "/c"]


def test_what_stands_in_another_sitemap_that_fails_is_not_dropped(site, crawled, stored, sitemap):
    site.page("/")
    for path in ("/a", "/b", "/c"):
        site.page(path)
    sitemap(a="", b="")
    more = f"{site.url}more.xml"
    site.answer("/more.xml", f"<urlset><url><loc>{site.url}c</loc></url></urlset>")
    crawled(sitemaps=(more,))
    site.answer("/more.xml", "", 404)
    for _ in range(3):
        assert crawled(sitemaps=(more,)).gone == 0
    assert stored() == ["/", "/a", "/b", "/c"]


def test_a_moved_page_is_known_at_its_new_address_alone(site, crawled, store):
    site.page("/", "/old")
    site.page("/old")
    crawled()
    site.redirect("/old", "/new")
    site.page("/new")
    crawled()
    assert [page.url for page in store.pages()] == [site.url, f"{site.url}new"]
    assert store.moves() == {f"{site.url}old": f"{site.url}new"}
