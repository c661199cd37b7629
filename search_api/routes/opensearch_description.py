"""What lets a browser search here from its address bar: /opensearch.xml."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from search_api.addresses import public_address
from search_api.dependencies import services
from search_api.entity_tags import entity_tag, is_known
from search_api.opensearch import MEDIA_TYPE, opensearch_description
from search_api.parameters import ReaderLanguage
from search_api.reader_language import preferred_language

router = APIRouter()

DESCRIBED = {"schema": {"type": "string"}}
Language = Annotated[
    ReaderLanguage | None, Query(description="Of the pages it leads to; else the browser's")
]


@router.get(
    "/opensearch.xml",
    response_class=Response,
    responses={
        200: {"description": "The description", "content": {MEDIA_TYPE: DESCRIBED}},
        304: {"description": "Unchanged"},
        400: {"description": "The request cannot be answered"},
    },
)
def opensearch(request: Request, lang: Language = None) -> Response:
    """Return the OpenSearch description of the pages in one language."""
    language = lang or preferred_language(request.headers.get("accept-language"))
    body = opensearch_description(public_address(services(request).settings, request), language)
    tag = entity_tag(body.decode())
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Accept-Encoding"}
    if is_known(tag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)
