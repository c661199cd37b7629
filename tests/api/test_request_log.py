"""Every request has an id, and a line in the log that says nothing of who asked what."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from search_api.app import create_app
from search_api.event_log import JsonLines, TextLines

if TYPE_CHECKING:
    from corpus.settings import Settings

SEARCH = "/api/v1/search"
PRIVATE = "salainenhanke"


@pytest.fixture
def events(caplog):
    caplog.set_level(logging.INFO, "kuutoshaku.requests")

    def of(form=JsonLines):
        return [form().format(r) for r in caplog.records if r.name == "kuutoshaku.requests"]

    return of


@pytest.mark.parametrize("given", ["0123456789abcdef", "trace-1.2_3", "a" * 64])
def test_a_well_formed_id_is_kept(client, given):
    answer = client.get("/health/live", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "ä" * 10, "id with space", '{"a":"bcdefg"}']
)
def test_any_other_id_is_replaced(client, given):
    headers = {"X-Request-ID": given.encode()}
    ids = {client.get("/health/live", headers=headers).headers["x-request-id"] for _ in range(2)}
    assert len(ids) == 2
    assert all(len(each) == 32 for each in ids)


@pytest.mark.parametrize("path", [SEARCH, "/api/v1/none", "/metrics"])
def test_a_problem_names_its_request(client, path):
    answer = client.get(path)
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_request_is_one_event_with_its_id_route_and_size(client, events):
    answer = client.get(SEARCH, params={"q": PRIVATE}, headers={"X-Request-ID": "trace-000001"})
    (event,) = map(json.loads, events())
    assert event["event"] == "request"
    assert (event["method"], event["route"], event["status"]) == ("GET", SEARCH, 200)
    assert event["request_id"] == "trace-000001"
    assert event["ms"] > 0
    assert event["bytes"] == int(answer.headers["content-length"])
    assert event["time"].endswith("+00:00")


PATHS = [
    f"{SEARCH}?q={PRIVATE}",
    f"/fi/haku?q={PRIVATE}",
    f"/api/v1/suggest?q={PRIVATE}",
    f"/api/v1/documents/{PRIVATE}",
    f"/{PRIVATE}",
    f"{SEARCH}?q={PRIVATE}&city={PRIVATE}",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("form", [JsonLines, TextLines])
def test_neither_queries_nor_addresses_are_logged(client, caplog, path, form):
    caplog.set_level(logging.DEBUG, "kuutoshaku")
    headers = {"X-Forwarded-For": "192.0.2.77", "Referer": f"https://{PRIVATE}.example/"}
    client.get(path, headers=headers)
    lines = [form().format(r) for r in caplog.records if r.name.startswith("kuutoshaku")]
    assert lines
    for line in lines:
        assert PRIVATE not in line
        assert "192.0.2.77" not in line
        assert "testclient" not in line


def test_a_template_of_the_route_is_told_and_unknown_addresses_are_one(client, events):
    for path in ("/api/v1/documents/abc", "/no/such/page", "/static/none.css"):
        client.get(path)
    client.request("BREW", "/no/such/page")
    told = [(event["route"], event["method"]) for event in map(json.loads, events())]
    assert told == [
        ("/api/v1/documents/{document_id}", "GET"),
        ("other", "GET"),
        ("/static", "GET"),
        ("other", "other"),
    ]


@pytest.fixture
def failing_client(published: Settings):
    app = create_app(published)

    def fail(q: str = "") -> None:
        raise LookupError(q)

    app.add_api_route("/api/v1/broken/{thing}", fail)
    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app) as client:
        yield client


def test_a_failure_is_logged_with_its_place_and_id_but_not_with_what_was_asked(
    failing_client, events
):
    answer = failing_client.get(f"/api/v1/broken/1?q={PRIVATE}")
    assert answer.status_code == 500
    failed, _ = map(json.loads, events())
    assert (failed["event"], failed["level"]) == ("request_failed", "error")
    assert failed["failed_at"].endswith("fail > LookupError")
    assert failed["request_id"] == answer.json()["request_id"] == answer.headers["x-request-id"]
    assert not [line for line in (*events(), *events(TextLines)) if PRIVATE in line]


def test_text_is_for_people(client, events):
    client.get("/health/live", headers={"X-Request-ID": "trace-000002"})
    (line,) = events(TextLines)
    assert line.startswith("INFO kuutoshaku.requests request method=GET route=/health/live")
    assert line.endswith("request_id=trace-000002")
