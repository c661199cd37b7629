"""Whether the service can answer, and what an operator should look at before it cannot."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document import LANGUAGES
from corpus.errors import DamagedGenerationError, KuutoshakuError
from corpus.index.query import Filters
from corpus.index.query_parser import parse_query

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.index.search_index import SearchIndex
    from corpus.settings import Settings

EVERYTHING = Filters(doc_lang=LANGUAGES)
MEGABYTE = 1024 * 1024
# A build writes a generation beside the three that are kept.
LEAST_FREE_MEGABYTES = 500

PASS, WARN, FAIL = "pass", "warn", "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at; the outcome is pass, warn where it still answers, or fail."""

    name: str
    outcome: str
    detail: str
    error: KuutoshakuError | None = None


def check_all(index: SearchIndex, settings: Settings) -> list[Check]:
    """Look at everything that answering and building need."""
    return [
        *check_index(index),
        check_disk(settings.data_dir),
        check_database(settings.page_store),
    ]


def check_index(index: SearchIndex) -> list[Check]:
    """Look whether the index answers, and what it says of itself."""
    try:
        probe(index)
        status = index.status()
    except KuutoshakuError as error:
        return [Check("index", FAIL, str(error), error)]
    checks = [Check("index", PASS, f"{status.generation} answers, {status.documents} documents.")]
    checks += [Check("index", WARN, warning) for warning in status.warnings]
    if status.held:
        detail = "A rollback holds publishing; 'kuutoshaku release' lets new builds be published."
        checks.append(Check("publishing", WARN, detail))
    return checks


def check_disk(folder: Path) -> Check:
    """Look whether a build would find room."""
    existing = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(existing).free // MEGABYTE
    if free < LEAST_FREE_MEGABYTES:
        detail = f"Only {free} MB are free, so builds may fail. Searching goes on."
        return Check("disk", WARN, detail)
    return Check("disk", PASS, f"{free} MB are free.")


def check_database(path: Path) -> Check:
    """Look whether the database can be read and written; searching goes on without it."""
    if not path.exists():
        return Check("database", PASS, "There is none yet; the first crawl makes it.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        return Check("database", WARN, f"{path.name} cannot be read: {error}. Searching goes on.")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        detail = f"{path.name} or its folder cannot be written, so crawls fail. Searching goes on."
        return Check("database", WARN, detail)
    return Check("database", PASS, "It can be read and written.")


def probe(index: SearchIndex) -> None:
    """Ask the index a real question; raises DamagedGenerationError where it finds nothing."""
    results = index.search(parse_query("", language="fi", filters=EVERYTHING, size=1))
    if not results.hits:
        raise DamagedGenerationError(
            f"Generation {results.generation} answered a probe with nothing; "
            "check it with `kuutoshaku check` or go back with `kuutoshaku rollback`."
        )
