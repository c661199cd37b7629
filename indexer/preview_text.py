"""A preview as a person reads it in a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from indexer.indexed_now import IndexedNow
    from indexer.preview import DocumentPreview, LinkPreview, Preview

LINKS_SHOWN = 8
CHANGES_SHOWN = 12
# What a page may say to make a terminal do things, or text read in another order than it stands.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def preview_text(preview: Preview) -> Group:
    """Return what would be indexed of a page, or why nothing, for a terminal."""
    return Group(*_parts(preview))


def _parts(preview: Preview) -> Iterator[RenderableType]:
    if preview.would_be_indexed:
        yield Text.assemble(("Would be indexed: ", "bold green"), _plain(preview.url))
    else:
        yield Text.assemble(("Would not be indexed: ", "bold red"), _plain(preview.url))
    if preview.skip:
        yield _inset(f"Why: {preview.skip.reason}")
        yield _inset(f"What to do: {preview.skip.advice}")
    if preview.document:
        yield _facts(preview, preview.document)
        yield _sections(preview.document)
        yield from _links(preview.links)
    for note in preview.notes:
        yield Text.assemble(("Note: ", "yellow"), _plain(note))
    if preview.indexed:
        yield from _indexed(preview.indexed, preview)


def _facts(preview: Preview, document: DocumentPreview) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in _fact_rows(preview, document):
        if value:
            table.add_row(Text(f"  {name}", "dim"), _plain(value))
    return table


def _fact_rows(preview: Preview, document: DocumentPreview) -> Iterator[tuple[str, str]]:
    yield "Title", document.title
    yield "Address", document.url
    yield "Source", preview.source
    yield "Answered", " → ".join(f"{hop.status} {hop.url}" for hop in preview.answers)
    yield "Body", f"{preview.content_type}, {preview.body_bytes / 1024:.1f} KiB"
    yield "Type", document.type
    yield "Language", document.language
    yield "Description", document.description
    yield "Published", document.published or ""
    yield "Modified", document.modified or ""
    yield "Cities", ", ".join(document.cities)
    yield "Themes", ", ".join(document.themes)
    yield "Years", ", ".join(map(str, document.years))
    yield "Funding", ", ".join(document.funding)
    yield "Partners", ", ".join(document.partners)
    yield "Contact", "\n".join(document.contact)
    yield "Twins", "\n".join(f"{name}: {url}" for name, url in document.twins.items())


def _sections(document: DocumentPreview) -> Table:
    table = Table(title=f"Sections: {len(document.sections)}", title_justify="left", box=None)
    for name in ("Headings", "Kind", "Lang", "Weight", "Letters", "Anchor", "Begins"):
        # Numbers need no more room than they have; the rest shares what is left.
        table.add_column(name, justify="right" if name in {"Weight", "Letters"} else "left")
    for section in document.sections:
        path = " › ".join(section.heading_path) or "(before any heading)"
        facts = (section.kind, section.language, f"{section.weight:g}", str(section.letters))
        anchor = f"#{section.anchor}" if section.anchor else ""
        begins = f"(never quoted) {section.begins}" if section.is_unshown else section.begins
        style = "" if section.weight == 1 else "dim"
        table.add_row(*map(_plain, (path, *facts, anchor, begins)), style=style)
    return table


def _links(links: Sequence[LinkPreview]) -> Iterator[Text]:
    groups = {
        "Links that a crawl would follow": [link for link in links if not link.left_out],
        "Links that it would not": [link for link in links if link.left_out],
    }
    for name, found in groups.items():
        if found:
            yield Text(f"{name}: {len(found)}", "italic")
        for link in found[:LINKS_SHOWN]:
            reason = f" ({link.left_out})" if link.left_out else ""
            yield _plain(f"  {link.url}{reason}")
        if len(found) > LINKS_SHOWN:
            yield Text(f"  and {len(found) - LINKS_SHOWN} more (--json has all)", "dim")


def _indexed(now: IndexedNow, preview: Preview) -> Iterator[RenderableType]:
    if not now.is_indexed:
        yield Text.assemble(("Indexed now: ", "bold"), f"no ({now.generation})")
        return
    seen = f", last seen {now.last_seen}" if now.last_seen else ""
    yield Text.assemble(("Indexed now: ", "bold"), f"yes ({now.generation}{seen})")
    if preview.document is None:
        return
    if now.url != preview.document.url:
        yield _inset(f"{now.url} stands for it, as it says the same.")
    elif not now.changes:
        yield _inset("Nothing would change.")
    for change in now.changes[:CHANGES_SHOWN]:
        yield _inset(f"{change.what}: {change.now or 'nothing'} → {change.then or 'nothing'}")
    if len(now.changes) > CHANGES_SHOWN:
        yield _inset(f"and {len(now.changes) - CHANGES_SHOWN} more changes (--json has all)")


def _plain(text: str) -> Text:
    """Return a page's text as text, never as markup or as commands to the terminal."""
    return Text(COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text), overflow="fold")


def _inset(text: str) -> Padding:
    return Padding(_plain(text), (0, 0, 0, 2))
