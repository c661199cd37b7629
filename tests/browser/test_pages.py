"""What only a browser can tell: layout, keyboard, and that nothing else is loaded or run."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PATHS = [
    "/fi/",
    "/en/",
    "/fi/haku?q=kaupunki&city=oulu&section=lessons",
    "/en/search?q=robot+bus+snow&sort=date",
    "/fi/haku?q=xyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzy&type=event",
    "/fi/ohje",
    "/en/about",
    "/fi/tietoa",
    "/fi/saavutettavuus",
    "/en/privacy",
    "/fi/puuttuu",
    "/fi/selaa",
    "/en/browse/theme/mobility/city/oulu",
    "/fi/selaa/teema/health/kaupunki/oulu/vuosi/2014",
    "/en/document/{guide}",
]
# Links inside a sentence or list are exempt (WCAG 2.2, 2.5.8); controls are not.
CONTROLS = "button, input, summary, .chip, .page-number, .masthead a, .colophon a, .skip:focus"


@pytest.fixture(scope="module")
def guide(chromium, server):
    """The id of a document with many sections, lessons among them."""
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{server}/en/search?q=työmaan+hiilijalanjäljen+laskenta&doc_lang=fi")
    address = page.locator(".hit-foot > a").first.get_attribute("href")
    page.close()
    return address.rpartition("/")[2]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_cut_off_on_a_narrow_screen(watched_page, server, guide, path):
    watched_page.set_viewport_size({"width": 320, "height": 640})
    watched_page.goto(server + path.format(guide=guide))
    assert watched_page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PATHS)
def test_controls_are_large_enough_to_hit(watched_page, server, guide, path):
    watched_page.set_viewport_size({"width": 320, "height": 640})
    watched_page.goto(server + path.format(guide=guide))
    if watched_page.locator(".filters summary").count():
        watched_page.locator(".filters summary").click()
    sizes = watched_page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(control => {
            const box = (control.closest("label") ?? control).getBoundingClientRect()
            return [control.outerHTML.slice(0, 80), box.width, box.height]
        }).filter(([, width, height]) => width && height)""",
        CONTROLS,
    )
    assert len(sizes) > 3
    assert [size for size in sizes if min(size[1:]) < 24] == []


def test_the_first_tab_stop_skips_to_the_content(watched_page, server):
    watched_page.goto(f"{server}/fi/")
    watched_page.keyboard.press("Tab")
    skip = watched_page.locator(":focus")
    assert skip.inner_text() == "Siirry sisältöön"
    watched_page.wait_for_function("document.activeElement.getBoundingClientRect().top > 0")
    watched_page.keyboard.press("Enter")
    watched_page.keyboard.press("Tab")
    assert watched_page.locator(":focus").get_attribute("id") == "q"


def test_keyboard_focus_is_seen(watched_page, server):
    watched_page.goto(f"{server}/fi/haku?q=kaupunki")
    for _ in range(12):
        watched_page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert watched_page.evaluate(outline) == "solid"


def test_filters_are_applied_and_taken_off_without_javascript(page, server):
    page.goto(f"{server}/fi/haku?q=kaupunki")
    before = page.locator("#result-count").inner_text()
    page.get_by_role("checkbox", name=re.compile("^Oulu")).check()
    page.get_by_role("button", name="Rajaa").click()
    assert "city=oulu" in page.url
    assert page.locator("#result-count").inner_text() != before
    page.get_by_role("link", name="Poista rajaus Oulu").click()
    assert page.locator("#result-count").inner_text() == before


def test_filters_are_beside_the_results_on_a_wide_screen_and_folded_on_a_narrow(page, server):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server}/en/search?q=city")
    assert page.get_by_role("button", name="Apply filters").is_visible()
    assert page.locator(".filters summary").is_hidden()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.get_by_role("button", name="Apply filters").is_hidden()
    page.locator(".filters summary").click()
    assert page.get_by_role("button", name="Apply filters").is_visible()


def test_the_language_switch_leads_to_the_same_search(page, server):
    page.goto(f"{server}/fi/haku?q=robottibussi&city=tampere")
    page.get_by_role("link", name="In English", exact=True).click()
    assert page.url == f"{server}/en/search?q=robottibussi&city=tampere"
    assert page.get_by_label("What are you looking for?").input_value() == "robottibussi"


def test_a_printed_page_shows_results_with_addresses_and_no_controls(page, server):
    page.goto(f"{server}/fi/haku?q=kaupunki")
    page.emulate_media(media="print")
    assert page.locator("#search-form").is_hidden()
    assert page.locator(".filters").is_hidden()
    assert page.locator(".hit h3").first.is_visible()
    printed = "getComputedStyle(document.querySelector('.hit h3 a'), '::after').content"
    assert "attr(href)" in page.evaluate(printed) or "http" in page.evaluate(printed)


def test_a_document_page_is_read_by_keyboard_alone(page, server, guide):
    page.goto(f"{server}/fi/sivu/{guide}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reached = []
    while not reached or reached[-1] != "Opit infratyömaalta":
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").inner_text())
        assert len(reached) < 20, reached
    assert reached.index("Lue alkuperäinen sivu") < reached.index("Opit infratyömaalta")
    page.keyboard.press("Enter")
    assert page.locator(":target").get_attribute("class") == "part lessons"
    box = page.locator(":target").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"]


def test_a_crossing_of_themes_and_cities_names_its_cities_where_its_head_does_not_fit(page, server):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{server}/fi/selaa")
    assert page.locator("thead").is_visible()
    cell = page.get_by_role("row", name="Liikkuminen").get_by_role("link", name="Oulu")
    wide = cell.bounding_box()["width"]
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.locator("thead").is_hidden()
    narrow = page.locator("tr", has_text="Liikkuminen").get_by_role("link", name="Oulu")
    assert narrow.bounding_box()["width"] > wide
    narrow.click()
    assert page.url == f"{server}/fi/selaa/teema/mobility/kaupunki/oulu"
    assert page.locator("h1").inner_text() == "Liikkuminen Oulussa"
