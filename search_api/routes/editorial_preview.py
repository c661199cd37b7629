"""What a rule would do before it is one: POST /api/v1/editorial/preview."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from corpus.editorial.rules import Correction, Rule, Synonym
from corpus.index.effect import effect
from corpus.index.published_index import PublishedIndex
from corpus.index.query import MAX_QUERY_LENGTH
from corpus.index.query_parser import parse_query
from corpus.index.respelt_search import respelt_search
from corpus.store.token_table import Token
from search_api.addresses import API
from search_api.editors.rule_answers import EffectAnswer
from search_api.policies import NeedsScope
from search_api.routes.editorial import (
    KINDS,
    AtDesk,
    Kind,
    problems_told,
)

router = APIRouter(prefix=f"{API}/editorial", include_in_schema=False)

MAX_QUERIES = 5


class Preview(BaseModel):
    """A rule to try: a new one, or in the place of the one with an `id`; none takes that away."""

    kind: Kind
    rule: dict[str, Any] | None = None
    id: int | None = None
    queries: list[Annotated[str, Field(max_length=MAX_QUERY_LENGTH)]] = Field(
        default=[], max_length=MAX_QUERIES
    )
    lang: Literal["fi", "en"] | None = None


class PreviewAnswer(BaseModel):
    """What changes for each query; without queries, those that the rule is about."""

    effects: list[EffectAnswer]


@router.post("/preview")
def preview(
    asked: Preview,
    token: Annotated[Token, Depends(NeedsScope("editorial:read"))],
    desk: AtDesk,
) -> PreviewAnswer:
    """Return what hits come, go and move among the first ten; nothing is kept."""
    del token
    with problems_told():
        kept = desk.editing.rules.kept(asked.id).rule if asked.id else None
        rule = desk.rule_of(KINDS[asked.kind], asked.rule) if asked.rule else None
        editorial = desk.editing.rules.tried(asked.id, rule)
    told = rule or kept
    queries = asked.queries or (_queries(told, desk.index) if told else [])
    language = asked.lang or getattr(told, "language", None) or "fi"
    snapshot = desk.index.under(editorial)
    effects = []
    for text in queries[:MAX_QUERIES]:
        query = parse_query(text, language=language)
        after = respelt_search(snapshot.searcher, snapshot.speller, query)
        effects.append(EffectAnswer.of(effect(desk.index.search(query), after)))
    return PreviewAnswer(effects=effects)


def _queries(rule: Rule, index: PublishedIndex) -> list[str]:
    """Return what a reader would type whom a rule concerns."""
    if isinstance(rule, Synonym):
        return [word for word, _ in rule.pairs]
    if isinstance(rule, Correction):
        title = index.extracted(rule.url, "title")
        return [str(title)[:MAX_QUERY_LENGTH]] if title else []
    return list(rule.queries)
