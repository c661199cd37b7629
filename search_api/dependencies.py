"""What the wiring place gives to the routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from corpus.index.search_index import SearchIndex
from search_api.answer_cache import AnswerCache
from search_api.metrics import Metrics
from search_api.page_templates import PageTemplates

if TYPE_CHECKING:
    from corpus.index.published_index import PublishedIndex
    from corpus.settings import Settings
    from search_api.editors.editing import Editing
    from search_api.parameters import SearchParameters
    from search_api.query_counter import QueryCounter


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that every request shares."""

    settings: Settings
    index: PublishedIndex
    pages: PageTemplates
    answers: AnswerCache
    metrics: Metrics
    editing: Editing | None = None  # None where its database could not be opened
    counter: QueryCounter | None = None  # None where statistics are off

    def count_query(
        self, request: Request, parameters: SearchParameters, language: str, hits: int
    ) -> None:
        """Count a search that was answered, where searches are counted."""
        if self.counter:
            self.counter.count(request, parameters, language, hits)


def services(request: Request) -> Services:
    """Return the parts that `create_app` wired together."""
    return cast("Services", request.app.state.services)


def _index(request: Request) -> SearchIndex:
    return services(request).index


def _pages(request: Request) -> PageTemplates:
    return services(request).pages


def _answers(request: Request) -> AnswerCache:
    return services(request).answers


def _metrics(request: Request) -> Metrics:
    return services(request).metrics


IndexDependency = Annotated[SearchIndex, Depends(_index)]
PagesDependency = Annotated[PageTemplates, Depends(_pages)]
AnswersDependency = Annotated[AnswerCache, Depends(_answers)]
MetricsDependency = Annotated[Metrics, Depends(_metrics)]
