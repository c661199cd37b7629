"""The page about one document, at an address that stays."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from search_api.addresses import page_address
from search_api.dependencies import AnswersDependency, IndexDependency, PagesDependency
from search_api.document_page import DocumentPage
from search_api.entity_tags import entity_tag
from search_api.page_answers import known_or_kept, made, served_at
from search_api.problems import page_language

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@served_at(router, "document")
def document(
    document_id: str,
    request: Request,
    index: IndexDependency,
    pages: PagesDependency,
    answers: AnswersDependency,
) -> Response:
    """Show what is known of a document, and the way to the original."""
    language = page_language(request)
    tag = entity_tag(index.status().edition, language, pages.version, "document", document_id)
    if answer := known_or_kept(request, answers, tag):
        return answer
    found = index.document(document_id)
    if found is None:
        raise HTTPException(404, f"The index holds no document {document_id}.")
    if found.id != document_id:  # of a page that says the same as another one
        return RedirectResponse(page_address("document", language, document_id=found.id), 301)
    shown = DocumentPage.of(found, index, language)
    html = pages.render(
        "document.html",
        language,
        page="document",
        parameters={"document_id": found.id},
        shown=shown,
        document=found,
    )
    return made(html, answers, tag)
