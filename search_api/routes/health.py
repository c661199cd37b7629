"""Is the service up, can it answer, and from what."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from corpus.errors import KuutoshakuError
from search_api.addresses import API
from search_api.dependencies import IndexDependency, services
from search_api.problems import CheckAnswer, ProblemTeller, problem_of
from search_api.readiness import FAIL, check_all

router = APIRouter()


class Health(BaseModel):
    """A word for a supervisor: live."""

    status: str


class Readiness(BaseModel):
    """That the service can answer, and what was looked at.

    `outcome` of a check is pass, or warn where something should be done though it still answers.
    """

    status: str
    checks: list[CheckAnswer]


class StatusAnswer(BaseModel):
    """What is being served. Times are ISO 8601 in UTC; `languages` counts documents."""

    generation: str
    published_at: str
    documents: int
    sections: int
    languages: dict[str, int]
    finnish_tier: str
    analysis_version: str
    held: bool
    warnings: list[str]


@router.get("/health/live")
def live() -> Health:
    """Tell that the process answers."""
    return Health(status="live")


@router.get(
    "/health/ready",
    response_model=Readiness,
    responses={503: {"description": "The index cannot answer; `checks` says why"}},
)
def ready(request: Request, index: IndexDependency) -> Readiness | Response:
    """Tell that the index can be read, by asking it, and what an operator should look at."""
    parts = services(request)
    checks = check_all(index, parts.settings)
    told = [CheckAnswer.model_validate(each, from_attributes=True) for each in checks]
    for check in checks:
        if check.outcome == FAIL:
            problem = problem_of(check.error or KuutoshakuError(check.detail))
            return ProblemTeller(parts.pages).tell(request, problem, check.detail, {"checks": told})
    return Readiness(status="ready", checks=told)


@router.get(f"{API}/status")
def status(index: IndexDependency) -> StatusAnswer:
    """Tell what is being served."""
    served = index.status()
    return StatusAnswer(
        generation=served.generation,
        published_at=served.published_at,
        documents=served.documents,
        sections=served.sections,
        languages=dict(served.languages),
        finnish_tier=served.finnish_tier,
        analysis_version=served.analysis_version,
        held=served.held,
        warnings=list(served.warnings),
    )
