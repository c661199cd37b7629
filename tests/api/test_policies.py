"""Nobody may do anything that a route does not say they may."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Route

from search_api.policies import READING, NeedsScope, anyone_may_read

OF_THE_FRAMEWORK = {"/openapi.json", "/static"}


def policies_by_route(app: FastAPI):
    """Return what each of our routes demands, by path and methods."""
    found = {}
    for context in iter_route_contexts(app.routes):
        if context.path not in OF_THE_FRAMEWORK:
            found[context.path, frozenset(context.methods)] = list(policies(context))
    return found


def policies(context):
    if isinstance(context.original_route, APIRoute):
        # As it is included: with what the wiring place has added to it.
        for call in calls((context._route_context or context.original_route).dependant):
            if call is anyone_may_read or isinstance(call, NeedsScope):
                yield call


def calls(dependant):
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from calls(dependency)


def test_every_route_declares_who_may_ask(client):
    found = policies_by_route(client.app)
    assert len(found) > 20
    assert [route for route, declared in found.items() if not declared] == []


def test_a_route_that_declares_nothing_is_noticed():
    app = FastAPI(docs_url=None, redoc_url=None)
    app.add_api_route("/secret", lambda: None, methods=["POST"])
    app.router.routes.append(Route("/plain", lambda _: None))
    unguarded = {path for (path, _), declared in policies_by_route(app).items() if not declared}
    assert unguarded == {"/secret", "/plain"}


def test_what_changes_anything_needs_a_scope(client):
    found = policies_by_route(client.app)
    changing = {route: declared for route, declared in found.items() if route[1] - set(READING)}
    assert len(changing) > 5
    for route, declared in changing.items():
        assert all(isinstance(each, NeedsScope) for each in declared), route


@pytest.mark.parametrize("path", ["/api/v1/search", "/health/live"])
def test_a_public_address_can_only_be_read(client, path):
    assert client.post(path).status_code == 405
