"""Why a page is a hit, in plain words of the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.index.query_terms import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.index.query_terms import Term, UnitWord

    Match = tuple[UnitWord, Term | Group]

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
# What is said of a match, by its variant; a word as typed, or a form of it, needs no words.
_SAID = {
    "fi": {
        "part": "{forms} yhdyssanan osana",
        "stem": "{typed}: samasta sanasta johdettu",
        "prefix": "{found} (alkaa {typed})",
        "segments": "{typed} osina ({pieces})",
        "synonym": "{typed} → {found} (samaa tai läheistä tarkoittava sana)",
        "thesaurus": "{typed} → {found} (samaa tai läheistä tarkoittava sana)",
        "editors": "{typed} → {found} (toimituksen lisäämä sana)",
        "translation": "{typed} ≈ {found} ({origin})",
        "translation_parts": "{typed} ≈ {found} ({origin}), osina ({pieces})",
        "twin": "löytyi englanninkielisestä versiosta",
        "phrase": "”{typed}” peräkkäin",
        "best_bet": "toimituksen suositus haulle ”{typed}”",
        "pin": "toimituksen nostama haulle ”{typed}”",
    },
    "en": {
        "part": "{forms} as part of a compound word",
        "stem": "{typed}: a word with the same stem",
        "prefix": "{found} (begins with {typed})",
        "segments": "{typed} in its parts ({pieces})",
        "synonym": "{typed} → {found} (a word of the same or nearly the same meaning)",
        "thesaurus": "{typed} → {found} (a word of the same or nearly the same meaning)",
        "editors": "{typed} → {found} (added by the editors)",
        "translation": "{typed} ≈ {found} ({origin})",
        "translation_parts": "{typed} ≈ {found} ({origin}), in its parts ({pieces})",
        "twin": "found by its Finnish version",
        "phrase": "“{typed}” side by side",
        "best_bet": "recommended by the editors for “{typed}”",
        "pin": "placed here by the editors for “{typed}”",
    },
}


def joined(matches: Iterable[Match]) -> Iterator[tuple[tuple[UnitWord, ...], Term | Group]]:
    """Yield matches with the typed words that one rendering stands for together, in their order."""
    words: dict[object, list[UnitWord]] = {}
    first: dict[object, Term | Group] = {}
    for word, match in matches:
        is_rendering = isinstance(match, Group) and bool(match.text)
        # A rendering and its parts are one word; the synonym of a word is its own.
        key = (match.text, _is_synonym(match)) if is_rendering else (word.text, match)
        words.setdefault(key, []).append(word)
        first.setdefault(key, match)
    yield from ((tuple(words[key]), match) for key, match in first.items())


def _is_synonym(match: Term | Group) -> bool:
    return isinstance(match, Group) and match.is_same_language


def reason(typed: str, match: Term | Group, zone: str, language: str) -> str:
    """Return one reason, such as `kokeiluja → kokeilu, in a heading`."""
    forms = typed if match.text in {typed, typed.lower()} else f"{typed} → {match.text}"
    said = _SAID[language].get(match.variant, "{forms}")
    told = said.format(typed=typed, forms=forms, found=match.text, **_of_group(match, language))
    return f"{told}, {_ZONES[language][zone]}"


def _of_group(match: Term | Group, language: str) -> dict[str, str]:
    if not isinstance(match, Group):
        return {}
    return {
        "origin": _ORIGINS[language].get(match.origin, match.origin),
        "pieces": " + ".join(terms[0].text for terms in match.words),
    }


def phrase_reason(typed: str, zone: str, language: str) -> str:
    """Return the reason for words that stand side by side as they were asked for."""
    return f"{_SAID[language]['phrase'].format(typed=typed)}, {_ZONES[language][zone]}"


def twin_reason(language: str) -> str:
    """Return the reason for a page whose twin has the words; those that follow are of the twin."""
    return _SAID[language]["twin"]


def placed_reason(kind: str, query: str, language: str) -> str:
    """Return the reason for a page that editors placed; `kind` is best_bet or pin."""
    return _SAID[language][kind].format(typed=query)
