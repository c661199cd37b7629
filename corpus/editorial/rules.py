"""The rules of editors: synonyms, best bets, pins and corrections.

Pure values. What is read from outside becomes a rule in reading.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value = str | bool | tuple[str, ...] | tuple[int, ...]
MAX_RULES = 1000  # of one kind


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that are also searched as what they mean; both ways, also the other way round."""

    language: str
    words: tuple[str, ...]
    meanings: tuple[str, ...]
    both_ways: bool = False
    note: str = ""

    @property
    def pairs(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every word with what it is also searched as."""
        back = [(meaning, self.words) for meaning in self.meanings] if self.both_ways else []
        return [*((word, self.meanings) for word in self.words), *back]


@dataclass(frozen=True, slots=True)
class BestBet:
    """The page that answers a query: it stands first and is marked, also if it did not match.

    `language` is that of the query's words; without it they are read in both.
    """

    queries: tuple[str, ...]
    url: str
    language: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a page stands for a query: at a position that counts from 1, or nowhere."""

    queries: tuple[str, ...]
    url: str
    position: int | None = None
    hidden: bool = False
    language: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one field of a page should say; `extracted` is what the page said at that time."""

    url: str
    field: str
    value: Value
    extracted: Value | None = None
    note: str = ""


Rule = Synonym | BestBet | Pin | Correction
KINDS: Mapping[str, type[Rule]] = {
    "synonym": Synonym,
    "best_bet": BestBet,
    "pin": Pin,
    "correction": Correction,
}
OneKind = TypeVar("OneKind", Synonym, BestBet, Pin, Correction)


@dataclass(frozen=True, slots=True)
class Editorial:
    """All rules in force, by id, as of a version that only rises."""

    version: int = 0
    rules: Mapping[int, Rule] = field(default_factory=dict)

    def of(self, kind: type[OneKind]) -> Iterator[tuple[int, OneKind]]:
        """Yield the rules of one kind with their ids, oldest first."""
        for number, rule in sorted(self.rules.items(), key=lambda item: item[0]):
            if isinstance(rule, kind):
                yield number, rule

    def with_rule(self, number: int, rule: Rule | None) -> Editorial:
        """Return the same with one rule set, or taken away."""
        rules = {**self.rules, number: rule}
        return Editorial(self.version, {key: each for key, each in rules.items() if each})


NO_RULES = Editorial()


class EditorialSource(Protocol):
    """Keeps the rules; asked at every query whether they have changed."""

    def version(self) -> int:
        """Return the version of the rules in force, cheaply."""
        ...

    def editorial(self) -> Editorial:
        """Return the rules in force."""
        ...


def kind_of(rule: Rule) -> str:
    """Return what the kind of a rule is called."""
    return next(name for name, kind in KINDS.items() if type(rule) is kind)


def written(rule: Rule) -> dict[str, Any]:
    """Return a rule as plain values, without what is as by default."""
    values = {each.name: (getattr(rule, each.name), each.default) for each in fields(rule)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, (value, usual) in values.items()
        if value != usual
    }
