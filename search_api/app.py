"""The one place where the parts of the service are put together."""

from __future__ import annotations

import logging
from asyncio import to_thread
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from corpus.errors import SearchIndexError, StoreError
from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from search_api import problems
from search_api.answer_cache import AnswerCache
from search_api.cross_origin import CrossOrigin
from search_api.dependencies import Services
from search_api.description import describe
from search_api.editors.editing import Editing
from search_api.failures import Failures
from search_api.head_requests import HeadRequests
from search_api.metrics import Metrics
from search_api.page_templates import PageTemplates
from search_api.policies import anyone_may_read
from search_api.problems import ProblemTeller
from search_api.query_counter import query_counter
from search_api.request_guard import MOST_BODY_BYTES, RequestGuard, Rules, Watchers
from search_api.request_log import RequestLog
from search_api.routes import (
    api_pages,
    browse_pages,
    document_pages,
    documents,
    editorial,
    editorial_preview,
    feeds,
    health,
    metrics,
    opensearch_description,
    pages,
    search,
    statistics,
    suggest,
    trust_pages,
)
from search_api.security_headers import SecurityHeaders
from search_api.web_files import web_root

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response
    from starlette.types import Scope

    from corpus.index.search_index import SearchIndex
    from corpus.settings import Settings

log = logging.getLogger(__name__)
COMPRESSED_FROM_BYTES = 500
YEAR_IN_SECONDS = 365 * 24 * 60 * 60
READ_BY_ANYONE = (
    search,
    documents,
    suggest,
    feeds,
    opensearch_description,
    health,
    metrics,
    trust_pages,
    api_pages,
    pages,
    browse_pages,
    document_pages,
)
FOR_TOKENS = (editorial_preview, editorial, statistics)


class VersionedFiles(StaticFiles):
    """Static files whose addresses carry a version, so that they may be kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its lifetime."""
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable"
        return answer


def create_app(settings: Settings) -> FastAPI:
    """Return the service, wired from settings; raises SettingsError."""
    templates = PageTemplates(web_root(), settings)
    watchers = Watchers(ProblemTeller(templates), Metrics())

    app = FastAPI(
        title="Kuutoshaku",
        summary="Search over what six Finnish cities learned together, in Finnish and English",
        version="0.1.0",
        lifespan=partial(_running, settings, templates, watchers.metrics),
        docs_url=None,
        redoc_url=None,
        middleware=_around_every_answer(settings, watchers),
    )
    for routes in READ_BY_ANYONE:
        app.include_router(routes.router, dependencies=[Depends(anyone_may_read)])
    for guarded in FOR_TOKENS:
        app.include_router(guarded.router)
    app.mount("/static", VersionedFiles(directory=web_root() / "static"), name="static")
    problems.install(app, watchers.teller)
    describe(app)
    return app


@asynccontextmanager
async def _running(
    settings: Settings, templates: PageTemplates, metrics: Metrics, app: FastAPI
) -> AsyncIterator[None]:
    """Hold open what requests share, for as long as the service runs."""
    editing = await to_thread(_editing, settings)
    index = open_index(settings, editing.rules if editing else None)
    await to_thread(_warm, index)
    metrics.watch(index)
    counter = query_counter(settings, editing.engine) if editing else None
    app.state.services = Services(
        settings, index, templates, AnswerCache(), metrics, editing, counter
    )
    yield
    if counter:
        counter.close()
    index.close()
    if editing:
        editing.close()


def _around_every_answer(settings: Settings, watchers: Watchers) -> list[Middleware]:
    """Return what a request passes on its way in, outermost first."""
    return [
        Middleware(RequestLog, watchers.metrics),  # sees every answer, also of those below
        Middleware(SecurityHeaders),
        Middleware(CrossOrigin),  # before the guard, so that other sites can read its refusals
        Middleware(HeadRequests),  # around the compression, which must see what GET would send
        Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM_BYTES),
        Middleware(RequestGuard, Rules.of(settings), watchers),
        Middleware(Failures, watchers.teller),
        Middleware(RequestBodyLimitMiddleware, MOST_BODY_BYTES),  # where no length was announced
    ]


def _editing(settings: Settings) -> Editing | None:
    """Open what editors change; readers are answered without their rules where that fails."""
    try:
        return Editing.of(settings)
    except StoreError as error:
        log.error("editorial_not_open reason=%r", str(error))  # noqa: TRY400 - it says all
        return None


def _warm(index: SearchIndex) -> None:
    """Open the index and its dictionaries, so that the first reader need not wait for them."""
    try:
        index.search(parse_query("kokeilu", language="en"))
    except SearchIndexError as error:
        log.warning("index_not_open reason=%r", str(error))
