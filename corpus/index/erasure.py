"""Erasing documents from every kept generation, so that no rollback can bring them back."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import DamagedGenerationError
from corpus.index import translations_file
from corpus.index.open_index import generations, text_reader, word_tools
from corpus.index.published_index import open_snapshot
from corpus.index.whoosh_index import holds, open_reader, page_records, rewrite_without
from corpus.translation.aligned_pairs import learn, twin_pairs
from corpus.translation.learnt_terms import NOTHING_LEARNT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from corpus.document import Document
    from corpus.index.generations import Generations, Manifest
    from corpus.index.page_table import Record
    from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class ErasedFromIndex:
    """What became of the generations: the one that was rewritten, as what, and those removed.

    `held` tells that a rollback holds publishing, which goes on.
    """

    rewritten: str | None
    as_generation: str | None
    removed: tuple[str, ...]
    held: bool


def records_of(settings: Settings, addresses: Collection[str]) -> list[Record]:
    """Return the page records, of any whole generation, that stand for one of the addresses."""
    where, found = generations(settings), []
    for name in _whole(where):
        reader = open_reader(where.path(name))
        records = filter(None, page_records(reader))
        found += [each for each in records if not _addresses(each).isdisjoint(addresses)]
        reader.close()
    return found


def erase_documents(settings: Settings, document_ids: Collection[str]) -> ErasedFromIndex:
    """Rewrite the generation that readers see without some documents; remove others with them.

    Removed are also damaged generations, which nobody can look into, and unfinished builds. It is
    published in spite of a hold and of the gate, for nothing else changes.
    Raises BuildRunningError.
    """
    where = generations(settings)
    building = where.begin()
    try:
        whole = _whole(where)
        served = _served(where, whole)
        holding = [name for name in where.names() if name not in whole]  # Whoosh must not read it
        holding += [name for name in whole if _holds_any(where.path(name), document_ids)]
        made = None
        if served in holding:
            made = _rewritten(settings, building, served, document_ids).name
        where.supersede(made or (served if holding else None), holding)
        held = where.held() is not None
        return ErasedFromIndex(served if made else None, made, tuple(sorted(holding)), held)
    finally:
        shutil.rmtree(building, ignore_errors=True)
        where.end()


def _addresses(record: Record) -> set[str]:
    return {record["url"], *record["also_at"]}


def _whole(where: Generations) -> list[str]:
    found = []
    for name in where.names():
        with suppress(DamagedGenerationError):
            where.check(name)
            found.append(name)
    return found


def _served(where: Generations, whole: Sequence[str]) -> str | None:
    """Return the generation that readers see: the current one, or where it is not whole another."""
    if not whole:
        return None
    current = where.current()
    earlier = [name for name in whole if name <= current]
    return (earlier or whole)[-1]


def _holds_any(directory: Path, document_ids: Collection[str]) -> bool:
    return any(holds(directory, each) for each in document_ids)


def _rewritten(
    settings: Settings, building: Path, name: str, document_ids: Collection[str]
) -> Manifest:
    where = generations(settings)
    for path in (where.path(name) / "index").iterdir():
        os.link(path, building / "index" / path.name)
    facts = rewrite_without(building, document_ids, where.manifest(name))
    if translations_file.read(where.path(name)):
        _learn_again(settings, building, facts)
    return where.seal(building, replace(facts, name=""))


def _learn_again(settings: Settings, building: Path, facts: Manifest) -> None:
    """Learn terms from what is left: those known may have come from what was erased."""
    translations_file.keep(building, NOTHING_LEARNT)
    if facts.documents:
        documents = list(_documents(settings, building, facts))
        translations_file.keep(building, learn(twin_pairs(documents), text_reader(settings)))


def _documents(settings: Settings, building: Path, facts: Manifest) -> Iterator[Document]:
    searcher = open_snapshot(building, facts, word_tools(settings)).searcher
    for record in searcher.table.records:
        if document := searcher.document(record["id"]):
            yield document
