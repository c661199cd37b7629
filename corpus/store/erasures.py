"""Erasing pages from the database for good: their rows, rules and jobs, and a record of it.

The record is written first, so that an erasure whose process was killed is finished by asking for
it again. It keeps the address, which crawls must know to leave it alone, and no word of the page.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from corpus.store.database import reading, writing
from corpus.store.editorial_log import ERASED, log_change
from corpus.store.tables import (
    address_table,
    editorial_change_table,
    editorial_rule_table,
    erasure_table,
    job_table,
    page_table,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection, Engine

BY = "kuutoshaku erase"
REMOVED = "[erased]"
CHECKPOINT_SECONDS = 5.0
_rules, _changes, _jobs = editorial_rule_table, editorial_change_table, job_table


@dataclass(frozen=True, slots=True)
class Erasure:
    """A page that was erased, with every address that led to it; `finished` is None until done."""

    url: str
    addresses: Sequence[str]
    titles: Sequence[str]
    begun: datetime
    finished: datetime | None = None


COLUMNS = [erasure_table.c[each.name] for each in fields(Erasure)]


class Erasures:
    """The erasures of a database; each step may be repeated."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def erasures(self) -> list[Erasure]:
        """Return every erasure, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(*COLUMNS).order_by(erasure_table.c.begun))
            return [Erasure(**row._asdict()) for row in rows]

    def begin(self, erasure: Erasure, source: str) -> int:
        """Write an erasure down and erase its pages, in one transaction; return how many.

        Addresses that were not known yet are noted too, as ones of the source, so that no crawl
        takes them. An erased address comes back only if it is re-indexed on purpose.
        """
        made = insert(erasure_table).values(_row(erasure))
        same = {name: made.excluded[name] for name in ("addresses", "titles", "finished")}
        pages = page_table.c.url.in_(erasure.addresses)
        with writing(self._engine) as connection:
            connection.execute(made.on_conflict_do_update(["url"], set_=same))
            gone = connection.execute(delete(page_table).where(pages)).rowcount
            for url in erasure.addresses:
                _mark(connection, url, source)
        return gone

    def erase_rules(self, addresses: Collection[str]) -> tuple[int, int]:
        """Delete editors' rules of the addresses and blank what the log says of them.

        Returns how many rules and how many changes.
        """
        with writing(self._engine) as connection:
            rules = connection.execute(select(_rules.c.id, _rules.c.kind, _rules.c.rule)).all()
            named = [row for row in rules if row.rule.get("url") in addresses]
            changes = connection.execute(select(_changes)).all()
            told = [row for row in changes if _tells_of(row, addresses)]
            for change in told:
                blank = update(_changes).where(_changes.c.version == change.version)
                values = {"before": change.before and ERASED, "after": change.after and ERASED}
                connection.execute(blank.values(values))
            for rule in named:
                connection.execute(delete(_rules).where(_rules.c.id == rule.id))
                log_change(connection, _erased(rule.id, rule.kind))
        return len(named), len(told)

    def erase_from_jobs(self, addresses: Collection[str], titles: Collection[str]) -> int:
        """Take what jobs told of the addresses, and the titles in all reports, out of them."""
        erased = 0
        with writing(self._engine) as connection:
            for row in connection.execute(select(_jobs)).all():
                of_page = row.argument.get("url") in addresses
                told = {"progress": row.progress, "report": row.report}
                kept = {
                    name: ERASED if of_page and value else _without(value, titles)
                    for name, value in told.items()
                }
                if kept != told:
                    erased += 1
                    connection.execute(update(_jobs).where(_jobs.c.id == row.id).values(kept))
        return erased

    def finish(self, url: str) -> bool:
        """Note that an erasure is done and empty the write-ahead log of what it was.

        Returns whether that could be emptied: not while someone reads for longer than some seconds.
        """
        done = update(erasure_table).where(erasure_table.c.url == url)
        with writing(self._engine) as connection:
            connection.execute(done.values(titles=[], finished=datetime.now(UTC)))
        deadline = time.monotonic() + CHECKPOINT_SECONDS
        while not (emptied := self._checkpoint()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return emptied

    def _checkpoint(self) -> bool:
        with reading(self._engine) as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint stands in no transaction
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            connection.exec_driver_sql("BEGIN")
        return not busy


def _row(erasure: Erasure) -> dict[str, Any]:
    values = {each.name: getattr(erasure, each.name) for each in fields(Erasure)}
    return {**values, "addresses": list(erasure.addresses), "titles": list(erasure.titles)}


def _mark(connection: Connection, url: str, source: str) -> None:
    now = datetime.now(UTC)
    erased: dict[str, Any] = {
        "status": "skipped",
        "reason": "erased",
        "last_seen": None,
        "alternates": {},
        "erased_at": now,
    }
    new = insert(address_table).values(url=url, source=source, discovered_at=now, **erased)
    connection.execute(new.on_conflict_do_update(["url"], set_=erased))


def _tells_of(change: Any, addresses: Collection[str]) -> bool:  # noqa: ANN401 - a row
    return any(told and told.get("url") in addresses for told in (change.before, change.after))


def _erased(number: int, kind: str) -> dict[str, Any]:
    named = {"rule_id": number, "kind": kind, "action": "erased", "changed": datetime.now(UTC)}
    return {**named, "changed_by": BY, "before": None, "after": None}


def _without(value: Any, titles: Collection[str]) -> Any:  # noqa: ANN401 - any JSON
    """Return a JSON value without the titles in any of its texts."""
    if isinstance(value, str):
        for title in titles:
            value = value.replace(title, REMOVED)
        return value
    if isinstance(value, dict):
        return {key: _without(each, titles) for key, each in value.items()}
    return [_without(each, titles) for each in value] if isinstance(value, list) else value
