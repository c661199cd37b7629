"""Which passages of a page are shown for a query: of the sections that answer, and the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.index.query import Snippet
from corpus.index.sentences import SNIPPET_LENGTH
from corpus.index.snippets import Wanted, passage, term_reader

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    from corpus.document import Section
    from corpus.index.page_table import Record
    from corpus.index.query_terms import Group, Term, Unit, UnitWord
    from corpus.index.searcher import Searcher
    from corpus.index.snippets import Passage

SECTIONS_SHOWN = 3
LIKELY_RENDERINGS = 3  # of a word in a general dictionary
NEAR = 60  # characters within which words that only may belong together do
SIDE_BY_SIDE = 2  # characters between two words of a phrase
PHRASE_WORD = 20  # characters that a word between them takes, at most


@dataclass(frozen=True, slots=True)
class Answering:
    """A section that answers, its passage, and how many query words it and its heading tell."""

    section: Section
    passage: Passage
    words: int


class Passages:
    """Chooses passages of pages by the scores of their entries."""

    def __init__(self, searcher: Searcher, entries: NDArray[np.float32]) -> None:
        """Choose among the entries that have a score."""
        self._searcher = searcher
        self._entries = entries
        self._reader = term_reader(searcher.analyzers)

    def answering(self, page: int, wanted: Wanted) -> list[Answering]:
        """Return a page's best answering section, and the best that have a heading to go by."""
        shown: list[Answering] = []
        headed = 0
        for entry in self._best_entries(page):
            section = self._searcher.section(entry)
            if section.is_unshown or (shown and not section.heading):
                continue
            shown.append(self._answer(section, wanted))
            headed += bool(section.heading)
            if headed == SECTIONS_SHOWN:
                break
        return shown

    def main(
        self, record: Record, page: int, answering: Sequence[Answering], wanted: Wanted
    ) -> Snippet:
        """Return the passage that tells of most query words: a section's, or the description."""
        best = max(answering, key=lambda each: each.words, default=None)
        if best and best.words == wanted.words:
            return best.passage.snippet
        if record["description"]:
            described = self._passage(record["description"], record["language"], wanted)
            if best is None or described.words > best.words or not best.words:
                return described.snippet
        if best:
            return best.passage.snippet
        entries = self._searcher.table.sections_of(page)
        sections = (self._searcher.section(int(entry)) for entry in entries)
        first = next((section for section in sections if not section.is_unshown), None)
        if first is None:
            return Snippet("", language=record["language"])
        return self._passage(first.text, first.language, wanted).snippet

    def _best_entries(self, page: int) -> list[int]:
        """Return a page's answering entries, best first."""
        entries = self._searcher.table.sections_of(page)
        scores = self._entries[entries]
        return [int(entries[n]) for n in np.argsort(-scores, kind="stable") if scores[n] > 0]

    def _answer(self, section: Section, wanted: Wanted) -> Answering:
        told = self._passage(section.text or section.heading, section.language, wanted)
        heading = self._passage(section.heading, section.language, wanted)
        return Answering(section, told, max(told.words, heading.words))

    def _passage(self, text: str, language: str, wanted: Wanted) -> Passage:
        return passage(text, language, wanted, self._reader)


def wanted_terms(units: Sequence[Unit], matches: Sequence[tuple[UnitWord, Term | Group]]) -> Wanted:
    """Return what to mark: each word's own terms, what matched, and its likely renderings.

    Words too common to tell anything are marked in phrases, or where there are no others.
    """
    wanted = Wanted()
    matched = {id(match) for _, match in matches}
    words = [word for unit in units for word in unit.words if not _is_phrase(unit)]
    telling = [word for word in words if word.weight == 1.0]
    for number, word in enumerate(telling or words):
        _add_word(wanted, number, word, matched)
    for number, unit in enumerate(filter(_is_phrase, units), start=len(words)):
        together = [[(term.layer, term.text) for term in word.terms] for word in unit.words]
        wanted.add(number, together, SIDE_BY_SIDE + PHRASE_WORD * (len(together) - 2))
    return wanted


def _is_phrase(unit: Unit) -> bool:
    return unit.phrase and len(unit.words) > 1


def _add_word(wanted: Wanted, number: int, word: UnitWord, matched: Container[int]) -> None:
    for term in word.terms:
        wanted.add(number, [[(term.layer, term.text)]])
    for group in word.groups:
        has_matched = id(group) in matched
        if has_matched or _is_likely(group):
            together = [[(term.layer, term.text) for term in terms] for terms in group.words]
            wanted.add(number, together, SNIPPET_LENGTH if has_matched else NEAR)


def _is_likely(group: Group) -> bool:
    """Tell whether a group is worth marking where a page is found by another one.

    What a general dictionary has, but for its likeliest renderings, means too many other things,
    and so do the parts of a rendering.
    """
    if group.variant == "translation_parts":
        return False
    is_synonym = group.variant == "synonym"
    return group.origin != "dictionary" or (not is_synonym and group.rank < LIKELY_RENDERINGS)
