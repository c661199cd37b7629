"""The pages of a generation as arrays and records: which entry belongs to which page, its facets.

Pure: it is made from the records that the index keeps in a column.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.document import Document, document_id
from corpus.index.page_tags import PageTags
from corpus.index.query import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus.document import Section
    from corpus.index.query import Filters

Record = dict[str, Any]

# What a hit shows of a document, and all of it but text and twins.
_FIELDS = tuple(field.name for field in fields(Document) if field.name not in {"sections", "twins"})


def page_record(document: Document) -> Record:
    """Return what a hit shows of a page, without its text."""
    return {name: getattr(document, name) for name in _FIELDS} | {"twins": dict(document.twins)}


def section_head(document: Document, section: Section) -> bytes:
    """Return what the table needs of every section: its page, kind and weight."""
    return f"{document.id} {section.kind} {section.weight:g}".encode()


@dataclass(frozen=True, slots=True)
class PageTable:
    """Pages numbered as they come; arrays are indexed by page or by entry (section)."""

    records: Sequence[Record]
    page_of: NDArray[np.int32]  # entry → page, -1 for a deleted entry
    first_entry: NDArray[np.int32]  # page → its first entry
    kinds: Sequence[str]  # entry → section kind
    weights: NDArray[np.float32]  # entry → weight of its text
    group_of: NDArray[np.int32]  # page → group of twins
    number_of: Mapping[str, int]  # document id, also of a page it stands for → page
    tags: Mapping[str, PageTags]  # by facet
    days: NDArray[np.int32]  # page → when it last changed, as 20190502; 0 where nobody says
    places: NDArray[np.int32]  # page → its place in the order of addresses
    hidden: tuple[int, ...] = ()  # pages that editors have taken out of sight
    stand_ins: dict[tuple[str, ...], NDArray[np.int64]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Sequence[Record | None], heads: Sequence[bytes]) -> PageTable:
        """Build the table from one page record, or none, and one section head per entry."""
        pages = [_as_written(record) for record in records if record]
        number_of = _numbers(pages)
        first = [entry for entry, record in enumerate(records) if record]
        split = [head.decode().split() or ["", "other", "0"] for head in heads]
        return cls(
            pages,
            np.array([number_of.get(page_id, -1) for page_id, _, _ in split], np.int32),
            np.array(first, np.int32),
            [kind for _, kind, _ in split],
            np.array([float(weight) for _, _, weight in split], np.float32),
            _twin_groups(pages, number_of),
            number_of,
            _tags(pages),
            np.array([_day(page) for page in pages], np.int32),
            np.argsort(np.argsort(np.array([page["url"] for page in pages], str))).astype(np.int32),
        )

    def with_records(self, records: Sequence[Record], hidden: Sequence[int]) -> PageTable:
        """Return the same pages with other records, as if the hidden ones were not there."""
        shown = {key: page for key, page in self.number_of.items() if page not in hidden}
        alone = [{**each, "twins": {}} if n in hidden else each for n, each in enumerate(records)]
        return replace(
            self,
            records=records,
            group_of=_twin_groups(alone, shown),
            number_of=shown,
            tags=_tags(records),
            days=np.array([_day(record) for record in records], np.int32),
            hidden=tuple(hidden),
            stand_ins={},
        )

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self.records)

    def sections_of(self, page: int) -> NDArray[np.int64]:
        """Return a page's entries in their order."""
        return np.flatnonzero(self.page_of == page)

    def representatives(self, languages: Sequence[str]) -> NDArray[np.int64]:
        """Return for each page the page that stands for it: its twin in one of the languages."""
        key = tuple(languages)
        if key not in self.stand_ins:  # two threads may make the same array once each
            self.stand_ins[key] = self._representatives(key)
        return self.stand_ins[key]

    def _representatives(self, languages: tuple[str, ...]) -> NDArray[np.int64]:
        stand_in = np.arange(len(self))
        for language in reversed(languages):
            of_group = {
                self.group_of[page]: page
                for page, record in enumerate(self.records)
                if record["language"] == language
            }
            for page, group in enumerate(self.group_of):
                if self.records[page]["language"] != language and group in of_group:
                    stand_in[page] = of_group[group]
        return stand_in

    def kind_mask(self, kinds: Sequence[str]) -> NDArray[np.bool_]:
        """Return which entries are of one of the kinds."""
        return np.array([kind in kinds for kind in self.kinds], bool)

    def mask(self, filters: Filters, leave_out: str = "") -> NDArray[np.bool_]:
        """Return which pages pass the filters; `leave_out` names a facet not to apply."""
        allowed = np.ones(len(self), bool)
        allowed[list(self.hidden)] = False
        for facet, is_wanted in _wanted(filters).items():
            if facet != leave_out:
                allowed &= self.tags[facet].with_any(is_wanted)
        return allowed


def facet_values(record: Record, facet: str) -> list[str]:
    """Return a page's values of a facet, as text."""
    match facet:
        case "type":
            return [record["type"]]
        case "doc_lang":
            return [record["language"]]
        case "city":
            return list(record["cities"])
        case "theme":
            return list(record["themes"])
        case _:
            return [str(year) for year in record["years"]]


def _wanted(filters: Filters) -> dict[str, Callable[[str], bool]]:
    """Return by facet which of its values a filter lets pass."""
    wanted: dict[str, Callable[[str], bool]] = {
        facet: frozenset(values).__contains__
        for facet in ("doc_lang", "type", "theme", "city")
        if (values := getattr(filters, facet))
    }
    if filters.years:
        wanted["year"] = lambda year: any(a <= int(year) <= b for a, b in filters.years)
    return wanted


def _tags(records: Sequence[Record]) -> dict[str, PageTags]:
    return {name: PageTags.of([facet_values(each, name) for each in records]) for name in FACETS}


def _day(record: Record) -> int:
    return int((record["modified"] or record["published"] or "0").replace("-", "")[:8])


def _as_written(record: Record) -> Record:
    """Return a record as page_record made it: JSON has lists for tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in record.items()}


def _numbers(pages: Sequence[Record]) -> dict[str, int]:
    number_of = {record["id"]: number for number, record in enumerate(pages)}
    for number, record in enumerate(pages):
        for url in record.get("also_at", ()):  # generations of schema 1 know none
            number_of.setdefault(document_id(url), number)
    return number_of


def _twin_groups(pages: Sequence[Record], number_of: Mapping[str, int]) -> NDArray[np.int32]:
    """Number the groups: a page and the twins it names that are indexed are one group."""
    group = np.arange(len(pages), dtype=np.int32)
    for number, record in enumerate(pages):
        for url in record["twins"].values():
            twin = number_of.get(document_id(url))
            if twin is not None:
                group[group == group[twin]] = group[number]
    return group
