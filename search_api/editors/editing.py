"""Where rules and tokens are kept for a service or a command: opened once from settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from corpus.editorial.checks import check
from corpus.index.open_index import word_analyzers
from corpus.store.database import open_database
from corpus.store.editorial import EditorialStore
from corpus.store.token_table import TokenTable

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.editorial.rules import Editorial, Rule
    from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Editing:
    """The rules of editors and the tokens by which programs change them."""

    engine: Engine
    rules: EditorialStore
    tokens: TokenTable

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Open the database of a data directory; raises StoreError or SettingsError."""

        def checked(rule: Rule, others: Editorial) -> None:
            check(rule, others, word_analyzers(settings))  # loaded when first needed

        engine = open_database(settings.page_store)
        return cls(engine, EditorialStore(engine, checked), TokenTable(engine))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
