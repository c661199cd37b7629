"""Rules of editors are kept with every change of them, and each change can be undone."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import text as sql

from corpus.editorial.rules import BestBet, Correction, Editorial, Rule, Synonym
from corpus.errors import (
    NoRuleError,
    RuleChangedError,
    RuleConflictError,
    RuleFileError,
    RuleRefusedError,
    StoreError,
)
from corpus.store.database import open_database, writing
from corpus.store.editorial import EditorialStore

DUUNI = Synonym("fi", ("duuni",), ("työ",))
HOMMA = Synonym("fi", ("homma",), ("työ",), both_ways=True, note="puhekieltä")
BET = BestBet(("kokeilu",), "https://site.example/")


def refuse_pomo(rule: Rule, others: Editorial) -> None:
    """Stands for the check that the wiring place passes in."""
    if isinstance(rule, Synonym) and "pomo" in rule.words:
        raise RuleRefusedError("words", f"has pomo beside {len(others.rules)} others")


@pytest.fixture
def store(engine):
    return EditorialStore(engine, refuse_pomo)


def in_force(store):
    return list(store.editorial().rules.values())


def test_a_rule_is_in_force_from_its_change_on_and_the_version_rises(store):
    assert (store.version(), in_force(store)) == (0, [])
    kept = store.add(DUUNI, "anna")
    assert (kept.id, kept.version, kept.changed_by, kept.deleted) == (1, 1, "anna", False)
    assert (store.version(), in_force(store)) == (1, [DUUNI])
    assert store.editorial().version == 1


def test_a_rule_that_is_refused_leaves_nothing_behind(store):
    with pytest.raises(RuleRefusedError, match="pomo beside 0 others"):
        store.add(Synonym("fi", ("pomo",), ("johtaja",)), "anna")
    store.add(DUUNI, "anna")
    with pytest.raises(RuleConflictError, match="the same one already"):
        store.add(DUUNI, "berit")
    assert (store.version(), store.listed("synonym")[1]) == (1, 1)


def test_a_change_of_what_someone_else_changed_is_refused(store):
    first = store.add(DUUNI, "anna")
    second = store.replace(first.id, HOMMA, "berit", first.version)
    with pytest.raises(RuleChangedError, match="berit changed rule 1 meanwhile"):
        store.replace(first.id, DUUNI, "anna", first.version)
    with pytest.raises(RuleChangedError):
        store.delete(first.id, "anna", first.version)
    assert store.kept(1) == second
    with pytest.raises(NoRuleError):
        store.replace(first.id, BET, "anna", second.version)


def test_a_deleted_rule_can_be_restored(store):
    store.add(DUUNI, "anna")
    assert store.delete(1, "anna").deleted
    assert in_force(store) == []
    assert [kept.rule for kept in store.listed("synonym", deleted=True)[0]] == [DUUNI]
    assert store.restore(1, "berit").changed_by == "berit"
    assert in_force(store) == [DUUNI]


def test_every_change_is_written_down_and_can_be_undone(store):
    store.add(DUUNI, "anna")
    store.replace(1, HOMMA, "berit", 1)
    store.delete(1, "carl")
    changes, total = store.changes()
    assert total == 3
    assert [(each.action, each.changed_by) for each in changes] == [
        ("deleted", "carl"),
        ("replaced", "berit"),
        ("added", "anna"),
    ]
    assert changes[1].before["words"] == ["duuni"]
    assert changes[1].after["words"] == ["homma"]
    store.undo(3, "anna")
    assert in_force(store) == [HOMMA]
    store.undo(2, "anna")
    assert in_force(store) == [DUUNI]
    store.undo(1, "anna")
    assert in_force(store) == []
    assert store.version() == 6
    with pytest.raises(NoRuleError, match="no change of version 99"):
        store.undo(99, "anna")


def test_the_log_cannot_be_rewritten_and_shows_where_it_was(store, engine):
    for rule in (DUUNI, HOMMA, BET):
        store.add(rule, "anna")
    assert store.first_broken_change() is None
    for statement in (
        "UPDATE editorial_change SET changed_by = 'x'",
        "DELETE FROM editorial_change",
    ):
        with pytest.raises(StoreError, match="never"), writing(engine) as connection:
            connection.execute(sql(statement))
    with writing(engine) as connection:
        connection.execute(sql("DROP TRIGGER editorial_change_stays"))
        connection.execute(sql("UPDATE editorial_change SET changed_by = 'x' WHERE version = 2"))
    assert store.first_broken_change() == 2


def test_rules_are_listed_by_kind_in_pages(store):
    for number in range(5):
        store.add(Correction(f"https://site.example/{number}", "title", "x"), "anna")
    store.add(BET, "anna")
    page, total = store.listed("correction", limit=2, offset=2)
    assert (total, [kept.id for kept in page]) == (5, [3, 2])
    assert store.listed("best_bet")[0][0].rule == BET


def test_a_file_is_taken_in_whole_or_not_at_all(store):
    store.add(BET, "anna")
    pomo = Synonym("fi", ("pomo",), ("johtaja",))
    with pytest.raises(RuleFileError, match=r"f\.toml, line 9: “words” has pomo"):
        store.load({DUUNI: "f.toml, line 3", pomo: "f.toml, line 9"}, "anna", replace=True)
    assert in_force(store) == [BET]
    assert store.load({BET: "", DUUNI: ""}, "anna", replace=False) == (1, 0)
    assert store.load({HOMMA: "", DUUNI: ""}, "anna", replace=True) == (1, 1)
    assert set(in_force(store)) == {HOMMA, DUUNI}
    assert store.load({HOMMA: "", DUUNI: ""}, "anna", replace=True) == (0, 0)


def test_another_process_sees_a_change_within_a_second(store, engine):
    other = EditorialStore(engine, refuse_pomo)
    assert other.version() == 0
    store.add(DUUNI, "anna")
    deadline = time.monotonic() + 1
    while other.version() == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert other.version() == 1


def test_rules_survive_opening_the_database_again(tmp_path):
    for _ in range(2):
        engine = open_database(tmp_path / "again.sqlite3")
        store = EditorialStore(engine, refuse_pomo)
        if not store.version():
            store.add(HOMMA, "anna")
        assert in_force(store) == [HOMMA]
        engine.dispose()
