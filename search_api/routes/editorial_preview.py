"""What a rule would do before it is one: POST /api/v1/editorial/preview."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from corpus.editorial.reading import rule_of
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
    EditingDependency,
    Index,
    Kind,
    problems_told,
    with_extracted,
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
    editing: EditingDependency,
    index: Index,
    response: Response,
) -> PreviewAnswer:
    """Return what hits come, go and move among the first ten; nothing is kept."""
    del token
    response.headers["Cache-Control"] = "no-store"
    with problems_told():
        kept = editing.rules.kept(asked.id).rule if asked.id else None
        rule = with_extracted(rule_of(KINDS[asked.kind], asked.rule), index) if asked.rule else None
        editorial = editing.rules.tried(asked.id, rule)
    told = rule or kept
    queries = asked.queries or (_queries(told, index) if told else [])
    language = asked.lang or getattr(told, "language", None) or "fi"
    snapshot = index.under(editorial)
    effects = []
    for text in queries[:MAX_QUERIES]:
        query = parse_query(text, language=language)
        after = respelt_search(snapshot.searcher, snapshot.speller, query)
        effects.append(EffectAnswer.of(effect(index.search(query), after)))
    return PreviewAnswer(effects=effects)


def _queries(rule: Rule, index: PublishedIndex) -> list[str]:
    """Return what a reader would type whom a rule concerns."""
    if isinstance(rule, Synonym):
        return [word for word, _ in rule.pairs]
    if isinstance(rule, Correction):
        title = index.extracted(rule.url, "title")
        return [str(title)[:MAX_QUERY_LENGTH]] if title else []
    return list(rule.queries)
