"""Settings on a fresh directory, small documents, and an index published from them."""

import pytest

from corpus.document import Document, Section, document_id
from corpus.index.open_index import begin_rebuild, open_index
from corpus.settings import Settings


def document(path, title, *sections, language="fi", **fields):
    """Return a document; a section is (heading, text) or (heading, text, kind)."""
    url = f"http://site.example{path}"
    made = tuple(
        Section(f"s{number}", heading, 2, (kind or ("other",))[0], language, text)
        for number, (heading, text, *kind) in enumerate(sections)
    )
    fields = {"type": "project", "published": "2020-01-01", **fields}
    return Document(document_id(url), url, title, language, sections=made, **fields)


@pytest.fixture(scope="session")
def make_document():
    return document


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def publish(settings):
    """Return a function that builds and publishes documents and opens the index."""
    return lambda *documents: published(settings, documents)


@pytest.fixture(scope="module")
def publish_once(tmp_path_factory):
    """Return the same function for an index that a whole module only reads."""
    return lambda *documents: published(
        Settings(data_dir=tmp_path_factory.mktemp("index")), documents
    )


def published(settings, documents):
    writer = begin_rebuild(settings)
    for each in documents:
        writer.add(each)
    writer.publish()
    return open_index(settings)
