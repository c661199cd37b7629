"""Pages about the same things as a page, and the other cities where the same has been tried."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from corpus.analysis.stopwords import stopwords
from corpus.index.hit_builder import HitBuilder
from corpus.index.hit_list import Wish
from corpus.index.query import Clause, Filters, Query, Similar, Sort, TriedElsewhere, Word
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.index.hit_list import Candidate
    from corpus.index.page_table import Record
    from corpus.index.searcher import Searcher

SIMILAR_HITS = 5
SIMILAR_WORDS = 24
TRIALS = {"project", "result", "article"}  # types of pages that tell of something done
AS_SIMILAR = 0.5  # a page of another city scores at least this share of the most similar page


def similar(searcher: Searcher, document_id: str, language: str) -> Similar | None:
    """Return what is like a page, the reader's language first, or None for an unknown page."""
    page = searcher.table.number_of.get(document_id)
    if page is None:
        return None
    query = _query_of(searcher, page, language)
    units = searcher.analysis.units(query)
    ranked = searcher.ranker.rank(units)
    found = searcher.listed(units, ranked, None, Wish(language, Filters(), Sort.RELEVANCE))
    own_group = searcher.table.group_of[page]
    others = [
        each
        for each in chain(found.own, found.other)
        if searcher.table.group_of[each.page] != own_group
    ]
    builder = HitBuilder(searcher, query, units, ranked, None)
    elsewhere = _tried_elsewhere(searcher, page, others)
    return Similar(searcher.generation, builder.hits(others[:SIMILAR_HITS]), tuple(elsewhere))


def _query_of(searcher: Searcher, page: int, language: str) -> Query:
    """Return the query that a page's own title, headings and tags make."""
    record = searcher.table.records[page]
    headings = (searcher.section(int(n)).heading for n in searcher.table.sections_of(page))
    text = " ".join([record["title"], record["description"], *headings])
    analyzer = searcher.analyzers.get(record["language"], searcher.analyzers["fi"])
    telling = (
        word.exact
        for word in analyzer.words(text)
        if not any(word.exact in stopwords(spoken) for spoken in searcher.analyzers)
    )
    words = islice(dict.fromkeys(telling), SIMILAR_WORDS)
    return Query(text, tuple(Clause((Word(word),)) for word in words), language)


def _tried_elsewhere(
    searcher: Searcher, page: int, others: Iterable[Candidate]
) -> Iterator[TriedElsewhere]:
    """Yield each other city with the page of it that is most similar, the most similar first.

    Where a page names no city of its own, nobody knows which cities are others.
    """
    record = searcher.table.records[page]
    if not record["cities"]:
        return
    best_first = sorted(others, key=lambda each: -each.score)
    seen = set(record["cities"])
    for each in best_first:
        other = searcher.table.records[each.page]
        if each.score >= AS_SIMILAR * best_first[0].score and _is_trial_like(other, record):
            for city in other["cities"]:
                if city not in seen:
                    seen.add(city)
                    yield TriedElsewhere(
                        city, other["id"], other["url"], other["title"], other["language"]
                    )


def _is_trial_like(other: Record, record: Record) -> bool:
    """Tell whether a page tells of something done in some cities, on a theme of another page.

    What is tagged with every city says nothing of any.
    """
    in_some = len(other["cities"]) < len(vocabulary()["city"])
    return in_some and other["type"] in TRIALS and bool({*other["themes"]} & {*record["themes"]})
