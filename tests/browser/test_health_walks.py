"""The three walks by which the whole is known to work: ask, ask across languages, re-index."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.sample_site.sample_source import DEMO_PORT, SOURCES
from corpus.sample_site.server import SampleSite

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PATH = "/project/sohjoa/"


def test_a_city_developer_finds_a_lesson_by_an_inflected_compound(page, server):
    page.goto(f"{server}/fi/")
    page.get_by_label("Mitä etsit?").fill("infratyömaiden hiilijalanjäljen laskennasta")
    page.get_by_role("button", name="Hae", exact=True).click()

    assert page.url.startswith(f"{server}/fi/haku?q=")
    first = page.locator(".hit").first
    assert first.get_by_role("heading").inner_text() == "Työmaan hiilijalanjäljen laskenta"
    lesson = first.locator('.passages a[href$="#opit"]')
    assert lesson.inner_text() == "Opit infratyömaalta"
    assert first.locator("mark").count() > 0


def test_an_english_query_leads_to_a_finnish_passage_that_says_so(page, server):
    page.goto(f"{server}/en/search")
    page.get_by_label("What are you looking for?").fill("lessons spearhead project interfaces")
    page.keyboard.press("Enter")

    finnish = page.get_by_role("region", name="Also in Finnish")
    assert "not translated" in finnish.locator(".untranslated").inner_text()
    assert "rajapinta" in finnish.locator(".note").inner_text()
    hit = finnish.locator('.hit:has(h3 a[href$="/project/avoin-data-ja-rajapinnat/"])')
    assert hit.locator("h3 a").get_attribute("lang") == "fi"
    assert "Open Data and Interfaces" in hit.locator(".named").inner_text()
    facts = hit.locator(".facts").inner_text()
    assert all(label in facts for label in ("Project", "Open data and interfaces"))
    assert "In Finnish only" in facts
    meaning = hit.locator(".meanings .pair", has_text="interface")
    assert meaning.inner_text() == "rajapinta ≈ interface"
    assert meaning.locator("[lang=fi]").inner_text() == "rajapinta"
    assert "interfaces ≈ rajapinta (glossary)" in hit.locator(".why").inner_text()

    lessons = hit.locator(".passages li", has_text="Lessons learned")
    passage = lessons.locator('a[href*="#"]')
    assert passage.get_attribute("lang") == passage.get_attribute("hreflang") == "fi"
    assert lessons.locator(".snippet").get_attribute("lang") == "fi"
    assert "Rajapinnan" in lessons.locator("mark").all_inner_texts()


@dataclass
class Office:
    """An editor's desk: the command line, and a browser that looks at the service."""

    folder: Path
    page: Page
    address: str = ""

    def sources(self, site: str) -> None:
        """Write the sources file of the demo for where the site is served."""
        demo = SOURCES.read_text(encoding="utf-8")
        text = demo.replace(f"http://127.0.0.1:{DEMO_PORT}/", site)
        (self.folder / "sources.toml").write_text(text, encoding="utf-8")

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run kuutoshaku."""
        given = ["--data", str(self.folder), "--sources", str(self.folder / "sources.toml")]
        line = [sys.executable, str(ROOT / "kuutoshaku.py"), *given, *words]
        return subprocess.run(line, capture_output=True, text=True, timeout=100, check=False)

    def run(self, *words: str) -> None:
        """Run kuutoshaku and expect it to succeed."""
        done = self.command(*words)
        assert done.returncode == 0, done.stderr

    def finds_sohjoa(self, word: str) -> bool:
        """Tell whether a search for a word shows the page about SOHJOA."""
        self.page.goto(f"{self.address}/fi/haku?q={word}")
        return self.page.locator(".hit", has_text="SOHJOA").count() > 0


def test_an_editor_reindexes_a_page_rolls_back_and_is_held(page, serve, tmp_path):
    office = Office(tmp_path, page)
    with SampleSite() as site:
        office.sources(site.url)
        office.run("reindex")
        url = site.url.rstrip("/") + PATH
        with serve(tmp_path) as office.address:
            assert not office.finds_sohjoa("revontulikatselmus")

            site.replace(PATH, "Bussit ajoivat pimeässä.\n\n## Opit\n\nRevontulikatselmus jäi.")
            office.run("reindex", "--url", url)
            assert office.finds_sohjoa("revontulikatselmus")

            office.run("rollback")
            assert not office.finds_sohjoa("revontulikatselmus")
            assert office.finds_sohjoa("lumisade")

            held = office.command("reindex", "--url", url)
            assert held.returncode == 1
            assert "release" in held.stderr
            assert not office.finds_sohjoa("revontulikatselmus")
