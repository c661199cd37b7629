"""How the pages people read are served: at one address per language, with a tag each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from search_api.addresses import PAGES
from search_api.answer_cache import KeptAnswer
from search_api.entity_tags import is_known
from search_api.problems import page_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import APIRouter
    from starlette.requests import Request

    from search_api.answer_cache import AnswerCache
    from search_api.page_templates import PageTemplates

READ = ["GET", "HEAD"]


def served_at(router: APIRouter, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serve a function at a page's address in each language."""

    def serve(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        for language, address in PAGES[name].items():
            router.add_api_route(address, endpoint, methods=READ, name=f"{name} {language}")
        return endpoint

    return serve


def fresh(html: str | bytes, tag: str, status: int = 200) -> Response:
    """Return a page that is asked about again before it is used again."""
    return HTMLResponse(html, status, headers={"ETag": tag, "Cache-Control": "no-cache"})


def known_or_kept(request: Request, answers: AnswerCache, tag: str) -> Response | None:
    """Return the answer with a tag if the reader has it, or it has been made before."""
    if is_known(tag, request.headers.get("if-none-match")):
        return unchanged(tag)
    kept = answers.get(tag)
    return fresh(kept.body, tag) if kept else None


def made(html: str, answers: AnswerCache, tag: str) -> Response:
    """Return a page just rendered, and keep it for the next reader."""
    answers.keep(tag, KeptAnswer(html.encode(), 0))
    return fresh(html, tag)


def written(pages: PageTemplates, name: str, request: Request, **context: object) -> Response:
    """Return a page of its own template, in the language of its address, that has no tag."""
    html = pages.render(f"{name}.html", page_language(request), page=name, **context)
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def unchanged(tag: str) -> Response:
    """Tell that the reader's copy of a page is still right."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "no-cache"})
