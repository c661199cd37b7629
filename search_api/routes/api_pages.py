"""The pages for those who build on the service: its API, and a search form for other sites."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, Response

from corpus.vocabulary import vocabulary
from search_api.addresses import page_address, public_address
from search_api.api_guide import guide
from search_api.dependencies import PagesDependency, services
from search_api.page_answers import served_at, written
from search_api.parameters import KnownCity, KnownTheme, ReaderLanguage
from search_api.problems import OF_CHANGES, PROBLEMS, page_language

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class Embedding(BaseModel):
    """What a search form on another site searches: in which language, and what it presets."""

    lang: ReaderLanguage | None = None
    city: list[KnownCity] = []
    theme: list[KnownTheme] = []


@served_at(router, "api")
def api(request: Request, pages: PagesDependency) -> Response:
    """Tell how programs ask, from the description that they read."""
    return written(
        pages,
        "api",
        request,
        operations=guide(request.app.openapi()),
        problems=[each for each in PROBLEMS.values() if each not in OF_CHANGES],
        address=public_address(services(request).settings, request),
    )


@served_at(router, "embed")
def embed(
    chosen: Annotated[Embedding, Query()], request: Request, pages: PagesDependency
) -> Response:
    """Offer a search form to be copied to another site: plain HTML, no script."""
    spoken = chosen.lang or page_language(request)
    address = public_address(services(request).settings, request) + page_address("search", spoken)
    tags = vocabulary()
    return written(
        pages,
        "embed",
        request,
        chosen=chosen,
        spoken=spoken,
        address=address,
        cities=tags["city"],
        themes=tags["theme"],
    )
