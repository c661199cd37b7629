"""How much of what authors wrote has full weight, and how little beside it, word by word.

The sample site's pages are read as they are served, and as an old site would serve them: without
landmarks, roles, classes and ids, so that only structure tells what is content.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from statistics import fmean

import pytest
from markdown_it import MarkdownIt

from corpus.sample_site.layout import Layout
from corpus.sample_site.site_content import SiteContent
from indexer.main_content import main_blocks
from indexer.markup import parse_html, text_of

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
LANDMARK = re.compile(r"(</?)(?:main|article|nav|header|footer|aside|section)\b")
NAMES = re.compile(r"""\s(?:class|id|role|aria-label)=(?:"[^"]*"|[^\s>]+)""")


def undressed(html):
    return NAMES.sub("", LANDMARK.sub(r"\1div", html))


def f1(found, true):
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in (found, true)]
    shared = (counts[0] & counts[1]).total()
    return 2 * shared / max(1, counts[0].total() + counts[1].total())


@pytest.fixture(scope="module")
def pages():
    content = SiteContent()
    layout = Layout(content)
    told = {}
    for path, page in content.pages.items():
        body = MarkdownIt().enable("table").render(page.markdown)
        captions = " ".join(re.findall(r'<img [^>]*title="([^"]*)"', body))
        alternatives = " ".join(re.findall(r'<img [^>]*alt="([^"]*)"', body))
        own = f"{page.title} {text_of(parse_html(body))} {captions} {alternatives}"
        told[path] = (layout.page(page, "http://127.0.0.1:8001"), own.replace("\u00ad", ""))
    return told


@pytest.mark.parametrize(("name", "change"), [("dressed", str), ("undressed", undressed)])
def test_words_of_full_weight_are_the_authors(pages, name, change):
    figures = {}
    for path, (html, own) in pages.items():
        blocks = main_blocks(parse_html(change(html)), change(html))
        full = " ".join(block.text for block in blocks if not block.is_lesser)
        figures[path] = f1(full, own)
    worst = sorted(figures, key=lambda path: figures[path])[:5]
    told = (
        f"mean {fmean(figures.values()):.3f}; worst: {[(p, round(figures[p], 2)) for p in worst]}"
    )
    print(told)  # noqa: T201 - `pytest -rP` shows it
    assert fmean(figures.values()) >= FLOORS["words"][name], told
