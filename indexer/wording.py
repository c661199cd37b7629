"""Lists of words that editors keep, read as one pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def wording(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, as words, in lower-case text.

    A * stands for any letters; ^ before words wants them at the start of the text, = wants
    nothing else in it.
    """
    return re.compile("|".join(map(_way, words)))


def _way(word: str) -> str:
    way = re.escape(word.lstrip("=^")).replace(r"\*", r"\w*")
    if word.startswith("="):
        return rf"^\W*{way}\W*$"
    return rf"^{way}\b" if word.startswith("^") else rf"\b{way}\b"
