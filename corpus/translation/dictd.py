"""Headwords and their renderings out of a FreeDict dictionary in dictd form.

An entry is a line "head /sound/ <class>", then for each sense a line of renderings, numbered where
there are several senses, and a line of its meaning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEAD = re.compile(r"(?P<head>[^/]+) /.*/(?: <(?P<word_class>[^>]+)>)?")
_SENSE_NUMBER = re.compile(r"\d+\. ")
_SHARED_BY_SENSES = re.compile(r"(?: \d+\.)+$")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_UNUSABLE = re.compile(r"[\[\](){}<>|=~/+!?\t]|^-|-$")
_MAX_WORDS = 4
_NOT_WORDS = ("suffix", "prefix", "infix", "affix", "letter", "symbol")


def parse(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each head with each rendering of each sense, without notes and long explanations."""
    head, renders_next = "", False
    for line in lines:
        if " /" in line and (match := _HEAD.fullmatch(line.rstrip("\n"))):
            head = "" if match["word_class"] in _NOT_WORDS else match["head"]
            renders_next = True
        elif head and (renders_next or _SENSE_NUMBER.match(line)):
            renders_next = False
            for rendering in _renderings(line):
                yield head, rendering


def _renderings(line: str) -> Iterator[str]:
    text = _SHARED_BY_SENSES.sub("", _SENSE_NUMBER.sub("", line.strip(), count=1))
    for part in _IN_BRACKETS.sub("", text).split(","):
        rendering = part.strip()
        if rendering and not _UNUSABLE.search(rendering) and rendering.count(" ") < _MAX_WORDS:
            yield rendering
