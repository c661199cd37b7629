"""Every indexed document with its sections, one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.index.searcher import Searcher


def lines(searcher: Searcher) -> Iterator[str]:
    """Yield each document of a generation as a line of JSON, in the order of addresses."""
    for record in sorted(searcher.table.records, key=lambda each: str(each["url"])):
        if document := searcher.document(record["id"]):
            yield json.dumps(asdict(document), ensure_ascii=False) + "\n"


def write(searcher: Searcher, path: Path) -> int:
    """Write all documents to a file that is there whole or not at all; return how many."""
    aside = path.with_name(f".{path.name}.part")
    count = 0
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        for count, line in enumerate(lines(searcher), start=1):  # noqa: B007 - the last is told
            file.write(line)
    aside.replace(path)
    return count
