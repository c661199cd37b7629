"""SQLite's FTS5 with bm25: Porter for English; it cannot stem Finnish, whose words stay whole."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from peers.plain_text import DEPTH, FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.plain_text import PlainText

TOKENIZERS = {"fi": "unicode61", "en": "porter unicode61"}
_COLUMNS = ", ".join(FIELDS)
_WEIGHTS = ", ".join(str(weight) for weight in FIELDS.values())


class SqlitePeer:
    """FTS5 in memory."""

    name = "SQLite FTS5"

    def __init__(self, pages: Sequence[PlainText], language: str) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            f"CREATE VIRTUAL TABLE page USING fts5({_COLUMNS}, path UNINDEXED, "
            f"tokenize = '{TOKENIZERS[language]}')"
        )
        self._connection.executemany(
            f"INSERT INTO page ({_COLUMNS}, path) VALUES (?, ?, ?, ?)",  # noqa: S608 - our own names
            [(page.title, page.headings, page.text, page.path) for page in pages],
        )

    def search(self, words: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in words.split())
        rows = self._connection.execute(
            f"SELECT path FROM page WHERE page MATCH ? "  # noqa: S608 - numbers of our own
            f"ORDER BY bm25(page, {_WEIGHTS}), path LIMIT {DEPTH}",
            [match],
        )
        return [path for (path,) in rows]
