"""Editors' rules as resources: /api/v1/editorial/{synonyms,best-bets,pins,corrections}."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
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
EditingDependency = Annotated[Editing, Depends(editing_of)]
IfMatch = Annotated[str | None, Header()]


def _index(request: Request) -> PublishedIndex:
    return services(request).index


Index = Annotated[PublishedIndex, Depends(_index)]


@router.get("/changes")
def changes(
    token: MayRead, editing: EditingDependency, response: Response, page: Page = 1, size: Size = 20
) -> ChangesAnswer:
    """Return who changed what, newest first."""
    del token
    found, total = editing.rules.changes(size, (page - 1) * size)
    response.headers["Cache-Control"] = "no-store"
    return ChangesAnswer(
        version=editing.rules.version(),
        total=total,
        intact=editing.rules.first_broken_change() is None,
        items=[ChangeAnswer.of(change) for change in found],
        next=_next("changes", page, size, total),
    )


@router.post("/changes/{version}/undo")
def undo(
    version: int, token: MayWrite, editing: EditingDependency, index: Index, response: Response
) -> RuleAnswer:
    """Make a rule again what it was before a change."""
    with problems_told():
        return _answer(editing.rules.undo(version, token.name), index, response)


@router.get("/{kind}")
def rules(  # noqa: PLR0913, PLR0917 - as many parameters as a request has
    kind: Kind,
    token: MayRead,
    editing: EditingDependency,
    index: Index,
    response: Response,
    page: Page = 1,
    size: Size = 20,
    deleted: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
) -> RulesAnswer:
    """Return the rules of a kind, newest first; with `deleted`, those that were deleted."""
    del token
    first = (page - 1) * size
    found, total = editing.rules.listed(KINDS[kind], deleted=deleted, limit=size, offset=first)
    response.headers["Cache-Control"] = "no-store"
    return RulesAnswer(
        version=editing.rules.version(),
        total=total,
        items=[RuleAnswer.of(kept, index) for kept in found],
        next=_next(kind, page, size, total, deleted=deleted),
    )


@router.post("/{kind}", status_code=201)
def create(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    data: Data,
    token: MayWrite,
    editing: EditingDependency,
    index: Index,
    response: Response,
) -> RuleAnswer:
    """Put a new rule in force; it counts from the next search on."""
    with problems_told():
        rule = with_extracted(rule_of(KINDS[kind], data), index)
        kept = editing.rules.add(rule, token.name)
    response.headers["Location"] = f"{API}/editorial/{kind}/{kept.id}"
    return _answer(kept, index, response)


@router.get("/{kind}/{number}")
def rule(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    number: int,
    token: MayRead,
    editing: EditingDependency,
    index: Index,
    response: Response,
) -> RuleAnswer:
    """Return one rule, also a deleted one."""
    del token
    with problems_told():
        return _answer(_kept(editing, kind, number), index, response)


@router.put("/{kind}/{number}")
def change(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    number: int,
    data: Data,
    token: MayWrite,
    editing: EditingDependency,
    index: Index,
    response: Response,
    if_match: IfMatch = None,
) -> RuleAnswer:
    """Replace a rule that nobody has changed since it was read, which If-Match tells."""
    if if_match is None:
        raise HTTPException(428, "Send the ETag with which you read the rule as If-Match.")
    with problems_told():
        _kept(editing, kind, number)
        new = with_extracted(rule_of(KINDS[kind], data), index)
        kept = editing.rules.replace(number, new, token.name, _version(if_match))
        return _answer(kept, index, response)


@router.delete("/{kind}/{number}")
def delete(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    number: int,
    token: MayWrite,
    editing: EditingDependency,
    index: Index,
    response: Response,
    if_match: IfMatch = None,
) -> RuleAnswer:
    """Take a rule out of force; it is kept and can be restored."""
    with problems_told():
        _kept(editing, kind, number)
        expected = _version(if_match) if if_match else None
        return _answer(editing.rules.delete(number, token.name, expected), index, response)


@router.post("/{kind}/{number}/restore")
def restore(  # noqa: PLR0913, PLR0917 - the same
    kind: Kind,
    number: int,
    token: MayWrite,
    editing: EditingDependency,
    index: Index,
    response: Response,
) -> RuleAnswer:
    """Bring a deleted rule back into force."""
    with problems_told():
        _kept(editing, kind, number)
        return _answer(editing.rules.restore(number, token.name), index, response)


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


def with_extracted(rule: Rule, index: PublishedIndex) -> Rule:
    """Return a correction with what its page says now, so that it shows when that changes."""
    if isinstance(rule, Correction) and rule.extracted is None:
        return replace(rule, extracted=index.extracted(rule.url, rule.field))
    return rule


def _kept(editing: Editing, kind: Kind, number: int) -> KeptRule:
    kept = editing.rules.kept(number)
    if kept.kind != KINDS[kind]:
        raise NoRuleError(f"Rule {number} is one of the {NAMES[kept.kind]}, not of the {kind}.")
    return kept


def _answer(kept: KeptRule, index: PublishedIndex, response: Response) -> RuleAnswer:
    response.headers["ETag"] = f'"{kept.version}"'
    response.headers["Cache-Control"] = "no-store"
    return RuleAnswer.of(kept, index)


def _version(if_match: str) -> int:
    """Return the version that an entity tag of ours stands for; any other is of none."""
    text = if_match.strip().removeprefix("W/").strip('"')
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1


def _next(name: str, page: int, size: int, total: int, **more: object) -> str | None:
    if page * size >= total:
        return None
    return with_parameters(f"{API}/editorial/{name}", {**more, "page": page + 1, "size": size})
