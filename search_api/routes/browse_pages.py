"""Browsing by theme, city and year, at addresses that stay."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from corpus.vocabulary import vocabulary
from search_api.addresses import PAGES
from search_api.dependencies import AnswersDependency, IndexDependency, PagesDependency
from search_api.entity_tags import entity_tag, is_known
from search_api.page_answers import READ, fresh, known_or_kept, made, served_at, unchanged
from search_api.problems import page_language
from search_api.shelves import Shelf, ShelfPage, rows

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PageNumber = Annotated[int, Query(ge=1, le=50)]


@served_at(router, "browse")
def overview(
    request: Request, index: IndexDependency, pages: PagesDependency, answers: AnswersDependency
) -> Response:
    """Show which themes have been tried in which cities."""
    language = page_language(request)
    tag = entity_tag(index.status().edition, language, pages.version, "browse")
    if answer := known_or_kept(request, answers, tag):
        return answer
    html = pages.render(
        "browse.html",
        language,
        page="browse",
        rows=rows(index, language),
        cities=list(vocabulary()["city"]),
        counts=index.search(Shelf().counting_query(language)),
    )
    return made(html, answers, tag)


def shelf(
    way: str,
    request: Request,
    index: IndexDependency,
    pages: PagesDependency,
    page: PageNumber = 1,
) -> Response:
    """Show what stands on a shelf; an empty one is no page, but says where there is something."""
    language = page_language(request)
    found = Shelf.at(way, language)
    if found is None:
        raise HTTPException(404, f"Nothing is browsed by {way}.")
    tag = entity_tag(index.status().edition, language, pages.version, "shelf", found.steps, page)
    if is_known(tag, request.headers.get("if-none-match")):
        return unchanged(tag)
    shown = ShelfPage.of(found, index, language, page)
    if page > shown.last_page:
        raise HTTPException(404, f"The pages here end with page {shown.last_page}.")
    html = pages.render(
        "shelf.html",
        language,
        page="browse",
        parameters={**found.steps, **({"page": page} if page > 1 else {})},
        shown=shown,
        number=page,
    )
    return fresh(html, tag, 200 if shown.counts.total else 404)


for _address in PAGES["browse"].values():
    router.add_api_route(f"{_address}/{{way:path}}", shelf, methods=READ)
