"""Which of the two languages of the service a reader wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.language import query_language

if TYPE_CHECKING:
    from starlette.requests import Request

    from search_api.parameters import SearchParameters

READER_LANGUAGES = ("fi", "en")


def preferred_language(accept_language: str | None) -> str:
    """Return fi or en from an Accept-Language header (RFC 9110, section 12.5.4).

    Someone who names neither is taken for a visitor and gets English; no header means Finnish.
    """
    if not accept_language or not accept_language.strip():
        return "fi"
    wished = sorted((_wish(part) for part in accept_language.split(",")), key=lambda wish: -wish[1])
    for language, weight in wished:
        if weight > 0 and language in READER_LANGUAGES:
            return language
    return "en"


def language_of(parameters: SearchParameters, request: Request) -> str:
    """Return the language asked for, else that of the query, else the browser's."""
    if parameters.lang:
        return parameters.lang
    preferred = preferred_language(request.headers.get("accept-language"))
    return query_language(parameters.q, preferred)


def _wish(part: str) -> tuple[str, float]:
    tag, _, weight = part.partition(";")
    language = tag.strip().lower().split("-")[0]
    _, _, number = weight.partition("=")
    try:
        return language, float(number) if number else 1.0
    except ValueError:
        return language, 0.0
