"""Editors' rules as resources: /api/v1/editorial/{synonyms,best-bets,pins,corrections}."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Header, HTTPException, Query, Request, Response

from corpus.editorial.reading import rule_of
from corpus.editorial.rules import Correction, Rule
from corpus.errors import NoRuleError, RuleChangedError, RuleConflictError, RuleRefusedError
from corpus.index.published_index import PublishedIndex
from corpus.store.editorial import KeptRule
from corpus.store.token_table import Token
from search_api.addresses import API, with_parameters
from search_api.dependencies import services
from search_api.editors.editing import Editing
from search_api.editors.rule_answers import (
    ChangeAnswer,
    ChangesAnswer,
    RuleAnswer,
    RulesAnswer,
)
from search_api.policies import NeedsScope, editing_of

router = APIRouter(prefix=f"{API}/editorial", include_in_schema=False)

KINDS = {"synonyms": "synonym", "best-bets": "best_bet", "pins": "pin", "corrections": "correction"}
NAMES = {kind: name for name, kind in KINDS.items()}

Kind = Literal["synonyms", "best-bets", "pins", "corrections"]
Data = Annotated[dict[str, Any], Body()]
Page = Annotated[int, Query(ge=1, le=10_000)]
Size = Annotated[int, Query(ge=1, le=100)]
MayRead = Annotated[Token, Depends(NeedsScope("editorial:read"))]
MayWrite = Annotated[Token, Depends(NeedsScope("editorial:write"))]
IfMatch = Annotated[str | None, Header()]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every route of rules needs; its answers are kept nowhere."""

    editing: Editing
    index: PublishedIndex
    response: Response

    @classmethod
    def of(cls, request: Request, response: Response) -> "Desk":
        """Return the desk of a request; a problem where the rules could not be opened."""
        response.headers["Cache-Control"] = "no-store"
        return cls(editing_of(request), services(request).index, response)

    def kept(self, kind: Kind, number: int) -> KeptRule:
        """Return a rule of a kind, also a deleted one; raises NoRuleError."""
        kept = self.editing.rules.kept(number)
        if kept.kind != KINDS[kind]:
            raise NoRuleError(f"Rule {number} is one of the {NAMES[kept.kind]}, not of the {kind}.")
        return kept

    def answer(self, kept: KeptRule) -> RuleAnswer:
        """Return a rule with the tag by which it is changed."""
        self.response.headers["ETag"] = f'"{kept.version}"'
        return RuleAnswer.of(kept, self.index)

    def rule_of(self, kind: str, data: dict[str, Any]) -> Rule:
        """Return what was sent as a rule; a correction remembers what its page says now.

        So it shows when that changes. Raises RuleRefusedError.
        """
        rule = rule_of(kind, data)
        if isinstance(rule, Correction) and rule.extracted is None:
            return replace(rule, extracted=self.index.extracted(rule.url, rule.field))
        return rule


AtDesk = Annotated[Desk, Depends(Desk.of)]


@router.get("/changes")
def changes(token: MayRead, desk: AtDesk, page: Page = 1, size: Size = 20) -> ChangesAnswer:
    """Return who changed what, newest first."""
    del token
    found, total = desk.editing.rules.changes(size, (page - 1) * size)
    return ChangesAnswer(
        version=desk.editing.rules.version(),
        total=total,
        intact=desk.editing.rules.first_broken_change() is None,
        items=[ChangeAnswer.of(change) for change in found],
        next=_next("changes", page, size, total),
    )


@router.post("/changes/{version}/undo")
def undo(version: int, token: MayWrite, desk: AtDesk) -> RuleAnswer:
    """Make a rule again what it was before a change."""
    with problems_told():
        return desk.answer(desk.editing.rules.undo(version, token.name))


@router.get("/{kind}")
def rules(  # noqa: PLR0913, PLR0917 - as many parameters as a request has
    kind: Kind,
    token: MayRead,
    desk: AtDesk,
    page: Page = 1,
    size: Size = 20,
    deleted: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
) -> RulesAnswer:
    """Return the rules of a kind, newest first; with `deleted`, those that were deleted."""
    del token
    first = (page - 1) * size
    found, total = desk.editing.rules.listed(KINDS[kind], deleted=deleted, limit=size, offset=first)
    return RulesAnswer(
        version=desk.editing.rules.version(),
        total=total,
        items=[RuleAnswer.of(kept, desk.index) for kept in found],
        next=_next(kind, page, size, total, deleted=deleted),
    )


@router.post("/{kind}", status_code=201)
def create(
    kind: Kind,
    data: Data,
    token: MayWrite,
    desk: AtDesk,
) -> RuleAnswer:
    """Put a new rule in force; it counts from the next search on."""
    with problems_told():
        rule = desk.rule_of(KINDS[kind], data)
        kept = desk.editing.rules.add(rule, token.name)
    desk.response.headers["Location"] = f"{API}/editorial/{kind}/{kept.id}"
    return desk.answer(kept)


@router.get("/{kind}/{number}")
def rule(
    kind: Kind,
    number: int,
    token: MayRead,
    desk: AtDesk,
) -> RuleAnswer:
    """Return one rule, also a deleted one."""
    del token
    with problems_told():
        return desk.answer(desk.kept(kind, number))


@router.put("/{kind}/{number}")
def change(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    number: int,
    data: Data,
    token: MayWrite,
    desk: AtDesk,
    if_match: IfMatch = None,
) -> RuleAnswer:
    """Replace a rule that nobody has changed since it was read, which If-Match tells."""
    if if_match is None:
        raise HTTPException(428, "Send the ETag with which you read the rule as If-Match.")
    with problems_told():
        desk.kept(kind, number)
        new = desk.rule_of(KINDS[kind], data)
        kept = desk.editing.rules.replace(number, new, token.name, _version(if_match))
        return desk.answer(kept)


@router.delete("/{kind}/{number}")
def delete(
    kind: Kind,
    number: int,
    token: MayWrite,
    desk: AtDesk,
    if_match: IfMatch = None,
) -> RuleAnswer:
    """Take a rule out of force; it is kept and can be restored."""
    with problems_told():
        desk.kept(kind, number)
        expected = _version(if_match) if if_match else None
        return desk.answer(desk.editing.rules.delete(number, token.name, expected))


@router.post("/{kind}/{number}/restore")
def restore(
    kind: Kind,
    number: int,
    token: MayWrite,
    desk: AtDesk,
) -> RuleAnswer:
    """Bring a deleted rule back into force."""
    with problems_told():
        desk.kept(kind, number)
        return desk.answer(desk.editing.rules.restore(number, token.name))


@contextmanager
def problems_told() -> Iterator[None]:
    """Tell what is wrong with a rule as the problem of its status."""
    try:
        yield
    except NoRuleError as error:
        raise HTTPException(404, str(error)) from error
    except RuleChangedError as error:
        raise HTTPException(412, str(error)) from error
    except RuleConflictError as error:
        raise HTTPException(409, str(error)) from error
    except RuleRefusedError as error:
        raise HTTPException(422, str(error)) from error


def _version(if_match: str) -> int:
    """Return the version that an entity tag of ours stands for; any other is of none."""
    text = if_match.strip().removeprefix("W/").strip('"')
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1


def _next(name: str, page: int, size: int, total: int, **more: object) -> str | None:
    if page * size >= total:
        return None
    return with_parameters(f"{API}/editorial/{name}", {**more, "page": page + 1, "size": size})
