"""Completions while someone types: GET /api/v1/suggest."""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from corpus.errors import QueryTooLongError
from corpus.index.query import MAX_QUERY_LENGTH, Suggestion
from corpus.index.query_parser import cleaned
from search_api.addresses import API
from search_api.dependencies import IndexDependency
from search_api.opensearch import SUGGESTIONS
from search_api.parameters import ReaderLanguage
from search_api.reader_language import preferred_language
from search_api.responses import SuggestionAnswer, SuggestionsAnswer

router = APIRouter()

Typed = Annotated[
    str,
    Query(
        description="What was typed so far",
        examples=["osallis"],
        json_schema_extra={"maxLength": MAX_QUERY_LENGTH},
    ),
]


Form = Annotated[
    Literal["answer", "opensearch"],
    Query(
        alias="format",
        description="opensearch for what browsers read: [typed, [completions], [], [addresses]]",
    ),
]


FOR_BROWSERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Completions, in the form that was asked for",
        "content": {SUGGESTIONS: {"schema": {"type": "array", "minItems": 4, "maxItems": 4}}},
    }
}


@router.get(f"{API}/suggest", response_model=SuggestionsAnswer, responses=FOR_BROWSERS)
def suggest(
    q: Typed,
    request: Request,
    index: IndexDependency,
    lang: ReaderLanguage | None = None,
    form: Form = "answer",
) -> SuggestionsAnswer | Response:
    """Return completions of what was typed so far, best first."""
    prefix = cleaned(q)
    if len(prefix) > MAX_QUERY_LENGTH:
        raise QueryTooLongError(f"At most {MAX_QUERY_LENGTH} characters are completed.")
    language = lang or preferred_language(request.headers.get("accept-language"))
    found = index.suggest(prefix, language) if prefix else []
    if form == "opensearch":
        return _for_browsers(q, found)
    return SuggestionsAnswer(
        query=prefix, suggestions=[SuggestionAnswer.of(each) for each in found]
    )


def _for_browsers(typed: str, found: list[Suggestion]) -> Response:
    """Return completions as the OpenSearch suggestions extension has them, texts and addresses."""
    texts = [each.text for each in found]
    told = [typed, texts, ["" for _ in texts], [each.url or "" for each in found]]
    return Response(
        json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"), media_type=SUGGESTIONS
    )
