"""The pages that tell what the service is, how far it can be trusted and how it is used."""

import logging

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from corpus.errors import SearchIndexError
from corpus.index.query import IndexStatus
from search_api.coverage import Coverage, coverage
from search_api.dependencies import PagesDependency, Services, services
from search_api.page_answers import served_at, written
from search_api.published_quality import published_quality

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
log = logging.getLogger(__name__)
STATEMENT_DAY = "2026-11-24"  # when the accessibility statement was last gone through


@served_at(router, "about")
def about(request: Request, pages: PagesDependency) -> Response:
    """Tell what the service is, what it covers and how good its answers were."""
    parts = services(request)
    covered, status = _covered(parts)
    return written(
        pages,
        "about",
        request,
        covered=covered,
        status=status,
        quality=published_quality(parts.settings.data_dir),
    )


@served_at(router, "help")
def help_page(request: Request, pages: PagesDependency) -> Response:
    """Tell how to search, with examples that can be tried."""
    return written(pages, "help", request)


@served_at(router, "accessibility")
def accessibility(request: Request, pages: PagesDependency) -> Response:
    """State what of the service is accessible, and whom to tell what is not (306/2019, 9 §)."""
    return written(pages, "accessibility", request, day=STATEMENT_DAY)


@served_at(router, "privacy")
def privacy(request: Request, pages: PagesDependency) -> Response:
    """Tell what is kept about readers and about people named on pages."""
    return written(pages, "privacy", request)


def _covered(parts: Services) -> tuple[Coverage | None, IndexStatus | None]:
    """Return what the index covers; the page tells the rest where there is none yet."""
    try:
        return coverage(parts.index.current_searcher().table), parts.index.status()
    except SearchIndexError as error:
        log.warning("coverage_unknown reason=%r", str(error))
        return None, None
