from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from search_api.app import create_app
from search_api.problems import PROBLEMS

if TYPE_CHECKING:
    from corpus.settings import Settings

SEARCH = "/api/v1/search"
REFUSED = [
    ({}, "empty-query"),
    ({"q": "?!"}, "empty-query"),
    ({"q": "-metro"}, "empty-query"),
    ({"q": "a" * 257}, "query-too-long"),
    ({"q": "a", "page": 101}, "query-too-deep"),
    ({"q": "a", "page": 11, "size": 100}, "query-too-deep"),
    ({"q": "a", "page": 10**9}, "query-too-deep"),
    ({"q": "a", "page": "9" * 5000}, "invalid-parameter"),
    ({"q": "a", "page": 0}, "invalid-parameter"),
    ({"q": "a", "size": 101}, "invalid-parameter"),
    ({"q": "a", "sort": "colour"}, "invalid-parameter"),
    ({"q": "a", "lang": "sv"}, "invalid-parameter"),
    ({"q": "a", "city": "lahti"}, "invalid-parameter"),
    ({"q": "a", "year": "2020..2018"}, "invalid-parameter"),
    ({"q": "a", "year": "twenty"}, "invalid-parameter"),
]


@pytest.mark.parametrize(("parameters", "name"), REFUSED)
def test_a_request_that_cannot_be_answered_gets_a_problem(client, parameters, name):
    answer = client.get(SEARCH, params=parameters)
    problem = answer.json()
    assert answer.status_code == problem["status"] == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"/problems/{name}"
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert problem["instance"] == SEARCH


def test_wrong_parameters_are_named_one_by_one(client):
    problem = client.get(SEARCH, params={"q": "a", "city": "lahti", "page": 0}).json()
    assert [each["parameter"] for each in problem["errors"]] == ["city", "page"]
    assert "helsinki, espoo" in problem["errors"][0]["message"]


@pytest.mark.parametrize("path", ["/api/v1/documents/none", "/api/v1/nothing", "/api/v9/search"])
def test_what_is_not_there_is_a_problem_too(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-found"


def test_a_method_that_is_not_allowed_names_those_that_are(client):
    answer = client.post(SEARCH)
    assert answer.status_code == 405
    assert answer.json()["type"] == "/problems/method-not-allowed"
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", [f"{SEARCH}?q=a", "/health/ready", "/api/v1/status"])
def test_before_anything_is_published_it_says_what_to_do(empty_client, path):
    answer = empty_client.get(path)
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/no-generation"
    assert "kuutoshaku demo" in answer.json()["detail"]
    assert empty_client.get("/health/live").status_code == 200


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_type_of_a_problem_leads_to_its_explanation(client, name):
    page = client.get(f"/problems/{name}", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert PROBLEMS[name].title in page.text


@pytest.fixture
def broken_client(published: Settings):
    app = create_app(published)

    def fail() -> None:
        raise RuntimeError("the secret path is /root/keys")

    app.add_api_route("/api/v1/broken", fail)
    app.add_api_route("/fi/broken", fail)
    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/api/v1/broken", "/fi/broken"])
def test_a_failure_gives_nothing_away_and_is_still_secured(broken_client, path):
    answer = broken_client.get(path)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_failed_page_is_told_in_its_language(broken_client):
    assert "Meillä meni jotain vikaan" in broken_client.get("/fi/broken").text
    assert broken_client.get("/api/v1/broken").json()["type"] == "/problems/internal"
