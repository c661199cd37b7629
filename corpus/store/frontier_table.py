"""The crawl frontier as it is kept: every address, and what visits to it came to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from corpus.store.database import reading, writing
from corpus.store.tables import address_table, crawl_table, page_table
from corpus.store.visit import Address, Pace, Visit, after

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from corpus.document import Page

RESUMED_WITHIN = timedelta(hours=24)
OF_PAGE = {"body_hash", "text_hash", "etag", "last_modified"}
OF_ADDRESS = [field.name for field in fields(Address) if field.name not in OF_PAGE]
OF_LISTING = ("lastmod", "alternates", "depth", "listed_crawl")
CHANGING = [name for name in OF_ADDRESS if name not in {"url", "source", "depth"}]


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl in the store; `scope_changed` says that the last one had other bounds."""

    id: int
    source: str
    scope_changed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a sitemap says of one address."""

    url: str
    lastmod: str | None
    alternates: Mapping[str, str]


class FrontierTable:
    """Reads and writes the frontier of one source."""

    def __init__(self, engine: Engine, source: str, pace: Pace | None = None) -> None:
        self._engine = engine
        self._source = source
        self._pace = pace or Pace()

    def open_crawl(self, scope: str, *, resume: bool) -> Crawl:
        """Begin a crawl, or take up the one that was left unfinished in the last day.

        `scope` tells bounds from other bounds; it is empty for a crawl of single addresses,
        which never stands in the way of taking up a whole one.
        """
        now = datetime.now(UTC)
        whole = (crawl_table.c.source == self._source, crawl_table.c.scope != "")
        last = select(crawl_table).where(*whole)
        last = last.order_by(crawl_table.c.id.desc()).limit(1)
        row = {"source": self._source, "scope": scope, "started": now}
        with writing(self._engine) as connection:
            found = connection.execute(last).first()
            changed = found is not None and found.scope != scope
            if resume and found and not found.finished and found.started > now - RESUMED_WITHIN:
                return Crawl(found.id, self._source, changed)
            made = insert(crawl_table).values(row).returning(crawl_table.c.id)
            return Crawl(connection.execute(made).scalar_one(), self._source, changed)

    def close_crawl(self, crawl: Crawl) -> None:
        """Mark a crawl as finished."""
        finished = update(crawl_table).where(crawl_table.c.id == crawl.id)
        with writing(self._engine) as connection:
            connection.execute(finished.values(finished=datetime.now(UTC)))

    def addresses(self) -> list[Address]:
        """Return every known address of the source, those visited longest ago first."""
        query = _addresses().where(address_table.c.source == self._source)
        order = (address_table.c.visited_at, address_table.c.depth, address_table.c.discovered_at)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(*order)).all()
        return [Address(**row._asdict()) for row in rows]

    def keep_listings(self, crawl: Crawl, listings: Iterable[Listing]) -> None:
        """Note what the sitemaps say, discovering the addresses that are new."""
        now = datetime.now(UTC)
        rows = [
            {
                "url": one.url,
                "source": self._source,
                "depth": 0,
                "discovered_at": now,
                "lastmod": one.lastmod,
                "alternates": dict(one.alternates),
                "listed_crawl": crawl.id,
            }
            for one in listings
        ]
        new = insert(address_table)
        kept = {key: new.excluded[key] for key in OF_LISTING}
        with writing(self._engine) as connection:
            if rows:
                connection.execute(new.on_conflict_do_update(["url"], set_=kept), rows)

    def record(
        self, crawl: Crawl, visits: Sequence[Visit], discovered: Mapping[str, int]
    ) -> list[Address]:
        """Keep visits and newly discovered addresses (with their depth) in one transaction.

        Returns the visited addresses as they are afterwards.
        """
        now = datetime.now(UTC)
        depths = {**discovered, **{v.url: 0 for v in visits if v.url not in discovered}}
        pages = [_page_row(visit.page, visit.text_hash) for visit in visits if visit.page]
        hashes = {row["url"]: row["body_hash"] for row in pages}
        with writing(self._engine) as connection:
            _discover(connection, self._source, depths, now)
            known = _known(connection, [visit.url for visit in visits])
            for visit in visits:
                seen = after(known[visit.url], visit, now, self._pace)
                seen = replace(seen, last_crawl=crawl.id)
                is_kept = seen.status in {"fetched", "failed"}
                kept_hash = hashes.get(visit.url, seen.body_hash) if is_kept else ""
                known[visit.url] = replace(seen, body_hash=kept_hash)
            visited = list(known.values())
            _keep(connection, visited, pages)
        return visited


def _addresses() -> Any:  # noqa: ANN401 - SQLAlchemy's type would name fifteen columns
    columns = [address_table.c[name] for name in OF_ADDRESS]
    hashes = [
        func.coalesce(page_table.c[name], "").label(name) for name in ("body_hash", "text_hash")
    ]
    validators = (page_table.c.etag, page_table.c.last_modified)
    same = page_table.c.url == address_table.c.url
    return select(*columns, *validators, *hashes).outerjoin(page_table, same)


def _discover(
    connection: Connection, source: str, depths: Mapping[str, int], now: datetime
) -> None:
    rows = [
        {"url": url, "source": source, "depth": depth, "discovered_at": now}
        for url, depth in depths.items()
    ]
    if rows:
        connection.execute(insert(address_table).on_conflict_do_nothing(), rows)


def _known(connection: Connection, urls: list[str]) -> dict[str, Address]:
    rows = connection.execute(_addresses().where(address_table.c.url.in_(urls)))
    return {row.url: Address(**row._asdict()) for row in rows}


def _keep(
    connection: Connection, visited: Sequence[Address], pages: Sequence[Mapping[str, Any]]
) -> None:
    if not visited:
        return
    states = [
        {"visited": address.url, **{name: getattr(address, name) for name in CHANGING}}
        for address in visited
    ]
    of_url = address_table.c.url == bindparam("visited")
    changed: dict[str, Any] = {name: bindparam(name) for name in CHANGING}
    connection.execute(update(address_table).where(of_url).values(changed), states)
    if pages:
        new = insert(page_table)
        replaced = {column.name: new.excluded[column.name] for column in page_table.columns}
        connection.execute(new.on_conflict_do_update(["url"], set_=replaced), list(pages))
    left = [address.url for address in visited if not address.is_page]
    connection.execute(delete(page_table).where(page_table.c.url.in_(left)))


def _page_row(page: Page, text_hash: str) -> dict[str, Any]:
    row = {column.name: getattr(page, column.name, None) for column in page_table.columns}
    return {
        **row,
        "body": zlib.compress(page.body),
        "body_hash": body_hash(page.body),
        "text_hash": text_hash,
    }


def body_hash(body: bytes) -> str:
    """Return the hash by which two answers are told to be the same."""
    return sha256(body).hexdigest()
