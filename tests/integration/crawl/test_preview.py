"""Previews against real servers: what they say is what a crawl and a build would do."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.fetcher import MAX_REDIRECTS
from indexer.preview_visit import preview_page
from indexer.reindex import Wish, Workshop, reindex
from indexer.skip_reasons import ADVICE

TEXT = "Kokeilu opetti meille paljon, vaikka se kesti kauemmin kuin kukaan odotti."


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def previewed(site, source, settings):
    """Preview a path of the scripted site, or a whole address."""

    def once(path, *more):
        typed = site.url + path.removeprefix("/") if path.startswith("/") else path
        return preview_page(settings, [source, *more], typed)

    return once


def test_a_finnish_page_is_told_in_sections_with_its_facts_and_links(settings):
    with SampleSite() as sample:
        told = preview_page(
            settings, [sample_source(sample.url)], f"{sample.url}project/circvol-2/"
        )
    document = told.document
    assert told.would_be_indexed
    assert told.skip is None
    assert (told.source, told.answers[-1].status) == ("sample", 200)
    assert (document.title, document.type) == ("Päättynyt: CircVol 2", "project")
    assert (document.language, document.published) == ("fi", "2021-05-31")
    assert document.cities == ("turku",)
    assert document.contact
    opening, contents, spread = document.sections
    assert opening.heading_path == ()
    assert contents.heading_path == ("Sisältö",)
    assert (contents.anchor, contents.language, contents.weight) == ("sisalto", "fi", 1.0)
    assert spread.url == f"{document.url}#opit"
    assert spread.begins.startswith("Raportti ei leviä itsekseen.")
    assert len(spread.begins) < spread.letters
    followed = [link.url for link in told.links if not link.left_out]
    assert f"{sample.url}tulokset/" in followed
    assert {link.url: link.left_out for link in told.links}[f"{sample.url}wp-admin/"] == (
        "robots.txt does not allow it"
    )


def test_an_english_page_names_its_language_and_its_twin(settings):
    with SampleSite() as sample:
        url = f"{sample.url}en/project/sohjoa-robot-buses/"
        told = preview_page(settings, [sample_source(sample.url)], url)
    assert told.document.language == "en"
    assert {section.language for section in told.document.sections} == {"en"}
    assert list(told.document.twins) == ["fi"]


def test_a_pdf_is_told_by_its_pages(settings):
    with SampleSite() as sample:
        (path, *_) = sample.content.pdfs
        told = preview_page(settings, [sample_source(sample.url)], sample.url + path.lstrip("/"))
    assert told.would_be_indexed
    assert told.content_type.startswith("application/pdf")
    assert any(section.anchor.startswith("page=") for section in told.document.sections)
    assert told.links == ()


def test_nothing_is_stored(site, previewed, settings):
    site.page("/", text=TEXT)
    assert previewed("/").would_be_indexed
    assert not settings.data_dir.exists()


def skip_code(told):
    assert not told.would_be_indexed
    assert told.skip.reason.endswith(".")
    assert told.skip.advice == ADVICE[told.skip.code].format(sources=Settings().sources)
    return told.skip.code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"status": 404}, "gone"),
        ({"status": 410}, "gone"),
        ({"status": 500}, "status"),
        ({"body": " \n", "status": 200}, "empty"),
        ({"body": b"PNG", "Content_Type": "image/png"}, "type"),
        ({"body": b"x" * (5 * 1024 * 1024 + 1)}, "too_large"),
        ({"body": f"<p>{TEXT}", "X_Robots_Tag": "noindex"}, "noindex"),
        ({"body": f"<meta name=robots content=none><p>{TEXT}"}, "noindex"),
        ({"body": "<body><script>draw()</script><nav>Valikko</nav>"}, "no_text"),
        ({"body": b"%PDF-1.7 broken", "Content_Type": "application/pdf"}, "unreadable"),
        ({"body": f"<p>{TEXT}", "Content_Encoding": "zstd"}, "not_fetched"),
        ({"status": 302, "Location": "ftp://a.example/"}, "address_refused"),
    ],
    ids=str,
)
def test_a_page_that_gives_nothing_is_told_why_and_what_to_do(site, previewed, answer, code):
    site.answer("/x", **answer)
    told = previewed("/x")
    assert skip_code(told) == code
    assert told.document is None


def test_an_address_that_is_none_or_of_no_source_is_never_asked_for(site, previewed, other_site):
    assert skip_code(previewed("kokeilu")) == "not_an_address"
    told = previewed(f"{other_site.url}x")
    assert skip_code(told) == "outside_sources"
    assert "sources.toml" in told.skip.advice
    assert skip_code(previewed("/a/b/a/b/a/b/")) == "trap"
    assert (site.connections, other_site.connections) == (0, 0)


def test_an_address_that_its_source_denies_is_told_so(site, source, settings):
    denying = type(source)("denying", allow=(site.url,), deny=(f"{site.url}in/",))
    assert skip_code(preview_page(settings, [denying], f"{site.url}in/x")) == "denied"
    assert site.connections == 0


def test_robots_rules_are_asked_first_and_kept(site, previewed):
    site.answer("/robots.txt", "User-agent: *\nDisallow: /x", Content_Type="text/plain")
    assert skip_code(previewed("/x")) == "robots_txt"
    site.answer("/robots.txt", status=503)
    assert skip_code(previewed("/y")) == "robots_unreachable"
    assert set(site.paths) == {"/robots.txt"}


def test_an_inner_address_is_refused_unless_its_source_allows_private_ones(site, source, settings):
    site.page("/", text=TEXT)
    public = type(source)("public", allow=(site.url,), delay_seconds=0)
    told = preview_page(settings, [public], site.url)
    assert skip_code(told) == "robots_unreachable"
    assert "is not asked" in told.skip.reason
    assert site.connections == 0


def test_redirects_are_followed_as_a_crawl_follows_them(site, other_site, previewed):
    site.redirect("/old", "/new")
    site.page("/new", text=TEXT)
    told = previewed("/old")
    assert [(hop.url, hop.status) for hop in told.answers] == [
        (f"{site.url}old", 301),
        (f"{site.url}new", 200),
    ]
    assert told.document.url == f"{site.url}new"
    site.redirect("/out", f"{other_site.url}x")
    assert skip_code(previewed("/out")) == "redirect_outside"
    assert other_site.connections == 0
    site.redirect("/round", "/round")
    assert skip_code(previewed("/round")) == "redirect_loop"
    for number in range(MAX_REDIRECTS + 1):
        site.redirect(f"/{number}", f"/{number + 1}")
    assert skip_code(previewed("/0")) == "redirect_loop"
    site.answer("/robots.txt", "User-agent: *\nDisallow: /new", Content_Type="text/plain")
    assert skip_code(previewed("/old")) == "redirect_forbidden"


def canonical(path):
    return f"<html><head><link rel=canonical href={path}></head><p>{TEXT}"


def test_a_page_that_names_another_as_itself_is_left_to_that_one(site, previewed):
    site.answer("/print", canonical("/page"))
    site.page("/page", text=TEXT)
    told = previewed("/print")
    assert skip_code(told) == "canonical_elsewhere"
    assert f"{site.url}page" in told.skip.reason
    assert told.document.url == f"{site.url}page"


def test_a_page_that_names_one_that_is_not_there_is_indexed_with_a_note(site, previewed):
    site.answer("/print", canonical("/missing"))
    told = previewed("/print")
    assert told.would_be_indexed
    assert any("It answered 404." in note for note in told.notes)


def test_a_page_outside_the_source_that_is_named_is_not_asked_for(site, source, settings):
    inside = type(source)(
        "inside", allow=(f"{site.url}in/",), delay_seconds=0, allow_private_addresses=True
    )
    site.answer("/in/print", canonical("/page"))
    assert preview_page(settings, [inside], f"{site.url}in/print").would_be_indexed
    assert "/page" not in site.paths


def test_what_is_indexed_now_is_compared_with_the_page(site, source, settings, previewed):
    site.answer("/", f"<h1>Vanha</h1><p>{TEXT}<h2 id=opit>Opit</h2><p>{TEXT}<a href=/b>b</a>")
    site.answer("/b", f"<h1>Toinen</h1><p>{TEXT} Ja vielä vähän enemmän kuin muut.")
    assert previewed("/").indexed is None
    reindex(Workshop.open(settings, [source]), Wish())
    same = previewed("/").indexed
    assert (same.is_indexed, same.changes) == (True, ())
    site.answer("/", f"<h1>Uusi</h1><p>{TEXT}<h2 id=tulos>Tulokset</h2><p>{TEXT}")
    changes = {change.what: (change.now, change.then) for change in previewed("/").indexed.changes}
    assert changes["title"] == ("Vanha", "Uusi")
    assert changes["section Opit"][1] == changes["section Tulokset"][0] == ""
    assert changes["section Tulokset"][1].startswith("results, fi, ")
    site.answer("/b", status=404)
    gone = previewed("/b")
    assert skip_code(gone) == "gone"
    assert gone.indexed.is_indexed
    assert not previewed("/c").indexed.is_indexed


def test_a_build_indexes_what_was_previewed(settings):
    with SampleSite() as sample:
        source = sample_source(sample.url)
        workshop = Workshop.open(settings, [source])
        only = replace_seeds(source, f"{sample.url}project/circvol-2/")
        reindex(Workshop(settings, (only,), workshop.store), Wish())
        for page in workshop.store.pages():
            told = preview_page(settings, [only], page.url)
            assert told.would_be_indexed
            assert told.indexed.is_indexed
            assert told.indexed.changes == ()


def replace_seeds(source, url):
    return type(source)(
        "one", allow=(url,), seeds=(url,), delay_seconds=0, allow_private_addresses=True
    )


def test_a_preview_is_json_with_steady_names(site, previewed):
    site.answer("/", f"<h1>Otsikko</h1><p>{TEXT}")
    told = json.loads(json.dumps(asdict(previewed("/"))))
    assert list(told) == [
        *("url", "would_be_indexed", "source", "skip", "answers", "content_type", "body_bytes"),
        *("document", "links", "notes", "indexed"),
    ]
    assert list(told["document"]["sections"][0]) == [
        *("heading_path", "kind", "language", "level", "weight", "anchor", "url", "letters"),
        *("begins", "is_unshown"),
    ]
