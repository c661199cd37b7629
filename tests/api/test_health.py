from __future__ import annotations

import shutil

import pytest
from starlette.testclient import TestClient

from corpus.index.open_index import generations
from corpus.store.database import open_database
from search_api import readiness
from search_api.app import create_app


@pytest.fixture
def settings(published, tmp_path):
    """Settings of a copy that may be damaged."""
    shutil.copytree(published.data_dir, tmp_path / "data")
    return published.model_copy(update={"data_dir": tmp_path / "data"})


@pytest.fixture
def own_client(settings):
    with TestClient(create_app(settings)) as client:
        yield client


def outcomes(answer) -> dict[str, str]:
    return {check["name"]: check["outcome"] for check in answer.json()["checks"]}


def detail_of(answer, name: str) -> str:
    return next(check["detail"] for check in answer.json()["checks"] if check["name"] == name)


def test_a_published_index_is_ready(client):
    assert client.get("/health/live").json() == {"status": "live"}
    answer = client.get("/health/ready")
    assert answer.json()["status"] == "ready"
    assert outcomes(answer) == {"index": "pass", "disk": "pass", "database": "pass"}


def test_the_status_tells_what_is_served(client, published):
    status = client.get("/api/v1/status").json()
    assert status["generation"] == generations(published).current()
    assert status["documents"] == sum(status["languages"].values()) > 0
    assert status["sections"] >= status["documents"]
    assert status["held"] is False


def test_without_a_generation_it_is_not_ready_and_says_what_to_do(empty_client):
    answer = empty_client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/no-generation"
    assert outcomes(answer)["index"] == "fail"
    assert "kuutoshaku demo" in detail_of(answer, "index")
    assert empty_client.get("/health/live").status_code == 200


def test_a_damaged_generation_is_not_ready(settings):
    root = settings.generations
    for file in root.glob("gen-*/index/*.seg"):
        file.write_bytes(b"damaged" + file.read_bytes()[7:])
    with TestClient(create_app(settings)) as client:
        answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert outcomes(answer)["index"] == "fail"


def test_a_held_publishing_is_a_warning_only(settings, own_client):
    held = settings.generations / "HELD"
    held.write_text('{"since": "2026-01-01", "reason": "rolled back"}', encoding="utf-8")
    answer = own_client.get("/health/ready")
    assert answer.status_code == 200
    assert outcomes(answer)["publishing"] == "warn"


def test_a_database_that_cannot_be_read_is_a_warning_only(settings):
    for part in settings.data_dir.glob(f"{settings.page_store.name}*"):
        part.unlink()
    settings.page_store.write_bytes(b"this is no database" * 1000)
    with TestClient(create_app(settings)) as client:
        answer = client.get("/health/ready")
        assert client.get("/api/v1/search?q=kokeilu").status_code == 200
    assert answer.status_code == 200
    assert outcomes(answer)["database"] == "warn"
    assert "cannot be read" in detail_of(answer, "database")


def test_a_database_that_is_written_to_is_no_trouble(settings, own_client):
    engine = open_database(settings.page_store)
    with engine.execution_options(is_writing=True).begin():
        assert outcomes(own_client.get("/health/ready"))["database"] == "pass"
    engine.dispose()


def test_a_disk_nearly_full_is_a_warning_only(own_client, monkeypatch):
    free = shutil.disk_usage(".").free // readiness.MEGABYTE
    monkeypatch.setattr(readiness, "LEAST_FREE_MEGABYTES", free * 2)
    answer = own_client.get("/health/ready")
    assert answer.status_code == 200
    assert outcomes(answer)["disk"] == "warn"
    assert "builds may fail" in detail_of(answer, "disk")
