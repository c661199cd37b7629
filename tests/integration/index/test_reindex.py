"""From a real site over HTTP to a published index, and what must never break it."""

from dataclasses import replace

import pytest

from corpus.document import document_id
from corpus.errors import CrawlError, GateError, PublishingHeldError, UnknownSourceError
from corpus.index.open_index import generations, open_index
from corpus.index.query_parser import parse_query
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.build import build
from indexer.reindex import Wish, Workshop, reindex

GUIDE = "/tyomaan-hiilijalanjaljen-laskenta/"
KALASATAMA = "/project/fiksu-kalasatama/"


@pytest.fixture(scope="module")
def site():
    with SampleSite() as running:
        yield running


@pytest.fixture(scope="module")
def workshop(site, tmp_path_factory):
    """A data directory into which the sample site has been crawled and published."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    opened = Workshop.open(settings, [sample_source(site.url)])
    report = reindex(opened, Wish())
    assert report.crawls[0].fetched > 200
    assert report.build.generation == "gen-000001"
    return opened


@pytest.fixture(autouse=True)
def served(site, workshop):
    """Name the generation served, and leave site and index to the next test as they were."""
    where = generations(workshop.settings)
    before = where.current()
    yield before
    site.restore()
    where.release()
    if where.current() == before:
        return
    if before in where.names():
        where.rollback(before)
        where.release()
    else:  # three full builds since have pruned it
        reindex(workshop, Wish(dry_run=True))
        build(workshop.settings, workshop.store, workshop.sources)


def search(workshop, text, language="fi"):
    return open_index(workshop.settings).search(parse_query(text, language=language))


def test_nothing_is_built_when_no_page_has_changed(workshop):
    reindex(workshop, Wish())  # takes in what other tests have undone
    report = reindex(workshop, Wish())
    assert report.build is None
    assert report.crawls[0].fetched == 0
    assert report.crawls[0].unchanged > 200


def test_a_build_keeps_the_terms_its_twins_taught(workshop, served):
    assert "translations.json" in generations(workshop.settings).manifest(served).files


def test_twins_that_nobody_names_are_recognised_and_kept_by_an_update(site, workshop):
    def project():
        url = f"{site.url}project/duunipolku/"
        return open_index(workshop.settings).document(document_id(url))

    def twin():
        return dict(project().twins), project().guessed_twins

    expected = {"en": f"{site.url}en/project/job-pathways-finland/"}, ("en",)
    assert twin() == expected
    reindex(workshop, Wish(url=project().url, full=True))
    assert twin() == expected
    (source,) = workshop.sources
    build(workshop.settings, workshop.store, [replace(source, guess_twins=False)])
    assert twin() == ({}, ())


def test_one_changed_page_is_found_by_its_new_words_at_once(site, workshop):
    site.amend(KALASATAMA, title="Päättynyt: Fiksu Kalasatama revontulineen")
    report = reindex(workshop, Wish(url=site.url + KALASATAMA[1:]))
    assert report.crawls[0].fetched == 1
    hits = search(workshop, "revontuli").hits
    assert [hit.title for hit in hits] == ["Päättynyt: Fiksu Kalasatama revontulineen"]
    titles = [hit.title for hit in search(workshop, "Fiksu Kalasatama").hits]
    assert sum("Fiksu Kalasatama" in title for title in titles) == 1


def test_a_rollback_stays_back_until_it_is_released(site, workshop, served):
    site.amend(KALASATAMA, title="Fiksu Kalasatama revontulineen")
    reindex(workshop, Wish(url=site.url + KALASATAMA[1:]))
    generations(workshop.settings).rollback(served)
    assert search(workshop, "revontuli").total == 0
    with pytest.raises(PublishingHeldError):
        reindex(workshop, Wish(url=site.url + KALASATAMA[1:], full=True))
    assert search(workshop, "revontuli").total == 0


def test_an_unreachable_site_leaves_the_index_as_it_was(workshop):
    gone = sample_source("http://127.0.0.1:9/")
    elsewhere = Workshop(workshop.settings, (gone,), workshop.store)
    with pytest.raises(CrawlError, match="left as it was"):
        reindex(elsewhere, Wish())
    assert search(workshop, "hiilijalanjälki").total > 0


def test_failing_pages_stay_in_the_index(site, workshop):
    site.fail(GUIDE, 500)
    reindex(workshop, Wish(full=True))
    best = search(workshop, "työmaan hiilijalanjäljen laskenta").hits[0]
    assert best.url == site.url + GUIDE[1:]


def test_pages_outside_a_narrowed_source_leave_the_index_but_not_the_store(site, workshop):
    url = site.url + KALASATAMA[1:]
    (source,) = workshop.sources
    narrowed = Workshop(workshop.settings, (replace(source, deny=(url,)),), workshop.store)
    report = build(workshop.settings, workshop.store, narrowed.sources)
    assert url in dict(report.skipped)
    assert not any(hit.url == url for hit in search(workshop, "Fiksu Kalasatama").hits)
    assert workshop.store.page(url) is not None


def test_an_empty_build_never_replaces_a_full_one(workshop, served, tmp_path):
    settings = workshop.settings
    empty = Workshop.open(Settings(data_dir=tmp_path), workshop.sources)
    swapped = Workshop(settings, workshop.sources, empty.store)
    with pytest.raises(GateError, match="no documents at all"):
        build(settings, swapped.store, swapped.sources, accept_loss=True)
    assert search(workshop, "hiilijalanjälki").total > 0
    assert generations(settings).current() == served


def test_an_address_outside_every_source_is_refused_with_the_reason(workshop):
    with pytest.raises(UnknownSourceError, match="belongs to no source"):
        reindex(workshop, Wish(url="http://127.0.0.1:1/elsewhere/"))
    with pytest.raises(UnknownSourceError, match=r"no source 'nothing'. There are: sample"):
        reindex(workshop, Wish(source_names=("nothing",)))


def test_english_words_lead_to_a_finnish_passage(workshop):
    other = search(workshop, "robot bus lessons snow", "en").other_language
    assert other.language == "fi"
    assert any("robottibus" in hit.title.lower() for hit in other.hits)
    assert all(hit.matched_via == "translation" and hit.gloss for hit in other.hits)


def test_pages_whose_words_are_in_a_pdf_are_found(workshop):
    urls = [hit.url for hit in search(workshop, "muistilista yhteiskehittäjälle").hits]
    assert any(url.endswith(".pdf") for url in urls)


def test_a_page_with_soft_hyphens_in_its_slug_is_fetched_and_found(workshop):
    hits = search(workshop, "vantaalla yritysyhteistyö hyvässä vauhdissa").hits
    assert "%C2%AD" in hits[0].url
    assert "\u00ad" not in hits[0].title


def test_a_page_that_asks_not_to_be_indexed_is_not(workshop):
    urls = [hit.url for hit in search(workshop, "viestintämateriaalit työversio").hits]
    assert not any("tyoversio" in url for url in urls)
