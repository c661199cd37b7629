from __future__ import annotations

import gzip
import socket
import struct
import time
import tracemalloc
import zlib

import pytest

from indexer.crawl import FAILURES_TO_STOP


def reset(handler):
    """Break the connection off in the middle of an answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<html>")
    handler.wfile.flush()
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def endless(handler):
    """Send a body that has no end, as fast as it is read."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more" * 1000)


def nonsense(handler):
    handler.wfile.write(b"\x00\xff nothing like HTTP\r\n\r\n")


def bomb(packing):
    """Return 300 MB of zeros packed to about a thousandth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if packing == "gzip" else 15)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(300)), packer.flush()])


@pytest.fixture
def peak_megabytes():
    """Return what the memory in use has risen by at most since the first call."""
    tracemalloc.start()

    def risen():
        now, peak = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        return (peak - now) / 1e6

    yield risen
    tracemalloc.stop()


def test_a_site_whose_robots_rules_are_broken_is_not_asked_further(site, crawled, stored, why):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    site.answer("/robots.txt", "oops", 503)
    first = len(site.requests)
    report = crawled()
    assert {path for path, _ in site.requests[first:]} == {"/robots.txt"}
    assert why(report)["/"][0] == "failed"
    assert report.unreachable
    assert stored() == ["/", "/a"]


def test_an_unreachable_site_is_said_to_be_and_loses_no_page(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    report = crawled(seeds=(url,), allow=(url, site.url), max_pages=1)
    assert report.unreachable
    assert report.failed == 1
    assert "no connection" in report.problems[0].reason
    assert stored() == ["/", "/a"]


def test_a_page_is_removed_when_it_is_missing_twice(site, crawled, stored, why):
    site.page("/", "/a", "/b")
    site.page("/a")
    site.page("/b")
    crawled()
    site.forget("/a")
    site.answer("/b", "", 410)
    first = crawled()
    assert why(first)["/a"] == ("gone", "it answered 404")
    assert (first.gone, first.removed, stored()) == (2, 0, ["/", "/a", "/b"])
    second = crawled()
    assert (second.gone, second.removed, stored()) == (2, 2, ["/"])


def test_a_page_that_was_removed_comes_back_when_it_answers_again(site, crawled, stored):
    site.page("/", "/a")
    site.page("/a")
    crawled()
    site.forget("/a")
    crawled()
    crawled()
    site.page("/a")
    crawled(full=True)
    assert stored() == ["/", "/a"]


FAULTS = {
    "an error": lambda site, path: site.answer(path, "oops", 500),
    "no service": lambda site, path: site.answer(path, "", 503, Retry_After="0"),
    "no permission": lambda site, path: site.answer(path, "", 403),
    "a reset": lambda site, path: site.does(path, reset),
    "nonsense": lambda site, path: site.does(path, nonsense),
    "an empty body": lambda site, path: site.answer(path, " \n"),
    "a login": lambda site, path: site.redirect(path, "/login", 302),
    "a broken packing": lambda site, path: site.answer(path, "x", Content_Encoding="gzip"),
    "no body at all": lambda site, path: site.answer(path, "", 204),
    "no change unasked": lambda site, path: site.answer(path, "", 304),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_is_lost_when_a_fifth_of_them_fails(site, crawled, stored, why, fault):
    paths = [f"/{number}" for number in range(10)]
    site.page("/", *paths, "/login")
    for path in [*paths, "/login"]:
        site.page(path)
    crawled()
    before = stored()
    for path in paths[::5]:
        FAULTS[fault](site, path)
    for _ in range(3):
        report = crawled(full=True)
        assert set(why(report)) == set(paths[::5])
        assert (report.failed, report.removed, report.is_whole) == (2, 0, False)
    assert stored() == before


@pytest.mark.parametrize("share", [5, 1], ids=["a fifth", "all"])
def test_no_page_is_lost_to_a_captcha_that_answers_200(site, crawled, store, why, share):
    paths = [f"/{number}" for number in range(20)]
    site.page("/", *paths)
    for number, path in enumerate(paths):
        site.page(path, text=f"Kokeilusta numero {number} opittiin jotakin uutta ja tärkeää.")
    crawled()
    before = {page.url: page.body for page in store.pages()}
    for path in paths[::share]:
        site.answer(path, f"<title>x</title><p>Todista, että olet ihminen.</p><!-- {path} -->")
    for _ in range(3):
        report = crawled(full=True)
        assert set(why(report)) == set(paths[::share])
        assert (report.fetched, report.removed) == (0, 0)
    assert {page.url: page.body for page in store.pages()} == before


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_is_lost_when_all_of_them_fail(site, crawled, stored, fault):
    paths = [f"/{number}" for number in range(2)]
    site.page("/", *paths, "/login")
    for path in [*paths, "/login"]:
        site.page(path)
    crawled()
    before = stored()
    for path in ["/", *paths]:
        FAULTS[fault](site, path)
    for _ in range(2):
        report = crawled()  # a struggling site is asked ever more slowly, so few are enough
        assert (report.removed, report.is_whole) == (0, False)
    assert stored() == before


def test_a_site_that_fails_whole_is_left_alone_soon(site, crawled, stored):
    paths = [f"/{number}" for number in range(3 * FAILURES_TO_STOP)]
    site.page("/", *paths)
    for path in paths:
        site.page(path)
    crawled()
    for path in ["/", *paths]:
        site.answer(path, "oops", 500)
    first = len(site.requests)
    report = crawled()
    assert "in a row" in report.stopped
    assert report.unreachable
    assert len(site.requests) - first < 2 * FAILURES_TO_STOP
    assert len(stored()) == len(paths) + 1


def test_a_fault_that_passes_is_tried_again_in_the_same_crawl(site, crawled, stored):
    site.page("/", "/a")

    def once(handler):
        site.page("/a", "/b")
        reset(handler)

    site.does("/a", once)
    site.page("/b")
    report = crawled()
    assert (report.fetched, report.failed) == (3, 0)
    assert stored() == ["/", "/a", "/b"]


def test_a_site_that_asks_for_a_pause_gets_it(site, crawled):
    def later(handler):
        site.page("/")
        handler.wfile.write(b"HTTP/1.1 503 x\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")

    site.does("/", later)
    started = time.monotonic()
    assert crawled().fetched == 1
    assert time.monotonic() - started >= 1


def test_an_endless_body_is_given_up_at_the_limit(site, crawled, stored, why):
    site.page("/", "/a")
    site.does("/a", endless)
    assert why(crawled())["/a"] == ("skipped", "its body is larger than 5 MiB")
    assert stored() == ["/"]


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_bomb_fills_no_memory(site, crawled, why, peak_megabytes, packing):
    site.page("/", "/a")
    site.answer("/a", bomb(packing), Content_Encoding=packing)
    peak_megabytes()
    assert why(crawled())["/a"] == ("skipped", "its body is larger than 5 MiB")
    assert peak_megabytes() < 20


def test_a_sitemap_bomb_fills_no_memory(site, crawled, peak_megabytes):
    site.page("/")
    site.answer("/map.xml.gz", bomb("gzip"), Content_Type="application/gzip")
    peak_megabytes()
    assert crawled(sitemaps=(f"{site.url}map.xml.gz",)).fetched == 1
    assert peak_megabytes() < 80


def test_a_packed_sitemap_is_read(site, crawled, stored):
    site.page("/")
    site.page("/a")
    body = gzip.compress(f"<urlset><url><loc>{site.url}a</loc></url></urlset>".encode())
    site.answer("/map.xml.gz", body, Content_Type="application/gzip")
    crawled(sitemaps=(f"{site.url}map.xml.gz",))
    assert stored() == ["/", "/a"]


def test_a_trap_of_endless_links_ends(site, crawled):
    for number in range(300):
        site.page(f"/cal?m={number}", f"/cal?m={number + 1}", f"/cal?m={number + 2}")
    site.page("/", "/cal?m=0", *(f"/cal?m={number}" for number in range(3, 10_003)))
    report = crawled()
    assert report.fetched <= 101
    (cut,) = (one for one in report.problems if one.outcome == "skipped")
    assert "calendar" in cut.reason
    assert "9903 such addresses were left out" in cut.reason


def test_headers_without_end_are_given_up(site, crawled, why):
    def talkative(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-More: " + b"x" * 100 + b"\r\n")

    site.page("/", "/a")
    site.does("/a", talkative)
    assert why(crawled())["/a"][0] == "failed"
