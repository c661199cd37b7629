from __future__ import annotations

import json
import re

import jsonschema_rs
import pytest
from starlette.routing import Route

from search_api.description import operations

AGAIN = "run tests/api/record_answer_examples.py"
PATHS = {
    "/api/v1/search",
    "/api/v1/documents/{document_id}",
    "/api/v1/documents/{document_id}/similar",
    "/api/v1/suggest",
    "/api/v1/status",
    "/health/live",
    "/health/ready",
}
NO_JSON = {"/feed.atom", "/feed.json", "/export.csv", "/opensearch.xml"}


@pytest.fixture(scope="session")
def specification(client) -> dict:
    return client.get("/openapi.json").json()


def test_the_api_is_described(specification):
    assert specification["openapi"].startswith("3.1")
    assert set(specification["paths"]) == PATHS | NO_JSON


def test_every_operation_and_parameter_says_what_it_is(specification):
    for path, _, operation in operations(specification):
        assert operation["summary"], path
        assert operation["description"], path
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query" and parameter["name"] != "lang":
                assert parameter.get("description"), (path, parameter["name"])


def parameter_examples(specification: dict):
    for path, _, operation in operations(specification):
        for parameter in operation.get("parameters", []):
            for example in parameter["schema"].get("examples", []):
                yield path, parameter, example


def needed(specification: dict, path: str) -> dict:
    return {
        each["name"]: each["schema"]["examples"][0]
        for each in specification["paths"][path]["get"].get("parameters", [])
        if each["in"] == "query" and (each.get("required") or each["name"] == "q")
    }


def test_every_parameter_has_an_example(specification):
    for path, _, operation in operations(specification):
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                assert parameter["schema"]["examples"], (path, parameter["name"])


def test_every_documented_example_works(client, specification):
    tried = [each for each in parameter_examples(specification) if "{" not in each[0]]
    assert {each["name"] for _, each, _ in tried} >= {
        "q",
        "city",
        "year",
        "section",
        "lang",
        "sort",
    }
    for path, parameter, example in tried:
        asked = needed(specification, path) | {parameter["name"]: example}
        answer = client.get(path, params=asked)
        assert answer.status_code == 200, (path, asked, answer.text)


def test_every_answer_has_an_example_in_the_shape_of_its_schema(client, specification):
    schemas = specification["components"]["schemas"]
    for path in PATHS:
        answer = specification["paths"][path]["get"]["responses"]["200"]
        content = answer["content"]["application/json"]
        whole = {**content["schema"], "components": {"schemas": schemas}}
        validator = jsonschema_rs.validator_for(whole)
        validator.validate(content["example"])
        found = client.get("/api/v1/search?q=kokeilu").json()["hits"][0]["id"]
        real = client.get(path.format(document_id=found), params=needed(specification, path)).json()
        validator.validate(real)
        assert real.keys() == content["example"].keys(), f"{path}: {AGAIN}"


def test_every_problem_has_an_example(specification):
    for path, status, response in responses(specification):
        if status[0] in "45":
            example = response["content"]["application/problem+json"]["example"]
            assert example["status"] == int(status), (path, status)
            assert example["detail"]


def test_a_link_leads_to_the_document_found(client, specification):
    link = specification["paths"]["/api/v1/search"]["get"]["responses"]["200"]["links"]["document"]
    (path,) = (
        path
        for path, _, operation in operations(specification)
        if operation["operationId"] == link["operationId"]
    )
    assert link["parameters"] == {"document_id": "$response.body#/hits/0/id"}
    found = client.get("/api/v1/search?q=kokeilu").json()["hits"][0]
    assert client.get(path.format(document_id=found["id"])).json()["url"] == found["url"]


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
    for path, _, operation in operations(specification):
        for status, response in operation["responses"].items():
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
    assert set(problem) | {"checks"} == set(schema["properties"])


def test_every_reference_of_the_description_leads_somewhere(specification):
    schemas = specification["components"]["schemas"]
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(specification)))
    assert named
    assert named <= set(schemas)
