"""The main text of a page without landmarks, as a statistical extractor sees it."""

from __future__ import annotations

import re

import trafilatura

LONGEST_HTML = 2_000_000
NOT_WORD = re.compile(r"[\W_]+")


def main_text_keys(html: str) -> frozenset[str]:
    """Return the keys of the lines that trafilatura takes for the page's main text."""
    if len(html) > LONGEST_HTML:
        return frozenset()
    text = trafilatura.extract(html, fast=True, include_comments=False, favor_recall=True)
    return frozenset(map(text_key, (text or "").splitlines()))


def text_key(text: str) -> str:
    """Return what is left of a text for comparison: its letters and digits in lower case."""
    return NOT_WORD.sub("", text.lower())
