"""Crawl and build as one piece of work, the same for the command line and for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.canonical_url import canonical_url
from corpus.errors import (
    CrawlError,
    DamagedGenerationError,
    NoGenerationError,
    UnknownSourceError,
)
from corpus.index.open_index import generations, would_build_alike
from corpus.sources import load_sources
from corpus.store.database import open_database
from corpus.store.page_store import PageStore
from indexer.build import build
from indexer.crawl import crawl
from indexer.update import update

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.settings import Settings
    from corpus.sources import Source
    from indexer.build import BuildReport
    from indexer.crawl_report import CrawlProgress, CrawlReport


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every indexing command needs: settings, sources and the page store."""

    settings: Settings
    sources: tuple[Source, ...]
    store: PageStore

    @classmethod
    def open(cls, settings: Settings, sources: Sequence[Source] | None = None) -> Workshop:
        """Open the page store and read the sources.

        Raises SourcesError, NewerDataError or StoreError, each saying what to do.
        """
        read = tuple(sources) if sources is not None else load_sources(settings.sources)
        return cls(settings, read, PageStore(open_database(settings.page_store)))

    def chosen(self, names: Sequence[str] = ()) -> tuple[Source, ...]:
        """Return the sources of the names, or all; raises UnknownSourceError."""
        by_name = {source.name: source for source in self.sources}
        for name in names:
            if name not in by_name:
                known = ", ".join(by_name) or "none"
                raise UnknownSourceError(f"There is no source '{name}'. There are: {known}.")
        return tuple(by_name[name] for name in names) if names else self.sources

    def source_of(self, url: str) -> Source:
        """Return the source whose scope holds an address; raises UnknownSourceError."""
        for source in self.sources:
            if any(url.startswith(prefix) for prefix in source.allow):
                return source
        raise UnknownSourceError(
            f"{url} belongs to no source. Its site must be allowed in {self.settings.sources}."
        )


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a re-index came to; without a build where nothing had changed or it was a dry run."""

    crawls: tuple[CrawlReport, ...]
    build: BuildReport | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What to re-index: single addresses, or whole sources; `full` fetches everything anew."""

    source_names: tuple[str, ...] = ()
    url: str | None = None
    full: bool = False
    dry_run: bool = False
    accept_loss: bool = False


def reindex(
    workshop: Workshop,
    wish: Wish,
    on_crawl: Callable[[CrawlProgress], None] = lambda _progress: None,
    on_build: Callable[[str, int], None] = lambda _step, _count: None,
) -> ReindexReport:
    """Crawl and, unless it is a dry run, build and publish.

    Raises CrawlError where no page of a source answered: then the old index stays.
    """
    if wish.url is not None:
        return _reindex_url(workshop, wish.url, wish, on_crawl)
    settings, store = workshop.settings, workshop.store
    crawls = tuple(
        crawl(source, store, settings, full=wish.full, on_progress=on_crawl)
        for source in workshop.chosen(wish.source_names)
    )
    refuse_unreachable(crawls)
    if wish.dry_run or (not wish.full and _is_up_to_date(settings, crawls)):
        return ReindexReport(crawls, None)
    built = build(
        settings, store, workshop.sources, accept_loss=wish.accept_loss, on_progress=on_build
    )
    return ReindexReport(crawls, built)


def _reindex_url(
    workshop: Workshop, typed: str, wish: Wish, on_crawl: Callable[[CrawlProgress], None]
) -> ReindexReport:
    source = workshop.source_of(canonical_url(typed))
    url = canonical_url(typed, source.drop_parameters)
    settings, store = workshop.settings, workshop.store
    report = crawl(source, store, settings, full=wish.full, only=(url,), on_progress=on_crawl)
    refuse_unreachable((report,))
    built = None if wish.dry_run else update(settings, store, workshop.sources, [url])
    return ReindexReport((report,), built)


def _is_up_to_date(settings: Settings, crawls: Sequence[CrawlReport]) -> bool:
    """Tell whether the current generation was made by this program from these very pages."""
    if any(report.changes_index for report in crawls):
        return False
    where = generations(settings)
    try:
        manifest = where.check(where.current())
    except (NoGenerationError, DamagedGenerationError):
        return False
    return would_build_alike(settings, manifest)


def refuse_unreachable(crawls: Sequence[CrawlReport]) -> None:
    """Raise CrawlError naming the sources of which not one page answered, and why."""
    for report in crawls:
        if report.unreachable:
            reasons = "; ".join(f"{p.url}: {p.reason}" for p in report.problems[:5])
            raise CrawlError(
                f"Nothing of '{report.source}' answered, so the index was left as it was. {reasons}"
            )
