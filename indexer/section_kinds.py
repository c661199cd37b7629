"""What a section is about: lessons, results, background, goals, contact, or other."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.contact import is_contact_line
from indexer.lessons import tells_lessons
from indexer.wording import wording

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

LONGEST_HEADING = 120
CONTACT_SHARE = 0.6


def section_kind(heading: str, text: str, language: str, page_type: str = "page") -> str:
    """Return the kind of a section from its heading and its text on a page of a type."""
    named = _named_kind(heading[:LONGEST_HEADING].lower())
    if named not in ("", "lessons"):
        return named
    if heading and not named and _is_contact(text):
        return "contact"
    is_told = tells_lessons(text, language, page_type, is_named=named == "lessons")
    return "lessons" if is_told else "other"


def _named_kind(heading: str) -> str:
    found = {
        kind: match.start()
        for kind, pattern in _headings().items()
        if (match := pattern.search(heading))
    }
    if "lessons" in found:
        return "lessons"
    return min(found, key=lambda kind: found[kind], default="")


def _is_contact(text: str) -> bool:
    lines = text.splitlines()
    contact = sum(len(line) for line in lines if is_contact_line(line))
    return contact > 0 and contact >= CONTACT_SHARE * sum(map(len, lines))


@cache
def _headings() -> Mapping[str, re.Pattern[str]]:
    text = Path(__file__).with_name("section_kinds.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)
    return {kind: wording(chain(*entry["headings"].values())) for kind, entry in kinds.items()}
