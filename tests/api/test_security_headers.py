from __future__ import annotations

import pytest

PATHS = [
    ("/", 302),
    ("/fi/", 200),
    ("/en/search?q=bus", 200),
    ("/fi/ohje", 200),
    ("/fi/none", 404),
    ("/api/v1/search?q=bus", 200),
    ("/api/v1/search", 400),
    ("/api/v1/documents/none", 404),
    ("/health/live", 200),
    ("/static/kuutoshaku.css", 200),
    ("/static/none.css", 404),
    ("/openapi.json", 200),
]


@pytest.mark.parametrize(("path", "status"), PATHS)
def test_every_answer_is_secured(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    headers = answer.headers
    policy = headers["content-security-policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
    assert not any("unsafe" in rule or "*" in rule for rule in policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "set-cookie" not in headers


def test_other_sites_may_use_the_api_but_not_the_pages(client):
    api = client.get("/api/v1/search?q=bus").headers
    page = client.get("/fi/").headers
    assert api["cross-origin-resource-policy"] == "cross-origin"
    assert page["cross-origin-resource-policy"] == "same-origin"
