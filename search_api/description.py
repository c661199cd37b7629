"""The OpenAPI description, made to say what the service really answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search_api.problems import ProblemAnswer, WrongParameter

if TYPE_CHECKING:
    from fastapi import FastAPI

REFERENCE = "#/components/schemas/{model}"
ANY_OPERATION = {"400": "The request cannot be answered", "503": "Nothing has been published yet"}


def describe(app: FastAPI) -> None:
    """Let an application describe its problems as the problem+json they are, also by default."""
    made_by_fastapi = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(made_by_fastapi())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _corrected(description: dict[str, Any]) -> dict[str, Any]:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            _correct(operation["responses"], is_api=path.startswith("/api/"))
    schemas = description["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for model in (ProblemAnswer, WrongParameter):
        schemas[model.__name__] = model.model_json_schema(ref_template=REFERENCE)
        schemas[model.__name__].pop("$defs", None)
    return description


def _correct(responses: dict[str, Any], *, is_api: bool) -> None:
    responses.pop("422", None)  # FastAPI's own; wrong parameters are answered with 400
    if is_api:
        for status, description in ANY_OPERATION.items():
            responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            schema = {"$ref": REFERENCE.format(model=ProblemAnswer.__name__)}
            response["content"] = {"application/problem+json": {"schema": schema}}
