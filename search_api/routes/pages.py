"""The pages people read, one function for both languages."""

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import EmptyQueryError
from corpus.index.query import FACETS, IndexStatus, Results
from corpus.index.search_index import SearchIndex
from search_api.addresses import page_address
from search_api.answer_cache import KeptAnswer
from search_api.dependencies import AnswersDependency, IndexDependency, PagesDependency, services
from search_api.entity_tags import entity_tag, is_known
from search_api.front_page import FrontPage
from search_api.page_answers import READ, fresh, known_or_kept, made, served_at, unchanged
from search_api.page_templates import PageTemplates
from search_api.parameters import SearchParameters
from search_api.problems import PROBLEMS, page_language
from search_api.reader_language import preferred_language
from search_api.results_page import Chip, ResultsPage

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Search = Annotated[SearchParameters, Query()]


@router.api_route("/", methods=READ)
def root(request: Request) -> Response:
    """Lead to the front page in the browser's language."""
    language = preferred_language(request.headers.get("accept-language"))
    headers = {"Vary": "Accept-Language"}
    return RedirectResponse(page_address("front", language), 302, headers)


@served_at(router, "front")
def front(
    request: Request, index: IndexDependency, pages: PagesDependency, answers: AnswersDependency
) -> Response:
    """Show what this is, one search field and the ways in."""
    language, status = page_language(request), index.status()
    tag = entity_tag(status.edition, language, pages.version, "front")
    if answer := known_or_kept(request, answers, tag):
        return answer
    shown = FrontPage.of(index, language, partial(pages.translate, language))
    html = pages.render("front.html", language, page="front", shown=shown, status=status)
    return made(html, answers, tag)


@served_at(router, "search")
def search(
    parameters: Search, request: Request, index: IndexDependency, pages: PagesDependency
) -> Response:
    """Show the results of a search, or the form alone where nothing was asked."""
    language, parts, served = page_language(request), services(request), index.status()
    tag = _search_tag(served, language, pages, parameters)
    if is_known(tag, request.headers.get("if-none-match")):
        parts.metrics.count_search("page", "unchanged")
        return unchanged(tag)
    if kept := parts.answers.get(tag):
        parts.metrics.count_search("page", "kept", kept.total)
        parts.count_query(request, parameters, language, kept.total)
        return fresh(kept.body, tag)
    context = {"page": "search", "parameters": _given(parameters), "search": parameters}
    try:
        results = index.search(parameters.query(language))
    except EmptyQueryError as error:
        html = pages.render("search.html", language, shown=None, empty=str(error), **context)
        return fresh(html, tag)
    shown = ResultsPage(parameters, results)
    relaxed = _relaxed(shown, index) if not results.total else []
    html = pages.render("search.html", language, shown=shown, relaxed=relaxed, **context)
    tag = _search_tag(results, language, pages, parameters)
    parts.answers.keep(tag, KeptAnswer(html.encode(), results.total))
    parts.metrics.count_search("page", "made", results.total)
    parts.count_query(request, parameters, language, results.total)
    return fresh(html, tag)


def _given(parameters: SearchParameters) -> dict[str, Any]:
    return parameters.given(page=parameters.page)


def _search_tag(
    by: IndexStatus | Results, language: str, pages: PageTemplates, parameters: SearchParameters
) -> str:
    """Return the tag of a page of results: of what it answers, and how it is rendered."""
    return entity_tag(by.edition, language, pages.version, _given(parameters))


@router.api_route("/problems/{name}", methods=READ)
def problem(name: str, request: Request, pages: PagesDependency) -> Response:
    """Explain a kind of problem; the `type` of a problem answer leads here."""
    if name not in PROBLEMS:
        raise HTTPException(404, f"There is no problem called {name}.")
    html = pages.render("problem.html", page_language(request), problem=PROBLEMS[name], q="")
    return HTMLResponse(html, headers={"Vary": "Accept-Language"})


def _relaxed(shown: ResultsPage, index: SearchIndex) -> list[tuple[Chip, int]]:
    """Return the filters whose removal would find something, with how much."""
    found = []
    for chip in shown.chips:
        search = shown.relaxed(chip)
        if search.q or any(getattr(search, name) for name in (*FACETS, "section")):
            query = replace(search.query(shown.language), page=1, size=1)
            found.append((chip, index.search(query).total))
    return [(chip, total) for chip, total in found if total]
