"""What is asked and what is answered: query, hit, facet, results."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_QUERY_LENGTH = 256
MAX_TERMS = 32
MAX_PREFIXES = 3
MAX_PAGE_SIZE = 100
MAX_DEPTH = 1000

FACETS = ("type", "city", "theme", "year", "doc_lang")


class Sort(StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word; `prefix` when it ended in an asterisk."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that stand together: one word, or a phrase of several in order.

    `alternatives` are clauses joined to this one by OR.
    """

    words: tuple[Word, ...]
    phrase: bool = False
    excluded: bool = False
    alternatives: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard limits. Values of one facet are joined by or, facets by and; years are inclusive."""

    doc_lang: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    section: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any filter is set, so that browsing without words is allowed."""
        return any((self.doc_lang, self.type, self.theme, self.city, self.years, self.section))


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `language` is the reader's; `page` counts from 1."""

    text: str
    clauses: tuple[Clause, ...]
    language: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage shown to the reader; `matches` are (start, end) character ranges in it.

    `language` is that of the section it is from, or empty.
    """

    text: str
    matches: tuple[tuple[int, int], ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or a name of a page and what it is in the reader's language.

    `origin` is glossary, learnt, dictionary or parts; for a page's name also twin or page.
    """

    term: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section of a hit that answers, as a deep link; `meaning` is of a heading known whole."""

    heading: str
    kind: str
    url: str
    language: str
    snippet: Snippet
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """The same document in the other language; `guessed` where no page and no sitemap says so."""

    language: str
    url: str
    title: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class TriedElsewhere:
    """Another city, and the page that tells of the same thing tried there."""

    city: str
    id: str
    url: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document. `matched_via` is original, translation or twin.

    Where it is in another language than the reader's, `gloss` tells in one line what it is and
    what its matched words mean; `names` and `meanings` are the same in parts.
    """

    id: str
    url: str
    title: str
    language: str
    type: str
    cities: tuple[str, ...]
    themes: tuple[str, ...]
    years: tuple[int, ...]
    published: str | None
    modified: str | None
    last_seen: str | None
    gone: bool
    snippet: Snippet
    sections: tuple[SectionHit, ...]
    matched_via: str
    why: tuple[str, ...]
    gloss: str | None
    twins: tuple[Twin, ...]
    score: float
    best_bet: bool = False
    names: tuple[Meaning, ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits carry one value, counted without that facet's own filter."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Translated:
    """A query word, what it was also searched as, and where the translation came from."""

    term: str
    renderings: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The few best hits in the language that is not the reader's."""

    language: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query, wholly from one generation and one version of editors' rules.

    `did_you_mean` is the query in another spelling; when `corrected`, the hits answer that one
    because nothing was found for the query itself.
    """

    query: Query
    generation: str
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    other_language: OtherLanguage | None = None
    translated: tuple[Translated, ...] = ()
    did_you_mean: str | None = None
    corrected: bool = False
    editorial: int = 0

    @property
    def edition(self) -> str:
        """What an answer depends on besides its question: the generation and the rules' version."""
        return f"{self.generation}+{self.editorial}"


@dataclass(frozen=True, slots=True)
class Similar:
    """What is like one page, best first, and the other cities where the same was tried."""

    generation: str
    hits: tuple[Hit, ...]
    also_tried_in: tuple[TriedElsewhere, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of what was typed so far; `url` when it is a page's title."""

    text: str
    url: str | None = None
    language: str | None = None  # fi, en or other


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What is being served. Times are ISO 8601 in UTC; `editorial` is the version of the rules."""

    generation: str
    published_at: str
    documents: int
    sections: int
    languages: Mapping[str, int]
    finnish_tier: str
    analysis_version: str
    held: bool = False
    warnings: tuple[str, ...] = ()
    editorial: int = 0

    @property
    def edition(self) -> str:
        """What every answer depends on besides its question, as Results.edition has it."""
        return f"{self.generation}+{self.editorial}"
