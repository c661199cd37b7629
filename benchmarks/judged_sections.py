"""Sections with the kind that a person gave them and the kind that the indexer found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from judged_pages import extracted, judged_rows

from corpus.judged import half_of
from corpus.sample_site.site_content import SiteContent

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("lessons", "results", "background", "goals", "contact", "other")


@dataclass(frozen=True, slots=True)
class JudgedSection:
    """A section by its path and anchor. `half` is "marks" where only its author says its kind."""

    name: str
    kind: str
    found: str
    heading: str
    text: str
    language: str
    half: str


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How well one kind was told, as shares of one."""

    precision: float
    recall: float
    judged: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def judged_sections() -> list[JudgedSection]:
    """Return the judged sections, and those that their authors marked on all other pages.

    What is not found at its anchor counts as found to be nothing. Pages with a section of the
    half to test give no marks, so that these may be read while words are chosen.
    """
    judged = {f"{row['path']}#{row['anchor']}": row["kind"] for row in judged_rows("sections.tsv")}
    unseen = {name.partition("#")[0] for name in judged if half_of(name) == "test"}
    content = SiteContent()
    documents = extracted(content, content.pages)
    sections = []
    for path, document in documents.items():
        found = {section.anchor: section for section in document.sections}
        for heading in content.pages[path].headings:
            name = f"{path}#{heading.anchor}"
            if not heading.anchor or (name not in judged and path in unseen):
                continue
            section = found.get(heading.anchor)
            sections.append(
                JudgedSection(
                    name,
                    judged.get(name, heading.kind),
                    section.kind if section else "",
                    heading.text,
                    section.text if section else "",
                    document.language,
                    half_of(name) if name in judged else "marks",
                )
            )
    return sections


def kind_figures(sections: Sequence[JudgedSection]) -> dict[str, KindFigures]:
    """Return {kind: figures} over sections."""
    right = Counter(section.kind for section in sections if section.kind == section.found)
    found = Counter(section.found for section in sections)
    true = Counter(section.kind for section in sections)
    return {
        kind: KindFigures(
            right[kind] / found[kind] if found[kind] else 1.0,
            right[kind] / true[kind] if true[kind] else 1.0,
            true[kind],
        )
        for kind in KINDS
    }
