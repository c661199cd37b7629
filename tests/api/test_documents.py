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


def test_similar_documents_have_the_shape_of_hits(client, found):
    answer = client.get(f"/api/v1/documents/{found['id']}/similar", params={"lang": "en"}).json()
    assert list(answer) == ["generation", "hits", "also_tried_in"]
    assert 0 < len(answer["hits"]) <= 5
    assert all(list(hit) == list(found) for hit in answer["hits"])
    assert found["id"] not in [hit["id"] for hit in answer["hits"]]
    own_cities = {city["value"] for city in found["cities"]}
    assert answer["also_tried_in"]
    for each in answer["also_tried_in"]:
        assert list(each) == ["value", "label", "id", "url", "title", "language"]
        assert each["value"] not in own_cities
        document = client.get(f"/api/v1/documents/{each['id']}").json()
        assert each["value"] in [city["value"] for city in document["cities"]]


def test_what_is_like_an_unknown_document_is_a_problem(client):
    answer = client.get(f"/api/v1/documents/{'0' * 16}/similar")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-found"
