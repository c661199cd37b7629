"""The OpenAPI description, made to say what the service really answers, with examples that run."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.vocabulary import vocabulary
from search_api.addresses import API
from search_api.problems import (
    BY_STATUS,
    PROBLEMS,
    CheckAnswer,
    ProblemAnswer,
    WrongParameter,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from search_api.problems import Problem

REFERENCE = "#/components/schemas/{model}"
ANSWER_EXAMPLES = Path(__file__).with_name("answer_examples.json")
YEARS = r"^[0-9]{4}(\.\.[0-9]{4})?$"
ANY_OPERATION = {
    "400": "The request cannot be answered",
    "429": "Too many requests from one address, where the operator enforces limits",
    "500": "Something failed that nobody foresaw",
    "503": "Nothing has been published yet, or it cannot be read",
}
EXAMPLES_BY_STATUS: dict[str, Problem] = {
    **{str(status): problem for status, problem in BY_STATUS.items()},
    "429": PROBLEMS["too-many-requests"],
    "503": PROBLEMS["no-generation"],
}
# What can be asked next with what an answer says.
LINKS: dict[str, dict[str, Any]] = {
    f"{API}/search": {"document": (f"{API}/documents/{{document_id}}", "$response.body#/hits/0/id")}
}


def describe(app: FastAPI) -> None:
    """Let an application describe its problems as the problem+json they are, also by default."""
    made_by_fastapi = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(made_by_fastapi())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the path, the method and the rest of every operation."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


@lru_cache(1)
def answer_examples() -> dict[str, Any]:
    """Return an answer to each operation that has one, by its path; tests hold them true."""
    examples: dict[str, Any] = json.loads(ANSWER_EXAMPLES.read_text(encoding="utf-8"))
    return examples


def _corrected(description: dict[str, Any]) -> dict[str, Any]:
    for path, method, operation in operations(description):
        responses = operation["responses"]
        if path.startswith(API):
            for status, meaning in ANY_OPERATION.items():
                responses.setdefault(status, {"description": meaning})
        _tell_problems(path, responses)
        for parameter in operation.get("parameters", []):
            _allow(parameter)
            _exemplify(parameter["schema"])
        if method == "get":
            _exemplify_answer(path, responses["200"])
            _link(description, path, responses["200"])
    schemas = description["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for model in (ProblemAnswer, WrongParameter, CheckAnswer):
        schemas[model.__name__] = model.model_json_schema(ref_template=REFERENCE)
        schemas[model.__name__].pop("$defs", None)
    return description


def _tell_problems(path: str, responses: dict[str, Any]) -> None:
    responses.pop("422", None)  # FastAPI's own; wrong parameters are answered with 400
    schema = {"$ref": REFERENCE.format(model=ProblemAnswer.__name__)}
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            content: dict[str, Any] = {"schema": schema}
            if problem := EXAMPLES_BY_STATUS.get(status):
                content["example"] = told(problem, problem.advice, path, "5e1f0c9d7b3a4e68")
            response["content"] = {"application/problem+json": content}


def _allow(parameter: dict[str, Any]) -> None:
    """Say which values of a facet are known; the vocabulary is data, not a type."""
    schema, name = parameter["schema"], parameter["name"]
    if schema.get("type") == "array" and name in vocabulary():
        schema["items"]["enum"] = list(vocabulary()[name])
    elif schema.get("type") == "array" and name == "year":
        schema["items"]["pattern"] = YEARS


def _exemplify(schema: dict[str, Any]) -> None:
    """Give a parameter the example that its schema implies, where it has none."""
    if "examples" not in schema:
        choices = [
            each for part in (schema, *schema.get("anyOf", [])) for each in part.get("enum", [])
        ]
        implied = choices or [schema[key] for key in ("default", "minimum") if key in schema]
        schema["examples"] = [each for each in implied if each not in (None, "", [])][:1]


def _exemplify_answer(path: str, response: dict[str, Any]) -> None:
    content = response.get("content", {}).get("application/json")
    if content is not None and path in answer_examples():
        content["example"] = answer_examples()[path]


def _link(description: dict[str, Any], path: str, response: dict[str, Any]) -> None:
    for name, (leads_to, value) in LINKS.get(path, {}).items():
        operation = description["paths"][leads_to]["get"]
        parameter = operation["parameters"][0]["name"]
        response.setdefault("links", {})[name] = {
            "operationId": operation["operationId"],
            "parameters": {parameter: value},
        }
