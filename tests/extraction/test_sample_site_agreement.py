"""What extraction finds on the pages of the sample site, against what their authors say.

The floors were measured; raise them when extraction gets better, and say why to lower one.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.document import Page
from corpus.errors import NotIndexableError
from corpus.sample_site.answers import Answers
from corpus.sample_site.site_content import SiteContent
from corpus.sources import Source
from indexer.extractor import extract
from indexer.twins import join_twins

ORIGIN = "http://127.0.0.1:8001"
SOURCE = Source(
    "6aika",
    titles={"fi": "6Aika"},
    drop_parameters=("posts2",),
    types={
        "/project/": "project",
        "/en/project/": "project",
        "/en/project/results-": "result",
        "/tuloksia-": "result",
    },
)
FUNDING = tomllib.loads((Path(__file__).parent / "funding.toml").read_text(encoding="utf-8"))
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
KINDS = ("lessons", "results", "background", "goals", "contact")


@dataclass
class Agreement:
    """Pairs of what was found and what is true, per property, with the misses by name."""

    right: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    true: Counter = field(default_factory=Counter)
    misses: dict = field(default_factory=dict)

    def add(self, key, name, found, true):
        found, true = set(found), set(true)
        self.right[key] += len(found & true)
        self.found[key] += len(found)
        self.true[key] += len(true)
        if found != true:
            wrong = sorted(map(str, found - true)), sorted(map(str, true - found))
            self.misses.setdefault(key, []).append(f"{name}: extra {wrong[0]}, missing {wrong[1]}")

    def precision(self, key):
        return self.right[key] / max(1, self.found[key])

    def recall(self, key):
        return self.right[key] / max(1, self.true[key])


def fetched(answers, path):
    answer = answers.answer(path, ORIGIN)
    url, day = ORIGIN + path, datetime(2026, 11, 20, tzinfo=UTC)
    return Page(url, url, answer.status, answer.content_type, answer.body, day)


def sitemap_alternates(pages):
    return {
        ORIGIN + page.path: {
            page.language: ORIGIN + page.path,
            "en" if page.language == "fi" else "fi": ORIGIN + page.twin,
        }
        for page in pages
        if page.twin and page.twin_by != "none" and page.layout != "legacy"
    }


def compare(agreement, page, document):
    agreement.add("type", page.name, [document.type], [page.type])
    agreement.add("language", page.name, [document.language], [page.language])
    agreement.add("title", page.name, [document.title], [page.title.replace("\u00ad", "")])
    agreement.add("cities", page.name, document.cities, page.cities)
    agreement.add("themes", page.name, document.themes, page.themes)
    agreement.add("years", page.name, document.years, page.years)
    funds = [fund for fund, paths in FUNDING.items() if page.path in paths]
    agreement.add("funding", page.name, document.funding, funds)
    twins = [url.removeprefix(ORIGIN) for url in document.twins.values()]
    agreement.add("twins", page.name, twins, [page.twin] if page.twin else [])
    sections = {section.heading: section for section in document.sections}
    for heading in page.headings:
        text = heading.text.replace("\u00ad", "")
        section = sections.get(text)
        agreement.add("headings", page.name, [text] if section else [], [text])
        if section and heading.anchor:
            agreement.add("anchors", page.name, [section.anchor], [heading.anchor])
        for kind in KINDS:
            found = [text] if section and section.kind == kind else []
            agreement.add(kind, page.name, found, [text] if heading.kind == kind else [])


@pytest.fixture(scope="module")
def agreement():
    content = SiteContent()
    answers = Answers(content)
    documents = {}
    for path, page in content.pages.items():
        try:
            documents[path] = extract(fetched(answers, path), SOURCE)
        except NotIndexableError:
            assert path in content.settings["noindex"], f"{page.name} was refused"
    joined = join_twins(documents.values(), sitemap_alternates(content.pages.values()))
    agreement = Agreement()
    for path, document in zip(documents, joined, strict=True):
        compare(agreement, content.pages[path], document)
    return agreement


@pytest.mark.parametrize("key", [key for key in FLOORS if key != "words"])
def test_extraction_agrees_with_the_authors(agreement, key):
    floor = FLOORS[key]
    misses = "\n  ".join(agreement.misses.get(key, []))
    figures = agreement.precision(key), agreement.recall(key)
    told = f"{key}: precision {figures[0]:.3f}, recall {figures[1]:.3f}\n  {misses}"
    print(told)  # noqa: T201 - `pytest -rP` lists the misses by name
    assert figures[0] >= floor["precision"], told
    assert figures[1] >= floor["recall"], told
