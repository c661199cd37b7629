"""The one place where the parts of the service are put together."""

from __future__ import annotations

import logging
from asyncio import to_thread
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from corpus.errors import SearchIndexError
from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from search_api import problems
from search_api.dependencies import Services
from search_api.description import describe
from search_api.page_templates import PageTemplates
from search_api.routes import documents, health, pages, search, suggest
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


class VersionedFiles(StaticFiles):
    """Static files whose addresses carry a version, so that they may be kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file with its lifetime."""
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable"
        return answer


def create_app(settings: Settings) -> FastAPI:
    """Return the service, wired from settings."""
    templates = PageTemplates(web_root(), settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        index = open_index(settings)
        await to_thread(_warm, index)
        app.state.services = Services(settings, index, templates)
        yield
        index.close()

    app = FastAPI(
        title="Kuutoshaku",
        summary="Search over what six Finnish cities learned together, in Finnish and English",
        version="0.1.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    for routes in (search, documents, suggest, health, pages):
        app.include_router(routes.router)
    app.mount("/static", VersionedFiles(directory=web_root() / "static"), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM_BYTES)
    app.add_middleware(SecurityHeaders)
    problems.install(app, templates)
    describe(app)
    return app


def _warm(index: SearchIndex) -> None:
    """Open the index and its dictionaries, so that the first reader need not wait for them."""
    try:
        index.search(parse_query("kokeilu", language="en"))
    except SearchIndexError as error:
        log.warning("index_not_open reason=%r", str(error))
