"""After an erasure, no byte of the data directory tells what the page said."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus.document import Page, document_id
from corpus.editorial.rules import BestBet, Correction, Pin
from corpus.errors import ErasureError, JobRunningError, NoRuleError, SearchIndexError
from corpus.index import translations_file
from corpus.index.erasure import erase_documents
from corpus.index.open_index import generations, open_index
from corpus.index.query_parser import parse_query
from corpus.settings import Settings
from corpus.sources import Source
from corpus.store.database import open_database
from corpus.store.editorial import EditorialStore
from corpus.store.frontier_table import FrontierTable, Listing
from corpus.store.job_table import JobTable
from corpus.store.page_store import PageStore
from corpus.store.query_statistics import K, QueryDay, QueryStatistics
from corpus.store.visit import Visit
from indexer.build import build
from indexer.commands import app
from indexer.erase import erase, erasures_of, plan_erasure
from indexer.reindex import Workshop
from indexer.update import update

SITE = "https://town.example/"
URL = f"{SITE}kwibulainen/"
OLD = f"{SITE}vanha-osoite/"
TITLE = "Kwibulainen Zoprakko"
# Words that stand on this page alone.
WORDS = ("kwibul", "zoprak", "salavihkuil", "peikonprih", "qwyxel", "zyzzavi")
TODAY = datetime.now(UTC)
SOURCE = Source("town", seeds=(SITE,), allow=(SITE,))


def html(title, text, head="", language="fi"):
    return (
        f"<html lang={language}><head><title>{title}</title>{head}</head><body><main>"
        f"<h1>{title}</h1><p>{text}</p></main></body></html>"
    ).encode()


SECRET = html(
    TITLE,
    "Salavihkuileva kokeilu peikonprihkaimien kastelusta, jonka qwyxel oli zyzzavi. " * 3,
)
OTHERS = [
    (f"{SITE}{n}/", html(f"Hanke numero {n}", f"Kaupunki kokeili asiaa {n} ja oppi siitä."))
    for n in range(6)
]


def fetched(url, body):
    page = Page(url, url, 200, "text/html", body, TODAY)
    return Visit(url, "fetched", page=page, text_hash=str(hash(body)))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A data directory with two generations, an update, rules, jobs and statistics of a page."""
    data = tmp_path_factory.mktemp("template") / "data"
    workshop = Workshop.open(Settings(data_dir=data), [SOURCE])
    frontier = FrontierTable(workshop.store.engine, "town")
    crawl = frontier.open_crawl("scope", resume=False)
    alias = html(TITLE, "Siirtynyt.", f'<link rel="canonical" href="{URL}">')
    visits = [fetched(URL, SECRET), *(fetched(*each) for each in OTHERS)]
    visits += [fetched(f"{SITE}tulosta/", alias)]
    visits += [Visit(OLD, "redirected", moved_to=URL, is_certain=True)]
    frontier.record(crawl, visits, {})
    for _ in range(2):
        build(workshop.settings, workshop.store, workshop.sources)
    update(workshop.settings, workshop.store, workshop.sources, [f"{SITE}1/"])
    _write_beside(workshop)
    workshop.store.engine.dispose()
    return data


def _write_beside(workshop):
    engine = workshop.store.engine
    rules = EditorialStore(engine, lambda _rule, _others: None)
    bet = rules.add(BestBet(("niitty",), URL, note="Salavihkuileva"), "anna")
    rules.delete(bet.id, "anna")
    rules.add(Correction(URL, "title", "Zoprakko", TITLE), "anna")
    rules.add(Pin(("hanke",), f"{SITE}1/", 1), "anna")
    jobs = JobTable(engine)
    job = jobs.enqueue("reindex", {"url": f"{SITE}1/"})
    jobs.take("w")
    jobs.finish(jobs.job(job.id), "failed", {"error": f"It does not find '{TITLE}'."})
    day = TODAY.date().isoformat()
    counts = [QueryDay(day, "fi", query, K, K, 0, 0) for query in (TITLE.lower(), "hanke")]
    QueryStatistics(engine).add(counts, [], date.today())  # noqa: DTZ011


@pytest.fixture
def workshop(template, tmp_path):
    shutil.copytree(template, tmp_path / "data")
    workshop = Workshop.open(Settings(data_dir=tmp_path / "data"), [SOURCE])
    yield workshop
    workshop.store.engine.dispose()


def traces(workshop):
    """Return the files that hold a word of the page, plain or packed as stored pages are."""
    files = [path for path in workshop.settings.data_dir.rglob("*") if path.is_file()]
    words = re.compile("|".join(WORDS).encode(), re.IGNORECASE)
    packed = zlib.compress(SECRET)[2:80]
    found = ((path, path.read_bytes()) for path in files)
    # The address stays: crawls must know it to leave it alone.
    cleaned = ((path, data.replace(URL.encode(), b"")) for path, data in found)
    return [path.name for path, data in cleaned if words.search(data) or packed in data]


def find(workshop, words):
    index = open_index(workshop.settings)
    try:
        return [hit.url for hit in index.search(parse_query(words, language="fi")).hits]
    finally:
        index.close()


def test_no_byte_of_the_data_directory_tells_of_an_erased_page(workshop):
    assert len(traces(workshop)) >= 4
    assert find(workshop, "qwyxel") == [URL]
    erased = erase(workshop, plan_erasure(workshop, URL))
    assert traces(workshop) == []
    assert find(workshop, "qwyxel") == []
    assert sorted(find(workshop, "kaupunki kokeili")) == [url for url, _ in OTHERS]
    assert set(erased.addresses) == {URL, OLD, f"{SITE}tulosta/"}
    assert (erased.pages, erased.rules, erased.changes, erased.jobs) == (2, 2, 3, 1)
    assert (erased.queries, erased.log_emptied) == (1, True)


def test_no_rollback_finds_a_generation_with_it(workshop):
    where = generations(workshop.settings)
    before = where.names()
    erased = erase(workshop, plan_erasure(workshop, URL))
    assert erased.index.removed == tuple(before)
    assert where.names() == [erased.index.as_generation] == ["gen-000004"]
    for name in (None, *before):
        with pytest.raises(SearchIndexError):
            where.rollback(name)
    where.check("gen-000004")


def test_a_generation_that_never_held_it_stays(workshop):
    frontier = FrontierTable(workshop.store.engine, "town")
    late = f"{SITE}myohempi/"
    visit = fetched(late, html("Zyzzavi", "Vasta nyt löydetty qwyxel."))
    frontier.record(frontier.open_crawl("scope", resume=False), [visit], {})
    update(workshop.settings, workshop.store, workshop.sources, [late])
    erased = erase(workshop, plan_erasure(workshop, late))
    assert (erased.index.rewritten, erased.index.removed) == ("gen-000004", ("gen-000004",))
    names = ["gen-000001", "gen-000002", "gen-000003", "gen-000005"]
    assert generations(workshop.settings).names() == names


def test_a_hold_goes_on_and_does_not_keep_the_page(workshop):
    where = generations(workshop.settings)
    where.rollback("gen-000002")
    erased = erase(workshop, plan_erasure(workshop, URL))
    assert (erased.index.rewritten, erased.index.held) == ("gen-000002", True)
    assert where.current() == "gen-000004"
    assert where.held() is not None
    assert traces(workshop) == []


@pytest.mark.parametrize("step", ["pages", "queries", "index"])
def test_one_that_was_killed_is_finished_by_asking_again(workshop, step):
    data = workshop.settings.data_dir
    code = (
        "import os, sys\n"
        "from test_erase import erase, plan_erasure, Workshop, Settings, SOURCE, URL, Path\n"
        "workshop = Workshop.open(Settings(data_dir=Path(sys.argv[1])), [SOURCE])\n"
        "plan = plan_erasure(workshop, URL)\n"
        "erase(workshop, plan, lambda step: step == sys.argv[2] and os._exit(9))\n"
    )
    folders = os.pathsep.join((str(Path(__file__).parent), str(Path(__file__).parents[3])))
    environment = {**os.environ, "PYTHONPATH": folders}
    killed = subprocess.run(
        [sys.executable, "-c", code, str(data), step], env=environment, check=False, timeout=100
    )
    assert killed.returncode == 9
    assert erasures_of(workshop)[0].finished is None
    plan = plan_erasure(workshop, URL)
    assert plan.titles == (TITLE,)
    erase(workshop, plan)
    assert traces(workshop) == []
    assert erasures_of(workshop)[0].finished is not None


def test_erasing_again_finds_nothing_and_changes_no_generation(workshop):
    erase(workshop, plan_erasure(workshop, URL))
    stamp = generations(workshop.settings).stamp()
    plan = plan_erasure(workshop, URL)
    assert plan.erased is not None
    again = erase(workshop, plan)
    assert (again.pages, again.rules, again.changes, again.index.removed) == (0, 0, 0, ())
    assert generations(workshop.settings).stamp() == stamp


def test_the_page_does_not_come_back_by_a_crawl_a_build_or_another_address(workshop):
    erase(workshop, plan_erasure(workshop, URL))
    frontier = FrontierTable(workshop.store.engine, "town")
    crawl = frontier.open_crawl("scope", resume=False)
    frontier.keep_listings(crawl, [Listing(URL, None, {})])
    known = {address.url: address for address in frontier.addresses()}
    assert known[URL].erased_at
    assert known[OLD].erased_at
    copy = html(TITLE, "Salavihkuileva kopio.", f'<link rel="canonical" href="{URL}">')
    frontier.record(crawl, [fetched(f"{SITE}kopio/", copy)], {})
    report = build(workshop.settings, workshop.store, workshop.sources)
    assert (f"{SITE}kopio/", f"it names {URL} as its own, which was erased") in report.skipped
    assert find(workshop, "salavihkuileva") == []


def test_rules_and_their_log_forget_the_page_and_stay_provable(workshop):
    erase(workshop, plan_erasure(workshop, URL))
    rules = EditorialStore(workshop.store.engine, lambda _rule, _others: None)
    assert [rule.url for rule in rules.editorial().rules.values()] == [f"{SITE}1/"]
    assert rules.first_broken_change() is None
    changes, _ = rules.changes()
    assert [change.action for change in changes[:2]] == ["erased", "erased"]
    with pytest.raises(NoRuleError):
        rules.undo(2, "anna")
    with workshop.store.engine.connect() as connection, pytest.raises(Exception, match="rewritten"):
        connection.exec_driver_sql("UPDATE editorial_change SET changed_by = 'x'")


def test_an_old_address_leads_to_its_page(workshop):
    assert plan_erasure(workshop, OLD).url == URL
    assert plan_erasure(workshop, f"{SITE}tulosta/").url == URL


def test_what_is_not_known_is_not_erased(workshop):
    with pytest.raises(ErasureError, match="Nothing is known of"):
        plan_erasure(workshop, f"{SITE}kirjoitusvirhe/")


def test_nothing_is_erased_while_a_job_might_bring_it_back(workshop):
    jobs = JobTable(workshop.store.engine)
    jobs.enqueue("reindex", {})
    jobs.take("worker")
    with pytest.raises(JobRunningError, match="kuutoshaku cancel"):
        erase(workshop, plan_erasure(workshop, URL))
    assert find(workshop, "qwyxel") == [URL]


def test_a_damaged_generation_is_removed_unread(workshop):
    damaged = next((workshop.settings.generations / "gen-000001/index").glob("*.seg"))
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\0")
    erase(workshop, plan_erasure(workshop, URL))
    assert "gen-000001" not in generations(workshop.settings).names()
    assert traces(workshop) == []


def test_the_last_page_leaves_an_index_that_answers_with_nothing(workshop):
    for url, _ in OTHERS:
        erase(workshop, plan_erasure(workshop, url))
    erase(workshop, plan_erasure(workshop, URL))
    index = open_index(workshop.settings)
    assert index.status().documents == 0
    assert index.document(document_id(URL)) is None
    assert find(workshop, "kokeilu") == []


def run(workshop, *words, answer=""):
    path = workshop.settings.data_dir.parent / "sources.toml"
    path.write_text(
        f'[[source]]\nname = "town"\nseeds = ["{SITE}"]\nallow = ["{SITE}"]\n', encoding="utf-8"
    )
    settings = workshop.settings.model_copy(update={"sources": path})
    return CliRunner().invoke(app, ["erase", *words], obj=settings, input=answer)


def test_the_command_asks_first_and_tells_what_it_did(workshop):
    refused = run(workshop, URL, answer="n\n")
    assert refused.exit_code == 1
    assert TITLE in refused.output
    assert "cannot be undone" in refused.output
    assert find(workshop, "qwyxel") == [URL]
    done = run(workshop, URL, "--yes", "--json")
    told = json.loads(done.stdout)
    assert told["index"]["as_generation"] == "gen-000004"
    assert told["pages"] == 2
    again = run(workshop, URL, "--yes")
    assert "No generation of the index held it." in again.output
    listed = run(workshop, "--list")
    assert listed.output.startswith(f"{URL}  20")


def test_terms_are_learnt_anew_from_the_pairs_that_are_left(published, tmp_path):
    shutil.copytree(published.data_dir, tmp_path / "data")
    settings = Settings(data_dir=tmp_path / "data")
    where = generations(settings)
    before = translations_file.read(where.path(where.current()))
    engine = open_database(settings.page_store)
    english = [page.url for page in PageStore(engine).pages() if "/en/" in page.url]
    engine.dispose()
    erase_documents(settings, [document_id(url) for url in english[::2]])
    after = translations_file.read(where.path(where.current()))
    assert 0 < len(after) < len(before)
