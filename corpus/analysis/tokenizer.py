"""Where words begin and end in Finnish and English text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOFT_HYPHEN = "\u00ad"
MAX_WORD_LENGTH = 80

# Letters and digits, joined by hyphens and apostrophes; a colon only before a case ending (EU:n).
_WORD = re.compile(
    r"(?:[^\W_]|\u00ad)+(?:[-\u2010\u2011'’](?:[^\W_]|\u00ad)+|:(?=[^\W\d_])[^\W_]+)*"
)
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", SOFT_HYPHEN: None})


@dataclass(frozen=True, slots=True)
class Token:
    """A word as written, its place in the text, and its lower-cased form."""

    surface: str
    start: int
    end: int
    exact: str


def normal_text(text: str) -> str:
    """Return text composed (NFC) and without soft hyphens, as every analyzer expects it."""
    return unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, ""))


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; over-long runs of letters are passed over."""
    for match in _WORD.finditer(text):
        exact = match.group().translate(_DASHES).lower()
        if exact and len(exact) <= MAX_WORD_LENGTH:
            yield Token(match.group(), match.start(), match.end(), exact)
