from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from corpus.errors import SettingsError
from corpus.settings import Settings, read_settings
from search_api.app import create_app

TOKEN = "a token that is long enough"  # noqa: S105 - of this test only
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def watched_client(published: Settings):
    settings = published.model_copy(
        update={"metrics_token": read_settings(metrics_token=TOKEN).metrics_token}
    )
    with TestClient(create_app(settings)) as client:
        yield client


def counts(client) -> dict[str, float]:
    text = client.get("/metrics", headers=BEARER).text
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_metrics_are_off_unless_a_token_is_set(client):
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 404
    assert "KUUTOSHAKU_METRICS_TOKEN" in answer.json()["detail"]


@pytest.mark.parametrize("sent", [None, "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer \xe4"])
def test_metrics_are_for_who_has_the_token(watched_client, sent):
    headers = {} if sent is None else {"Authorization": sent.encode("latin-1")}
    answer = watched_client.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_that_can_be_guessed_is_refused_and_not_repeated():
    with pytest.raises(SettingsError, match="KUUTOSHAKU_METRICS_TOKEN: needs at least 16") as told:
        read_settings(metrics_token="guess-me")  # noqa: S106 - the point of it
    assert "guess-me" not in str(told.value)


def test_requests_are_counted_by_route_method_and_status(watched_client):
    name = 'kuutoshaku_requests_total{method="GET",route="/api/v1/search",status="400"}'
    before = counts(watched_client).get(name, 0)
    watched_client.get("/api/v1/search")
    after = counts(watched_client)
    assert after[name] == before + 1
    assert after['kuutoshaku_request_seconds_count{route="/api/v1/search"}'] >= 1


def test_searches_are_counted_by_what_they_found_and_where_answers_came_from(watched_client):
    def told(*names):
        now = counts(watched_client)
        return [now.get(name, 0) for name in names]

    some, nothing = (
        f'kuutoshaku_searches_total{{form="api",found="{found}"}}' for found in ("some", "nothing")
    )
    made, kept, unchanged = (
        f'kuutoshaku_answers_total{{form="api",origin="{origin}"}}'
        for origin in ("made", "kept", "unchanged")
    )
    before = told(some, nothing, made, kept, unchanged)
    search = "/api/v1/search?lang=fi&q="
    first = watched_client.get(f"{search}sohjo")
    watched_client.get(f"{search}sohjo")
    watched_client.get(f"{search}sohjo", headers={"If-None-Match": first.headers["etag"]})
    watched_client.get(f"{search}qqqwwwxxx")
    after = told(some, nothing, made, kept, unchanged)
    assert [b - a for a, b in zip(before, after, strict=True)] == [2, 1, 2, 1, 1]


def test_what_is_served_is_told(watched_client):
    status = watched_client.get("/api/v1/status").json()
    now = counts(watched_client)
    assert now["kuutoshaku_index_up"] == 1
    assert now["kuutoshaku_sections"] == status["sections"]
    assert now['kuutoshaku_documents{language="fi"}'] == status["languages"]["fi"]
    assert [name for name in now if f'name="{status["generation"]}"' in name]


def test_labels_have_few_values_whatever_is_asked(watched_client):
    watched_client.get("/health/live")
    before = set(counts(watched_client))
    for number in range(30):
        watched_client.get(f"/wp-admin/{number}.php")
        watched_client.get(f"/api/v1/documents/{number}")
        watched_client.request(f"BREW{number}", "/api/v1/search")
    # Three kinds of requests with a histogram each; one for every address would be over a thousand.
    assert len(set(counts(watched_client)) - before) < 100


def test_before_anything_is_published_that_is_told_too(tmp_path):
    settings = read_settings(data_dir=tmp_path, metrics_token=TOKEN)
    with TestClient(create_app(settings)) as client:
        assert counts(client)["kuutoshaku_index_up"] == 0
