from __future__ import annotations

import pytest

from corpus.store.database import open_database


@pytest.fixture
def engine(tmp_path):
    engine = open_database(tmp_path / "kuutoshaku.sqlite3")
    yield engine
    engine.dispose()
