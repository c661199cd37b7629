"""Text as readers see it: one space between words, one code point for a letter."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphens and zero-width marks stand inside words and would split them.
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    """Return a text on one line, without invisible marks, in Unicode form NFC."""
    return unicodedata.normalize("NFC", " ".join(INVISIBLE.sub("", text).split()))
