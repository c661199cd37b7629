"""What people searched for: GET /api/v1/statistics/queries, for tokens with read:report."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response

from corpus.store.query_statistics import Period, QueryStatistics
from corpus.store.token_table import Token
from search_api.addresses import API, with_parameters
from search_api.dependencies import IndexDependency
from search_api.editors.editing import Editing
from search_api.parameters import ReaderLanguage
from search_api.policies import NeedsScope, editing_of
from search_api.query_report import QueryReportAnswer, last_days, query_report

router = APIRouter(prefix=f"{API}/statistics", include_in_schema=False)

PATH = f"{API}/statistics/queries"
DAYS = 30
MayReport = Annotated[Token, Depends(NeedsScope("read:report"))]
EditingDependency = Annotated[Editing, Depends(editing_of)]


class ReportParameters:
    """Which queries, of which days; without any, all of the last 30 days."""

    def __init__(  # noqa: PLR0913, PLR0917 - as many parameters as a request has
        self,
        first: Annotated[date | None, Query(alias="from")] = None,
        last: Annotated[date | None, Query(alias="to")] = None,
        zero_results: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
        few_results: bool = False,  # noqa: FBT001, FBT002 - the same
        lang: ReaderLanguage | None = None,
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
        size: Annotated[int, Query(ge=1, le=100)] = 20,
    ) -> None:
        """Read the parameters; a problem where the days end before they begin."""
        ends = last or datetime.now(UTC).date()
        begins = first or last_days(DAYS, ends)
        if begins > ends:
            raise HTTPException(400, "The days end before they begin: swap “from” and “to”.")
        self.period = Period(begins, ends, lang, zero_results, few_results)
        self.page, self.size = page, size

    def address_after(self, total: int) -> str | None:
        """Return where the next page is, while there is one."""
        if self.page * self.size >= total:
            return None
        period = self.period
        given = {"from": period.first, "to": period.last, "lang": period.language}
        flags = {"zero_results": period.zero_results, "few_results": period.few_results}
        given |= {name: "true" for name, is_set in flags.items() if is_set}
        return with_parameters(PATH, {**given, "page": self.page + 1, "size": self.size})


@router.get("/queries")
def queries(
    asked: Annotated[ReportParameters, Depends()],
    token: MayReport,
    editing: EditingDependency,
    index: IndexDependency,
    response: Response,
) -> QueryReportAnswer:
    """Return what several people have searched for, most often first."""
    del token
    response.headers["Cache-Control"] = "no-store"
    places = asked.size, (asked.page - 1) * asked.size
    answer = query_report(QueryStatistics(editing.engine), index, asked.period, places)
    return answer.model_copy(update={"next": asked.address_after(answer.total)})
