"""The wire types of the API, made from the values of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, Field

from corpus.vocabulary import label
from search_api.hit_parts import MeaningAnswer, SectionAnswer, SnippetAnswer, TwinAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.index.query import (
        FacetCount,
        Hit,
        OtherLanguage,
        Results,
        Suggestion,
        Translated,
    )


class Labelled(BaseModel):
    """A tag and how it reads in the reader's language."""

    value: str
    label: str


class CountedValue(Labelled):
    """A facet value and how many hits carry it."""

    count: int


class HitAnswer(BaseModel):
    """One found document. `matched_via` is original, translation or twin.

    `gloss` tells readers of another language in one line what the page is and what its matched
    words mean; `names` and `meanings` are its parts.
    """

    id: str
    url: str
    title: str
    language: str
    type: str
    type_label: str
    cities: list[Labelled]
    themes: list[Labelled]
    years: list[int]
    published: str | None
    last_seen: str | None
    gone: bool
    best_bet: bool
    snippet: SnippetAnswer
    sections: list[SectionAnswer]
    matched_via: str
    why: list[str]
    gloss: str | None
    names: list[MeaningAnswer]
    meanings: list[MeaningAnswer]
    twins: list[TwinAnswer]
    score: float

    @classmethod
    def of(cls, hit: Hit, language: str) -> Self:
        """Return the wire form of a hit, labelled in the reader's language."""
        return cls(
            id=hit.id,
            url=hit.url,
            title=hit.title,
            language=hit.language,
            type=hit.type,
            type_label=label("type", hit.type, language),
            cities=labelled("city", hit.cities, language),
            themes=labelled("theme", hit.themes, language),
            years=list(hit.years),
            published=hit.published,
            last_seen=hit.last_seen,
            gone=hit.gone,
            best_bet=hit.best_bet,
            snippet=SnippetAnswer.of(hit.snippet),
            sections=[SectionAnswer.of(section, language) for section in hit.sections],
            matched_via=hit.matched_via,
            why=list(hit.why),
            gloss=hit.gloss,
            names=[MeaningAnswer.of(name) for name in hit.names],
            meanings=[MeaningAnswer.of(each) for each in hit.meanings],
            twins=[TwinAnswer.of(twin) for twin in hit.twins],
            score=hit.score,
        )


class TranslatedAnswer(BaseModel):
    """A query word and what it was also searched as."""

    term: str
    renderings: list[str] = Field(serialization_alias="as")
    origin: str = Field(serialization_alias="from")

    @classmethod
    def of(cls, translated: Translated) -> Self:
        """Return the wire form of a translated word."""
        return cls(
            term=translated.term, renderings=list(translated.renderings), origin=translated.origin
        )


class QueryAnswer(BaseModel):
    """The query as it was understood; when `corrected`, the hits answer `did_you_mean`."""

    text: str
    language: str
    did_you_mean: str | None
    corrected: bool
    translated: list[TranslatedAnswer]


class OtherLanguageAnswer(BaseModel):
    """The best hits in the language that is not the reader's."""

    language: str
    total: int
    hits: list[HitAnswer]

    @classmethod
    def of(cls, other: OtherLanguage, language: str) -> Self:
        """Return the wire form, labelled in the reader's language."""
        hits = [HitAnswer.of(hit, language) for hit in other.hits]
        return cls(language=other.language, total=other.total, hits=hits)


class FacetsAnswer(BaseModel):
    """Counts per value; each facet is counted without its own filter."""

    type: list[CountedValue]
    city: list[CountedValue]
    theme: list[CountedValue]
    year: list[CountedValue]
    doc_lang: list[CountedValue]

    @classmethod
    def of(cls, facets: Mapping[str, tuple[FacetCount, ...]], language: str) -> Self:
        """Return the wire form, labelled in the reader's language."""
        return cls(
            **{name: counted(name, facets.get(name, ()), language) for name in cls.model_fields}
        )


class SearchAnswer(BaseModel):
    """A page of results, wholly from one generation."""

    query: QueryAnswer
    generation: str
    total: int
    hits: list[HitAnswer]
    other_language: OtherLanguageAnswer | None
    facets: FacetsAnswer
    next: str | None

    @classmethod
    def of(cls, results: Results, next_page: str | None) -> Self:
        """Return the wire form of results, labelled in the reader's language."""
        language = results.query.language
        other = results.other_language
        return cls(
            query=QueryAnswer(
                text=results.query.text,
                language=language,
                did_you_mean=results.did_you_mean,
                corrected=results.corrected,
                translated=[TranslatedAnswer.of(each) for each in results.translated],
            ),
            generation=results.generation,
            total=results.total,
            hits=[HitAnswer.of(hit, language) for hit in results.hits],
            other_language=OtherLanguageAnswer.of(other, language) if other else None,
            facets=FacetsAnswer.of(results.facets, language),
            next=next_page,
        )


class SuggestionAnswer(BaseModel):
    """A completion; `url` when it is the title of a page."""

    text: str
    url: str | None
    language: str | None

    @classmethod
    def of(cls, suggestion: Suggestion) -> Self:
        """Return the wire form of a suggestion."""
        return cls(text=suggestion.text, url=suggestion.url, language=suggestion.language)


class SuggestionsAnswer(BaseModel):
    """Completions of what was typed so far, best first."""

    query: str
    suggestions: list[SuggestionAnswer]


def labelled(facet: str, values: Iterable[str], language: str) -> list[Labelled]:
    """Return tags with their labels in a language."""
    return [Labelled(value=value, label=label(facet, value, language)) for value in values]


def counted(facet: str, counts: Iterable[FacetCount], language: str) -> list[CountedValue]:
    """Return facet counts with their labels in a language."""
    return [
        CountedValue(value=each.value, label=label(facet, each.value, language), count=each.count)
        for each in counts
    ]
