from __future__ import annotations

import gzip
import http.client
import socket
import threading
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from corpus.errors import SamplePageError
from corpus.sample_site.server import IDLE_SECONDS, SampleSite

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = "/project/duunipolku/"


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite() as running:
        yield running


class Reply:
    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def ask(site: SampleSite, target: str, method: str = "GET", **headers: str) -> Reply:
    connection = http.client.HTTPConnection(site.url.removeprefix("http://").rstrip("/"), timeout=5)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers=named)
        return Reply(connection.getresponse())
    finally:
        connection.close()


def test_every_page_and_pdf_answers(site):
    targets = [page.encode("utf-8").decode("latin-1") for page in site.content.pages]
    for target in [t for t in targets if t.isascii()] + list(site.content.pdfs):
        assert ask(site, target).status == 200, target


def test_it_listens_on_loopback_only(site):
    assert site.url.startswith("http://127.0.0.1:")


def test_an_address_with_a_soft_hyphen_is_found_percent_encoded(site):
    target = (
        "/nain-6aika-on-vaikuttanut-kuutos%C2%ADkaupunkeihin-vantaalla-"
        "yritysyhteistyo-hyvassa-vauhdissa/"
    )
    reply = ask(site, target)
    assert reply.status == 200
    assert f'rel="canonical" href="{site.url.rstrip("/")}{target}"' in reply.text


def test_addresses_in_a_page_follow_the_host_that_was_asked(site):
    reply = ask(site, "/tuloksia-duunipolku/", Host="kuutos.example:8001")
    assert (
        '<link rel="canonical" href="http://kuutos.example:8001/tuloksia-duunipolku/">'
        in reply.text
    )
    assert site.url not in reply.text


def test_a_known_etag_is_answered_304_with_no_body(site):
    first = ask(site, PROJECT)
    again = ask(site, PROJECT, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_an_unchanged_date_is_answered_304_and_an_older_one_in_full(site):
    since = ask(site, PROJECT).headers["Last-Modified"]
    assert ask(site, PROJECT, If_Modified_Since=since).status == 304
    assert ask(site, PROJECT, If_Modified_Since="Mon, 01 Jan 2018 00:00:00 GMT").status == 200


def test_a_date_that_is_none_is_passed_over(site):
    assert ask(site, PROJECT, If_Modified_Since="eilen").status == 200


def test_a_client_that_names_no_host_gets_the_address_listened_on(site):
    with socket.create_connection(("127.0.0.1", int(site.url[:-1].rpartition(":")[2]))) as line:
        line.sendall(b"GET /robots.txt HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert f"Sitemap: {site.url}sitemap_index.xml".encode() in answer


def test_text_is_compressed_for_those_who_accept_it(site):
    plain, packed = ask(site, "/"), ask(site, "/", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_head_answers_the_same_headers_without_a_body(site):
    got, head = ask(site, "/"), ask(site, "/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_a_connection_is_good_for_another_request_after_head(site):
    connection = http.client.HTTPConnection(site.url.removeprefix("http://").rstrip("/"), timeout=5)
    for method in ("HEAD", "GET"):
        connection.request(method, "/robots.txt")
        reply = Reply(connection.getresponse())
    connection.close()
    assert reply.text.startswith("User-agent")


def test_an_old_address_leads_on_in_two_steps(site):
    first = ask(site, "/kaupungit/turku/")
    second = ask(site, "/kaupunki/turku/")
    assert (first.status, first.headers["Location"]) == (301, f"{site.url}kaupunki/turku/")
    assert (second.status, second.headers["Location"]) == (301, f"{site.url}city/turku/")


def test_a_missing_last_slash_is_put_back_by_a_redirect(site):
    reply = ask(site, "/hankkeet")
    assert (reply.status, reply.headers["Location"]) == (301, f"{site.url}hankkeet/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ensimmainen-hankehaku-on-auki/", 410),
        ("/tapahtumat/kuutosfoorumi-2016/", 404),
        ("/ei-ole/", 404),
        ("/wp-admin/", 403),
        ("/haku/?s=data", 200),
    ],
)
def test_addresses_without_a_page_say_so_in_the_layout(site, path, status):
    reply = ask(site, path)
    assert reply.status == status
    assert '<nav class="main-menu"' in reply.text


def test_a_doubled_city_page_has_the_same_content(site):
    page, doubled = ask(site, "/city/turku/").text, ask(site, "/city/turku/?posts2=2").text
    assert page.partition("<body")[2] == doubled.partition("<body")[2]
    assert 'rel="canonical"' in page
    assert 'rel="canonical"' not in doubled


def test_an_old_page_tells_its_charset_in_a_meta_element_only(site):
    reply = ask(site, "/ensimmaisen-hankehaun-rahoituspaatokset-joulukuussa-1-12-2014/")
    assert reply.headers["Content-Type"] == "text/html"
    assert b"charset=iso-8859-1" in reply.body
    assert "rahoituspäätökset" in reply.body.decode("iso-8859-1")
    with pytest.raises(UnicodeDecodeError):
        reply.body.decode("utf-8")


def test_a_noindex_page_says_so(site):
    reply = ask(site, "/viestintamateriaalit-tyoversio/")
    assert '<meta name="robots" content="noindex, follow">' in reply.text


def test_the_pdf_is_served_as_one(site):
    reply = ask(site, "/wp-content/uploads/2021/11/muistilista-yhteiskehittajalle.pdf")
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.body.startswith(b"%PDF-")


def test_a_changed_title_changes_the_etag_and_the_date_until_restored(site):
    before = ask(site, PROJECT)
    site.amend(PROJECT, title="Uusi otsikko", modified=date(2022, 8, 1))
    changed = ask(site, PROJECT, If_None_Match=before.headers["ETag"])
    assert changed.status == 200
    assert "<h1>Uusi otsikko</h1>" in changed.text
    assert changed.headers["Last-Modified"] != before.headers["Last-Modified"]
    site.restore()
    assert ask(site, PROJECT).body == before.body


def test_a_replaced_body_keeps_the_title(site):
    site.replace(PROJECT, "Aivan uusi leipäteksti.")
    text = ask(site, PROJECT).text
    assert "<p>Aivan uusi leipäteksti.</p>" in text
    assert "Päättynyt: DuuniPolku" in text


def test_a_whole_new_page_is_served_listed_and_mapped(site):
    source = '+++\npath = "/project/uusi/"\ntitle = "Uusi hanke"\ntype = "project"\n+++\nTeksti.\n'
    site.replace("/project/uusi/", source)
    assert "<h1>Uusi hanke</h1>" in ask(site, "/project/uusi/").text
    assert "/project/uusi/" in ask(site, "/project-sitemap.xml").text
    assert "Uusi hanke" in ask(site, "/hankkeet/").text


def test_only_known_pages_can_be_changed_in_part(site):
    with pytest.raises(SamplePageError, match="/project/uusi/"):
        site.replace("/project/uusi/", "Pelkkä teksti.")
    with pytest.raises(SamplePageError, match="/project/uusi/"):
        site.amend("/project/uusi/", title="Uusi")


def test_a_failing_page_recovers_when_restored(site):
    site.fail(PROJECT, 500)
    assert ask(site, PROJECT).status == 500
    site.restore()
    assert ask(site, PROJECT).status == 200


def test_a_removed_page_leaves_the_sitemap(site):
    site.fail(PROJECT, 410)
    assert ask(site, PROJECT).status == 410
    assert f"{site.url}project/duunipolku/" not in ask(site, "/project-sitemap.xml").text


def test_requests_are_remembered_with_their_query_and_status(site):
    ask(site, "/city/turku/?posts2=2")
    ask(site, "/ei-ole/")
    assert site.requests == [("/city/turku/?posts2=2", 200), ("/ei-ole/", 404)]


def test_stopping_ends_every_thread_though_a_client_keeps_its_connection():
    before = threading.active_count()
    started = time.monotonic()
    with SampleSite() as running:
        kept = http.client.HTTPConnection(
            running.url.removeprefix("http://").rstrip("/"), timeout=5
        )
        kept.request("GET", "/")
        kept.getresponse().read()
        assert threading.active_count() > before
    assert threading.active_count() == before
    assert time.monotonic() - started < IDLE_SECONDS
    kept.close()
