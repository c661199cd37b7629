"""The command `evaluate` over the published sample site, with judgments of the test's own."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from corpus.errors import JudgmentsError, NoGenerationError
from corpus.settings import Settings
from search_api.commands import app

TOPICS = """id\tlanguage\tkind\ttext\tfilters\tnote
carbon\tfi\tinflected\tinfratyömaiden hiilijalanjäljen laskennasta\t\t
carbon-english\tfi\tcross\ttyömaan hiilijalanjälki\t\t
elsewhere\ten\tplain\trobot bus\t\t
"""
QRELS = """carbon 0 /tyomaan-hiilijalanjaljen-laskenta/ 3
carbon-english 0 /en/worksite-carbon-footprint/ 3
elsewhere 0 /en/there-is-no-such-page/ 1
"""


@pytest.fixture
def files(tmp_path):
    topics, qrels = tmp_path / "topics.tsv", tmp_path / "qrels.txt"
    topics.write_text(TOPICS, encoding="utf-8")
    qrels.write_text(QRELS, encoding="utf-8")
    return topics, qrels


def run(settings, *words):
    return CliRunner().invoke(app, ["evaluate", *map(str, words)], obj=settings)


def test_figures_come_as_a_table_and_misses_by_name(published, files):
    done = run(published, *files)
    assert done.exit_code == 0, done.exception
    assert "nDCG MRR recall success success section" in " ".join(done.output.split())
    assert "fi→en" in done.output
    assert "elsewhere (plain, en→en) 'robot bus'" in done.output
    assert max(map(len, done.output.partition("without")[0].splitlines())) <= 80
    assert "expected  /en/there-is-no-such-page/" in done.output


def test_without_files_the_packaged_judgments_are_asked(published):
    done = json.loads(run(published, "--json").output)
    asked = {row["name"] for row in done["figures"] if row["group"] == "kind"}
    assert {"known-item", "cross-en-fi", "lessons"} <= asked


def test_json_holds_every_group_and_the_first_measure_of_a_found_page(published, files):
    done = json.loads(run(published, *files, "--json").output)
    kinds = {row["name"]: row["measures"] for row in done["figures"] if row["group"] == "kind"}
    assert kinds["inflected"]["success@5"]["mean"] == 1
    assert kinds["plain"]["nDCG@10"] == {"mean": 0, "low": 0, "high": 0, "topics": 1}
    assert [miss["topic"] for miss in done["misses"] if miss["kind"] == "plain"] == ["elsewhere"]
    assert done["generation"] == "gen-000001"


def test_a_half_holds_only_its_own_topics(published, files):
    asked = {
        half: json.loads(run(published, *files, "--json", "--half", half).output)["figures"]
        for half in ("tune", "test")
    }
    assert {row["name"] for row in asked["tune"] if row["group"] == "half"} == {"tune"}
    assert {half: rows[0]["topics"] for half, rows in asked.items()} == {"tune": 1, "test": 2}


def test_the_judgments_beside_the_topics_are_taken(published, files):
    assert run(published, files[0]).output == run(published, *files).output


def test_an_index_of_another_site_is_suspected_when_nothing_judged_comes_up(published, files):
    files[1].write_text("carbon 0 /a 1\ncarbon-english 0 /b 1\nelsewhere 0 /c 1\n")
    assert "Is this the index of the site" in " ".join(run(published, *files).output.split())


def test_a_half_without_topics_is_an_error(published, files):
    files[0].write_text("\n".join(TOPICS.splitlines()[:2]), encoding="utf-8")
    files[1].write_text(QRELS.splitlines()[0], encoding="utf-8")
    assert isinstance(run(published, *files, "--half", "test").exception, JudgmentsError)


def test_judgments_that_cannot_be_read_are_an_error(published, files):
    files[1].write_text("carbon 0 /a\n")
    assert isinstance(run(published, *files).exception, JudgmentsError)


def test_without_a_generation_the_command_says_what_to_do(tmp_path, files):
    done = run(Settings(data_dir=tmp_path / "empty"), *files)
    assert isinstance(done.exception, NoGenerationError)


def test_published_figures_are_kept_beside_the_index_without_the_questions(published, files):
    file = published.data_dir / "quality.json"
    try:
        done = run(published, *files, "--publish")
        assert str(file) in done.output.replace("\n", "")
        told = json.loads(file.read_text(encoding="utf-8"))
    finally:
        file.unlink(missing_ok=True)
    assert told["generation"] == "gen-000001"
    pairs = [(row["pair"], row["topics"]) for row in told["rows"]]
    assert pairs == [("all", 3), ("en→en", 1), ("fi→en", 1), ("fi→fi", 1)]
    assert "hiilijalanjäljen" not in file.name + json.dumps(told, ensure_ascii=False)
