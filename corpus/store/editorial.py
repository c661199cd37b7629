"""Editors' rules as they are kept: every change has a version and can be undone."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from corpus.editorial.reading import rule_of
from corpus.editorial.rules import Editorial, Rule, kind_of, written
from corpus.errors import (
    NoRuleError,
    RuleChangedError,
    RuleConflictError,
    RuleFileError,
    RuleRefusedError,
)
from corpus.store.database import reading, writing
from corpus.store.editorial_log import Change, changes, first_broken, log_change, newest_version
from corpus.store.tables import editorial_change_table, editorial_rule_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine

    Check = Callable[[Rule, Editorial], None]

_rules = editorial_rule_table
FRESH_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule with its number, and the version of the last change of it."""

    id: int
    kind: str
    rule: Rule
    version: int
    changed: datetime
    changed_by: str
    deleted: bool


COLUMNS = [_rules.c[each.name] for each in fields(KeptRule)]


class EditorialStore:
    """Keeps the rules of editors; safe to share between threads and processes."""

    def __init__(self, engine: Engine, check: Check) -> None:
        """Keep rules in a database; `check` refuses a rule beside the others in force."""
        self._engine = engine
        self._check = check
        self._seen = (-FRESH_SECONDS, 0)

    def version(self) -> int:
        """Return the version of the rules: it rises with every change.

        Another process's change is seen a moment later, for this is asked at every query.
        """
        when, seen = self._seen
        now = time.monotonic()
        if now - when < FRESH_SECONDS:
            return seen
        with reading(self._engine) as connection:
            seen = newest_version(connection)
        self._seen = (now, seen)
        return seen

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with writing(self._engine) as connection:
            yield connection
        self._seen = (-FRESH_SECONDS, 0)

    def editorial(self) -> Editorial:
        """Return the rules in force."""
        with reading(self._engine) as connection:
            return _in_force(connection)

    def kept(self, number: int) -> KeptRule:
        """Return one rule, also a deleted one; raises NoRuleError."""
        with reading(self._engine) as connection:
            return _kept(connection, number)

    def listed(
        self, kind: str, *, deleted: bool = False, limit: int = 100, offset: int = 0
    ) -> tuple[list[KeptRule], int]:
        """Return rules of a kind, newest first, and how many there are in all."""
        wanted = (_rules.c.kind == kind, _rules.c.deleted == deleted)
        page = select(*COLUMNS).where(*wanted).order_by(_rules.c.id.desc())
        with reading(self._engine) as connection:
            total = connection.execute(select(func.count()).where(*wanted)).scalar_one()
            rows = connection.execute(page.limit(limit).offset(offset))
            return [_as_kept(row._asdict()) for row in rows], total

    def changes(self, limit: int = 100, offset: int = 0) -> tuple[list[Change], int]:
        """Return the newest changes, newest first, and how many there are in all."""
        with reading(self._engine) as connection:
            return changes(connection, limit, offset), newest_version(connection)

    def first_broken_change(self) -> int | None:
        """Return the version of the first change that was altered afterwards, or None."""
        with reading(self._engine) as connection:
            return first_broken(connection)

    def tried(self, number: int | None, rule: Rule | None) -> Editorial:
        """Return the rules as they would be with a rule in the place of one, or a new one.

        None in its place takes that one away. Raises RuleRefusedError as keeping it would.
        """
        in_force = self.editorial()
        at = number or max(in_force.rules, default=0) + 1
        others = in_force.with_rule(at, None)
        if rule:
            self._check(rule, others)
        return others.with_rule(at, rule)

    def add(self, rule: Rule, by: str) -> KeptRule:
        """Keep a new rule; raises RuleRefusedError where it cannot be."""
        with self._changing() as connection:
            return self._add(connection, rule, by, _in_force(connection))

    def replace(self, number: int, rule: Rule, by: str, expected: int) -> KeptRule:
        """Replace a rule in force; raises RuleChangedError where its version is another."""
        with self._changing() as connection:
            kept = _unchanged(connection, number, expected)
            if kept.deleted or kept.kind != kind_of(rule):
                raise NoRuleError(f"There is no {kind_of(rule)} of number {number} in force.")
            self._check(rule, _in_force(connection).with_rule(number, None))
            return _change(connection, kept, rule, by, "replaced")

    def delete(self, number: int, by: str, expected: int | None = None) -> KeptRule:
        """Take a rule out of force; it can be restored."""
        with self._changing() as connection:
            kept = _unchanged(connection, number, expected)
            return kept if kept.deleted else _change(connection, kept, None, by, "deleted")

    def restore(self, number: int, by: str) -> KeptRule:
        """Bring a deleted rule back into force; raises RuleRefusedError where it cannot be."""
        with self._changing() as connection:
            kept = _kept(connection, number)
            if not kept.deleted:
                return kept
            self._check(kept.rule, _in_force(connection))
            return _change(connection, kept, kept.rule, by, "restored")

    def undo(self, version: int, by: str) -> KeptRule:
        """Make a rule again what it was before a change, whatever came after it."""
        found = select(editorial_change_table).where(editorial_change_table.c.version == version)
        with self._changing() as connection:
            row = connection.execute(found).mappings().first()
            if row is None:
                raise NoRuleError(f"There is no change of version {version} to undo.")
            kept = _kept(connection, row["rule_id"])
            if row["before"] is None:
                return kept if kept.deleted else _change(connection, kept, None, by, "deleted")
            rule = rule_of(row["kind"], row["before"])
            self._check(rule, _in_force(connection).with_rule(kept.id, None))
            return _change(connection, kept, rule, by, "restored" if kept.deleted else "replaced")

    def load(self, places: Mapping[Rule, str], by: str, *, replace: bool) -> tuple[int, int]:
        """Add the rules that are not in force yet, all or none; return how many came and went.

        With `replace`, those in force that are not among them are deleted first. `places` says of
        each where it stands, for the RuleFileError raised where it cannot be kept.
        """
        with self._changing() as connection:
            in_force = _in_force(connection)
            gone = [n for n, rule in in_force.rules.items() if replace and rule not in places]
            for number in gone:
                _change(connection, _kept(connection, number), None, by, "deleted")
                in_force = in_force.with_rule(number, None)
            known = set(in_force.rules.values())
            new = [rule for rule in places if rule not in known]
            for rule in new:
                try:
                    kept = self._add(connection, rule, by, in_force)
                except RuleRefusedError as error:
                    raise RuleFileError(f"{places[rule]}: {error} Nothing was changed.") from error
                in_force = in_force.with_rule(kept.id, rule)
        return len(new), len(gone)

    def _add(self, connection: Connection, rule: Rule, by: str, in_force: Editorial) -> KeptRule:
        if rule in in_force.rules.values():
            raise RuleConflictError("rule", "is known: there is the same one already")
        self._check(rule, in_force)
        kind, now = kind_of(rule), datetime.now(UTC)
        blank = {"kind": kind, "rule": written(rule), "version": 0, "changed": now}
        blank |= {"changed_by": by, "deleted": True}
        number = connection.execute(
            insert(_rules).values(blank).returning(_rules.c.id)
        ).scalar_one()
        new = KeptRule(number, kind, rule, 0, now, by, deleted=True)
        return _change(connection, new, rule, by, "added")


def _change(
    connection: Connection, kept: KeptRule, rule: Rule | None, by: str, action: str
) -> KeptRule:
    """Put a rule in force, or None for out of force, and write it down."""
    now = datetime.now(UTC)
    row = {
        "rule_id": kept.id,
        "kind": kept.kind,
        "action": action,
        "changed": now,
        "changed_by": by,
        "before": None if kept.deleted else written(kept.rule),
        "after": written(rule) if rule else None,
    }
    values: dict[str, Any] = {"version": log_change(connection, row), "changed": now}
    values |= {"changed_by": by, "deleted": rule is None, "rule": written(rule or kept.rule)}
    changed = update(_rules).where(_rules.c.id == kept.id).values(values).returning(*COLUMNS)
    return _as_kept(connection.execute(changed).one()._asdict())


def _in_force(connection: Connection) -> Editorial:
    version = newest_version(connection)
    rows = connection.execute(
        select(_rules.c.id, _rules.c.kind, _rules.c.rule).where(~_rules.c.deleted)
    )
    return Editorial(version, {row.id: rule_of(row.kind, row.rule) for row in rows})


def _kept(connection: Connection, number: int) -> KeptRule:
    row = connection.execute(select(*COLUMNS).where(_rules.c.id == number)).first()
    if row is None:
        raise NoRuleError(f"There is no rule of number {number}.")
    return _as_kept(row._asdict())


def _unchanged(connection: Connection, number: int, expected: int | None) -> KeptRule:
    kept = _kept(connection, number)
    if expected not in {None, kept.version}:
        raise RuleChangedError(
            f"{kept.changed_by} changed rule {number} meanwhile (it is of version {kept.version} "
            f"now). Read it again and repeat your change."
        )
    return kept


def _as_kept(row: dict[str, Any]) -> KeptRule:
    return KeptRule(**{**row, "rule": rule_of(row["kind"], row["rule"])})
