"""The log of every change of editors' rules: only added to, and chained by hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from corpus.store.tables import editorial_change_table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

Data = Mapping[str, Any]
# What stands in a change in place of what it said of a page that was erased.
ERASED: Data = {"erased": True}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one rule; `version` is that of all rules after it.

    `action` is added, replaced, deleted or restored; `before` and `after` are the rule as plain
    values, None where it was not in force.
    """

    version: int
    rule_id: int
    kind: str
    action: str
    changed: datetime
    changed_by: str
    before: Data | None
    after: Data | None
    hash: str


COLUMNS = [editorial_change_table.c[each.name] for each in fields(Change)]


def newest_version(connection: Connection) -> int:
    """Return the version of the last change, 0 before the first."""
    newest = select(func.coalesce(func.max(editorial_change_table.c.version), 0))
    return int(connection.execute(newest).scalar_one())


def log_change(connection: Connection, row: dict[str, Any]) -> int:
    """Write one change down, chained to the one before; return its version."""
    version = newest_version(connection) + 1
    row = {**row, "version": version}
    row["hash"] = chained(_hash_of(connection, version - 1), row)
    connection.execute(insert(editorial_change_table).values(row))
    return version


def changes(connection: Connection, limit: int, offset: int = 0) -> list[Change]:
    """Return the newest changes, newest first."""
    newest = select(*COLUMNS).order_by(editorial_change_table.c.version.desc())
    rows = connection.execute(newest.limit(limit).offset(offset))
    return [Change(**row._asdict()) for row in rows]


def first_broken(connection: Connection) -> int | None:
    """Return the version of the first change that was altered after it was written, or None.

    One whose words were erased is taken by its hash, which those after it confirm.
    """
    held, expected = "", 1
    for row in connection.execute(select(*COLUMNS).order_by(editorial_change_table.c.version)):
        values = row._asdict()
        is_erased = ERASED in (values["before"], values["after"])
        held = values["hash"] if is_erased else chained(held, values)
        if values["version"] != expected or values["hash"] != held:
            return expected
        expected += 1
    return None


def chained(before: str, row: Mapping[str, Any]) -> str:
    """Return the hash of a change that follows the change with the hash `before`."""
    values = {key: value for key, value in row.items() if key != "hash"}
    values["changed"] = values["changed"].isoformat(timespec="microseconds")
    text = json.dumps([before, values], sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def _hash_of(connection: Connection, version: int) -> str:
    found = select(editorial_change_table.c.hash).where(editorial_change_table.c.version == version)
    return connection.execute(found).scalar() or ""
