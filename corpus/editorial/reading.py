"""Makes rules of what people and files say; everything is bounded and plain text."""

from __future__ import annotations

import unicodedata
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from corpus.canonical_url import canonical_url
from corpus.document import DOCUMENT_TYPES, LANGUAGES
from corpus.editorial.rules import KINDS, Rule, Value
from corpus.errors import InvalidAddressError, RuleRefusedError
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WORD_LANGUAGES = ("fi", "en")
MAX_TEXTS = 20
MAX_TEXT_LENGTH = 100
MAX_TITLE_LENGTH = 300
MAX_NOTE_LENGTH = 500
MAX_URL_LENGTH = 2000
LAST_POSITION = 100
FIRST_YEAR, LAST_YEAR = 1900, 2100


def rule_of(kind: str, data: Mapping[str, Any]) -> Rule:
    """Return the rule that plain values describe; raises RuleRefusedError naming the key."""
    made = KINDS[kind]
    names = [each.name for each in fields(made)]
    for key in data:
        if key not in names:
            near = get_close_matches(key, names, 1, 0)
            raise RuleRefusedError(key, f"is unknown here; did you mean “{near[0]}”?")
    for each in fields(made):
        if each.default is MISSING and data.get(each.name) is None:
            raise RuleRefusedError(each.name, "is missing")
    values = {name: value for name, value in data.items() if value is not None}
    readers = READERS
    if kind == "correction":
        readers = {**READERS, **_value_readers(READERS["field"]("field", values["field"]))}
    read = {name: readers[name](name, value) for name, value in values.items()}
    if kind == "pin" and (read.get("position") is None) != bool(read.get("hidden")):
        raise RuleRefusedError("position", "or “hidden” must be given, and not both")
    return made(**read)


def plain(text: str) -> str:
    """Return text in NFC on one line, without characters that print nothing or turn others."""
    kept = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
    )
    return " ".join("".join(kept).split())


def _text(longest: int, *, may_be_empty: bool = False) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if not isinstance(value, str):
            raise RuleRefusedError(key, "must be a text")
        if len(text := plain(value)) > longest:
            raise RuleRefusedError(key, f"has {len(text)} characters; at most {longest} are kept")
        if not (text or may_be_empty):
            raise RuleRefusedError(key, "is empty")
        return text

    return read


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise RuleRefusedError(key, "must be a list with at least one text")
    if len(value) > MAX_TEXTS:
        raise RuleRefusedError(key, f"has {len(value)} texts; at most {MAX_TEXTS} are kept")
    return tuple(dict.fromkeys(_text(MAX_TEXT_LENGTH)(key, each) for each in value))


def _one_of(values: Iterable[str]) -> Callable[[str, object], str]:
    known = tuple(values)

    def read(key: str, value: object) -> str:
        if value not in known:
            raise RuleRefusedError(key, f"must be one of {', '.join(known)}")
        return str(value)

    return read


def _some_of(facet: str) -> Callable[[str, object], tuple[str, ...]]:
    def read(key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise RuleRefusedError(key, "must be a list")
        one = _one_of(vocabulary()[facet])
        return tuple(dict.fromkeys(one(key, each) for each in value))

    return read


def _years(key: str, value: object) -> tuple[int, ...]:
    is_years = isinstance(value, list | tuple) and all(
        type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in value
    )
    if not is_years:
        raise RuleRefusedError(key, "must be a list of years, such as [2019, 2020]")
    return tuple(sorted(set(value)))  # type: ignore[call-overload]


def _day(key: str, value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat() if value else ""
    except ValueError as error:
        raise RuleRefusedError(key, "must be a day such as 2019-05-02, or empty") from error


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise RuleRefusedError(key, "must be true or false")
    return value


def _position(key: str, value: object) -> int:
    if type(value) is not int or not 1 <= value <= LAST_POSITION:
        raise RuleRefusedError(key, f"must be a whole number from 1 to {LAST_POSITION}")
    return value


def _url(key: str, value: object) -> str:
    try:
        return canonical_url(_text(MAX_URL_LENGTH)(key, value))
    except InvalidAddressError as error:
        raise RuleRefusedError(key, f"is no address of a page: {error}") from error


CORRECTED: Mapping[str, Callable[[str, object], Value]] = {
    "title": _text(MAX_TITLE_LENGTH),
    "type": _one_of(DOCUMENT_TYPES),
    "language": _one_of(LANGUAGES),
    "cities": _some_of("city"),
    "themes": _some_of("theme"),
    "years": _years,
    "published": _day,
    "modified": _day,
    "hidden": _flag,
}
READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "language": _one_of(WORD_LANGUAGES),
    "words": _texts,
    "meanings": _texts,
    "queries": _texts,
    "both_ways": _flag,
    "hidden": _flag,
    "position": _position,
    "url": _url,
    "field": _one_of(CORRECTED),
    "note": _text(MAX_NOTE_LENGTH, may_be_empty=True),
}


def _value_readers(name: str) -> Mapping[str, Callable[[str, Any], Any]]:
    """Return how the values of a corrected field are read; an extracted one is taken as it was."""
    return {"value": CORRECTED[name], "extracted": _as_extracted}


def _as_extracted(key: str, value: object) -> Value:
    if isinstance(value, list | tuple):
        return tuple(value)
    if isinstance(value, str | bool):
        return value
    raise RuleRefusedError(key, "must be what the page said")
