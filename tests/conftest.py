from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data directory where the sample site has been crawled and published."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("published"))
    # In a thread of its own: Playwright keeps an event loop running in the tests' thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_publish, settings).result()
    return settings


def _publish(settings: Settings) -> None:
    with SampleSite() as site:
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())
