"""The tags of documents and how they read: types, cities, themes, section kinds, languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tag:
    """One value of a facet, its label per language and the words that reveal it in text.

    `inside` is how a language says that something is in a city.
    """

    value: str
    labels: Mapping[str, str]
    words: tuple[str, ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)


@cache
def vocabulary() -> Mapping[str, Mapping[str, Tag]]:
    """Return {facet: {value: tag}} from vocabulary.toml."""
    text = (Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8")
    return {
        facet: {
            value: Tag(
                value, entry["label"], tuple(entry.get("words", ())), entry.get("inside", {})
            )
            for value, entry in values.items()
        }
        for facet, values in tomllib.loads(text).items()
    }


def label(facet: str, value: str, language: str) -> str:
    """Return how a facet value reads in a language; an unknown value reads as itself."""
    tag = vocabulary().get(facet, {}).get(value)
    return tag.labels.get(language, value) if tag else value


def inside(city: str, language: str) -> str:
    """Return how a language says that something is in a city: Oulussa, in Oulu."""
    return vocabulary()["city"][city].inside[language]
