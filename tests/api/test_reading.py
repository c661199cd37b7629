"""HEAD, conditional requests, compression and what other sites may read."""

from __future__ import annotations

import gzip

import pytest

SEARCH = "/api/v1/search?q=kokeilu&lang=fi"
READABLE = [
    SEARCH,
    "/api/v1/search",
    "/api/v1/suggest?q=kok",
    "/api/v1/status",
    "/api/v1/documents/none",
    "/health/live",
    "/health/ready",
    "/openapi.json",
    "/fi/",
    "/fi/haku?q=kokeilu",
    "/en/none",
    "/static/kuutoshaku.css",
]
CHANGING = {"x-request-id", "server-timing", "date", "content-length", "content-encoding"}


@pytest.mark.parametrize("path", READABLE)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_head_answers_with_the_headers_of_get_alone(client, path, encoding):
    accept = {"Accept-Encoding": encoding}
    got, headed = client.get(path, headers=accept), client.head(path, headers=accept)
    assert headed.status_code == got.status_code
    assert headed.content == b""
    told = [
        {name: value for name, value in answer.headers.items() if name not in CHANGING}
        for answer in (got, headed)
    ]
    assert told[0] == told[1]
    assert headed.headers.get("content-encoding") == got.headers.get("content-encoding")
    if got.status_code == 200 and path != "/health/ready":
        assert headed.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("path", [SEARCH, "/fi/haku?q=kokeilu", "/en/"])
def test_who_holds_the_answer_gets_headers_alone(client, path):
    tag = client.get(path).headers["etag"]
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'"a",{tag},"b"', "*"):
        answer = client.get(path, headers={"If-None-Match": held})
        assert answer.status_code == 304, held
        assert answer.content == b""
        assert answer.headers["etag"] == tag
        assert "content-encoding" not in answer.headers
        assert client.head(path, headers={"If-None-Match": held}).status_code == 304
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_an_answer_from_the_cache_is_the_answer(client):
    first, second = (client.get(f"{SEARCH}&size=3") for _ in range(2))
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert "cache;desc=hit" in second.headers["server-timing"]
    other = client.get(f"{SEARCH}&size=4")
    assert other.headers["etag"] != first.headers["etag"]
    assert len(other.json()["hits"]) == 4


def test_a_page_from_the_cache_is_the_page(client):
    answers = client.app.state.services.answers
    asked = {"q": "kokeilu sohjo", "size": 3}
    first = client.get("/fi/haku", params=asked)
    assert answers.get(first.headers["etag"]).body == first.content
    assert client.get("/fi/haku", params=asked).content == first.content
    assert client.get("/en/search", params=asked).headers["etag"] != first.headers["etag"]


def test_languages_are_never_mixed_in_the_cache(client):
    asked = {"q": "2019", "section": "lessons"}
    answers = [
        client.get("/api/v1/search", params=asked, headers={"Accept-Language": each}).json()
        for each in ("fi", "en", "fi")
    ]
    assert [answer["query"]["language"] for answer in answers] == ["fi", "en", "fi"]


def test_large_answers_are_compressed_and_small_ones_are_not(client):
    for path, squeezed in ((SEARCH, True), ("/health/live", False)):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert (answer.headers.get("content-encoding") == "gzip") is squeezed
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == answer.content
        if squeezed:
            assert int(answer.headers["content-length"]) < len(plain.content) / 2
            assert "Accept-Encoding" in answer.headers["vary"]
            assert "Accept-Encoding" in plain.headers["vary"]
            assert gzip.compress(plain.content)


@pytest.mark.parametrize("path", [SEARCH, "/api/v1/search", "/api/v1/none", "/openapi.json"])
def test_pages_of_other_sites_may_read_the_api(client, path):
    for headers in ({}, {"Origin": "https://city.example"}):
        answer = client.get(path, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" not in answer.headers.get("vary", "")
        assert "ETag" in answer.headers["access-control-expose-headers"]


def test_a_preflight_allows_reading_only_and_may_be_kept(client):
    headers = {"Origin": "https://city.example", "Access-Control-Request-Method": "GET"}
    answer = client.options(SEARCH, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "authorization" not in answer.headers["access-control-allow-headers"].lower()
    assert int(answer.headers["access-control-max-age"]) >= 3600


@pytest.mark.parametrize("path", ["/fi/", "/fi/haku?q=kokeilu", "/health/live", "/metrics", "/"])
def test_other_sites_may_not_read_pages(client, path):
    headers = {"Origin": "https://city.example", "Access-Control-Request-Method": "GET"}
    assert "access-control-allow-origin" not in client.get(path, headers=headers).headers
    assert "access-control-allow-origin" not in client.options(path, headers=headers).headers


def test_other_sites_may_not_write(client):
    answer = client.post("/api/v1/search", headers={"Origin": "https://city.example"})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
