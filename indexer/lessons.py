"""Whether a text tells lessons, by how its sentences speak. The words and weights are data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.contact import is_contact_line
from indexer.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

MANY_SENTENCES = 12
SENTENCE_END = re.compile(r"(?<=[.!?:])[\"”»]?\s+")
QUOTES = ' "”»“'
NAME = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ]")


@dataclass(frozen=True, slots=True)
class _Cue:
    weight: float
    words: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Speech:
    start: float
    length: float
    question: float
    name: float
    heading: float
    page_types: Mapping[str, float]
    cues: Sequence[_Cue]


def tells_lessons(text: str, language: str, page_type: str, *, is_named: bool) -> bool:
    """Tell whether a section is of lessons; `is_named` where its heading says so.

    In a language without cues the heading decides.
    """
    speech = _speech()
    if not any(language in cue.words for cue in speech.cues):
        return is_named
    points = speech.start + speech.heading * is_named + speech.page_types.get(page_type, 0)
    return points + _points(_sentences(text), language, speech) > 0


def _points(sentences: Sequence[str], language: str, speech: _Speech) -> float:
    count = len(sentences)
    if not count:
        return 0
    lowered = [sentence.lower() for sentence in sentences]
    # One sentence more than there are: a single one that has a cue is not all there is to say.
    told = sum(
        cue.weight * _count(cue.words[language].search, lowered) / (count + 1)
        for cue in speech.cues
    )
    asked = speech.question * _count(lambda sentence: "?" in sentence, sentences) / count
    named = speech.name * _count(NAME.search, sentences) / count
    return told + asked + named + speech.length * min(count, MANY_SENTENCES) / MANY_SENTENCES


def _count(holds: Callable[[str], object], sentences: Iterable[str]) -> int:
    return sum(bool(holds(sentence)) for sentence in sentences)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, but for those on whom to ask."""
    lines = (line for line in text.splitlines() if not is_contact_line(line))
    pieces = (piece.strip(QUOTES) for line in lines for piece in SENTENCE_END.split(line))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


@cache
def _speech() -> _Speech:
    told = tomllib.loads(Path(__file__).with_name("lessons.toml").read_text(encoding="utf-8"))
    cues = [
        _Cue(cue["weight"], {language: wording(words) for language, words in cue["words"].items()})
        for cue in told.pop("cues").values()
    ]
    return _Speech(cues=cues, **told)
