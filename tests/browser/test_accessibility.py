"""Every kind of page under axe-core, in both languages and both colour schemes."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# WCAG 2.2, levels A and AA, and what axe-core calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# All else is the same in both schemes.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
PATHS = [
    *("/fi/", "/en/"),
    *("/fi/haku", "/en/search"),
    *("/fi/haku?q=robottibussi", "/en/search?q=robot+bus+snow"),
    *("/fi/haku?q=kaupunki&city=oulu&section=lessons", "/en/search?q=city&type=project&sort=date"),
    *("/fi/haku?q=robottibussi&city=turku&type=event", "/en/search?q=zeppelin&year=2019"),
    *("/fi/selaa", "/en/browse"),
    *("/fi/selaa/teema/mobility/kaupunki/oulu", "/en/browse/theme/mobility"),
    *("/fi/ohje", "/en/help"),
    *("/fi/tietoa", "/en/about"),
    *("/fi/saavutettavuus", "/en/accessibility"),
    *("/fi/tietosuoja", "/en/privacy"),
    *("/fi/rajapinta", "/en/api"),
    *("/fi/upota", "/en/embed"),
    *("/fi/puuttuu", "/en/missing"),
]


@pytest.fixture(scope="module")
def examined(chromium):
    """One page for all; its fonts and layout are those of a reader's."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def faults(page) -> list[str]:
    """What axe-core finds in light colours, then what of the colours it finds in dark ones."""
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    found = []
    for scheme, options in (("light", EVERYTHING), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("options => axe.run(document, options)", options)
        found += [
            f"{scheme} {each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for each in result["violations"]
            for node in each["nodes"]
        ]
    return found


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_fault(examined, server, path):
    examined.goto(server + path)
    assert faults(examined) == []


@pytest.mark.parametrize(("language", "path"), [("fi", "/fi/sivu/"), ("en", "/en/document/")])
def test_axe_finds_no_fault_in_documents(examined, server, language, path):
    with urlopen(f"{server}/api/v1/search?q=robottibussi&doc_lang={language}") as answer:  # noqa: S310
        first = json.load(answer)["hits"][0]["id"]
    examined.goto(f"{server}{path}{first}")
    assert faults(examined) == []


def test_axe_finds_no_fault_in_open_suggestions(examined, server):
    examined.goto(f"{server}/en/")
    field = examined.get_by_role("combobox")
    field.press_sequentially("robotti")
    expect(examined.get_by_role("option")).not_to_have_count(0)
    field.press("ArrowDown")
    assert faults(examined) == []


def test_axe_is_there_and_finds_what_is_wrong(examined, server):
    examined.goto(f"{server}/en/help")
    examined.evaluate("document.querySelector('main').innerHTML = '<img src=x><h4>Late</h4>'")
    assert any("image-alt" in fault for fault in faults(examined))
