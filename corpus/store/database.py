"""The one SQLite database: opening it, bringing its schema up to date, transactions."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError

from corpus.errors import NewerDataError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 5.0
BUSY_PAUSE = 0.01
ON_CONNECT = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased must not linger in free pages of the file
)


def open_database(path: Path) -> Engine:
    """Open the database at a path, made and migrated as needed.

    Raises NewerDataError if a newer version wrote it, StoreError if it cannot be used.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, path)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(
            f"The database {path} cannot be opened ({error.orig}). "
            "If it is damaged, restore a backup with “kuutoshaku restore FILE”."
        ) from error
    except NewerDataError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one state of the database throughout."""
    with _translated(), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection that writes all of what it is told, or none of it."""
    with _translated(), engine.execution_options(is_writing=True).begin() as connection:
        yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"The database did not do as told: {error.orig}.") from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # sqlite3 must leave transactions to _begin; its own start too late to be consistent.
    connection.isolation_level = None
    for pragma in ON_CONNECT:
        connection.execute(pragma)
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, waiting as long as for any lock.

    SQLite does not wait by itself here: of two that open a new database at once and both switch,
    it answers one at once that the database is locked.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(BUSY_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could not wait for another writer.
    writes = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, path: Path) -> None:
    scripts = sorted(MIGRATIONS.glob("*.sql"))
    while True:
        with engine.execution_options(is_writing=True).begin() as connection:
            version = _version(connection)
            if version > len(scripts):
                raise NewerDataError(
                    f"{path} was written by a newer version of Kuutoshaku (its schema is "
                    f"{version}, this version knows {len(scripts)}). Upgrade Kuutoshaku, or "
                    "restore a backup made with this version."
                )
            if version == len(scripts):
                return
            _apply(connection, scripts[version])
            connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")


def _version(connection: Connection) -> int:
    version: Any = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(version)


def _apply(connection: Connection, script: Path) -> None:
    statement = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.exec_driver_sql(statement)
            statement = ""
