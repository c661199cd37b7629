"""Why a page is a hit, in plain words of the reader's language, and what foreign words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.index.query_terms import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.index.query_terms import Term, UnitWord

_ZONES = {
    "fi": {
        "title": "otsikossa",
        "heading": "väliotsikossa",
        "lead": "kuvauksessa",
        "body": "tekstissä",
    },
    "en": {
        "title": "in the title",
        "heading": "in a heading",
        "lead": "in the description",
        "body": "in the text",
    },
}
_PART = {"fi": "yhdyssanan osana", "en": "as part of a compound word"}
_SEGMENTS = {"fi": "osina", "en": "by its parts"}
_ORIGINS = {
    "fi": {
        "glossary": "sanasto",
        "dictionary": "sanakirja",
        "parts": "yhdyssanan osat",
        "learnt": "sivupareista opittu",
    },
    "en": {
        "glossary": "glossary",
        "dictionary": "dictionary",
        "parts": "parts of a compound",
        "learnt": "learnt from page pairs",
    },
}


def reason(word: UnitWord, match: Term | Group, zone: str, language: str) -> str:
    """Return one reason, such as `kokeiluja → kokeilu, in a heading`."""
    place = _ZONES[language][zone]
    if isinstance(match, Group):
        if match.variant == "segments":
            return f"{word.text} {_SEGMENTS[language]}, {place}"
        origin = _ORIGINS[language].get(match.origin, match.origin)
        return f"{word.text} ≈ {match.text} ({origin}), {place}"
    shown = word.text if match.text == word.text.lower() else f"{word.text} → {match.text}"
    if match.variant == "part":
        return f"{shown} {_PART[language]}, {place}"
    return f"{shown}, {place}"


def gloss(matches: Iterable[tuple[UnitWord, Term | Group]]) -> str | None:
    """Return the matched foreign words with the typed words they stand for, or None."""
    pairs = dict.fromkeys(_pairs(matches))
    return "; ".join(f"{foreign} ≈ {typed}" for foreign, typed in pairs) or None


def _pairs(matches: Iterable[tuple[UnitWord, Term | Group]]) -> Iterator[tuple[str, str]]:
    """Join the typed words that one rendering stands for, in their order."""
    typed: dict[str, list[str]] = {}
    for word, match in matches:
        if isinstance(match, Group) and match.is_translation:
            typed.setdefault(match.text, []).append(word.text)
    for foreign, words in typed.items():
        yield foreign, " ".join(words)
