from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from corpus.settings import Settings
from search_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def client(published: Settings) -> Iterator[TestClient]:
    """A client of the service over the sample site's index."""
    with TestClient(create_app(published), follow_redirects=False) as client:
        yield client


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service where nothing has been published."""
    with TestClient(create_app(Settings(data_dir=tmp_path)), follow_redirects=False) as client:
        yield client
