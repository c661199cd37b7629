from __future__ import annotations

import sqlite3
import zlib
from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import inspect

from corpus.errors import NewerDataError, StoreError
from corpus.store.database import MIGRATIONS, open_database, reading, writing
from corpus.store.frontier_table import FrontierTable
from corpus.store.page_store import PageStore
from corpus.store.tables import metadata

SCHEMA = len(list(MIGRATIONS.glob("*.sql")))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "kuutoshaku.sqlite3"


@pytest.fixture
def engine(path):
    engine = open_database(path)
    yield engine
    engine.dispose()


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_a_new_database_is_durable_and_strict(engine):
    with reading(engine) as connection:
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == 2
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "busy_timeout") == 5000
        assert pragma(connection, "user_version") == SCHEMA


def test_opening_again_keeps_what_is_there(engine, path):
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO job (kind, created) VALUES ('x', '2026')")
    again = open_database(path)
    with reading(again) as connection:
        assert connection.exec_driver_sql("SELECT kind FROM job").scalar_one() == "x"
    again.dispose()


def test_the_tables_in_code_are_those_of_the_migrations(engine):
    found = inspect(engine)
    for name, table in metadata.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys())


def test_a_database_of_the_first_versions_keeps_its_pages_and_doubts(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        for script in sorted(MIGRATIONS.glob("*.sql"))[:2]:
            connection.executescript(script.read_text(encoding="utf-8"))
        connection.execute("PRAGMA user_version = 2")
        connection.execute(
            "INSERT INTO address (url, source, status, discovered_at, visited_at, removals)"
            " VALUES ('https://a.fi/', 'a', 'failed', '2026-11-01T00:00:00.000000+00:00',"
            " '2026-11-02T00:00:00.000000+00:00', 1)"
        )
        connection.execute(
            "INSERT INTO page (url, final_url, status, content_type, fetched_at, body_hash, body)"
            " VALUES ('https://a.fi/', 'https://a.fi/', 200, 'text/html',"
            " '2026-11-01T00:00:00.000000+00:00', 'hash', ?)",
            (zlib.compress(b"<p>hei"),),
        )
    connection.close()
    engine = open_database(path)
    (address,) = FrontierTable(engine, "a").addresses()
    page = PageStore(engine).page("https://a.fi/")
    engine.dispose()
    assert page.body == b"<p>hei"
    assert (address.removals, address.doubted_at, address.revisit_seconds) == (1, None, 0)
    assert (address.text_hash, address.listed_crawl, address.moved_to) == ("", 0, "")
    assert address.visited_at == datetime(2026, 11, 2, tzinfo=UTC)


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(path):
    open_database(path).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    with pytest.raises(NewerDataError, match=r"Upgrade Kuutoshaku, or restore a backup"):
        open_database(path)


def test_a_file_that_is_no_database_is_refused_with_what_to_do(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database, whatever its name may say" * 100)
    with pytest.raises(StoreError, match="kuutoshaku restore"):
        open_database(path)


def test_several_may_open_a_new_database_at_once(path):
    failures = []

    def open_it():
        try:
            open_database(path).dispose()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
            failures.append(error)

    threads = [Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_transaction_that_fails_leaves_nothing(engine):
    def write(*statements):
        with writing(engine) as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    good = "INSERT INTO job (kind, created) VALUES ('x', '2026')"
    with pytest.raises(StoreError, match="CHECK"):
        write(good, "UPDATE job SET state = 'strange'")
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM job").scalar_one() == 0
