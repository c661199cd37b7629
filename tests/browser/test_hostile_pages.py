"""A hostile page goes all the way: crawled, indexed, found and shown, and nothing of it runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex

pytestmark = pytest.mark.browser

PATH = "/project/sohjoa/"
TITLE = "</title><script>alert(1)</script><img src=x onerror=alert(2)> revontuli"
BODY = (
    'Revontuli &lt;img src=x onerror=alert(3)&gt;\n\n## Opit "><svg onload=alert(4)>\n\nRevontuli.'
)


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("hostile"))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_publish, settings).result()
    return settings.data_dir


def _publish(settings: Settings) -> None:
    with SampleSite() as site:
        site.replace(PATH, BODY)
        site.amend(PATH, title=TITLE)
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())


def test_nothing_of_a_hostile_page_runs(watched_page, hostile_data, serve):
    with serve(hostile_data) as address:
        for path in ("/fi/haku?q=revontuli", "/en/search?q=revontuli&doc_lang=fi"):
            watched_page.goto(address + path)
            assert watched_page.locator(".hit").first.is_visible()
            assert watched_page.locator("main script, main img, main svg").count() == 0
