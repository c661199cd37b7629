"""What a search request may carry, for the API and the pages alike."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from corpus.index.query import MAX_PAGE_SIZE, MAX_QUERY_LENGTH, Filters, Query, Sort
from corpus.index.query_parser import parse_query
from corpus.vocabulary import vocabulary

ReaderLanguage = Literal["fi", "en"]

_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?", re.ASCII)


def _known(facet: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in vocabulary()[facet]:
            raise ValueError(f"{value!r} is not known; use one of {', '.join(vocabulary()[facet])}")
        return value

    return AfterValidator(check)


def year_range(text: str) -> tuple[int, int]:
    """Return the first and last year of `2019` or `2018..2020`; raises ValueError."""
    found = _YEARS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no year; write 2019, or 2018..2020 for several")
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise ValueError(f"{text!r} ends before it begins; write the earlier year first")
    return first, last


def _checked_year(text: str) -> str:
    year_range(text)
    return text


KnownCity = Annotated[str, _known("city")]
KnownTheme = Annotated[str, _known("theme")]


class SearchParameters(BaseModel):
    """A search as it stands in an address. Values of one filter are joined by or."""

    model_config = ConfigDict(frozen=True)

    q: str = Field(
        default="",
        description='Words, "an exact phrase", -left out, OR between alternatives, beginnings* '
        "of at least three letters. May be empty when a filter is given.",
        examples=["infratyömaiden hiilijalanjälki", '"robot bus" winter'],
        json_schema_extra={"maxLength": MAX_QUERY_LENGTH},
    )
    lang: ReaderLanguage | None = Field(
        default=None,
        description="The reader's language; without it, that of the query, then of the browser",
    )
    doc_lang: list[Annotated[str, _known("doc_lang")]] = Field(
        default=[],
        description="Only documents in these languages: fi, en, other",
        examples=[["fi"]],
    )
    type: list[Annotated[str, _known("type")]] = Field(
        default=[], description="project, guide, result, article, event, page", examples=[["guide"]]
    )
    theme: list[KnownTheme] = Field(
        default=[], description="A value of the facet `theme`", examples=[["mobility"]]
    )
    city: list[KnownCity] = Field(
        default=[], description="A value of the facet `city`", examples=[["oulu", "turku"]]
    )
    year: list[Annotated[str, AfterValidator(_checked_year)]] = Field(
        default=[], description="2019, or 2018..2020 for several", examples=[["2018..2020"]]
    )
    section: list[Annotated[str, _known("section")]] = Field(
        default=[], description="Only matches in sections of this kind", examples=[["lessons"]]
    )
    sort: Sort = Field(
        default=Sort.RELEVANCE, description="relevance, or date for the newest first"
    )
    page: int = Field(
        default=1, ge=1, description="Counts from 1; nothing is shown beyond hit 1,000"
    )
    size: int = Field(default=10, ge=1, le=MAX_PAGE_SIZE, description="Hits on a page")

    def query(self, language: str) -> Query:
        """Return the parsed query for a reader's language; raises QueryError."""
        return parse_query(
            self.q,
            language=language,
            filters=self.filters,
            sort=self.sort,
            page=self.page,
            size=self.size,
        )

    @property
    def filters(self) -> Filters:
        """The hard limits among the parameters."""
        return Filters(
            doc_lang=tuple(self.doc_lang),
            type=tuple(self.type),
            theme=tuple(self.theme),
            city=tuple(self.city),
            years=tuple(year_range(year) for year in self.year),
            section=tuple(self.section),
        )

    def given(self, **changes: object) -> dict[str, Any]:
        """Return the parameters that differ from their defaults, with changes made.

        A change of anything but the page leads back to the first page.
        """
        kept = self.model_dump(mode="json", exclude_defaults=True) | {"page": 1} | changes
        if kept["page"] == 1:
            del kept["page"]
        return {name: value for name, value in kept.items() if value}
