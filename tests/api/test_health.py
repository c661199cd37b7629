from __future__ import annotations

from corpus.index.open_index import generations


def test_a_published_index_is_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}


def test_the_status_tells_what_is_served(client, published):
    status = client.get("/api/v1/status").json()
    assert status["generation"] == generations(published).current()
    assert status["documents"] == sum(status["languages"].values()) > 0
    assert status["sections"] >= status["documents"]
    assert status["held"] is False
