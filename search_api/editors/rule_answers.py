"""The wire types of editors' rules, made from what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from corpus.editorial.rules import Correction, Synonym, written

if TYPE_CHECKING:
    from corpus.index.effect import Effect
    from corpus.index.published_index import PublishedIndex
    from corpus.store.editorial import KeptRule
    from corpus.store.editorial_log import Change


class RuleAnswer(BaseModel):
    """A rule in force, or a deleted one; `version` is the number of its last change.

    `in_index` tells whether the index has the rule's page. Of a correction, `extracted_now` is what
    the page says today, and `stale` that this is not what it said when it was corrected.
    """

    id: int
    kind: str
    version: int
    changed: str
    changed_by: str
    deleted: bool
    rule: dict[str, Any]
    in_index: bool | None = None
    extracted_now: str | bool | list[str] | list[int] | None = None
    stale: bool | None = None

    @classmethod
    def of(cls, kept: KeptRule, index: PublishedIndex) -> Self:
        """Return the wire form of a rule, beside what the index says of its page."""
        return cls(
            id=kept.id,
            kind=kept.kind,
            version=kept.version,
            changed=kept.changed.isoformat(timespec="seconds"),
            changed_by=kept.changed_by,
            deleted=kept.deleted,
            rule=written(kept.rule),
            **_beside(kept.rule, index),
        )


class RulesAnswer(BaseModel):
    """A page of rules of one kind, newest first."""

    version: int
    total: int
    items: list[RuleAnswer]
    next: str | None


class ChangeAnswer(BaseModel):
    """One change of one rule; `version` undoes it."""

    version: int
    rule: int
    kind: str
    action: str
    changed: str
    changed_by: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @classmethod
    def of(cls, change: Change) -> Self:
        """Return the wire form of a change."""
        return cls(
            version=change.version,
            rule=change.rule_id,
            kind=change.kind,
            action=change.action,
            changed=change.changed.isoformat(timespec="seconds"),
            changed_by=change.changed_by,
            before=dict(change.before) if change.before else None,
            after=dict(change.after) if change.after else None,
        )


class ChangesAnswer(BaseModel):
    """A page of changes, newest first; `intact` tells that none was altered afterwards."""

    version: int
    total: int
    intact: bool
    items: list[ChangeAnswer]
    next: str | None


class PlacedHit(BaseModel):
    """A hit among the first ten, before or after; places count from 1."""

    url: str
    title: str
    before: int | None
    after: int | None


class EffectAnswer(BaseModel):
    """What a rule changes for one query: only hits that come, go or move are named."""

    query: str
    total_before: int
    total_after: int
    hits: list[PlacedHit]

    @classmethod
    def of(cls, effect: Effect) -> Self:
        """Return the wire form of an effect."""
        hits = [
            PlacedHit(url=each.url, title=each.title, before=each.before, after=each.after)
            for each in effect.moves
        ]
        return cls(
            query=effect.query,
            total_before=effect.total_before,
            total_after=effect.total_after,
            hits=hits,
        )


def _beside(rule: object, index: PublishedIndex) -> dict[str, Any]:
    if isinstance(rule, Synonym):
        return {}
    if not isinstance(rule, Correction):
        return {"in_index": index.extracted(str(getattr(rule, "url", "")), "title") is not None}
    now = index.extracted(rule.url, rule.field)
    is_stale = None not in {now, rule.extracted} and now != rule.extracted
    return {"in_index": now is not None, "extracted_now": now, "stale": is_stale}
