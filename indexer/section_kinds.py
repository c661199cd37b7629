"""What a section is about: lessons, results, background, goals, contact, or other."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.contact import is_contact_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_HEADING = 120
# Weight of cues that makes a section one of lessons, and the text that one point may cover.
LESSON_POINTS = 4
CHARACTERS_PER_POINT = 400
CONTACT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Wordings:
    headings: Mapping[str, re.Pattern[str]]
    strong: Mapping[str, re.Pattern[str]]
    weak: Mapping[str, re.Pattern[str]]


def section_kind(heading: str, text: str, language: str) -> str:
    """Return the kind of a section from its heading and its text in a language."""
    named = _named_kind(heading[:LONGEST_HEADING].lower())
    if named:
        return named
    if heading and _is_contact(text):
        return "contact"
    return "lessons" if _tells_lessons(text.lower(), language) else "other"


def _named_kind(heading: str) -> str:
    found = {
        kind: match.start()
        for kind, pattern in _wordings().headings.items()
        if (match := pattern.search(heading))
    }
    if "lessons" in found:
        return "lessons"
    return min(found, key=lambda kind: found[kind], default="")


def _tells_lessons(text: str, language: str) -> bool:
    wordings = _wordings()
    if language not in wordings.strong:
        return False
    strong = {match.group() for match in wordings.strong[language].finditer(text)}
    weak = {match.group() for match in wordings.weak[language].finditer(text)}
    points = 2 * len(strong) + len(weak)
    return bool(strong) and points >= max(LESSON_POINTS, len(text) / CHARACTERS_PER_POINT)


def _is_contact(text: str) -> bool:
    lines = text.splitlines()
    contact = sum(len(line) for line in lines if is_contact_line(line))
    return contact > 0 and contact >= CONTACT_SHARE * sum(map(len, lines))


@cache
def _wordings() -> _Wordings:
    text = (Path(__file__).parent / "section_kinds.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)
    lessons = kinds["lessons"]
    return _Wordings(
        {kind: _pattern(chain(*entry["headings"].values())) for kind, entry in kinds.items()},
        {language: _pattern(words) for language, words in lessons["strong"].items()},
        {language: _pattern(words) for language, words in lessons["weak"].items()},
    )


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    ways = "|".join(map(_way, words))
    return re.compile(rf"\b(?:{ways})\b")


def _way(word: str) -> str:
    way = re.escape(word.removeprefix("=")).replace(r"\*", r"\w*")
    return rf"(?<![^\W]){way}(?!\W*\w)" if word.startswith("=") else way
