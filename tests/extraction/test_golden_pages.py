"""Whole pages and the documents they become; `python tests/extraction/test_golden_pages.py`
writes the documents anew, and the change is reviewed as any other."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.document import Page
from corpus.sources import Source
from indexer.extractor import extract

FOLDER = Path(__file__).parent
SOURCE = Source("6aika", titles={"fi": "6Aika"}, types={"/project/": "project"})
ADDRESSES = {
    "article": "https://6aika.fi/vantaan-koulut-jakavat-tyhjat-tilansa/",
    "legacy_page": "https://6aika.fi/hankehaun-paatokset/",
    "lying_language": "https://6aika.fi/en/kokeilun-kuvaus/",
    "mixed_language": "https://6aika.fi/lampoverkko-hukkalammolle/",
    "page_builder": "https://6aika.fi/usein-kysyttya/",
    "project_page": "https://6aika.fi/project/puistovesi/?utm_source=uutiskirje",
    "table_and_list": "https://6aika.fi/en/cost-levels-of-street-trials/",
}


def extracted(name: str) -> dict:
    page = Page(
        url=ADDRESSES[name],
        final_url=ADDRESSES[name],
        status=200,
        content_type="text/html",
        body=(FOLDER / "in" / f"{name}.html").read_bytes(),
        fetched_at=datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
        source="6aika",
    )
    document = json.loads(json.dumps(asdict(extract(page, SOURCE))))
    # What a page does not tell is left out, so that a new field changes the pages that tell it.
    return {field: value for field, value in document.items() if value}


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_becomes_the_document_that_was_reviewed(name):
    expected = json.loads((FOLDER / "out" / f"{name}.json").read_text(encoding="utf-8"))
    assert extracted(name) == expected


if __name__ == "__main__":
    for name in ADDRESSES:
        text = json.dumps(extracted(name), ensure_ascii=False, indent=2)
        (FOLDER / "out" / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
