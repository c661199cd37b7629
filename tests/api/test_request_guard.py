"""What is refused before any work is done for it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from corpus.errors import SettingsError
from search_api.app import create_app
from search_api.request_guard import MOST_BODY_BYTES

SEARCH = "/api/v1/search?q=kokeilu&lang=fi"


@pytest.fixture
def client_with(published):
    clients = []

    def make(peer="192.0.2.7", **changes):
        app = create_app(published.model_copy(update=changes))
        client = TestClient(app, client=(peer, 1)).__enter__()
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


def statuses(client, path, times, **headers):
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_limits_are_only_reported_by_default(client_with):
    client = client_with(rate_limit_search=2)
    assert statuses(client, SEARCH, 4) == [200] * 4
    assert "ratelimit" not in client.get(SEARCH).headers


def test_who_asks_too_often_is_told_when_to_come_back(client_with):
    client = client_with(rate_limit="enforce", rate_limit_search=2)
    assert statuses(client, SEARCH, 2) == [200] * 2
    answer = client.get(SEARCH)
    problem = answer.json()
    assert answer.status_code == problem["status"] == 429
    assert problem["type"] == "/problems/too-many-requests"
    assert 0 < int(answer.headers["retry-after"]) <= 30
    assert answer.headers["ratelimit-policy"] == '"search";q=2;w=60'
    assert answer.headers["ratelimit"].startswith('"search";r=0')
    assert answer.headers["x-request-id"] == problem["request_id"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "words"),
    [("/fi/haku?q=x", "Liian monta pyyntöä"), ("/en/search?q=x", "Too many requests")],
)
def test_a_person_who_asks_too_often_gets_a_page(client_with, path, words):
    client = client_with(rate_limit="enforce", rate_limit_search=1)
    client.get(path)
    answer = client.get(path)
    assert answer.status_code == 429
    assert words in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_suggestions_have_a_limit_of_their_own(client_with):
    client = client_with(rate_limit="enforce", rate_limit_search=1, rate_limit_suggest=3)
    assert statuses(client, "/api/v1/suggest?q=a", 4) == [200, 200, 200, 429]
    assert statuses(client, SEARCH, 2) == [200, 429]
    assert statuses(client, "/health/live", 5) == [200] * 5
    assert statuses(client, "/static/kuutoshaku.css", 5) == [200] * 5


def test_turned_off_it_does_not_look(client_with):
    assert statuses(client_with(rate_limit="off", rate_limit_search=1), SEARCH, 3) == [200] * 3


def test_a_spoofed_forwarding_header_does_not_change_the_bucket(client_with):
    client = client_with(rate_limit="enforce", rate_limit_search=2)
    given = [{"X-Forwarded-For": f"198.51.100.{n}"} for n in range(4)]
    assert [client.get(SEARCH, headers=each).status_code for each in given] == [200, 200, 429, 429]


def test_behind_a_trusted_proxy_each_client_has_its_own(client_with):
    client = client_with(
        "10.0.0.5", rate_limit="enforce", rate_limit_search=1, trusted_proxies="10.0.0.5"
    )
    given = [{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.{n % 2}"} for n in range(4)]
    assert [client.get(SEARCH, headers=each).status_code for each in given] == [200, 200, 429, 429]


def test_a_proxy_that_cannot_be_read_stops_the_start(published):
    with pytest.raises(SettingsError, match="KUUTOSHAKU_TRUSTED_PROXIES"):
        create_app(published.model_copy(update={"trusted_proxies": "proxy.example"}))


FORGED = ["evil.example", "evil.example:80", "[::2]", "[", "testserver.evil.example", ""]


@pytest.mark.parametrize("host", FORGED)
def test_a_forged_host_is_refused(client, host):
    answer = client.get("/api/v1/status", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/unknown-host"
    assert "evil" not in client.get("/", headers={"Host": host}).text


OURS = ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "testserver"]


@pytest.mark.parametrize("host", OURS)
def test_this_machine_and_the_address_asked_are_ours(client, host):
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


def test_the_public_address_and_the_names_set_are_ours(client_with):
    client = client_with(
        public_url="https://haku.example/", allowed_hosts="Inside.example, b.example"
    )
    for host in ("haku.example", "inside.example:8000", "B.example"):
        assert client.get("/health/live", headers={"Host": host}).status_code == 200
    assert client.get("/health/live", headers={"Host": "c.example"}).status_code == 400
    any_client = client_with(allowed_hosts="*")
    assert any_client.get("/health/live", headers={"Host": "c.example"}).status_code == 200


def test_a_body_that_is_too_large_is_refused_unread(client):
    answer = client.post("/api/v1/search", content=b"x" * (MOST_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/body-too-large"
