"""Whoosh as the durable store of postings: its schema, and the writer that fills a generation.

The schema uses the stock codec and Whoosh's own classes only, so that any Whoosh tool opens the
index. Terms come in already analysed: a field's text is `term^position` pairs, which a stock
tokenizer and filter take apart; that is how several terms share one position.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from whoosh import analysis, columns, fields
from whoosh import index as whoosh_index

from corpus.analysis.analyzer import ANALYSIS_VERSION
from corpus.errors import SearchIndexError
from corpus.index import translations_file
from corpus.index.generations import Manifest
from corpus.index.page_table import page_record, section_head
from corpus.index.schema import (
    FIELDS,
    POSITION_LAYERS,
    SCHEMA_VERSION,
    section_entries,
    zone_terms,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from whoosh.index import Index
    from whoosh.reading import IndexReader

    from corpus.analysis.analyzer import Analyzer
    from corpus.document import Document
    from corpus.index.generations import Generations
    from corpus.index.schema import LayerTerms
    from corpus.translation.learnt_terms import LearntTerms

_MEMORY_MB = 128


def schema() -> fields.Schema:
    """Return the Whoosh schema of FIELDS: terms by zone and layer, and the columns beside them."""
    pairs = analysis.RegexTokenizer(r"\S+") | analysis.DelimitedAttributeFilter(
        delimiter="^", attribute="pos", default=0, type=int
    )
    columns_and_stored = {
        "id": fields.ID(),  # of the page; every section carries it, so that a page can be deleted
        "page": fields.COLUMN(columns.VarBytesColumn()),  # the page's record, as JSON
        "section": fields.STORED(),  # the section with its text, as JSON
        "section_head": fields.COLUMN(columns.VarBytesColumn()),
    }
    text = {
        name: fields.TEXT(analyzer=pairs, phrase=layer in POSITION_LAYERS)
        for name, (_, layer) in FIELDS.items()
    }
    return fields.Schema(**columns_and_stored, **text)


class WhooshWriter:
    """Builds one generation aside, from nothing or on top of a parent generation."""

    def __init__(
        self, generations: Generations, analyzers: Mapping[str, Analyzer], parent: str | None = None
    ) -> None:
        """Begin a build; with a parent it is an update that shares the unchanged files.

        Raises PublishingHeldError while a rollback holds publishing: work not to be lost later.
        """
        generations.refuse_while_held()
        self._generations = generations
        self.analyzers = analyzers
        self._parent = parent
        self.directory = generations.begin(parent)
        if parent:
            translations_file.inherit(self.directory, generations.path(parent))
        where = str(self.directory / "index")
        self._index = (
            whoosh_index.open_dir(where) if parent else whoosh_index.create_in(where, schema())
        )
        self._writer = self._index.writer(limitmb=_MEMORY_MB)
        self._added: set[str] = set()
        self._facts: Manifest | None = None

    def add(self, document: Document) -> None:
        """Add a document, or replace the parent's; each id at most once in one build."""
        if document.id in self._added:
            raise SearchIndexError(f"{document.url} was added twice to one build.")
        self.delete(document.id)
        self._added.add(document.id)
        record = json.dumps(page_record(document), ensure_ascii=False)
        for entry, section in zip(section_entries(document), document.sections, strict=True):
            values: dict[str, object] = {
                "id": document.id,
                "page": record.encode() if entry.number == 0 else b"",
                "section": json.dumps(asdict(section), ensure_ascii=False),
                "section_head": section_head(document, section),
            }
            for zone, text in entry.zones.items():
                values |= _field_values(zone, zone_terms(text, entry.language, self.analyzers))
            self._writer.add_document(**values)

    def delete(self, document_id: str) -> None:
        """Leave a document of the parent out of the new generation."""
        if self._parent:
            self._writer.delete_by_term("id", document_id)

    def parent_records(self) -> list[dict[str, Any]]:
        """Return the page records of the generation that this one is built on."""
        with self._index.reader() as reader:
            return [record for record in page_records(reader) if record]

    def keep_translations(self, learnt: LearntTerms) -> None:
        """Put what page pairs taught into the generation."""
        translations_file.keep(self.directory, learnt)

    def finish(self) -> Manifest:
        """Write everything down and return what the build holds; readers do not see it yet."""
        if self._facts is None:
            self._writer.commit(optimize=self._parent is None)
            self._facts = self._counted()
            self._index.close()
            _unlocked(self.directory)
        return self._facts

    def publish(self) -> str:
        """Seal the generation and make it the one readers see; return its name.

        Raises PublishingHeldError, before anything is sealed, while publishing is held.
        """
        self._generations.refuse_while_held()
        name = self._generations.seal(self.directory, self.finish()).name
        self._generations.publish(name)
        self._generations.end()
        return name

    def cancel(self) -> None:
        """Throw away what was built and leave readers with what they have."""
        if not self._writer.is_closed:
            self._writer.cancel()
            self._index.close()
        shutil.rmtree(self.directory, ignore_errors=True)
        self._generations.end()

    def _counted(self) -> Manifest:
        return Manifest(
            name="",
            kind="update" if self._parent else "full",
            created_at=_now(),
            schema_version=SCHEMA_VERSION,
            analysis_version=ANALYSIS_VERSION,
            finnish_tier=self.analyzers["fi"].tier,
            parent=self._parent,
            **_counts(self._index),
        )


def open_reader(directory: Path) -> IndexReader:
    """Open a generation's index for reading; its files must have been checked before."""
    return whoosh_index.open_dir(str(directory / "index"), readonly=True).reader()


def holds(directory: Path, document_id: str) -> bool:
    """Tell whether the files of a generation hold a document, also one that was deleted in it."""
    reader = open_reader(directory)
    try:
        term = "id", document_id.encode()
        return any(term in leaf for leaf, _ in reader.leaf_readers())
    finally:
        reader.close()


def rewrite_without(directory: Path, document_ids: Iterable[str], like: Manifest) -> Manifest:
    """Write all segments of an unpublished copy anew without some documents; return its facts.

    A document that is only marked as deleted stays in its segment until that is merged. Nothing is
    analysed again, so that the rest answers as before.
    """
    index = whoosh_index.open_dir(str(directory / "index"))
    writer = index.writer(limitmb=_MEMORY_MB)
    for document_id in document_ids:
        writer.delete_by_term("id", document_id)
    writer.commit(optimize=True)
    facts = _counts(index)
    index.close()
    _unlocked(directory)
    return replace(like, kind="full", parent=None, created_at=_now(), files={}, **facts)


def page_records(reader: IndexReader) -> list[dict[str, Any] | None]:
    """Return each live entry's page record in order; None where another entry carries it."""
    return [json.loads(value) if value else None for value in column(reader, "page")]


def column(reader: IndexReader, name: str) -> list[bytes]:
    """Return one column's value for each entry in order, deleted entries as empty."""
    values: list[bytes] = []
    for leaf, _ in reader.leaf_readers():
        stored = leaf.column_reader(name, translate=False)
        deleted = leaf.is_deleted
        values += [b"" if deleted(n) else bytes(stored[n]) for n in range(leaf.doc_count_all())]
    return values


def _counts(index: Index) -> dict[str, Any]:
    with index.reader() as reader:
        sections = reader.doc_count()
        records = [record for record in page_records(reader) if record] if sections else []
    languages = Counter(record["language"] for record in records)
    counts = {"documents": len(records), "sections": sections}
    return {**counts, "languages": dict(sorted(languages.items()))}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _unlocked(directory: Path) -> None:
    for lock in (directory / "index").glob("*LOCK"):
        lock.unlink()


def _field_values(zone: str, terms: LayerTerms) -> dict[str, str]:
    return {
        f"{zone}_{layer}": " ".join(f"{term}^{position}" for term, position in found)
        for layer, found in terms.items()
        if found
    }
