"""Is the service up, can it answer, and from what."""

from fastapi import APIRouter
from pydantic import BaseModel

from corpus.document import LANGUAGES
from corpus.errors import DamagedGenerationError
from corpus.index.query import Filters
from corpus.index.query_parser import parse_query
from corpus.index.search_index import SearchIndex
from search_api.addresses import API
from search_api.dependencies import IndexDependency

router = APIRouter()

EVERYTHING = Filters(doc_lang=LANGUAGES)


class Health(BaseModel):
    """A word for a supervisor: live or ready."""

    status: str


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


@router.get("/health/ready", responses={503: {"description": "The index cannot answer"}})
def ready(index: IndexDependency) -> Health:
    """Tell that the index can be read, by asking it for everything it holds."""
    probe(index)
    return Health(status="ready")


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


def probe(index: SearchIndex) -> None:
    """Ask the index a real question; raises DamagedGenerationError where it finds nothing."""
    results = index.search(parse_query("", language="fi", filters=EVERYTHING, size=1))
    if not results.hits:
        raise DamagedGenerationError(
            f"Generation {results.generation} answered a probe with nothing; "
            "check it with `kuutoshaku check` or go back with `kuutoshaku rollback`."
        )
