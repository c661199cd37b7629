"""The running service follows what is published, and never mixes two generations."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild, generations
from corpus.settings import Settings
from search_api.app import create_app
from search_api.parameters import SearchParameters
from search_api.routes.search import answer_tag

if TYPE_CHECKING:
    from httpx2 import Response

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


def test_a_generation_published_halfway_through_an_answer_does_not_mix(settings, fresh_client):
    publish(settings, "katu")
    services = fresh_client.app.state.services
    answer_of_index = services.index.search

    def search_after_a_switch(query):
        publish(settings, "katu", "puisto")
        return answer_of_index(query)

    services.index.search = search_after_a_switch
    answers = [fresh_client.get(SEARCH)]
    services.index.search = answer_of_index
    answers.append(fresh_client.get(SEARCH))
    for answer in answers:
        assert_whole(answer, {answer.json()["generation"]: 2})
    assert answers[0].headers["etag"] == answers[1].headers["etag"]


CLIENTS = 8
SWITCHES = 12
PATIENCE_SECONDS = 10


class Askers:
    """Clients that ask the same again and again until they are told to stop."""

    def __init__(self, client: TestClient) -> None:
        self.answers: list[list[Response]] = [[] for _ in range(CLIENTS)]
        self._client = client
        self._stopped = Event()
        self._threads = ThreadPoolExecutor(CLIENTS)
        self._running = [self._threads.submit(self._ask, each) for each in self.answers]

    def _ask(self, answers: list[Response]) -> None:
        while not self._stopped.is_set():
            answers.append(self._client.get(SEARCH))

    def wait_for_an_answer_each(self) -> None:
        had, deadline = [len(each) for each in self.answers], time.monotonic() + PATIENCE_SECONDS
        while any(len(each) <= count for each, count in zip(self.answers, had, strict=True)):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def stop(self) -> None:
        self._stopped.set()
        self._threads.shutdown()
        for each in self._running:
            each.result()


def assert_whole(answer: Response, sizes: dict[str, int]) -> None:
    told = answer.json()
    counted = told["facets"]["doc_lang"][0]["count"]
    assert told["total"] == counted == sizes[told["generation"]]
    assert len(told["hits"]) == min(told["total"], 10)
    parameters = SearchParameters(q="kaivuri", lang="fi")
    assert answer.headers["etag"] == answer_tag(f"{told['generation']}+0", "fi", parameters)


def test_while_generations_switch_each_answer_is_wholly_of_one(settings, fresh_client):
    """The n-th generation holds n pages, which every part of an answer must agree on."""
    sizes = {publish(settings, "a0"): 1}
    askers = Askers(fresh_client)
    try:
        for size in range(2, SWITCHES + 2):
            askers.wait_for_an_answer_each()
            sizes[publish(settings, *(f"a{n}" for n in range(size)))] = size
        askers.wait_for_an_answer_each()
    finally:
        askers.stop()
    for answers in askers.answers:
        for answer in answers:
            assert_whole(answer, sizes)
        seen = [answer.json()["generation"] for answer in answers]
        assert seen == sorted(seen)
        assert len(set(seen)) > SWITCHES / 2
