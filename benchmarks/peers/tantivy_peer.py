"""Tantivy with its own stemmers and stop words, any word matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy
from peers.plain_text import DEPTH, FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peers.plain_text import PlainText

NAMES = {"fi": "finnish", "en": "english"}


class TantivyPeer:
    """Tantivy in memory."""

    name = "tantivy"

    def __init__(self, pages: Sequence[PlainText], language: str) -> None:
        schema = tantivy.SchemaBuilder().add_text_field("path", stored=True, tokenizer_name="raw")
        for field in FIELDS:
            schema = schema.add_text_field(field, tokenizer_name=language)
        self._index = tantivy.Index(schema.build())
        self._index.register_tokenizer(language, _analyzer(NAMES[language]))
        writer = self._index.writer()
        for page in pages:
            texts = {field: getattr(page, field) for field in FIELDS}
            writer.add_document(tantivy.Document(path=page.path, **texts))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: str) -> list[str]:
        query = self._index.parse_query(words.lower(), list(FIELDS), field_boosts=FIELDS)
        found = self._searcher.search(query, DEPTH).hits
        return [self._searcher.doc(address)["path"][0] for _, address in found]


def _analyzer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword(language),
        tantivy.Filter.stemmer(language),
    ):
        builder = builder.filter(step)
    return builder.build()
