"""Judged queries out of the index at the back of GIMP's help, which people made for each language.

An entry, with those above it, is a query; the pages it leads to are the answers. A page counts as
Finnish or English by what the build found its text to be, since much of the Finnish help is not
translated; so does an entry, which is Finnish only where the English index has no such words.
Pages of the Finnish help left in English are left out as duplicates, for the peers too; the few
that differ in more than some words stay, and count as the English page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html

from corpus.evaluation import ANSWERING_GRADE
from corpus.judged import Judgments, Topic
from corpus.language import query_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lxml.html import HtmlElement

    from corpus.analysis.analyzer import Analyzer
    from corpus.document import Document

INDEX_FILE = "gimp-help-index.html"
LANGUAGES = ("fi", "en")
PAIRS = (("fi", "fi"), ("en", "en"), ("fi", "en"), ("en", "fi"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: its words under those it stands below, and (file, anchor) it names."""

    levels: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The words as a query."""
        return " ".join(self.levels)


@dataclass(frozen=True, slots=True)
class GimpHelp:
    """The indexed documents by path, and the entries of each language that are truly in it."""

    documents: Mapping[str, Document]
    entries: Mapping[str, Sequence[Entry]]

    @classmethod
    def read(
        cls, folder: Path, documents: Mapping[str, Document], analyzers: Mapping[str, Analyzer]
    ) -> GimpHelp:
        """Read both indexes from the folder that holds fi/ and en/."""
        raw = {
            language: list(read_entries((folder / language / INDEX_FILE).read_bytes()))
            for language in LANGUAGES
        }
        english = {level.casefold() for entry in raw["en"] for level in entry.levels}
        return cls(
            documents,
            {
                "en": [e for e in raw["en"] if query_language(e.text, "en", analyzers) == "en"],
                "fi": [
                    entry
                    for entry in raw["fi"]
                    if english.isdisjoint(level.casefold() for level in entry.levels)
                    and query_language(entry.text, "fi", analyzers) == "fi"
                ],
            },
        )

    def judgments(self, reader: str, target: str) -> Judgments:
        """Return the queries in one language with their answers in the same or the other."""
        pages: dict[str, dict[str, int]] = defaultdict(dict)
        sections: dict[str, dict[str, int]] = defaultdict(dict)
        topics: dict[str, Topic] = {}
        kind = "index" if reader == target else "cross-index"
        for entry in self.entries[reader]:
            name = f"{reader}:{entry.text.casefold()}"
            for file, anchor in entry.targets:
                path = f"/{target}/{file}"
                if not (self._is_in(f"/{reader}/{file}", reader) and self._is_in(path, target)):
                    continue
                topics.setdefault(name, Topic(name, reader, kind, entry.text))
                pages[name][path] = 1
                if self._has_section(path, anchor, target):
                    sections[name][f"{path}#{anchor}"] = ANSWERING_GRADE
        return Judgments(tuple(topics.values()), pages, sections, self._copies())

    def _is_in(self, path: str, language: str) -> bool:
        document = self.documents.get(path)
        return document is not None and document.language == language

    def _has_section(self, path: str, anchor: str, language: str) -> bool:
        return any(
            section.anchor == anchor and section.language == language
            for section in self.documents[path].sections
            if anchor
        )

    def _copies(self) -> dict[str, str]:
        """Return {path: English path} of indexed pages of the Finnish help left in English."""
        copies: dict[str, str] = {}
        for path in self.documents:
            original = path.replace("/fi/", "/en/", 1)
            if path != original and self._is_in(path, "en") and original in self.documents:
                copies |= {path: original, original: original}
        return copies


def read_entries(page: bytes) -> Iterator[Entry]:
    """Yield the entries of an index page that lead somewhere."""
    for term in html.document_fromstring(page).iter("dt"):
        targets = tuple(_target(link) for link in term.iterchildren("a"))
        if targets:
            yield Entry(tuple(_levels(term)), targets)


def _levels(term: HtmlElement) -> list[str]:
    """Return the words of a term, after those of the terms it stands below."""
    above = term.getparent().getparent()
    inherited = _levels(above.getprevious()) if above is not None and above.tag == "dd" else []
    return [*inherited, " ".join((term.text or "").split()).removesuffix(",")]


def _target(link: HtmlElement) -> tuple[str, str]:
    file, _, anchor = link.get("href").partition("#")
    return file, anchor
