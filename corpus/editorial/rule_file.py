"""Rules as a TOML file that editors can write: out and in again, without loss."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from corpus.editorial.reading import rule_of
from corpus.editorial.rules import KINDS, kind_of, written
from corpus.errors import RuleFileError, RuleRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.editorial.rules import Rule

INTRODUCTION = """\
# What editors decide beside what pages say. Bring it in with: kuutoshaku editorial import FILE
# A text stands in double quotes, a list of texts in brackets: ["kokeilu", "pilotti"].
# Word forms are known by themselves: "kokeilu" stands for kokeiluja and kokeilut, too.
# A note is for editors only. Nothing here needs a new index: it counts from the next search on.
"""
EXPLANATIONS = {
    "synonym": """\
# Words that pages may say in other words: whoever searches one of words also gets meanings.
# language = "fi" or "en"; both_ways = true lets meanings find words, too.
""",
    "best_bet": """\
# The page that answers a query: first and marked as recommended, also where it says it in other
# words. language = "fi" or "en" where the words of the queries mean something in one only.
""",
    "pin": """\
# Where a page stands for a query: position = 1 to 100, counting from the top, or hidden = true.
""",
    "correction": """\
# What one field of a page should say: title, type, language, cities, themes, years, published,
# modified (days such as "2019-05-02", "" for none), or hidden = true for no page at all.
# extracted is what the page said when it was corrected; leave it out in new ones.
""",
}


def rules_as_toml(rules: Iterable[Rule]) -> str:
    """Return rules as a file with comments that tell how to write more of them."""
    every = list(rules)
    parts = [INTRODUCTION]
    for kind in KINDS:
        parts.append("\n" + EXPLANATIONS[kind])
        parts += [f"\n[[{kind}]]\n{_lines(rule)}" for rule in every if kind_of(rule) == kind]
    return "".join(parts)


def rules_of_toml(text: str, name: str) -> list[tuple[int, Rule]]:
    """Return the rules of a file, each with its line; `name` is what messages call the file.

    Raises RuleFileError naming the line of the first rule that cannot be used.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name} is not valid TOML: {error}.") from error
    return list(_rules(tables, text, name))


def _rules(tables: dict[str, Any], text: str, name: str) -> Iterator[tuple[int, Rule]]:
    for kind, entries in tables.items():
        is_rules = isinstance(entries, list) and all(isinstance(each, dict) for each in entries)
        if kind not in KINDS or not is_rules:
            raise RuleFileError(
                f"{name}: “{kind}” is no kind of rule; write [[{']], [['.join(KINDS)}]]."
            )
        lines = _lines_of(kind, text)
        for number, entry in enumerate(entries):
            line = lines[number] if number < len(lines) else 1
            try:
                yield line, rule_of(kind, entry)
            except RuleRefusedError as error:
                raise RuleFileError(f"{name}, line {line}, [[{kind}]]: {error}") from error


def _lines_of(kind: str, text: str) -> Sequence[int]:
    header = re.compile(rf"\s*\[\[\s*[\"']?{kind}[\"']?\s*\]\]")
    return [n for n, line in enumerate(text.splitlines(), 1) if header.match(line)]


def _lines(rule: Rule) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in written(rule).items())


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
