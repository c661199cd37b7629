"""The search itself: GET /api/v1/search."""

from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from corpus.index.query import MAX_DEPTH, Results
from search_api.addresses import API, with_parameters
from search_api.answer_cache import KeptAnswer
from search_api.dependencies import (
    AnswersDependency,
    IndexDependency,
    MetricsDependency,
    services,
)
from search_api.entity_tags import entity_tag, is_known
from search_api.parameters import SearchParameters
from search_api.reader_language import language_of
from search_api.responses import SearchAnswer

router = APIRouter()

PATH = f"{API}/search"


@router.get(PATH, response_model=SearchAnswer, responses={304: {"description": "Unchanged"}})
def search(
    parameters: Annotated[SearchParameters, Query()],
    request: Request,
    index: IndexDependency,
    answers: AnswersDependency,
    metrics: MetricsDependency,
) -> Response:
    """Return what six cities have written that answers a query."""
    language = language_of(parameters, request)
    query = parameters.query(language)
    tag = answer_tag(index.status().edition, language, parameters)
    if is_known(tag, request.headers.get("if-none-match")):
        metrics.count_search("api", "unchanged")
        return Response(status_code=304, headers=cache_headers(tag))
    if kept := answers.get(tag):
        metrics.count_search("api", "kept", kept.total)
        services(request).count_query(request, parameters, language, kept.total)
        return _as_json(kept.body, tag, "search;dur=0.0, cache;desc=hit")
    started = perf_counter()
    results = index.search(query)
    milliseconds = (perf_counter() - started) * 1000
    answer = SearchAnswer.of(results, next_address(parameters, results))
    body = answer.model_dump_json(by_alias=True).encode()
    # Another generation, or other rules, may have answered than were served a moment ago.
    tag = answer_tag(results.edition, language, parameters)
    answers.keep(tag, KeptAnswer(body, results.total))
    metrics.count_search("api", "made", results.total)
    services(request).count_query(request, parameters, language, results.total)
    return _as_json(body, tag, f"search;dur={milliseconds:.1f}")


def _as_json(body: bytes, tag: str, timing: str) -> Response:
    headers = cache_headers(tag) | {"Server-Timing": timing}
    return Response(body, media_type="application/json", headers=headers)


def answer_tag(edition: str, language: str, parameters: SearchParameters) -> str:
    """Return the tag of a search answer: all that it depends on."""
    return entity_tag(edition, language, parameters.model_dump(mode="json"))


def cache_headers(tag: str) -> dict[str, str]:
    """Return headers that let an answer be kept, and asked about before it is used again."""
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}


def next_address(parameters: SearchParameters, results: Results) -> str | None:
    """Return where the next page of an answer is, while there is one."""
    shown = results.query.page * results.query.size
    if shown >= results.total or shown + results.query.size > MAX_DEPTH:
        return None
    return with_parameters(PATH, parameters.given(page=results.query.page + 1))
