"""Pages that say the same, from a real site over HTTP to the index and back to two pages."""

import shutil
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from corpus.document import document_id
from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.erasures import Erasure, Erasures
from indexer.reindex import Wish, Workshop, reindex
from indexer.terminal import build_lines

TEXT = (
    "Kaupunki kysyi asukkailta, mitä koulun takaisesta pihasta pitäisi tulla, ja sai vastaukseksi "
    "kolmesataa piirrosta. Oppilaat lukivat ne kaikki ja piirsivät puutarhurin kanssa kolme "
    "suunnitelmaa, jotka ovat kirjastossa kuukauden ajan kaikkien nähtävinä."
)
ENGLISH = (
    "The city asked its residents what the yard behind the school should become, and got three "
    "hundred drawings. Pupils read them all and drew three plans with a gardener, which anybody "
    "can see in the library for a month."
)
OTHER = TEXT.replace("piirrosta", "runoa")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        """Say nothing."""


class Town:
    """A site of HTML files, its index, and what an operator does with them."""

    def __init__(self, folder, data, url):
        self.folder, self.url = folder, url
        source = Source(
            name="town",
            seeds=(url,),
            allow=(url,),
            delay_seconds=0,
            allow_private_addresses=True,
        )
        self.workshop = Workshop.open(Settings(data_dir=data), [source])

    def write(self, name, title, text, language="fi", links=""):
        self.folder.joinpath(name).write_text(
            f"<html lang={language}><head><title>{title}</title>{links}</head>"
            f"<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
        )

    def reindex(self, name=None):
        wish = Wish(full=True) if name is None else Wish(url=self.url + name, full=True)
        return reindex(self.workshop, wish).build

    @property
    def index(self):
        return open_index(self.workshop.settings)

    def document(self, name):
        return self.index.document(document_id(self.url + name))

    def found(self, text, language="fi"):
        hits = self.index.search(parse_query(text, language=language)).hits
        return sorted(hit.url.removeprefix(self.url) for hit in hits)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data directory whose parsed dictionary all tests share."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def town(tmp_path, data):
    """A site with a page, its copy and its English twin, which names the copy."""
    folder = tmp_path / "site"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    for leftover in (*data.glob("kuutoshaku.sqlite3*"), data / "generations"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)
    site = Town(folder, data, f"http://127.0.0.1:{server.server_address[1]}/")
    names = ("piha.html", "pihan-kopio.html", "yard.html", "muu.html")
    links = "".join(f'<a href="{name}">{name}</a>' for name in names)
    site.write("index.html", "Etusivu", f"Täältä pääsee kaikille sivuille. {links}")
    site.write("piha.html", "Piha kaikille", TEXT)
    to_english = f'<link rel=alternate hreflang=en href="{site.url}yard.html">'
    site.write("pihan-kopio.html", "Piha kaikille", TEXT, links=to_english)
    to_finnish = f'<link rel=alternate hreflang=fi href="{site.url}pihan-kopio.html">'
    site.write("yard.html", "A yard for everybody", ENGLISH, "en", to_finnish)
    site.write("muu.html", "Piha kaikille", OTHER)
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_copy_is_left_out_reported_and_remembered(town):
    report = town.reindex()
    copy, original = f"{town.url}pihan-kopio.html", f"{town.url}piha.html"
    assert report.same_text == ((copy, original),)
    assert any(f"{copy} (the same text as {original})" in line for line in build_lines(report))
    assert town.found("puutarhuri") == ["muu.html", "piha.html"]
    assert town.document("piha.html").also_at == (copy,)
    assert town.document("pihan-kopio.html").url == original


def test_the_twin_that_named_the_copy_is_the_survivors(town):
    town.reindex()
    assert dict(town.document("piha.html").twins) == {"en": f"{town.url}yard.html"}
    assert dict(town.document("yard.html").twins) == {"fi": f"{town.url}piha.html"}


def test_a_copy_brought_up_to_date_stays_left_out(town):
    town.reindex()
    report = town.reindex("pihan-kopio.html")
    assert report.documents == 4
    assert town.document("pihan-kopio.html").url == f"{town.url}piha.html"
    assert dict(town.document("yard.html").twins) == {"fi": f"{town.url}piha.html"}


def test_a_page_that_no_longer_names_its_twin_takes_it_from_the_twin_too(town):
    town.reindex()
    town.write("pihan-kopio.html", "Piha kaikille", TEXT)
    town.reindex("pihan-kopio.html")
    assert town.document("yard.html").twins == {}


def test_a_page_that_wrongly_names_a_twin_leaves_that_page_its_own(town):
    town.reindex()
    wrong = f'<link rel=alternate hreflang=en href="{town.url}yard.html">'
    town.write("index.html", "Etusivu", "Täältä pääsee kaikille sivuille ja takaisin.", links=wrong)
    town.reindex("")
    assert dict(town.document("yard.html").twins) == {"fi": f"{town.url}piha.html"}


def test_a_copy_that_says_something_else_becomes_a_page_of_its_own(town):
    town.reindex()
    town.write("pihan-kopio.html", "Piha kaikille", TEXT.replace("puutarhurin", "pormestarin"))
    town.reindex("pihan-kopio.html")
    assert town.found("pormestari") == ["pihan-kopio.html"]
    assert town.document("piha.html").also_at == ()


def test_a_copy_comes_back_when_its_survivor_says_something_else(town):
    town.reindex()
    town.write("piha.html", "Piha kaikille", TEXT.replace("puutarhurin", "pormestarin"))
    report = town.reindex("piha.html")
    assert report.documents == 5
    assert town.found("puutarhuri") == ["muu.html", "pihan-kopio.html"]
    assert dict(town.document("yard.html").twins) == {"fi": f"{town.url}pihan-kopio.html"}
    assert town.document("piha.html").twins == {}


def test_a_copy_comes_back_when_its_survivor_is_gone(town):
    town.reindex()
    page = f"{town.url}piha.html"
    erasures = Erasures(town.workshop.store.engine)
    erasures.begin(Erasure(page, [page], [], datetime.now(UTC)), "town")
    town.folder.joinpath("piha.html").write_text(
        "<html><head><meta name=robots content=noindex></head><body><p>Ei enää.</body></html>"
    )
    town.reindex("piha.html")
    assert town.found("puutarhuri") == ["muu.html", "pihan-kopio.html"]


def test_a_page_that_becomes_a_copy_is_left_out(town):
    town.reindex()
    town.write("muu.html", "Piha kaikille", TEXT)
    report = town.reindex("muu.html")
    copies = {f"{town.url}piha.html", f"{town.url}pihan-kopio.html"}
    assert report.documents == 3
    assert town.found("puutarhuri") == ["muu.html"]
    assert set(town.document("muu.html").also_at) == copies
    assert dict(town.document("yard.html").twins) == {"fi": f"{town.url}muu.html"}
