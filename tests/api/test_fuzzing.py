"""Whatever the description allows or not is answered as it says, one by one and in turn."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from search_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.settings import Settings

# What a schema cannot say: that something must be asked, and not too much of it at once.
BEYOND_SCHEMA = ("empty-query", "query-too-deep", "query-too-long", "ends before it begins")
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.fixture(scope="module")
def api(published: Settings) -> Iterator[schemathesis.BaseSchema]:
    app = create_app(published.model_copy(update={"allowed_hosts": "*"}))
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/openapi.json", app)


def validate(case: schemathesis.Case, response: schemathesis.Response) -> None:
    told = response.text if response.status_code == 400 else ""
    is_beyond = any(each in told for each in BEYOND_SCHEMA)
    case.validate_response(
        response, excluded_checks=[positive_data_acceptance] if is_beyond else []
    )


def thorough(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def ask_everything(api: schemathesis.BaseSchema, examples: int) -> int:
    asked = 0

    def ask(case) -> None:
        nonlocal asked
        asked += 1
        validate(case, case.call())

    for each in api.get_all_operations():
        operation = each.ok()
        for mode in MODES:
            cases = operation.as_strategy(generation_mode=mode)
            # An operation that takes nothing cannot be asked wrongly.
            with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
                thorough(examples)(given(case=cases)(ask))()
    return asked


def follow_links(api: schemathesis.BaseSchema, examples: int) -> None:
    class Machine(api.as_state_machine()):  # type: ignore[misc]
        def validate_response(self, response, case, **_) -> None:
            validate(case, response)

    Machine.run(settings=thorough(examples))


def test_every_operation_answers_as_described(api):
    assert ask_everything(api, 10) >= 50


def test_answers_that_follow_from_answers_are_as_described(api):
    follow_links(api, 10)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_operation_answers_a_hundred_times_as_described(api):
    assert ask_everything(api, 100) >= 300
    follow_links(api, 100)
