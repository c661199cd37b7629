"""Plain Whoosh: its own analyzer for the language, BM25F over three fields, any word matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.plain_text import DEPTH, FIELDS
from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.plain_text import PlainText


class WhooshPeer:
    """Whoosh as its manual shows it, with terms joined by Or."""

    name = "Whoosh"

    def __init__(self, pages: Sequence[PlainText], language: str) -> None:
        self._analyzer = LanguageAnalyzer(language)
        fields = {name: TEXT(analyzer=self._analyzer) for name in FIELDS}
        index = RamStorage().create_index(Schema(path=ID(stored=True), **fields))
        with index.writer() as writer:
            for page in pages:
                texts = {name: getattr(page, name) for name in FIELDS}
                writer.add_document(path=page.path, **texts)
        self._searcher = index.searcher(weighting=BM25F())

    def search(self, words: str) -> list[str]:
        terms = [token.text for token in self._analyzer(words, mode="query")]
        query = Or(
            [Term(name, term, boost=boost) for name, boost in FIELDS.items() for term in terms]
        )
        # Without a limit: with one and several fields Whoosh may lose hits.
        return [hit["path"] for hit in self._searcher.search(query, limit=None)][:DEPTH]
