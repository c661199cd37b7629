"""The curated glossary: words, names and acronyms of city development in both languages."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.translation.entry_file import checked_entries, read_entry_file
from corpus.translation.term_entries import TermEntries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.translation.term_entries import Lemmas, Rendering

    Contents = tuple[Mapping[str, Sequence[str]], Sequence[str]]

PACKAGED_GLOSSARY = Path(__file__).parent / "glossary.toml"
_TABLES = ("terms", "names", "acronyms")


class Glossary:
    """Finds the longest glossary entries in a row of words, however they are inflected."""

    def __init__(self, contents: Contents, lemmas: Mapping[str, Lemmas]) -> None:
        """Analyse the entries of both directions once; `lemmas` gives one analysis a language."""
        entries, unchanged = contents
        alike: dict[str, tuple[str, ...]] = dict.fromkeys(unchanged, ())
        self._directions = {
            (source, target): TermEntries(
                chain(table.items(), alike.items()), lemmas[source], "glossary"
            )
            for source, target, table in (("fi", "en", entries), ("en", "fi", _turned(entries)))
        }

    @classmethod
    def load(cls, lemmas: Mapping[str, Lemmas], path: Path = PACKAGED_GLOSSARY) -> Glossary:
        """Read a glossary file. Raises SettingsError where it cannot be read."""
        return cls(read_glossary(path), lemmas)

    def renderings(
        self, words: Sequence[Sequence[str]], source: str, target: str
    ) -> list[Rendering]:
        """Return the entries found in a row of words, longest first, in the row's order."""
        direction = self._directions.get((source, target))
        return direction.renderings(words) if direction else []


def read_glossary(path: Path) -> Contents:
    """Return the entries {Finnish: English renderings} and the words written alike.

    Raises SettingsError where the file is missing or is no glossary.
    """
    tables = read_entry_file(path, "glossary")
    entries: dict[str, Sequence[str]] = {}
    for name in _TABLES:
        entries |= checked_entries(tables.get(name, {}), path, "glossary")
    words = checked_entries(tables.get("unchanged", {}), path, "glossary").get("words", [])
    return entries, words


def _turned(entries: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return {English: Finnish words}, those first for which it is the better rendering."""
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, texts in entries.items():
        for rank, text in enumerate(texts):
            ranked[text].append((rank, word))
    return {
        text: [word for _, word in sorted(words, key=lambda pair: pair[0])]
        for text, words in ranked.items()
    }
