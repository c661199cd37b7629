"""Erasing one page for good: from the store, all generations, rules, jobs and statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.document import document_id
from corpus.errors import ErasureError, ExtractionError, JobRunningError, UnknownSourceError
from corpus.index.erasure import ErasedFromIndex, erase_documents, records_of
from corpus.store.erasures import Erasure, Erasures
from corpus.store.job_table import JobTable
from corpus.store.query_statistics import QueryStatistics
from indexer.extractor import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from corpus.document import Document
    from corpus.index.page_table import Record
    from indexer.reindex import Workshop


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be erased: a page with every address and title it is known by.

    `same_text_at` are other pages that say the same and stay; `erased` is when it was erased
    before.
    """

    url: str
    source: str
    addresses: tuple[str, ...]
    titles: tuple[str, ...]
    same_text_at: tuple[str, ...]
    erased: datetime | None


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased, and where. `log_emptied` tells that the write-ahead log holds none of it."""

    url: str
    addresses: tuple[str, ...]
    pages: int
    rules: int
    changes: int
    jobs: int
    queries: int
    index: ErasedFromIndex
    same_text_at: tuple[str, ...]
    log_emptied: bool


def plan_erasure(workshop: Workshop, typed: str) -> Plan:
    """Find by which addresses and titles a page is known; one that redirects leads to its page.

    Raises InvalidAddressError, and ErasureError where nothing is known of the address.
    """
    url = _page_of(workshop, _canonical(workshop, typed))
    begun = [each for each in Erasures(workshop.store.engine).erasures() if url in each.addresses]
    records = records_of(workshop.settings, {url})
    own = [record for record in records if record["url"] == url]
    aliases = [url, *_leading_to(workshop, url, own), *(a for b in begun for a in b.addresses)]
    addresses = tuple(sorted(set(aliases)))
    page = _document(workshop, url)
    titles = {record["title"] for record in own} | {t for each in begun for t in each.titles}
    titles |= {page.title} if page else set()
    if not (records or begun or workshop.store.knows(url)):
        raise ErasureError(f"Nothing is known of {url}. See its exact address in the results.")
    return Plan(
        url=begun[0].url if begun else url,
        source=_source_name(workshop, url),
        addresses=addresses,
        titles=tuple(sorted(titles)),
        same_text_at=_others(records, addresses),
        erased=max((each.finished for each in begun if each.finished), default=None),
    )


def erase(
    workshop: Workshop, plan: Plan, on_step: Callable[[str], None] = lambda _step: None
) -> Erased:
    """Erase what a plan names; after a process was killed, the same again finishes it.

    `on_step` is told each step after it. Raises JobRunningError while a crawl or a build runs,
    which might bring the page back, and BuildRunningError.
    """
    engine = workshop.store.engine
    _refuse_while_working(JobTable(engine))
    erasures, addresses = Erasures(engine), plan.addresses
    begun = Erasure(plan.url, addresses, plan.titles, datetime.now(UTC))
    pages = erasures.begin(begun, plan.source)
    on_step("pages")
    rules, changes = erasures.erase_rules(addresses)
    on_step("rules")
    jobs = erasures.erase_from_jobs(addresses, plan.titles)
    on_step("jobs")
    queries = QueryStatistics(engine).erase(plan.titles, addresses)
    on_step("queries")
    index = erase_documents(workshop.settings, [document_id(each) for each in addresses])
    on_step("index")
    emptied = erasures.finish(plan.url)
    counts = {"pages": pages, "rules": rules, "changes": changes, "jobs": jobs, "queries": queries}
    return Erased(
        url=plan.url,
        addresses=addresses,
        **counts,
        index=index,
        same_text_at=plan.same_text_at,
        log_emptied=emptied,
    )


def erasures_of(workshop: Workshop) -> list[Erasure]:
    """Return every erasure, oldest first; one that is not finished has no `finished`."""
    return Erasures(workshop.store.engine).erasures()


def _canonical(workshop: Workshop, typed: str) -> str:
    url = canonical_url(typed)
    try:
        return canonical_url(typed, workshop.source_of(url).drop_parameters)
    except UnknownSourceError:
        return url


def _page_of(workshop: Workshop, url: str) -> str:
    """Return the address of the page that an address stands for, its own or another's."""
    target = workshop.store.moves().get(url, url)
    document = _document(workshop, target)
    return document.url if document else target


def _leading_to(workshop: Workshop, url: str, records: Collection[Record]) -> set[str]:
    """Return the addresses that redirect to a page or name it as theirs."""
    moved = {old for old, new in workshop.store.moves().items() if new == url}
    beside = {address for record in records for address in record["also_at"]}
    pages = {each: _document(workshop, each) for each in beside}
    return moved | {each for each, page in pages.items() if page and page.url == url}


def _document(workshop: Workshop, url: str) -> Document | None:
    page = workshop.store.page(url)
    source = next((each for each in workshop.sources if page and each.name == page.source), None)
    if page is None or source is None:
        return None
    try:
        return extract(page, source)
    except ExtractionError:
        return None


def _others(records: Collection[Record], addresses: Collection[str]) -> tuple[str, ...]:
    known = {each for record in records for each in (record["url"], *record["also_at"])}
    return tuple(sorted(known - set(addresses)))


def _source_name(workshop: Workshop, url: str) -> str:
    try:
        return workshop.source_of(url).name
    except UnknownSourceError:
        return ""


def _refuse_while_working(jobs: JobTable) -> None:
    now = datetime.now(UTC)
    alive = (job for job in jobs.jobs() if job.lease_until and job.lease_until > now)
    running = next((job for job in alive if job.state == "running"), None)
    if running:
        raise JobRunningError(
            f"Job {running.id} is running and might bring the page back. Erase it when the job "
            f"has ended, or end it with 'kuutoshaku cancel {running.id}'."
        )
