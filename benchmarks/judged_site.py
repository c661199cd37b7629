"""A built index beside peers over the same extracted text, all asked the same topics.

The peers index the documents of the built index: they too are spared the duplicates left out of it.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from peers.plain_text import PlainText
from peers.sqlite_peer import SqlitePeer
from peers.whoosh_peer import WhooshPeer

from corpus.evaluation import Answer, index_answers, path_of
from corpus.index.open_index import generations, open_index
from corpus.index.published_index import open_snapshot
from corpus.index.word_tools import Tools

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from peers.plain_text import Peer

    from corpus.document import Document
    from corpus.index.search_index import SearchIndex
    from corpus.index.searcher import Searcher
    from corpus.judged import Topic
    from corpus.settings import Settings

    Answers = Callable[[Topic], Sequence[Answer]]

PEERS: list[type[Peer]] = [WhooshPeer, SqlitePeer]
try:
    from peers.tantivy_peer import TantivyPeer
except ImportError:
    print("tantivy is not installed: it is left out of the comparison", file=sys.stderr)
else:
    PEERS.append(TantivyPeer)

OURS = "Kuutoshaku"
ANSWERS = 13  # as many as we show: ten, and three in the other language
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Site:
    """A built index with its documents by path, and peers over the same text."""

    index: SearchIndex
    searcher: Searcher
    documents: Mapping[str, Document]
    peers: Mapping[str, Mapping[str, Peer]]  # engine → language → peer

    @classmethod
    def of(cls, settings: Settings) -> Site:
        """Open what was published and let the peers index it."""
        where = generations(settings)
        manifest = where.check(where.current())
        tools = Tools(settings.finnish_tier, settings.data_dir / "cache")
        searcher = open_snapshot(where.path(manifest.name), manifest, tools).searcher
        records = searcher.table.records
        documents = {path_of(record["url"]): searcher.document(record["id"]) for record in records}
        return cls(open_index(settings), searcher, documents, dict(_peers(documents)))

    def systems(self) -> dict[str, Answers]:
        """Return {name: how it answers a topic}, ours first."""
        peers = {name: partial(self._peer_answers, peer) for name, peer in self.peers.items()}
        return {OURS: partial(index_answers, self.index), **peers}

    def _peer_answers(self, peers: Mapping[str, Peer], topic: Topic) -> list[Answer]:
        allowed = self._passing(topic)
        words = " ".join(WORD.findall(topic.text))
        found = peers[topic.target].search(words) if words else sorted(allowed)
        return [Answer(path) for path in found if path in allowed][:ANSWERS]

    def _passing(self, topic: Topic) -> set[str]:
        """Return the paths that pass a topic's filters."""
        table, wanted = self.searcher.table, topic.asked_filters
        mask = table.mask(wanted)
        if wanted.section:
            pages = table.page_of[table.kind_mask(wanted.section) & (table.page_of >= 0)]
            mask &= np.isin(np.arange(len(table)), pages)
        return {path_of(table.records[number]["url"]) for number in np.flatnonzero(mask)}


def _peers(documents: Mapping[str, Document]) -> Iterator[tuple[str, dict[str, Peer]]]:
    by_language: dict[str, list[PlainText]] = defaultdict(list)
    for path, document in documents.items():
        by_language[document.language].append(PlainText.of(path, document))
    for peer in PEERS:
        print(f"indexing with {peer.name}", file=sys.stderr)
        yield (
            peer.name,
            {language: peer(by_language[language], language) for language in ("fi", "en")},
        )
