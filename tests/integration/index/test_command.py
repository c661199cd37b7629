"""The command as a person meets it: exit codes, and errors that say what to do."""

import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.sample_site.server import SampleSite

ROOT = Path(__file__).parents[3]


def kuutoshaku(*arguments, cwd):
    return subprocess.run(
        [sys.executable, str(ROOT / "kuutoshaku.py"), *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )


def test_without_arguments_the_help_lists_the_commands(tmp_path):
    done = kuutoshaku(cwd=tmp_path)
    assert "demo" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "sources.toml"),
        ("[[source]\nname = 1", "line 1"),
        ('[[source]]\nname = "a"\nseeds = "x"\nallow = []', "seeds"),
        ('[[source]]\nname = "a"\nsedes = []\nallow = []', "seeds"),
    ],
    ids=["missing", "not TOML", "wrong type", "unknown key"],
)
def test_a_bad_sources_file_is_one_sentence_naming_the_place(tmp_path, content, expected):
    path = tmp_path / "sources.toml"
    if content is not None:
        path.write_text(content)
    done = kuutoshaku("--sources", path, "crawl", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Error:")
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_that_does_not_answer_ends_with_exit_code_1_and_the_reason(tmp_path):
    path = tmp_path / "sources.toml"
    path.write_text(
        '[[source]]\nname = "away"\nseeds = ["http://127.0.0.1:9/"]\n'
        'allow = ["http://127.0.0.1:9/"]\nallow_private_addresses = true\ndelay_seconds = 0\n'
    )
    done = kuutoshaku("--data", tmp_path / "data", "--sources", path, "reindex", cwd=tmp_path)
    assert done.returncode == 1
    assert "Nothing of 'away' answered" in done.stderr
    assert "http://127.0.0.1:9/" in done.stderr


def test_searching_before_anything_is_indexed_says_what_to_do(tmp_path):
    done = kuutoshaku("--data", tmp_path, "search", "kokeilu", cwd=tmp_path)
    assert done.returncode == 1
    assert "kuutoshaku demo" in done.stderr


def test_an_empty_search_explains_itself(tmp_path):
    done = kuutoshaku("--data", tmp_path, "search", "", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("Error:")
    assert "Traceback" not in done.stderr


def test_data_written_by_a_newer_version_is_refused_with_what_to_do(tmp_path):
    with sqlite3.connect(tmp_path / "kuutoshaku.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    done = kuutoshaku("--data", tmp_path, "status", cwd=tmp_path)
    assert done.returncode == 1
    assert "newer" in done.stderr


def test_status_is_json_for_programs_even_before_the_first_build(tmp_path):
    done = kuutoshaku("--data", tmp_path, "status", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["index"] is None


def test_a_port_in_use_is_said_plainly(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = kuutoshaku("demo", "--port", port, "--site-port", 0, cwd=tmp_path)
        assert done.returncode == 1
        assert f"Port {port}" in done.stderr
        done = kuutoshaku("demo", "--port", 0, "--site-port", port, cwd=tmp_path)
        assert done.returncode == 1
        assert f"Port {port}" in done.stderr


def test_a_preview_ends_with_0_where_the_page_would_be_indexed_and_else_with_1(tmp_path):
    with SampleSite() as site:
        path = tmp_path / "sources.toml"
        path.write_text(
            f'[[source]]\nname = "site"\nseeds = ["{site.url}"]\nallow = ["{site.url}"]\n'
            "allow_private_addresses = true\ndelay_seconds = 0\n"
        )
        given = ("--data", tmp_path / "data", "--sources", path, "preview")
        page = kuutoshaku(*given, f"{site.url}project/circvol-2/", cwd=tmp_path)
        missing = kuutoshaku(*given, f"{site.url}missing/", "--json", cwd=tmp_path)
    assert (page.returncode, page.stderr) == (0, "")
    assert "Päättynyt: CircVol 2" in page.stdout
    assert (missing.returncode, missing.stderr) == (1, "")
    assert json.loads(missing.stdout)["skip"]["code"] == "gone"
    assert not (tmp_path / "data").exists()
