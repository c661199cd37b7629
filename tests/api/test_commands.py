"""The commands of the reading side, run as they are hung under kuutoshaku."""

from __future__ import annotations

import json
import socket

import pytest
from typer.testing import CliRunner

from corpus.errors import EmptyQueryError, NoGenerationError, SettingsError
from corpus.settings import Settings
from search_api.commands import app
from search_api.server import address_of, listen


def run(settings, *words: str):
    return CliRunner().invoke(app, list(words), obj=settings, env={"COLUMNS": "80"})


def test_a_search_prints_titles_facts_and_deep_links(published):
    done = run(published, "search", "infratyömaiden hiilijalanjäljen laskennasta")
    assert done.exit_code == 0
    assert " 1. Työmaan hiilijalanjäljen laskenta" in done.output
    assert "Opas" in done.output
    assert any(
        line.endswith("/tyomaan-hiilijalanjaljen-laskenta/#opit")
        for line in done.output.splitlines()
    )


def test_a_search_in_english_is_labelled_in_english(published):
    done = run(published, "search", "robot bus snow", "--lang", "en")
    assert "Also in Finnish (" in done.output
    assert "Finnish" in done.output


def test_json_has_the_shape_of_the_api(published, client):
    done = run(published, "search", "osallisuus", "--json")
    from_api = client.get("/api/v1/search", params={"q": "osallisuus", "lang": "fi"}).json()
    printed = json.loads(done.output)
    assert printed.keys() == from_api.keys()
    assert [hit["id"] for hit in printed["hits"]] == [hit["id"] for hit in from_api["hits"]]
    assert printed["query"] == from_api["query"]


def test_an_empty_search_explains_itself(published):
    done = run(published, "search", "")
    assert isinstance(done.exception, EmptyQueryError)
    assert "at least one word" in str(done.exception)


def test_a_search_of_nothing_published_says_what_to_do(tmp_path):
    done = run(Settings(data_dir=tmp_path), "search", "bussi")
    assert isinstance(done.exception, NoGenerationError)


def test_a_port_in_use_is_told_plainly(published):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(published, "serve", "--port", str(port))
    assert done.exit_code == 1
    assert isinstance(done.exception, SettingsError)
    assert f"Port {port} on 127.0.0.1 is in use" in str(done.exception)
    assert f"--port {port + 1}" in str(done.exception)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 99999)])
def test_an_address_that_is_not_ours_is_told_plainly(host, port):
    with pytest.raises(SettingsError, match=r"Cannot listen on .* Choose another --host or --port"):
        listen(host, port)


def test_a_free_port_is_taken_and_told():
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert port > 0
        assert address_of(listening) == f"http://127.0.0.1:{port}/"
