"""Search that helps with spelling: offers another one, and uses it where nothing else is found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.index.query import Query, Results
    from corpus.index.searcher import Searcher
    from corpus.index.spelling import Speller


def respelt_search(searcher: Searcher, speller: Speller, query: Query) -> Results:
    """Answer a query; where nothing is found, answer its other spelling instead and say so."""
    results = searcher.search(query)
    respelt = speller.respelt(query)
    if respelt is None:
        return results
    if _has_hits(results):
        return replace(results, did_you_mean=respelt.text)
    corrected = searcher.search(respelt)
    if not _has_hits(corrected):
        return results
    return replace(corrected, query=query, did_you_mean=respelt.text, corrected=True)


def _has_hits(results: Results) -> bool:
    return bool(results.total or results.other_language)
