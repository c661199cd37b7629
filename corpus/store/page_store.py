"""Pages kept between crawl and build, as the sites sent them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from corpus.document import Page
from corpus.store.database import reading
from corpus.store.tables import address_table, page_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Engine, Select

PAGES_AT_ONCE = 50
# A visit that finds a page gone or moved deletes its row here; one that merely fails does not.
IS_PAGE = page_table.c.url == address_table.c.url


class PageStore:
    """The pages of all sources; crawls fill it through the frontier table."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def pages(self, source: str | None = None) -> Iterator[Page]:
        """Yield every page whose last good answer was 200 and that is not gone, by address.

        Pages that change meanwhile are given in their state of either before or after.
        """
        last = ""
        while True:
            query = _pages().where(address_table.c.url > last).limit(PAGES_AT_ONCE)
            if source is not None:
                query = query.where(address_table.c.source == source)
            with reading(self.engine) as connection:
                rows = connection.execute(query.order_by(address_table.c.url)).all()
            for row in rows:
                yield _page(row._asdict())
            if len(rows) < PAGES_AT_ONCE:
                return
            last = rows[-1].url

    def page(self, url: str) -> Page | None:
        """Return the page at a canonical address, or None when there is none."""
        with reading(self.engine) as connection:
            row = connection.execute(_pages().where(address_table.c.url == url)).first()
        return _page(row._asdict()) if row else None

    def moves(self) -> dict[str, str]:
        """Return {address: where it leads} for addresses that were redirected, chains undone."""
        redirected = select(address_table.c.url, address_table.c.moved_to)
        redirected = redirected.where(
            address_table.c.status == "redirected", address_table.c.moved_to != ""
        )
        with reading(self.engine) as connection:
            led = {row.url: row.moved_to for row in connection.execute(redirected)}
        return {url: _end(url, led) for url in led}

    def knows(self, url: str) -> bool:
        """Tell whether an address is known, with a page or without."""
        known = select(address_table.c.url).where(address_table.c.url == url)
        with reading(self.engine) as connection:
            return connection.execute(known).first() is not None

    def erased(self) -> frozenset[str]:
        """Return the addresses that were erased and have not been asked for again."""
        marked = select(address_table.c.url).where(address_table.c.erased_at.is_not(None))
        with reading(self.engine) as connection:
            return frozenset(connection.execute(marked).scalars())

    def counts(self, source: str | None = None) -> dict[str, int]:
        """Count addresses by status, and under “pages” those with a page."""
        statuses = select(address_table.c.status, func.count()).group_by(address_table.c.status)
        pages = select(func.count()).select_from(page_table).join(address_table, IS_PAGE)
        if source is not None:
            statuses = statuses.where(address_table.c.source == source)
            pages = pages.where(address_table.c.source == source)
        with reading(self.engine) as connection:
            counts = {row[0]: row[1] for row in connection.execute(statuses)}
            return {**counts, "pages": connection.execute(pages).scalar_one()}


def _pages() -> Select[Any]:
    address = address_table.c
    return select(page_table, address.source, address.last_seen, address.alternates).join(
        address_table, IS_PAGE
    )


def _end(url: str, led: Mapping[str, str]) -> str:
    seen = {url}
    while (target := led.get(url)) and target not in seen:
        seen.add(target)
        url = target
    return url


def _page(row: Mapping[str, Any]) -> Page:
    kept = {key: row[key] for key in row if key not in {"body", "body_hash", "text_hash"}}
    return Page(**kept, body=zlib.decompress(row["body"]))
