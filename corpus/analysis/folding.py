"""Words without their diacritics, as people type them who lack the keys: työllisyys, tyollisyys."""

from __future__ import annotations

import unicodedata


def folded(word: str) -> str:
    """Return a word with ä and å as a, ö as o, é as e and so on."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
