"""What the published index holds of a page now, and what indexing it anew would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document import document_id
from corpus.errors import NoGenerationError
from corpus.index.open_index import open_index
from indexer.sections import heading_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.document import Document
    from corpus.settings import Settings

COMPARED = (
    *("title", "type", "language", "description", "published", "modified"),
    *("cities", "themes", "years", "contact", "funding", "partners"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a field, or a section by its headings; as it is indexed, as it would be.

    Empty means that it is not there.
    """

    what: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class IndexedNow:
    """The document that a generation holds of a page, at `url`, and what would change of it.

    `url` and `last_seen` are empty where it holds none.
    """

    generation: str
    is_indexed: bool
    url: str = ""
    last_seen: str = ""
    changes: tuple[Change, ...] = ()


def indexed_now(settings: Settings, url: str, read: Document | None) -> IndexedNow | None:
    """Return what is indexed of a page at an address; None where nothing was ever published."""
    index = open_index(settings)
    try:
        held = index.document(read.id if read else document_id(url))
        generation = index.status().generation
    except NoGenerationError:
        return None
    finally:
        index.close()
    if held is None:
        return IndexedNow(generation, is_indexed=False)
    # Another page that says the same stands for it: comparing with that one tells nothing.
    is_itself = read is not None and held.url == read.url
    changes = tuple(changed(held, read)) if read and is_itself else ()
    return IndexedNow(
        generation,
        is_indexed=True,
        url=held.url,
        last_seen=held.last_seen or "",
        changes=changes,
    )


def changed(now: Document, then: Document) -> Iterator[Change]:
    """Yield in what a document differs from its indexed form: fields first, then sections."""
    for name in COMPARED:
        before, after = getattr(now, name), getattr(then, name)
        if before != after:
            yield Change(name, _told(before), _told(after))
    had, has = _sections(now), _sections(then)
    for key in dict.fromkeys((*had, *has)):
        before, after = had.get(key, ("", "")), has.get(key, ("", ""))
        if before != after:
            yield Change(key, before[0], after[0])


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _sections(document: Document) -> dict[str, tuple[str, str]]:
    """Return {headings: (what it is, its text)}; sections alike in name are counted."""
    found: dict[str, tuple[str, str]] = {}
    paths = heading_paths(document.sections)
    for section, path in zip(document.sections, paths, strict=True):
        name = base = "section " + (" › ".join(path) or "without a heading")
        number = 1
        while name in found:
            number += 1
            name = f"{base} ({number})"
        told = f"{section.kind}, {section.language}, {len(section.text)} letters"
        found[name] = (f"{told}, weight {section.weight:g}", section.text)
    return found
