"""The API's own description told to people: operations, parameters and an example of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search_api.addresses import with_parameters
from search_api.description import operations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation; `values` says what it may hold, where that is limited."""

    name: str
    is_required: bool
    meaning: str
    values: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked. `example` is an address to try, or empty."""

    method: str
    path: str
    meaning: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]  # status, meaning
    example: str

    @property
    def anchor(self) -> str:
        """Where the guide tells of it."""
        return f"{self.method}{self.path}".lower().translate(str.maketrans("/{}._", "-----"))


def guide(description: dict[str, Any]) -> list[Operation]:
    """Return the operations of an OpenAPI description in its order."""
    return [_operation(path, method, told) for path, method, told in operations(description)]


def _operation(path: str, method: str, told: Schema) -> Operation:
    parameters = tuple(_parameter(each) for each in told.get("parameters", ()))
    answers = tuple((status, each["description"]) for status, each in told["responses"].items())
    meaning = told.get("description") or told.get("summary", "")
    example = _example(path, method, told)
    return Operation(method.upper(), path, meaning.split("\n\n")[0], parameters, answers, example)


def _parameter(told: Schema) -> Parameter:
    schema = told["schema"]
    values = ", ".join(dict.fromkeys(str(value) for value in _choices(schema)))
    meaning = told.get("description") or schema.get("description", "")
    is_required = bool(told.get("required"))
    return Parameter(told["name"], is_required, meaning, values, ", ".join(_examples(told)[:2]))


def _choices(schema: Schema) -> Iterator[object]:
    """Yield the values a schema allows, where it names them."""
    yield from schema.get("enum", ())
    for inner in (schema.get("items"), *schema.get("anyOf", ())):
        if inner:
            yield from _choices(inner)


def _examples(told: Schema) -> list[str]:
    named = [each["value"] for each in told.get("examples", {}).values()]
    given = named or told["schema"].get("examples", [])
    return [", ".join(map(str, each)) if isinstance(each, list) else str(each) for each in given]


def _example(path: str, method: str, told: Schema) -> str:
    """Return an address that asks with the first example of `q`, where nothing else is needed."""
    needed = [each for each in told.get("parameters", ()) if each["in"] == "path"]
    if method != "get" or needed:
        return ""
    asked = {each["name"]: _examples(each)[:1] for each in told.get("parameters", ())}
    return with_parameters(path, {"q": asked["q"]} if asked.get("q") else {})
