"""Completions while someone types: GET /api/v1/suggest."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from corpus.errors import QueryTooLongError
from corpus.index.query import MAX_QUERY_LENGTH
from corpus.index.query_parser import cleaned
from search_api.addresses import API
from search_api.dependencies import IndexDependency
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


@router.get(f"{API}/suggest")
def suggest(
    q: Typed, request: Request, index: IndexDependency, lang: ReaderLanguage | None = None
) -> SuggestionsAnswer:
    """Return completions of what was typed so far, best first."""
    prefix = cleaned(q)
    if len(prefix) > MAX_QUERY_LENGTH:
        raise QueryTooLongError(f"At most {MAX_QUERY_LENGTH} characters are completed.")
    language = lang or preferred_language(request.headers.get("accept-language"))
    found = index.suggest(prefix, language) if prefix else []
    return SuggestionsAnswer(
        query=prefix, suggestions=[SuggestionAnswer.of(each) for each in found]
    )
