"""The sections of a document: blocks of content gathered under their headings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.document import Section
from corpus.language import document_languages
from indexer.section_kinds import section_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.blocks import Block

FULL_WEIGHT = 1.0
LESSER_WEIGHT = 0.3


@dataclass(slots=True)
class Part:
    """A heading and the blocks below it, up to the next heading; lesser ones open lesser parts."""

    heading: str = ""
    level: int = 1
    anchor: str = ""
    blocks: list[Block] = field(default_factory=list)
    is_lesser: bool = False
    is_unshown: bool = False


def parts_of(blocks: Iterable[Block], title: str) -> list[Part]:
    """Return the parts of a page; the title's own heading opens none.

    A paragraph with an anchor other than its part's (the next page of a PDF) continues the part
    in a new one of the same heading.
    """
    parts = [Part()]
    for block in blocks:
        last = parts[-1]
        if block.level and (len(parts) > 1 or block.text != title):
            part = Part(block.text, block.level, block.anchor, is_lesser=block.is_lesser)
            part.is_unshown = block.is_unshown
            parts.append(part)
        elif block.is_apart:
            parts.append(Part(blocks=[block], is_lesser=block.is_lesser))
        elif not block.level and block.anchor not in ("", last.anchor):
            parts.append(Part(last.heading, last.level, block.anchor, [block]))
        elif not block.level:
            last.blocks.append(block)
    return parts


def sections_of(
    parts: Iterable[Part], declared: Mapping[str, int], page_type: str
) -> tuple[str, tuple[Section, ...]]:
    """Return the language of a page and its sections.

    Text that may belong to other pages makes a section of less weight after its part's own, and
    so does text that is not to be quoted; the first of them has the heading.
    """
    bare = [section for part in parts for section in _bare_sections(part)]
    languages = document_languages([_whole(section) for section in bare], declared)
    pairs = zip(bare, languages.sections, strict=True)
    return languages.document, tuple(
        _with_kind(section, language, page_type) for section, language in pairs
    )


def own_text(sections: Sequence[Section]) -> str:
    """Return headings and text of the sections that are surely the page's own."""
    return "\n".join(_whole(section) for section in sections if section.weight == FULL_WEIGHT)


def heading_paths(sections: Iterable[Section]) -> Iterator[tuple[str, ...]]:
    """Yield of each section the headings above it, from the widest to its own."""
    above: list[tuple[int, str]] = []
    for section in sections:
        own = (section.level, section.heading)
        if section.heading and own not in above[-1:]:
            above = [heading for heading in above if heading[0] < section.level] + [own]
        elif not section.heading and section.level == 1:
            above = []
        yield tuple(heading for _, heading in above)


def _bare_sections(part: Part) -> Iterator[Section]:
    heading, texts = part.heading, list(_texts(part.blocks))
    for is_lesser, is_unshown, text in texts or [(False, False, "")]:
        weight = LESSER_WEIGHT if is_lesser or part.is_lesser else FULL_WEIGHT
        unshown = is_unshown or (bool(heading) and part.is_unshown)
        if heading or text:
            yield Section(part.anchor, heading, part.level, "other", "", text, weight, unshown)
        heading = ""


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[bool, bool, str]]:
    """Yield the texts of a part by (is lesser, is unshown), its own that is quotable first."""
    groups: dict[tuple[bool, bool], list[str]] = {}
    for block in blocks:
        groups.setdefault((block.is_lesser, block.is_unshown), []).append(block.text)
    for (is_lesser, is_unshown), texts in sorted(groups.items()):
        yield is_lesser, is_unshown, "\n".join(texts)


def _with_kind(section: Section, language: str, page_type: str) -> Section:
    if section.weight < FULL_WEIGHT:
        return replace(section, language=language)
    kind = section_kind(section.heading, section.text, language, page_type)
    return replace(section, language=language, kind=kind)


def _whole(section: Section) -> str:
    return f"{section.heading}\n{section.text}".strip()
