"""The running service follows what is published, and never mixes two generations."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild, generations
from corpus.settings import Settings
from search_api.app import create_app

SEARCH = "/api/v1/search?q=kaivuri&lang=fi"


def publish(settings: Settings, *titles: str) -> str:
    writer = begin_rebuild(settings)
    for title in titles:
        url = f"https://site.example/{title}"
        section = Section("opit", "Opit", 2, "lessons", "fi", f"Kaivuri {title} kaivoi kuopan.")
        writer.add(Document(document_id(url), url, title, "fi", "guide", (section,)))
    return writer.publish()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def fresh_client(settings):
    with TestClient(create_app(settings)) as client:
        yield client


def test_a_service_answers_as_soon_as_something_is_published(settings, fresh_client):
    assert fresh_client.get(SEARCH).status_code == 503
    publish(settings, "katu")
    assert fresh_client.get(SEARCH).json()["total"] == 1
    assert fresh_client.get("/health/ready").status_code == 200


def test_a_new_generation_makes_held_answers_old(settings, fresh_client):
    first = publish(settings, "katu")
    before = fresh_client.get(SEARCH)
    second = publish(settings, "katu", "puisto")
    after = fresh_client.get(SEARCH, headers={"If-None-Match": before.headers["etag"]})
    assert (before.json()["generation"], after.json()["generation"]) == (first, second)
    assert after.status_code == 200
    assert after.json()["total"] == 2


def test_a_rollback_is_served_at_once(settings, fresh_client):
    publish(settings, "katu")
    before = fresh_client.get(SEARCH).headers["etag"]
    publish(settings, "katu", "puisto")
    assert fresh_client.get(SEARCH).json()["total"] == 2
    generations(settings).rollback()
    assert fresh_client.get(SEARCH, headers={"If-None-Match": before}).status_code == 304
    assert fresh_client.get("/api/v1/status").json()["held"] is True
