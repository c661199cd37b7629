"""Postings of one opened generation as numpy arrays.

Whoosh keeps postings in blocks of delta-coded ids, weights and encoded positions. Here each term's
blocks are decoded at once, the first time it is asked for, and kept (least recently used first
out). Entries are numbered through all segments; deleted entries never appear.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Mapping
from itertools import takewhile
from pickle import loads
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.util.numeric import byte_to_length

from corpus.index.bounded_cache import BoundedCache
from corpus.index.schema import FIELDS, ZONES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.reading import IndexReader

Arrays = tuple["NDArray[np.int32]", "NDArray[np.float32]"]
Places = Mapping[int, tuple[int, ...]]
CACHED_TERMS = 16_384
_LENGTHS = np.array([byte_to_length(code) for code in range(256)], np.float32)


class Postings:
    """Reads terms, lengths and stored text of a generation; safe to share between threads."""

    def __init__(self, reader: IndexReader) -> None:
        """Read from an open Whoosh reader; lengths are decoded at once, terms when asked for."""
        self._leaves = list(reader.leaf_readers())
        self._reader = reader
        self._lock = Lock()  # Whoosh's files have one read position each
        self.entries = int(reader.doc_count_all())
        self._live = self._live_entries()
        self.lengths: Mapping[str, NDArray[np.float32]] = {z: self._lengths(z) for z in ZONES}
        self._terms: BoundedCache[tuple[str, str], Arrays] = BoundedCache(CACHED_TERMS)
        self._places: BoundedCache[tuple[str, str], Places] = BoundedCache(CACHED_TERMS // 16)
        self._lexicons: BoundedCache[str, list[str]] = BoundedCache(len(FIELDS))

    def term(self, field: str, text: str) -> Arrays:
        """Return (entries, frequencies) of a term in a field; empty where it does not occur."""
        return self._terms.get((field, text), lambda: self._decode_term(field, text))

    def positions(self, field: str, text: str) -> Places:
        """Return {entry: word positions} of a term in a field that keeps positions."""
        return self._places.get((field, text), lambda: self._decode_positions(field, text))

    def terms(self, field: str) -> list[str]:
        """Return every term of a field in order."""
        return self._lexicons.get(field, lambda: self._read_lexicon(field))

    def frequencies(self, field: str) -> dict[str, int]:
        """Return how many entries have each term of a field, deleted entries counted too."""
        with self._lock:
            terms = self._reader.iter_field(field)
            return {term.decode(): int(info.doc_frequency()) for term, info in terms}

    def _decode_term(self, field: str, text: str) -> Arrays:
        ids, weights = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)]
        with self._lock:
            for base, live, data in self._blocks(field, text):
                entries = np.cumsum(np.array(data[0], np.int32)) + base
                kept = live[entries]
                ids.append(entries[kept].astype(np.int32))
                weights.append(_weights(data[1], len(entries))[kept])
        return np.concatenate(ids), np.concatenate(weights)

    def _decode_positions(self, field: str, text: str) -> Places:
        decode = self._reader.schema[field].format.decode_positions
        found: dict[int, tuple[int, ...]] = {}
        with self._lock:
            for base, live, data in self._blocks(field, text):
                entries = (np.cumsum(np.array(data[0], np.int64)) + base).tolist()
                for entry, value in zip(entries, data[2], strict=True):
                    if live[entry]:
                        found[entry] = tuple(decode(value))
        return found

    def starting_with(self, field: str, prefix: str, limit: int) -> list[str]:
        """Return the first terms of a field that begin with a prefix, in order."""
        terms = self.terms(field)
        following = terms[bisect_left(terms, prefix) :]
        return list(takewhile(lambda term: term.startswith(prefix), following[:limit]))

    def _read_lexicon(self, field: str) -> list[str]:
        with self._lock:
            return sorted(term.decode() for term in self._reader.lexicon(field))

    def stored(self, entry: int) -> str:
        """Return the stored section of an entry, as JSON."""
        with self._lock:
            return str(self._reader.stored_fields(entry)["section"])

    def _blocks(self, field: str, text: str) -> Iterator[tuple[int, NDArray[np.bool_], Any]]:
        """Yield (first entry of the segment, live entries, decoded block) for a term."""
        key = text.encode()
        for leaf, base in self._leaves:
            terms = leaf._terms
            if (field, key) not in terms:
                continue
            matcher = terms.matcher(field, key, leaf.schema[field].format)
            while not matcher._atend:
                raw = matcher._postfile.get(
                    matcher._dataoffset, matcher._nextoffset - matcher._dataoffset
                )
                yield base, self._live, _unpickled(matcher, raw)
                matcher._next_block()

    def _live_entries(self) -> NDArray[np.bool_]:
        live = np.ones(self.entries, bool)
        for leaf, base in self._leaves:
            live[[base + number for number in leaf.deleted_docs_set or ()]] = False
        return live

    def _lengths(self, zone: str) -> NDArray[np.float32]:
        """Return the number of words of a zone in every entry, as coarsely as Whoosh keeps it."""
        codes = []
        for leaf, _ in self._leaves:
            count, column = leaf.doc_count_all(), f"_{zone}_exact_len"
            code = np.zeros(count, np.uint8)
            if leaf._perdoc.has_column(column):
                file, offset, length = leaf._perdoc._get_column_file(column)
                stored = np.frombuffer(bytes(file.get(offset, length)), np.uint8)[:count]
                code[: len(stored)] = stored
            codes.append(code)
        return _LENGTHS[np.concatenate(codes)] if codes else np.zeros(0, np.float32)


def _unpickled(matcher: Any, raw: bytes) -> Any:  # noqa: ANN401  Whoosh's own tuple
    # Only files whose SHA-256 the manifest vouches for are ever opened.
    return loads(zlib.decompress(raw) if matcher._compression else raw)  # noqa: S301


def _weights(stored: Any, count: int) -> NDArray[np.float32]:  # noqa: ANN401  Whoosh's shorthand
    if stored is None:
        return np.ones(count, np.float32)
    if isinstance(stored, float):
        return np.full(count, stored, np.float32)
    return np.array(stored, np.float32)
