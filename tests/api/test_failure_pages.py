from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus.settings import Settings
from search_api.app import create_app


@pytest.fixture
def failing_client(tmp_path):
    """A client of a service with a page in each language that nobody foresaw to fail."""
    app = create_app(Settings(data_dir=tmp_path))

    def fail() -> None:
        raise ZeroDivisionError("the secret of the machine")

    for path in ("/fi/rikki", "/en/broken"):
        app.add_api_route(path, fail)
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/fi/rikki", "Meillä meni jotain vikaan"),
        ("/en/broken", "Something went wrong on our side"),
    ],
)
def test_a_failure_is_a_page_in_the_readers_language_that_tells_no_secrets(
    failing_client, path, heading
):
    answer = failing_client.get(path)
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 500
    assert (page.html["lang"], page.h1.get_text()) == (path[1:3], heading)
    assert page.select_one("link[rel=stylesheet]")
    assert page.select_one("form#search-form")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
