"""A generation as it is searched under a version of editors' rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.editorial.rules import Synonym
from corpus.editorial.synonym_entries import SynonymEntries
from corpus.index.corrections import corrected
from corpus.index.edited_expansion import EditedExpansion
from corpus.index.placings import PlacingRules
from corpus.index.ranking import Ranker
from corpus.index.suggestions import Suggestions
from corpus.translation.dictionary import lemmas_by_language

if TYPE_CHECKING:
    from corpus.editorial.rules import Editorial
    from corpus.index.published_index import Snapshot
    from corpus.index.searcher import Searcher


def edited(snapshot: Snapshot, editorial: Editorial) -> Snapshot:
    """Return an opened generation under editors' rules; the postings are shared, not read again."""
    plain = snapshot.searcher
    searcher = edited_searcher(plain, editorial)
    if searcher.table is plain.table:
        return replace(snapshot, searcher=searcher)
    suggestions = Suggestions(searcher.table, plain.postings)
    return replace(snapshot, searcher=searcher, suggestions=suggestions)


def edited_searcher(searcher: Searcher, editorial: Editorial) -> Searcher:
    """Return a searcher that applies editors' rules."""
    languages = searcher.analyzers
    table = corrected(searcher.table, editorial)
    ranker, analysis = searcher.ranker, searcher.analysis
    if table is not searcher.table:
        ranker = Ranker(searcher.postings, table, ranker.parameters)
    if any(editorial.of(Synonym)):
        entries = SynonymEntries(editorial, lemmas_by_language(languages))
        expansion = EditedExpansion(analysis.expansion, entries, languages)
        analysis = replace(analysis, expansion=expansion)
    return replace(
        searcher,
        table=table,
        ranker=ranker,
        analysis=analysis,
        places=PlacingRules.of(editorial, languages, table),
        editorial=editorial.version,
    )
