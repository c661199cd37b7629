"""What an erasure would do and has done, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.index.erasure import ErasedFromIndex
    from corpus.store.erasures import Erasure
    from indexer.erase import Erased, Plan


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield what would be erased."""
    yield f"{', '.join(plan.titles) or 'A page'}, {plan.url}"
    yield from (f"  also at {each}" for each in plan.addresses if each != plan.url)
    if plan.erased:
        yield f"  It was erased on {plan.erased:%Y-%m-%d %H:%M} UTC; this looks again everywhere."
    yield "It leaves the page store, all generations, editors' rules, jobs and query statistics."
    yield "This cannot be undone. The site keeps its page; crawls will leave that alone."


def erased_lines(erased: Erased) -> Iterator[str]:
    """Yield what was removed, from where, and what is left to do."""
    yield f"Erased {erased.url} and {len(erased.addresses) - 1} other addresses of it:"
    yield f"  {erased.pages} stored pages, {erased.queries} days of queries that name it,"
    yield f"  {erased.rules} rules of editors, {erased.changes} changes of rules,"
    yield f"  {erased.jobs} reports of jobs."
    yield from _index_lines(erased.index)
    for url in erased.same_text_at:
        yield f"  The same text stays at {url}; erase that too if it must go."
    if not erased.log_emptied:
        yield (
            "  Someone was reading the database, so that its write-ahead log may still hold the "
            "page. Run this again."
        )
    yield "Backups and exports made before are out of reach: delete them, or erase after a restore."


def _index_lines(index: ErasedFromIndex) -> Iterator[str]:
    if index.as_generation:
        yield f"  {index.rewritten} was rewritten without it as {index.as_generation}."
    if index.removed:
        yield f"  Removed, so that no rollback brings it back: {', '.join(index.removed)}."
    if not index.removed:
        yield "  No generation of the index held it."
    if index.held:
        yield "  Publishing is still held; 'kuutoshaku release' lifts that."


def erasure_lines(erasures: Iterable[Erasure]) -> Iterator[str]:
    """Yield one line an erasure."""
    for each in erasures:
        when = f"{each.finished:%Y-%m-%d}" if each.finished else "NOT FINISHED, erase it again"
        yield f"{each.url}  {when}"
