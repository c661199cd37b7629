"""What the service says of itself: true, in both languages, and whole when little is known."""

from __future__ import annotations

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus.evaluation import evaluate
from corpus.index.open_index import open_index
from corpus.judged import Judgments
from corpus.settings import Settings
from search_api.app import create_app
from search_api.published_quality import FILE, publish_quality

PATHS = [
    *("/fi/ohje", "/en/help", "/fi/tietoa", "/en/about"),
    *("/fi/saavutettavuus", "/en/accessibility", "/fi/tietosuoja", "/en/privacy"),
]
TOPICS = """id\tlanguage\tkind\ttext\tfilters\tnote
carbon\tfi\tinflected\tinfratyömaiden hiilijalanjäljen laskennasta\t\t
"""


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.text, "lxml")


def text(element) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.fixture
def run_by(published):
    """A client of a service with an operator, over a data directory with an index."""

    def started(**settings):
        return TestClient(create_app(Settings(data_dir=published.data_dir, **settings)))

    return started


@pytest.mark.parametrize("path", PATHS)
def test_a_page_says_its_language_and_has_one_main_heading(client, path):
    page = read(client, path)
    assert page.html["lang"] == path[1:3]
    assert len(page.select("h1")) == len(page.select("main")) == 1
    assert page.title.string.strip()


@pytest.mark.parametrize("language", ["fi", "en"])
def test_every_page_leads_to_the_trust_pages(client, language):
    for path in (f"/{language}/", f"/{language}/none"):
        page = BeautifulSoup(client.get(path).text, "lxml")
        led = {link["href"] for link in page.select("footer a")}
        assert {each for each in PATHS if each.startswith(f"/{language}/")} <= led


@pytest.mark.parametrize("path", ["/fi/ohje", "/en/help"])
def test_every_example_of_the_help_finds_something(client, path):
    examples = read(client, path).select("main dt a")
    assert len(examples) >= 9
    for example in examples:
        found = read(client, example["href"])
        assert found.select(".hit-list .hit"), example["href"]


@pytest.mark.parametrize(
    "path", [each for each in PATHS if "help" not in each and "ohje" not in each]
)
def test_the_operator_is_named_with_a_link_to_write_to(run_by, path):
    with run_by(operator_name="Kokeilukaupunki", operator_contact="mailto:haku@example.org") as one:
        page = read(one, path).main
    assert "Kokeilukaupunki" in text(page)
    assert page.select_one('a[href="mailto:haku@example.org"]').string == "haku@example.org"
    assert "KUUTOSHAKU_OPERATOR" not in text(page)


@pytest.mark.parametrize("path", ["/fi/saavutettavuus", "/en/accessibility", "/en/privacy"])
def test_a_page_says_plainly_that_no_operator_is_set(client, path):
    page = text(read(client, path).main)
    assert "KUUTOSHAKU_OPERATOR_NAME" in page
    assert "KUUTOSHAKU_OPERATOR_CONTACT" in page


def test_a_contact_is_shown_as_text_whatever_it_is(run_by):
    with run_by(operator_contact='"><script>alert(1)</script>@example.org') as hostile:
        page = read(hostile, "/en/accessibility")
    assert len(page.select("script")) == 1
    assert '"><script>' in text(page.footer)


def test_privacy_tells_whether_searches_are_counted(client, run_by):
    assert "five clients" in text(read(client, "/en/privacy").main)
    with run_by(query_statistics="off") as silent:
        told = text(read(silent, "/en/privacy").main)
    assert "five clients" not in told
    assert "turned off" in told


def test_the_table_of_coverage_agrees_with_the_search_and_with_its_chart(client):
    page = read(client, "/en/about").main
    table = page.find(id="coverage-caption").parent
    rows = {row.th.get_text(): [int(cell.string) for cell in row("td")] for row in table("tr")[1:]}
    for at, language in enumerate(("fi", "en")):
        found = client.get("/api/v1/search", params={"doc_lang": language, "city": "oulu"}).json()
        assert rows["Oulu"][at] == found["total"] > 0
    chart = page.select_one("svg[role=img]")
    assert page.find(id=chart["aria-labelledby"]).name == "title"
    assert [each.string for each in chart.select("text:not(.end)")] == list(rows)
    assert [int(each.string) for each in chart.select(".end")] == [
        sum(row) for row in rows.values()
    ]


def test_sites_are_told_with_the_days_their_pages_were_seen(client):
    page = read(client, "/fi/tietoa").main
    site = page.find(id="sites-caption").parent.tbody.tr
    assert site.th.get_text().startswith("127.0.0.1:")
    total = client.get("/api/v1/status").json()["documents"]
    assert int(site("td")[0].string) == total
    assert str(date.today().year) in text(site("td")[1])  # noqa: DTZ011 - any day of this year


def test_without_an_index_the_page_about_the_service_tells_the_rest(empty_client):
    page = text(read(empty_client, "/en/about").main)
    assert "Nothing has been published here yet." in page
    assert "has not been measured here" in page


@pytest.fixture
def quality(published, tmp_path):
    """The file of published figures, taken away afterwards."""
    topics, qrels = tmp_path / "topics.tsv", tmp_path / "qrels.txt"
    topics.write_text(TOPICS, encoding="utf-8")
    qrels.write_text("carbon 0 /tyomaan-hiilijalanjaljen-laskenta/ 3\n", encoding="utf-8")
    index = open_index(published)
    evaluation = evaluate(index, Judgments.load(topics, qrels))
    index.close()
    yield publish_quality(evaluation, published.data_dir, date(2026, 11, 3))
    (published.data_dir / FILE).unlink(missing_ok=True)


def test_published_figures_are_shown_with_their_day_and_generation(client, quality):
    page = read(client, "/fi/tietoa").main
    assert "3. marraskuuta 2026 (hakemisto gen-000001)" in text(
        page.find(id="quality").find_next("p")
    )
    rows = page.find(id="quality-caption").parent.tbody("tr")
    cells = [text(cell) for cell in rows[1].find_all(["th", "td"])]
    assert cells == ["Suomeksi kysytty, sivut suomeksi", "1", "100 %", "100 %", "1,00"]
    told = json.loads(quality.read_text(encoding="utf-8"))
    told["generation"] = "gen-000000"
    quality.write_text(json.dumps(told), encoding="utf-8")
    assert "nyt käytössä on gen-000001" in text(read(client, "/fi/tietoa").main)


@pytest.mark.parametrize("broken", ["", "[]", '{"generation": "g", "measured": "d", "rows": [{}]}'])
def test_figures_that_cannot_be_read_are_not_shown(client, quality, caplog, broken):
    quality.write_text(broken, encoding="utf-8")
    assert "has not been measured here" in text(read(client, "/en/about").main)
    assert "quality_unreadable" in caplog.text
