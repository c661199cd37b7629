from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from corpus.document import Page
from corpus.sources import Source
from indexer.indexed_now import Change, IndexedNow
from indexer.preview import Hop, Preview, Sight, preview_of, read_sight
from indexer.preview_text import LINKS_SHOWN, preview_text
from indexer.robots import RobotsRules
from indexer.skip_reasons import ADVICE, Skip

URL = "https://a.example/sivu/"
SOURCE = Source("a", allow=("https://a.example/",))


def shown(preview, width=100):
    terminal = StringIO()
    Console(file=terminal, width=width, color_system=None).print(preview_text(preview))
    return terminal.getvalue()


def previewed(body):
    page = Page(URL, URL, 200, "text/html", body.encode(), datetime(2026, 11, 24, tzinfo=UTC))
    sight = Sight((Hop(URL, 200),), page, RobotsRules())
    return preview_of(URL, sight, read_sight(sight, SOURCE), SOURCE)


def test_facts_sections_and_links_are_shown():
    links = "".join(f"<a href=/{number}>x</a>" for number in range(LINKS_SHOWN + 3))
    text = shown(
        previewed(
            f"<h1>Kevätkokeilu</h1><p>Kokeilu opetti meille paljon.<h2 id=opit>Opit</h2>"
            f"<h3 id=lupa>Luvat</h3><p>Luvan saaminen kesti.{links}<a href=https://b.example/>y</a>"
        )
    )
    assert f"Would be indexed: {URL}" in text
    assert "Kevätkokeilu" in text
    assert "Opit › Luvat" in text
    assert "#lupa" in text
    assert f"Links that a crawl would follow: {LINKS_SHOWN + 3}" in text
    assert "and 3 more" in text
    assert "https://b.example/ (outside the source)" in text


def test_a_reason_comes_with_what_to_do():
    skip = Skip.of("outside_sources", "It belongs to no source.", "/etc/sources.toml")
    text = shown(Preview(URL, would_be_indexed=False, skip=skip), width=300)
    assert f"Would not be indexed: {URL}" in text
    assert "Why: It belongs to no source." in text
    assert "[[source]] in /etc/sources.toml." in text


@pytest.mark.parametrize("code", ADVICE)
def test_every_reason_says_what_to_do_in_whole_sentences(code):
    assert Skip.of(code, "x").advice.endswith(".")


def test_what_would_change_is_shown():
    changes = (Change("title", "Vanha", "Uusi"), Change("section Opit", "", "lessons, fi"))
    indexed = IndexedNow("gen-000001", is_indexed=True, url=URL, changes=changes)
    told = previewed("<h1>Uusi</h1><p>Kokeilu opetti meille paljon.")
    text = shown(Preview(URL, would_be_indexed=True, document=told.document, indexed=indexed))
    assert "Indexed now: yes (gen-000001)" in text
    assert "title: Vanha → Uusi" in text
    assert "section Opit: nothing → lessons, fi" in text


def test_a_page_can_neither_style_nor_command_the_terminal():
    told = previewed(
        "<h1>[red]Otsikko[/] &#27;[2J\u202eakki</h1><p>[link=x]Teksti[/link] \x9b2J jatkuu."
    )
    text = shown(told)
    assert "[red]Otsikko[/]" in text
    assert "[link=x]Teksti[/link]" in text
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


def test_a_narrow_terminal_loses_no_address():
    long = "https://a.example/" + "x" * 200
    text = shown(previewed(f"<p>Kokeilu opetti meille paljon.<a href={long}>y</a>"), width=60)
    assert long in text.replace("\n", "")
