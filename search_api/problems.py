"""What can go wrong with a request, told as problem+json (RFC 9457) or as a page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from corpus.errors import (
    DamagedGenerationError,
    EmptyQueryError,
    KuutoshakuError,
    NoGenerationError,
    QueryTooDeepError,
    QueryTooLongError,
)
from search_api.reader_language import READER_LANGUAGES, preferred_language
from search_api.request_log import request_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

    from search_api.page_templates import PageTemplates

PROBLEMS_PATH = "/problems/"
FOR_PROGRAMS = (
    "/api/",
    "/health/",
    "/metrics",
    "/openapi.json",
    "/feed.",
    "/export.",
    "/opensearch",
)
PAGE_LENGTH_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem. Title and advice are messages of the catalogues."""

    name: str
    status: int
    title: str
    advice: str


def _(message: str) -> str:
    """Mark a message for the catalogues."""
    return message


INVALID_PARAMETER = Problem(
    "invalid-parameter",
    400,
    _("The address asks for something we do not know"),
    _("Part of the address is unknown or mistyped. Search again with the form."),
)
NOT_FOUND = Problem(
    "not-found",
    404,
    _("Page not found"),
    _("The address may be old or mistyped. Search for what you were after."),
)
METHOD_NOT_ALLOWED = Problem(
    "method-not-allowed",
    405,
    _("The page can only be read"),
    _("Go back to the page you came from."),
)
UNKNOWN_HOST = Problem(
    "unknown-host",
    400,
    _("The service does not go by this name"),
    _("Open it by the address that its operator gives."),
)
BODY_TOO_LARGE = Problem(
    "body-too-large",
    413,
    _("What was sent is too large"),
    _("Send less at once."),
)
TOO_MANY_REQUESTS = Problem(
    "too-many-requests",
    429,
    _("Too many requests"),
    _("Someone at your address asks very often. Wait a moment and try again."),
)
INTERNAL = Problem(
    "internal",
    500,
    _("Something went wrong on our side"),
    _("Try again in a moment. If it keeps happening, tell us what you searched for."),
)
# Only programs that change something meet these, so that they have no place in the catalogues.
OF_CHANGES = (
    Problem("token-needed", 401, "A valid token is needed", "Send one as a bearer token."),
    Problem("not-allowed", 403, "The token may not do this", "Ask the operator for another one."),
    Problem("rule-conflict", 409, "Another rule stands in the way", "Change that rule instead."),
    Problem("rule-changed", 412, "Someone changed it meanwhile", "Read it again and repeat."),
    Problem("rule-refused", 422, "The rule cannot be kept", "Correct what is named and repeat."),
    Problem("if-match-needed", 428, "Say which version you change", "Send its ETag as If-Match."),
)
BY_STATUS = {
    problem.status: problem
    for problem in (
        *(INVALID_PARAMETER, NOT_FOUND, METHOD_NOT_ALLOWED, BODY_TOO_LARGE, INTERNAL),
        *OF_CHANGES,
    )
}
BY_ERROR: dict[type[KuutoshakuError], Problem] = {
    QueryTooLongError: Problem(
        "query-too-long",
        400,
        _("The search is too long"),
        _("At most 256 characters are read. Leave only the most telling words."),
    ),
    QueryTooDeepError: Problem(
        "query-too-deep",
        400,
        _("There are no more pages to show"),
        _("We show the first 1,000 results. Add a word or a filter to narrow the search."),
    ),
    EmptyQueryError: Problem(
        "empty-query",
        400,
        _("There is nothing to search for yet"),
        _("Type at least one word to look for, without a minus, or choose a filter."),
    ),
    NoGenerationError: Problem(
        "no-generation",
        503,
        _("The search is not ready yet"),
        _("Its index is not built yet. The operator does it with kuutoshaku demo or build."),
    ),
    DamagedGenerationError: Problem(
        "damaged-generation",
        503,
        _("The search is out of order"),
        _("Its index cannot be read. The operator checks it with kuutoshaku check."),
    ),
}
PROBLEMS = {
    problem.name: problem
    for problem in (*BY_STATUS.values(), UNKNOWN_HOST, TOO_MANY_REQUESTS, *BY_ERROR.values())
}


class WrongParameter(BaseModel):
    """A parameter that cannot be used, and why."""

    parameter: str
    message: str


class CheckAnswer(BaseModel):
    """Something that was looked at to tell whether the service can answer."""

    name: str
    outcome: str
    detail: str


class ProblemAnswer(BaseModel):
    """A problem as RFC 9457 tells it. `request_id` is how the service's log calls the request."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[WrongParameter] | None = None
    checks: list[CheckAnswer] | None = None


def install(app: FastAPI, teller: ProblemTeller) -> None:
    """Make an application tell its problems as JSON to programs, else as pages."""
    app.add_exception_handler(KuutoshakuError, teller.tell_error)
    app.add_exception_handler(RequestValidationError, teller.tell_parameters)
    app.add_exception_handler(HTTPException, teller.tell_status)


def problem_of(error: Exception) -> Problem:
    """Return the kind of problem an error is; what nobody foresaw is internal."""
    for kind in type(error).__mro__:
        if kind in BY_ERROR:
            return BY_ERROR[kind]
    return INTERNAL


def page_language(request: Request) -> str:
    """Return the language of a page address, or the browser's where it has none."""
    first = request.url.path.split("/")[1]
    if first in READER_LANGUAGES:
        return first
    return preferred_language(request.headers.get("accept-language"))


class ProblemTeller:
    """Turns what went wrong into an answer, for a program or for a person."""

    def __init__(self, pages: PageTemplates) -> None:
        """Tell people with pages made of the templates."""
        self._pages = pages

    def tell_error(self, request: Request, error: Exception) -> Response:
        """Tell an error of ours; raises it again where nobody foresaw that readers meet it."""
        problem = problem_of(error)
        if problem is INTERNAL:
            raise error
        return self.tell(request, problem, str(error))

    def tell_parameters(self, request: Request, error: Exception) -> Response:
        """Tell which parameters cannot be used."""
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it only
        wrong = [
            WrongParameter(
                parameter=str(each["loc"][1] if len(each["loc"]) > 1 else each["loc"][0]),
                message=each["msg"].removeprefix("Value error, "),
            )
            for each in error.errors()
        ]
        detail = "; ".join(f"{each.parameter}: {each.message}" for each in wrong) + "."
        return self.tell(request, INVALID_PARAMETER, detail, {"errors": wrong})

    def tell_status(self, request: Request, error: Exception) -> Response:
        """Tell a status that a route or the router has chosen."""
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for it only
        problem = BY_STATUS.get(error.status_code) or Problem(
            "about:blank", error.status_code, HTTPStatus(error.status_code).phrase, ""
        )
        answer = self.tell(request, problem, error.detail)
        answer.headers.update(error.headers or {})
        if answer.headers.get("allow") == "GET":
            answer.headers["Allow"] = "GET, HEAD"  # see HeadRequests
        return answer

    def tell_failure(self, request: Request) -> Response:
        """Tell that something failed which nobody foresaw, and nothing of what it was."""
        return self.tell(request, INTERNAL, INTERNAL.advice)

    def tell(
        self,
        request: Request,
        problem: Problem,
        detail: str,
        more: Mapping[str, Any] | None = None,
    ) -> Response:
        """Return the answer for a problem; `more` are further members of its JSON."""
        if request.url.path.startswith(FOR_PROGRAMS):
            return _as_json(request, problem, detail, more)
        language = page_language(request)
        text = request.query_params.get("q", "")[:PAGE_LENGTH_SHOWN]
        page = self._pages.render("problem.html", language, problem=problem, q=text)
        return HTMLResponse(page, problem.status, {"Cache-Control": "no-store"})


def told(
    problem: Problem, detail: str, path: str, request: str, more: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a problem with a request for a path, as its JSON says it."""
    answer = ProblemAnswer(
        type=problem.name if ":" in problem.name else PROBLEMS_PATH + problem.name,
        title=problem.title,
        status=problem.status,
        detail=detail,
        instance=path,
        request_id=request,
        **(more or {}),
    )
    return answer.model_dump(exclude_none=True)


def _as_json(
    request: Request, problem: Problem, detail: str, more: Mapping[str, Any] | None
) -> Response:
    body = told(problem, detail, request.url.path, request_id(request.scope), more)
    headers = {"Cache-Control": "no-store"}
    return JSONResponse(body, problem.status, headers, media_type="application/problem+json")
