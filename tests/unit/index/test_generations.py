import json
import subprocess
import sys

import pytest

from corpus.errors import (
    BuildRunningError,
    DamagedGenerationError,
    NewerDataError,
    NoGenerationError,
    PublishingHeldError,
    SearchIndexError,
)
from corpus.index.open_index import begin_rebuild, begin_update, generations, open_index
from corpus.index.query_parser import parse_query


@pytest.fixture
def rebuild(settings, make_document):
    """Return a function that publishes a generation holding pages of the given titles."""

    def publish(*titles):
        writer = begin_rebuild(settings)
        for title in titles:
            writer.add(make_document(f"/{title}/", title, ("", f"{title} tekstinä")))
        return writer.publish()

    return publish


def titles(index, text="kokeilu"):
    return [hit.title for hit in index.search(parse_query(text, language="fi")).hits]


def test_before_the_first_publish_the_error_says_what_to_do(settings):
    with pytest.raises(NoGenerationError, match="kuutoshaku demo"):
        open_index(settings).search(parse_query("kokeilu", language="fi"))


def test_an_open_index_follows_the_newest_generation(settings, rebuild):
    rebuild("Kokeilu yksi")
    index = open_index(settings)
    assert titles(index) == ["Kokeilu yksi"]
    rebuild("Kokeilu kaksi")
    assert titles(index) == ["Kokeilu kaksi"]


def test_a_build_is_invisible_until_published_and_gone_when_cancelled(
    settings, rebuild, make_document
):
    rebuild("Kokeilu yksi")
    writer = begin_rebuild(settings)
    writer.add(make_document("/uusi/", "Kokeilu kaksi", ("", "teksti")))
    writer.finish()
    assert titles(open_index(settings)) == ["Kokeilu yksi"]
    writer.cancel()
    names = sorted(path.name for path in settings.generations.iterdir())
    assert names == ["CURRENT", "LOCK", "gen-000001"]


def test_rollback_serves_the_former_and_holds_publishing_until_released(settings, rebuild):
    rebuild("Kokeilu yksi")
    rebuild("Kokeilu kaksi")
    index = open_index(settings)
    assert generations(settings).rollback() == "gen-000001"
    assert titles(index) == ["Kokeilu yksi"]
    assert index.status().held
    with pytest.raises(PublishingHeldError, match="kuutoshaku release"):
        rebuild("Kokeilu kolme")
    assert titles(index) == ["Kokeilu yksi"]
    assert generations(settings).release()
    rebuild("Kokeilu neljä")
    assert titles(index) == ["Kokeilu neljä"]


def test_rollback_without_a_former_generation_changes_nothing(settings, rebuild):
    rebuild("Kokeilu yksi")
    with pytest.raises(SearchIndexError, match="no generation before"):
        generations(settings).rollback()
    with pytest.raises(SearchIndexError, match="no generation 'gen-999999'"):
        generations(settings).rollback("gen-999999")
    assert generations(settings).held() is None


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "harm",
    [
        flip_a_bit,
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.unlink(),
        lambda path: path.with_name("extra").write_bytes(b"x"),
    ],
    ids=["bit flip", "truncated", "missing", "extra file"],
)
def test_every_damaged_file_is_noticed_and_the_former_generation_serves(settings, rebuild, harm):
    rebuild("Kokeilu yksi")
    rebuild("Kokeilu kaksi")
    where = generations(settings)
    for path in sorted((where.path("gen-000002") / "index").iterdir()):
        content = path.read_bytes()
        harm(path)
        with pytest.raises(DamagedGenerationError):
            where.check("gen-000002")
        index = open_index(settings)
        assert titles(index) == ["Kokeilu yksi"]
        assert "gen-000002" in index.status().warnings[0]
        path.with_name("extra").unlink(missing_ok=True)
        path.write_bytes(content)
    assert titles(open_index(settings)) == ["Kokeilu kaksi"]


@pytest.mark.parametrize("content", ["", "gen-000099\n", "\x00\x01", "../../etc"])
def test_a_bad_pointer_falls_back_to_the_newest_generation(settings, rebuild, content):
    rebuild("Kokeilu yksi")
    rebuild("Kokeilu kaksi")
    (settings.generations / "CURRENT").write_text(content)
    assert titles(open_index(settings)) == ["Kokeilu kaksi"]
    (settings.generations / "CURRENT").unlink()
    assert titles(open_index(settings)) == ["Kokeilu kaksi"]


def test_an_index_of_a_newer_version_is_refused_with_what_to_do(settings, rebuild):
    rebuild("Kokeilu yksi")
    path = settings.generations / "gen-000001" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"manifest_version": 99}))
    with pytest.raises(NewerDataError, match="Install the newer version"):
        titles(open_index(settings))


def test_three_full_builds_and_the_updates_since_are_kept(settings, rebuild, make_document):
    for number in range(3):
        rebuild(f"Kokeilu {number}")
    update = begin_update(settings)
    update.add(make_document("/lisa/", "Kokeilu lisänä", ("", "teksti")))
    update.publish()
    rebuild("Kokeilu viimeinen")
    assert generations(settings).names() == [
        "gen-000002",
        "gen-000003",
        "gen-000004",
        "gen-000005",
    ]


def test_an_update_shares_unchanged_files_and_replaces_one_page(settings, make_document):
    writer = begin_rebuild(settings)
    for number in range(5):
        writer.add(make_document(f"/{number}/", f"Kokeilu {number}", ("", "teksti")))
    writer.publish()
    update = begin_update(settings)
    update.add(make_document("/3/", "Uusi kokeilu", ("", "teksti")))
    update.delete(make_document("/4/", "").id)
    assert update.publish() == "gen-000002"
    index = open_index(settings)
    assert sorted(titles(index)) == ["Kokeilu 0", "Kokeilu 1", "Kokeilu 2", "Uusi kokeilu"]
    assert index.status().documents == 4
    where = generations(settings)
    shared = [
        path.name
        for path in (where.path("gen-000002") / "index").iterdir()
        if path.stat().st_nlink > 1
    ]
    assert any(name.endswith(".seg") for name in shared)
    assert where.rollback() == "gen-000001"
    assert sorted(titles(index)) == [f"Kokeilu {n}" for n in range(5)]


def test_an_update_refuses_an_index_built_with_another_analysis(settings, rebuild):
    rebuild("Kokeilu yksi")
    other = settings.model_copy(update={"finnish_tier": "simplemma"})
    with pytest.raises(SearchIndexError, match="kuutoshaku build"):
        begin_update(other)


def test_the_index_is_searched_with_the_analysis_it_was_built_with(settings, make_document):
    small = settings.model_copy(update={"finnish_tier": "simplemma"})
    writer = begin_rebuild(small)
    writer.add(make_document("/a/", "Kokeiluja", ("", "teksti")))
    writer.publish()
    index = open_index(settings)
    assert index.status().finnish_tier == "simplemma"
    assert titles(index) == ["Kokeiluja"]


def test_any_whoosh_tool_opens_the_index_without_our_code(settings, rebuild):
    rebuild("Kokeilu yksi")
    code = (
        "import sys, whoosh.index; ix = whoosh.index.open_dir(sys.argv[1]);"
        "from whoosh.query import Term; s = ix.searcher();"
        "print(len(s.search(Term('title_fi', 'kokeilu'))), 'corpus' in sys.modules)"
    )
    where = str(settings.generations / "gen-000001" / "index")
    done = subprocess.run(
        [sys.executable, "-c", code, where], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.split() == ["1", "False"]


def test_two_builds_at_once_do_not_disturb_each_other(settings, rebuild, make_document):
    rebuild("Kokeilu yksi")
    first = begin_rebuild(settings)
    first.add(make_document("/a/", "Kokeilu kaksi", ("", "teksti")))
    with pytest.raises(BuildRunningError, match="Try again"):
        begin_rebuild(settings)
    first.publish()
    assert titles(open_index(settings)) == ["Kokeilu kaksi"]
    rebuild("Kokeilu kolme")
