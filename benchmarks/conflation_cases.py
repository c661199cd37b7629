"""What should and should not find what: the word lists of tests/relevance/conflation, as cases.

A case is a word asked, a word indexed and the groups it counts for. The words of the half to tune
on are told by the SHA-256 of the base form, as everywhere (corpus/judged.py).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.analysis.folding import folded
from corpus.analysis.tokenizer import SOFT_HYPHEN
from corpus.judged import half_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LISTS = Path(__file__).parent.parent / "tests" / "relevance" / "conflation"
TYPED_EVERY = 4  # every fourth form is also tried as people and systems misspell it


@dataclass(frozen=True, slots=True)
class Case:
    """A word asked and a word indexed; `base` decides the half, `groups` the rows it counts in."""

    language: str
    asked: str
    indexed: str
    base: str
    groups: tuple[str, ...]

    @property
    def half(self) -> str:
        """Whether rules may be chosen on it, or only tested."""
        return half_of(self.base)


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a list by column; lines that start with # are comments."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    told = (line for line in lines if not line.startswith("#"))
    return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))


def forms(name: str, language: str) -> list[Case]:
    """Return each form of a list with its base form, asked either way."""
    cases = []
    for row in rows(name):
        base, form, groups = row["base"], row["form"], (row["class"], row["kind"])
        cases.append(Case(language, base, form, base, (*groups, "base form asked")))
        cases.append(Case(language, form, base, base, (*groups, "form asked")))
    return cases


def typed_forms() -> list[Case]:
    """Return Finnish forms as they are typed or come from systems, asked for their base form."""
    ways: dict[str, Callable[[str], str]] = {
        "in capitals": str.upper,
        "with a soft hyphen": lambda word: word[:4] + SOFT_HYPHEN + word[4:],
        "without diacritics": folded,
    }
    return [
        Case("fi", way(row["form"]), row["base"], row["base"], (name,))
        for row in rows("forms.tsv")[::TYPED_EVERY]
        for name, way in ways.items()
        if len(row["form"]) > 5 and way(row["form"]) != row["form"]
    ]


def parts() -> list[Case]:
    """Return parts of compounds, in their base form and inflected, that should find them."""
    return [
        Case("fi", row[form], row["written"], row["compound"], (row["length"], row["kind"], form))
        for row in rows("compound_parts.tsv")
        for form in ("part", "inflected")
    ]


def strangers(language: str) -> list[Case]:
    """Return pairs of words that must not find each other, asked either way."""
    return [
        Case(language, *pair, row["word"], (row["why"],))
        for row in rows("strangers.tsv")
        if row["language"] == language
        for pair in ((row["word"], row["other"]), (row["other"], row["word"]))
    ]


def derivations() -> list[Case]:
    """Return words made from each other, asked either way."""
    return [
        Case("fi", *pair, row["word"], (row["kind"],))
        for row in rows("derivations.tsv")
        for pair in ((row["word"], row["other"]), (row["other"], row["word"]))
    ]


def base_forms() -> Iterator[str]:
    """Yield the distinct Finnish base forms."""
    yield from dict.fromkeys(row["base"] for row in rows("forms.tsv"))
