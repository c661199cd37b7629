"""Where a Finnish word may be broken at the end of a line."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
SHORTEST_PART = 2

_VOWEL = "[aeiouyäöå]"
_CONSONANT = "[bcdfghjklmnpqrstvwxzšž]"
# A syllable opens at the last consonant before a vowel (kau-pun-ki, kort-te-li).
_BEFORE_CONSONANT = re.compile(
    f"(?<={_VOWEL})({_CONSONANT}*)(?={_CONSONANT}{_VOWEL})", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def with_soft_hyphens(text: str) -> str:
    """The text with a soft hyphen at each place where a word may be broken.

    Only the main rule of Finnish hyphenation is used: a break before a consonant
    that a vowel follows (Kielitoimiston ohjepankki, Tavutus). Compounds are not known.
    """
    return _WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    marked = _BEFORE_CONSONANT.sub(lambda match: match[1] + SOFT_HYPHEN, word)
    parts = marked.split(SOFT_HYPHEN)
    while len(parts) > 1 and len(parts[0]) < SHORTEST_PART:
        parts[:2] = [parts[0] + parts[1]]
    return SOFT_HYPHEN.join(parts)
