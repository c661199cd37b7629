"""The search field as a combobox: what the keys do, what is announced, and all without it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def field(watched_page, server):
    """The field of the Finnish front page, with five suggestions shown."""
    watched_page.goto(f"{server}/fi/")
    field = watched_page.get_by_role("combobox")
    field.press_sequentially("kau", delay=20)
    expect(watched_page.get_by_role("option")).not_to_have_count(0)
    return field


def chosen(page) -> list[str]:
    return page.locator("[role=option][aria-selected=true]").all_inner_texts()


def asked_of(page) -> list[str]:
    """What the page asks for suggestions from now on."""
    asked = []
    page.on("request", lambda each: "/suggest?" in each.url and asked.append(each.url))
    return asked


def test_suggestions_come_from_three_letters_and_are_announced(watched_page, server):
    watched_page.goto(f"{server}/fi/")
    field = watched_page.get_by_role("combobox")
    asked = asked_of(watched_page)
    field.press_sequentially("ka", delay=20)
    watched_page.wait_for_timeout(300)
    assert asked == []
    assert field.get_attribute("aria-expanded") == "false"
    field.press("u")
    options = watched_page.get_by_role("listbox").get_by_role("option")
    expect(options).not_to_have_count(0)
    assert options.count() <= 5
    assert field.get_attribute("aria-expanded") == "true"
    assert watched_page.get_by_role("listbox").get_attribute("id") == field.get_attribute(
        "aria-controls"
    )
    count = options.count()
    told = watched_page.get_by_role("status").inner_text()
    assert told == f"{count} ehdotusta. Valitse nuolella alas."
    assert len(asked) == 1


def test_nothing_is_chosen_beforehand_so_enter_searches_what_was_typed(field, watched_page):
    assert chosen(watched_page) == []
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Enter")
    watched_page.wait_for_url("**/fi/haku?q=kau")


def test_arrows_go_round_through_the_field_and_enter_searches_the_chosen_one(field, watched_page):
    options = watched_page.get_by_role("option")
    first, last = options.first.inner_text(), options.last.inner_text()
    field.press("ArrowDown")
    assert chosen(watched_page) == [first]
    active = watched_page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.inner_text() == first
    assert field.input_value() == "kau"
    field.press("ArrowUp")
    assert chosen(watched_page) == []
    field.press("ArrowUp")
    assert chosen(watched_page) == [last]
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert chosen(watched_page) == [first]
    field.press("Enter")
    watched_page.wait_for_url(re.compile(r"/fi/haku\?q="))
    assert watched_page.get_by_role("combobox").input_value() == first


def test_home_and_end_move_in_the_text(field, watched_page):
    for key, place in (("Home", 0), ("End", 3)):
        field.press("ArrowDown")
        assert chosen(watched_page)
        field.press(key)
        assert chosen(watched_page) == []
        assert field.evaluate("field => field.selectionStart") == place


def test_escape_closes_then_empties_and_alt_with_arrows_opens_and_closes(field, watched_page):
    listbox = watched_page.locator("[role=listbox]")
    field.press("Escape")
    expect(listbox).to_be_hidden()
    assert (field.input_value(), field.get_attribute("aria-expanded")) == ("kau", "false")
    field.press("Alt+ArrowDown")
    expect(listbox).to_be_visible()
    assert chosen(watched_page) == []
    field.press("Alt+ArrowUp")
    expect(listbox).to_be_hidden()
    field.press("ArrowDown")
    expect(listbox).to_be_visible()
    assert len(chosen(watched_page)) == 1
    field.press("Escape")
    field.press("Escape")
    assert field.input_value() == ""


def test_leaving_the_field_closes_the_list(field, watched_page):
    field.press("Tab")
    expect(watched_page.locator("[role=listbox]")).to_be_hidden()
    assert watched_page.locator(":focus").get_attribute("type") == "submit"


@pytest.mark.usefixtures("field")
def test_a_click_searches_the_suggestion(watched_page):
    second = watched_page.get_by_role("option").nth(1)
    text = second.inner_text()
    second.click()
    watched_page.wait_for_url(re.compile(r"/fi/haku\?q="))
    assert watched_page.get_by_role("combobox").input_value() == text


def test_text_that_is_being_composed_asks_for_nothing(watched_page, server):
    watched_page.goto(f"{server}/fi/")
    asked = asked_of(watched_page)
    field = watched_page.get_by_role("combobox")
    field.evaluate(
        """field => {
            field.focus()
            field.value = "kaup"
            field.dispatchEvent(new InputEvent("input", {isComposing: true}))
        }"""
    )
    watched_page.wait_for_timeout(300)
    assert asked == []
    field.dispatch_event("compositionend")
    expect(watched_page.get_by_role("option")).not_to_have_count(0)


def test_suggestions_say_their_language_and_fit_a_narrow_screen(watched_page, server):
    watched_page.set_viewport_size({"width": 320, "height": 640})
    watched_page.goto(f"{server}/en/search")
    before = watched_page.locator("button").first.bounding_box()
    watched_page.get_by_role("combobox").press_sequentially("robotti", delay=10)
    expect(watched_page.get_by_role("option").first).to_have_attribute("lang", "fi")
    assert watched_page.locator("button").first.bounding_box() == before
    assert watched_page.evaluate("document.documentElement.scrollWidth") <= 320
    told = watched_page.get_by_role("status").inner_text()
    assert re.fullmatch(r"\d suggestions?\. Arrow down to choose (it|one)\.", told)


@pytest.mark.parametrize("answer", [{"status": 503}, {"body": "<html>"}, None])
def test_suggestions_that_cannot_be_had_are_not_missed(chromium, server, answer):
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/suggest?*", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.goto(f"{server}/fi/")
    field = page.get_by_role("combobox")
    # A script that is not interested in the body of a 503 may leave its request unfinished.
    with page.expect_event("response" if answer else "requestfailed"):
        field.press_sequentially("kaupunki", delay=5)
    page.wait_for_timeout(100)
    assert page.locator("[role=listbox]").is_hidden()
    assert page.get_by_role("status").inner_text() == ""
    field.press("Enter")
    page.wait_for_url("**/fi/haku?q=kaupunki")
    page.close()
    assert errors == []


def test_a_late_answer_to_earlier_letters_is_not_shown(watched_page, server):
    held = []  # never answered, so that only giving it up can end it
    watched_page.route("**/suggest?q=kau&*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright wraps it
    watched_page.goto(f"{server}/fi/")
    field = watched_page.get_by_role("combobox")
    with watched_page.expect_request("**/suggest?q=kau&*"):
        field.press_sequentially("kau")
    field.press_sequentially("punki")
    expect(watched_page.get_by_role("option")).not_to_have_count(0)
    for text in watched_page.get_by_role("option").all_inner_texts():
        assert "kaupunki" in text.lower()
    assert len(held) == 1


def test_without_scripts_it_is_a_plain_search_field(page, server):
    page.goto(f"{server}/fi/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("kaupunki")
    assert field.get_attribute("role") is None
    assert page.locator("[role=listbox]").count() == 0
    field.press("Enter")
    page.wait_for_url("**/fi/haku?q=kaupunki")
