"""Contact lines of a page: whom to ask, by which number and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_SIGN = re.compile(
    r"\s?[(\[{]\s?(?:at|ät|a|@|miuku(?:mauku)?)\s?[)\]}]\s?|\s+ät\s+(?=[\w-]+\.\w)", re.IGNORECASE
)
# A bare "at" is one only after a name with a dot in it, as in an address.
BARE_AT = re.compile(r"\b([\w-]{1,32}\.[\w.-]{1,32})\s+at\s+(?=[\w-]{1,63}\.\w)", re.IGNORECASE)
DOT_SIGN = re.compile(r"\s?[(\[{]\s?(?:dot|piste)\s?[)\]}]\s?", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(
    r"(?:\b(?:puh|tel|gsm)\b\.?\s*:?\s*|\+358\s?)[\d(][\d\s()-]{5,18}\d", re.IGNORECASE
)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
MOST_LINES = 6
LONGEST_LINE = 300


def contact_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that hold an e-mail address or a telephone number, (at) undone."""
    pieces = (piece for text in texts for line in text.splitlines() for piece in _pieces(line))
    lines = map(contact_line, pieces)
    return tuple(dict.fromkeys(filter(None, lines)))[:MOST_LINES]


def _pieces(line: str) -> list[str]:
    """Return a line whole, or the sentences of a long one."""
    return [line] if len(line) <= LONGEST_LINE else SENTENCE_END.split(line)


def contact_line(line: str) -> str:
    """Return a contact line with its address as it is used, or nothing if it is none."""
    if len(line) > LONGEST_LINE:
        return ""
    line = with_addresses(line)
    return line if ADDRESS.search(line) or PHONE.search(line) else ""


def is_contact_line(line: str) -> bool:
    """Tell whether a line holds an e-mail address or a telephone number."""
    return bool(contact_line(line))


def with_addresses(line: str) -> str:
    """Return a line with "(at)" and "(dot)" between the parts of an address undone."""
    undone = BARE_AT.sub(r"\1@", AT_SIGN.sub("@", line))
    return DOT_SIGN.sub(".", undone) if undone != line else line
