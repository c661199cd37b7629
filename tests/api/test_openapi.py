from __future__ import annotations

import json
import re

import pytest
from starlette.routing import Route

PATHS = {
    "/api/v1/search",
    "/api/v1/documents/{document_id}",
    "/api/v1/suggest",
    "/api/v1/status",
    "/health/live",
    "/health/ready",
}


@pytest.fixture(scope="session")
def specification(client) -> dict:
    return client.get("/openapi.json").json()


def test_the_api_is_described(specification):
    assert specification["openapi"].startswith("3.1")
    assert set(specification["paths"]) == PATHS


def test_every_operation_and_parameter_says_what_it_is(specification):
    for path, operations in specification["paths"].items():
        assert operations["get"]["description"], path
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query" and parameter["name"] != "lang":
                assert parameter.get("description"), (path, parameter["name"])


def examples(specification: dict):
    for path, operations in specification["paths"].items():
        for parameter in operations["get"].get("parameters", []):
            for example in parameter["schema"].get("examples", []):
                yield path, parameter["name"], example


def test_every_documented_example_works(client, specification):
    tried = list(examples(specification))
    assert {name for _, name, _ in tried} >= {"q", "city", "year", "section"}
    for path, name, example in tried:
        answer = client.get(path, params={name: example})
        assert answer.status_code == 200, (path, name, example, answer.text)


def test_an_answer_matches_its_description(client, specification):
    schema = specification["components"]["schemas"]["SearchAnswer"]
    answer = client.get("/api/v1/search", params={"q": "kokeilu"}).json()
    assert set(answer) == set(schema["properties"]) == set(schema["required"])
    translated = specification["components"]["schemas"]["TranslatedAnswer"]
    assert set(translated["properties"]) == {"term", "as", "from"}


def test_pages_are_not_part_of_the_api(client):
    described = client.get("/openapi.json").json()["paths"]
    pages = [route.path for route in client.app.routes if isinstance(route, Route)]
    assert "/openapi.json" in pages
    assert not [path for path in described if path.startswith(("/fi", "/en"))]


def responses(specification: dict):
    for path, operations in specification["paths"].items():
        for status, response in operations["get"]["responses"].items():
            yield path, status, response


def test_problems_are_described_as_they_are_told(client, specification):
    described = {(path, status) for path, status, _ in responses(specification)}
    assert not [path for path, status in described if status == "422"]
    assert {("/api/v1/search", "400"), ("/api/v1/documents/{document_id}", "404")} <= described
    assert ("/health/ready", "503") in described
    for _, status, response in responses(specification):
        if status[0] in "45":
            assert list(response["content"]) == ["application/problem+json"]
    schema = specification["components"]["schemas"]["ProblemAnswer"]
    problem = client.get("/api/v1/search", params={"q": "a", "city": "lahti"}).json()
    assert set(problem) == set(schema["properties"])


def test_every_reference_of_the_description_leads_somewhere(specification):
    schemas = specification["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(specification)))
    assert named
    assert named <= set(schemas)
