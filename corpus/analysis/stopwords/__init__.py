"""Words that weigh little in a query; editors may add to the lists."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return a language's stop words, lower-cased; an unknown language has none."""
    path = Path(__file__).with_name(f"{language}.txt")
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
