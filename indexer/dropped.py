"""Pages that the sitemaps list no more: some are gone although they answer still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.store.visit import Visit
from indexer.links import read_links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from corpus.sources import Source
    from corpus.store.page_store import PageStore
    from corpus.store.visit import Address

DROPPED = "no sitemap lists it any more, and no page links to it"


class Dropped:
    """Holds the visits to addresses that were dropped, until it is known who links to them."""

    def __init__(self, source: Source, store: PageStore) -> None:
        self._source = source
        self._store = store
        self._held: dict[str, Visit | None] = {}

    def suspect(self, known: Iterable[Address], listed: Collection[str]) -> list[str]:
        """Take note of what was listed before and is no more; returns it.

        Sitemaps that have lost more than they still list are more likely to be broken.
        """
        lost = [
            address.url
            for address in known
            if address.listed_crawl and address.url not in listed and not address.erased_at
        ]
        lost = [url for url in lost if url not in self._source.seeds]
        if len(lost) <= len(listed):
            self._held = dict.fromkeys(lost)
        return list(self._held)

    def holds(self, visit: Visit) -> bool:
        """Tell whether a visit that found a page is held back."""
        if visit.url not in self._held or visit.outcome not in {"fetched", "unchanged"}:
            return False
        self._held[visit.url] = visit
        return True

    def verdicts(self, *, is_whole: bool) -> Iterator[Visit]:
        """Yield the visits that were held back: gone where a whole crawl saw no link to them."""
        held = {url: visit for url, visit in self._held.items() if visit}
        linked = self._linked(set(held)) if is_whole else set(held)
        for url, visit in held.items():
            if url in linked:
                yield replace(visit, is_unlisted=is_whole)
            else:
                yield Visit(url, "gone", DROPPED)

    def _linked(self, suspects: set[str]) -> set[str]:
        linked: set[str] = set()
        if not suspects:
            return linked
        for page in self._store.pages(self._source.name):
            if page.url in suspects:
                continue
            links = read_links(page).followed
            linked |= suspects.intersection(filter(None, map(self._source.address, links)))
            if linked == suspects:
                break
        return linked
