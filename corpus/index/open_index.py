"""Where readers and writers of the index are made from settings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.analysis.analyzer import ANALYSIS_VERSION
from corpus.errors import SearchIndexError
from corpus.index.generations import Generations
from corpus.index.published_index import PublishedIndex, Snapshot, open_snapshot
from corpus.index.schema import SCHEMA_VERSION
from corpus.index.whoosh_index import WhooshWriter
from corpus.index.word_tools import Tools
from corpus.translation.aligned_pairs import learn, twin_pairs
from corpus.translation.text_words import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from corpus.analysis.analyzer import Analyzer
    from corpus.document import Document
    from corpus.editorial.rules import EditorialSource
    from corpus.index.generations import Manifest
    from corpus.settings import Settings


def open_index(settings: Settings, editors: EditorialSource | None = None) -> PublishedIndex:
    """Return the published index; it opens at the first question, so that a service can start.

    `editors` keeps the rules it applies; without it there are none.

    Its questions raise NoGenerationError until something has been published.
    """
    return PublishedIndex(generations(settings), word_tools(settings), editors)


def word_tools(settings: Settings) -> Tools:
    """Return the word tools of readers and builds alike."""
    return _kept_tools(settings.finnish_tier, settings.data_dir / "cache" / "freedict.tsv")


@lru_cache(4)
def _kept_tools(tier: str, cache: Path) -> Tools:
    """Keep word tools for the process: a build writes, learns and tries itself with the same."""
    return Tools(tier, cache)


def word_analyzers(settings: Settings) -> Mapping[str, Analyzer]:
    """Return the analyzers that a build of now would use."""
    return word_tools(settings).analyzers()


def generations(settings: Settings) -> Generations:
    """Return the generations of a data directory."""
    return Generations(settings.generations)


def begin_rebuild(settings: Settings) -> WhooshWriter:
    """Begin a generation from nothing, with the best analysis there is or the one set."""
    return WhooshWriter(generations(settings), word_tools(settings).analyzers())


def try_unpublished(settings: Settings, writer: WhooshWriter) -> Snapshot:
    """Open what a writer has finished, so that it can be tried before readers see it."""
    return open_snapshot(writer.directory, writer.finish(), word_tools(settings))


def learn_terms(writer: WhooshWriter, documents: Iterable[Document], reader: TextReader) -> int:
    """Learn from the documents that are twins what terms render each other; return how many."""
    learnt = learn(twin_pairs(documents), reader)
    writer.keep_translations(learnt)
    return len(learnt)


def text_reader(settings: Settings) -> TextReader:
    """Return a reader of texts with the word tools of a build; it has learnt nothing."""
    tools = word_tools(settings)
    return TextReader(tools.analyzers(), tools.translator(tools.analyzers()))


def would_build_alike(settings: Settings, manifest: Manifest) -> bool:
    """Tell whether this program would build a generation in the same way as a given one."""
    tier = word_tools(settings).analyzers()["fi"].tier
    return manifest.made_by == (SCHEMA_VERSION, ANALYSIS_VERSION, tier)


def begin_update(settings: Settings) -> WhooshWriter:
    """Begin a generation on top of the current one.

    Raises NoGenerationError where there is none, and SearchIndexError where the current one was
    built with another analysis, so that only a rebuild keeps the index of one piece.
    """
    where = generations(settings)
    manifest = where.check(where.current())
    if not would_build_alike(settings, manifest):
        raise SearchIndexError(
            f"{manifest.name} was built with another analysis ({manifest.finnish_tier}, version "
            f"{manifest.analysis_version}). Run 'kuutoshaku build' first."
        )
    return WhooshWriter(where, word_tools(settings).analyzers(), parent=manifest.name)
