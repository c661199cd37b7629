"""Judged queries: topics, and which pages and sections answer them how well.

A folder of judgments holds

    topics.tsv          id, language, kind, text, filters, note: tab-separated, with a header line
    qrels.txt           topic 0 path grade: what TREC uses, with a page's path on the site
    section_qrels.txt   topic 0 path#anchor grade
    twins.tsv           path, path: the two pages of one thing

where `#` opens a comment line. The last two files may be left out. A filter is written as in an
address, several with semicolons: `city=turku;year=2018..2020;section=lessons`.

A pair of twins is one document, with the better of its grades, since one hit stands for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.errors import JudgmentsError
from corpus.index.query import Filters
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Grades = Mapping[str, Mapping[str, int]]
    Half = Literal["tune", "test"]

PACKAGED = Path(__file__).with_name("judgments")
COLUMNS = ("id", "language", "kind", "text", "filters", "note")
READER_LANGUAGES = ("fi", "en")
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Topic:
    """A query that someone judged answers to. `language` is the reader's."""

    id: str
    language: str
    kind: str
    text: str
    filters: Filters = field(default_factory=Filters)
    note: str = ""

    @property
    def half(self) -> Half:
        """Whether ranking may be tuned on it, or only tested."""
        return half_of(self.id)

    @property
    def is_cross(self) -> bool:
        """Whether it is asked in one language for pages in the other."""
        return self.kind.startswith("cross")

    @property
    def pair(self) -> str:
        """The reader's language and that of the pages looked for."""
        return f"{self.language}→{self.target}"

    @property
    def asked_filters(self) -> Filters:
        """The filters to ask with: a cross kind wants pages of the target language alone."""
        return replace(self.filters, doc_lang=(self.target,)) if self.is_cross else self.filters

    @property
    def target(self) -> str:
        """The language of the pages looked for."""
        if self.is_cross:
            return "en" if self.language == "fi" else "fi"
        return self.filters.doc_lang[0] if self.filters.doc_lang else self.language


@dataclass(frozen=True, slots=True)
class Judgments:
    """Topics with the grades of pages and of sections: {topic id: {name: grade}}."""

    topics: tuple[Topic, ...]
    pages: Grades
    sections: Grades
    twins: Mapping[str, str]  # the path of a page → the path that stands for it and its twin

    @classmethod
    def load(cls, topics: Path, qrels: Path) -> Judgments:
        """Read topics and judgments, and what else lies beside the judgments.

        Raises JudgmentsError, naming file and line, where something cannot be used.
        """
        asked = tuple(read_topics(topics))
        known = frozenset(topic.id for topic in asked)
        twins = read_twins(qrels.with_name("twins.tsv"))
        beside = qrels.with_name("section_qrels.txt")
        pages = read_qrels(qrels, known)
        if missing := [topic.id for topic in asked if not any(pages.get(topic.id, {}).values())]:
            raise JudgmentsError(
                f"{qrels}: no page has a grade above 0 for {', '.join(missing)}; judge at least "
                "one page of every topic, or leave the topic out."
            )
        folded = {topic: _folded(grades, twins) for topic, grades in pages.items()}
        sections = read_qrels(beside, known) if beside.exists() else {}
        return cls(asked, folded, sections, twins)


def half_of(topic_id: str) -> Half:
    """Return which half a topic belongs to, by the first byte of its id's SHA-256."""
    return "test" if sha256(topic_id.encode()).digest()[0] % 2 else "tune"


def judgments_folder(data_dir: Path) -> Path:
    """Return the folder of judgments: that of the data directory, else the packaged one."""
    own = data_dir / "judgments"
    return own if (own / "topics.tsv").exists() else PACKAGED


def read_topics(path: Path) -> Iterator[Topic]:
    """Yield the topics of a file; raises JudgmentsError."""
    seen: set[str] = set()
    rows = _rows(path)
    header = next(rows, (1, []))
    if tuple(header[1]) != COLUMNS:
        raise _error(path, header[0], f"the first line must name {', '.join(COLUMNS)}, by tabs")
    for line, row in rows:
        if not len(COLUMNS) - 2 <= len(row) <= len(COLUMNS):
            raise _error(path, line, f"{len(row)} columns instead of {len(COLUMNS)}")
        topic = _topic(path, line, dict(zip(COLUMNS, [*row, "", ""], strict=False)))
        if topic.id in seen:
            raise _error(path, line, f"topic {topic.id} has been there before")
        seen.add(topic.id)
        yield topic


def read_qrels(path: Path, topics: frozenset[str]) -> dict[str, dict[str, int]]:
    """Return {topic id: {name: grade}} of a file in TREC form; raises JudgmentsError."""
    grades: dict[str, dict[str, int]] = {}
    for line, text in _lines(path):
        fields = text.split()
        if len(fields) != 4 or not fields[3].isdecimal():
            raise _error(path, line, f"{text!r} is not 'topic 0 path grade', with a grade from 0")
        topic, _, name, grade = fields
        if topic not in topics:
            raise _error(path, line, f"there is no topic {topic}")
        if name in grades.setdefault(topic, {}):
            raise _error(path, line, f"topic {topic} has a grade for {name} already")
        grades[topic][name] = int(grade)
    return grades


def read_twins(path: Path) -> dict[str, str]:
    """Return {path: the path that stands for it}, empty where there is no file."""
    twins: dict[str, str] = {}
    for line, row in _rows(path) if path.exists() else ():
        paths = [cell for cell in row if cell.startswith("/")]
        if len(paths) == 2:
            twins |= dict.fromkeys(paths, paths[0])
        elif paths:
            raise _error(path, line, f"{len(paths)} path instead of two")
    return twins


def _folded(grades: Mapping[str, int], twins: Mapping[str, str]) -> dict[str, int]:
    folded: dict[str, int] = {}
    for name, grade in grades.items():
        first = twins.get(name, name)
        folded[first] = max(grade, folded.get(first, 0))
    return folded


def _topic(path: Path, line: int, row: Mapping[str, str]) -> Topic:
    if row["language"] not in READER_LANGUAGES:
        raise _error(path, line, f"{row['language']!r} is not one of {', '.join(READER_LANGUAGES)}")
    if not (row["id"] and row["kind"]) or " " in row["id"]:
        raise _error(path, line, "a topic needs an id without spaces, and a kind")
    try:
        filters = read_filters(row["filters"])
    except ValueError as error:
        raise _error(path, line, str(error)) from error
    if not (row["text"] or filters):
        raise _error(path, line, "a topic needs words or a filter")
    return Topic(row["id"], row["language"], row["kind"], row["text"], filters, row["note"])


def read_filters(text: str) -> Filters:
    """Return the filters of `city=turku;year=2018..2020`; raises ValueError."""
    values: dict[str, list[str]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, _, value = part.partition("=")
        if name != "year" and value not in vocabulary().get(name, {}):
            raise ValueError(f"{part!r} is no filter with a known value")
        values.setdefault(name, []).append(value)
    years = tuple(map(_years, values.pop("year", [])))
    return Filters(years=years, **{name: tuple(chosen) for name, chosen in values.items()})


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no year; write 2019, or 2018..2020 for several")
    return int(found[1]), int(found[2] or found[1])


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for line, text in _lines(path):
        yield line, [cell.strip() for cell in text.split("\t")]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgmentsError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _error(path: Path, line: int, what: str) -> JudgmentsError:
    return JudgmentsError(f"{path}, line {line}: {what}.")
