"""The search itself: GET /api/v1/search."""

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from corpus.index.query import MAX_DEPTH, Results
from search_api.addresses import API, with_parameters
from search_api.dependencies import IndexDependency
from search_api.entity_tags import entity_tag, is_known
from search_api.parameters import SearchParameters
from search_api.reader_language import language_of
from search_api.responses import SearchAnswer

router = APIRouter()

PATH = f"{API}/search"


@router.get(PATH, response_model=SearchAnswer, responses={304: {"description": "Unchanged"}})
def search(
    parameters: Annotated[SearchParameters, Query()], request: Request, index: IndexDependency
) -> Response:
    """Return what six cities have written that answers a query."""
    language = language_of(parameters, request)
    query = parameters.query(language)
    asked = request.headers.get("if-none-match")
    if is_known(tag := answer_tag(index.status().generation, language, parameters), asked):
        return Response(status_code=304, headers=cache_headers(tag))
    started = perf_counter()
    results = index.search(query)
    milliseconds = (perf_counter() - started) * 1000
    answer = SearchAnswer.of(results, next_address(parameters, results))
    headers = cache_headers(answer_tag(results.generation, language, parameters))
    headers["Server-Timing"] = f"search;dur={milliseconds:.1f}"
    return Response(
        answer.model_dump_json(by_alias=True), media_type="application/json", headers=headers
    )


def answer_tag(generation: str, language: str, parameters: SearchParameters) -> str:
    """Return the tag of a search answer: all that it depends on."""
    return entity_tag(generation, language, parameters.model_dump(mode="json"))


def cache_headers(tag: str) -> dict[str, str]:
    """Return headers that let an answer be kept, and asked about before it is used again."""
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}


def next_address(parameters: SearchParameters, results: Results) -> str | None:
    """Return where the next page of an answer is, while there is one."""
    shown = results.query.page * results.query.size
    if shown >= results.total or shown + results.query.size > MAX_DEPTH:
        return None
    return with_parameters(PATH, parameters.given(page=results.query.page + 1))
