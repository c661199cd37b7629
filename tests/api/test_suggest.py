from __future__ import annotations


def test_a_beginning_is_completed(client):
    answer = client.get("/api/v1/suggest", params={"q": "robotti", "lang": "fi"}).json()
    assert answer["query"] == "robotti"
    assert any("robotti" in each["text"].lower() for each in answer["suggestions"])
    assert {each["language"] for each in answer["suggestions"]} <= {"fi", "en", "other"}


def test_nothing_typed_completes_to_nothing(client):
    assert client.get("/api/v1/suggest", params={"q": " "}).json()["suggestions"] == []


def test_too_much_typed_is_a_problem(client):
    answer = client.get("/api/v1/suggest", params={"q": "a" * 257})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/query-too-long"
