from __future__ import annotations

import pytest


@pytest.fixture
def found(client) -> dict:
    return client.get("/api/v1/search", params={"q": "sohjoa", "doc_lang": "fi"}).json()["hits"][0]


def test_a_hit_can_be_read_whole(client, found):
    document = client.get(f"/api/v1/documents/{found['id']}").json()
    assert document["url"] == found["url"]
    assert document["title"] == found["title"]
    assert {"value": "tampere", "label": "Tampere"} in document["cities"]
    lessons = [section for section in document["sections"] if section["kind"] == "lessons"]
    assert lessons[0]["url"] == f"{document['url']}#opit"
    assert "Lumisade" in lessons[0]["text"]


def test_labels_follow_the_language_asked_for(client, found):
    path = f"/api/v1/documents/{found['id']}"
    assert client.get(path).json()["themes"][0]["label"] == "Liikkuminen"
    assert client.get(path, params={"lang": "en"}).json()["themes"][0]["label"] == "Mobility"
