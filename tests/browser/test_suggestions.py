"""The search box on every page: suggestions by keyboard, pointer and finger, and the filter of a wall among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import STYLES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.conftest import Open

ACTIVE = """() => document.getElementById(
    document.querySelector("[role=combobox]").getAttribute("aria-activedescendant"))?.querySelector(".phrase").innerText"""


def typed(page: Page, words: str) -> Locator:
    """The suggestions for words typed after `/`."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    found = page.locator("[role=option]")
    expect(found.filter(has_text=f"Search for “{words}”")).to_be_visible()
    return found


def test_typing_suggests_styles_and_marks_what_was_typed(open_page: Open) -> None:
    first = typed(open_page(), "wat").first
    expect(first.locator(".phrase")).to_have_text("watercolour")
    expect(first.locator("mark")).to_have_text("wat")
    expect(first.locator(".n")).to_have_text(re.compile(r"^\d+ pictures$"))
    expect(first.locator("img")).to_have_js_property("complete", value=True)


def test_a_slip_of_the_finger_is_understood(open_page: Open) -> None:
    expect(typed(open_page(), "watercolr").first.locator(".phrase")).to_have_text("watercolour")


def test_the_box_is_a_combobox(open_page: Open) -> None:
    page = open_page()
    box = page.get_by_role("combobox", name="Search styles, subjects and models")
    expect(box).to_have_attribute("aria-expanded", "false")
    typed(page, "go")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{box.get_attribute('aria-controls')}")).to_have_role("listbox")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_id(str(box.get_attribute("aria-activedescendant")))


def test_arrows_go_round_and_home_and_end_lead_to_the_ends(open_page: Open) -> None:
    page = open_page()
    count = typed(page, "o").count()
    selected = page.locator("[role=option][aria-selected=true]")
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("End", count - 1), ("Home", 0)):
        page.keyboard.press(key)
        expect(selected).to_have_id(str(page.locator("[role=option]").nth(place).get_attribute("id")))
    page.keyboard.press("ArrowUp")
    expect(selected).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(selected).to_have_id(str(page.locator("[role=option]").last.get_attribute("id")))


def test_enter_opens_the_chosen_style(open_page: Open) -> None:
    page = open_page()
    typed(page, "gou")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(ACTIVE) == "gouache"
    page.keyboard.press("Enter")
    page.wait_for_url("**/styles/gouache")


def test_enter_with_nothing_chosen_searches_the_words(open_page: Open) -> None:
    page = open_page()
    typed(page, "gou")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=gou$"))


def test_escape_closes_the_suggestions_and_keeps_the_words(open_page: Open) -> None:
    page = open_page()
    found = typed(page, "gou")
    page.keyboard.press("Escape")
    expect(found.first).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("gou")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_an_empty_box_begins_with_the_families(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("combobox").focus()
    expect(page.locator("[role=option] .phrase").first).to_have_text("Painting")


def test_words_that_mean_nothing_say_so_and_can_still_be_searched(open_page: Open) -> None:
    page = open_page()
    found = typed(page, "qqqq")
    expect(page.locator(".sugs-none")).to_have_text("No style, subject or model is called “qqqq”.")
    found.first.click()
    page.wait_for_url("**/search?q=qqqq")


def test_a_late_answer_never_replaces_a_newer_one(open_page: Open) -> None:
    page = open_page()
    answered = []

    def late(route: Route) -> None:
        page.keyboard.type("uache")
        expect(page.locator("[role=option]").filter(has_text="Search for “gouache”")).to_be_visible()
        route.abort()
        answered.append(route)

    page.route("**/suggest?q=go", late, times=1)
    page.keyboard.press("/")
    page.keyboard.type("go")
    while not answered:
        page.wait_for_timeout(20)
    expect(page.locator("[role=option] .phrase")).to_have_text(["gouache"])


PLACES = """async () => {
    await document.fonts.ready;
    const boxes = [...document.querySelectorAll("main, .mast nav, .find-box")].map((it) => it.getBoundingClientRect());
    return boxes.map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
}"""


def test_nothing_of_the_page_moves(open_page: Open) -> None:
    page = open_page()
    before = page.evaluate(PLACES)
    typed(page, "o")
    assert page.evaluate(PLACES) == before


def test_a_wall_can_be_narrowed_to_words_and_shown_whole_again(open_page: Open) -> None:
    page = open_page()
    rows = page.locator("[data-grid] tr[data-words]:visible")
    typed(page, "gouache")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(rows.locator(".phrase")).to_have_text("gouache")
    expect(page.locator(".narrowed")).to_contain_text("1 style with “gouache”")
    page.get_by_role("button", name="Show all styles").click()
    expect(rows).to_have_count(len(STYLES))
    expect(page.locator(".narrowed")).to_be_hidden()


def test_a_wall_without_the_words_says_so(open_page: Open) -> None:
    page = open_page()
    typed(page, "no such words")
    page.get_by_role("option", name="Show only styles with “no such words” here").click()
    expect(page.locator(".narrowed")).to_contain_text("No styles with “no such words”")
    expect(page.locator("[data-words]:visible")).to_have_count(0)


def test_on_a_phone_the_search_takes_the_screen_and_gives_it_back(open_page: Open) -> None:
    page = open_page(size="phone")
    page.get_by_role("link", name="Search", exact=True).first.tap()
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    expect(page.locator("main")).to_have_js_property("inert", value=True)
    edges = page.locator("form.find").bounding_box()
    assert edges == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="Close the search").tap()
    expect(box).to_be_hidden()
    expect(page.locator("main")).to_have_js_property("inert", value=False)
    expect(page.locator("[data-find-open]")).to_be_focused()


def test_on_a_phone_a_finger_chooses(open_page: Open) -> None:
    page = open_page(size="phone")
    page.get_by_role("link", name="Search", exact=True).first.tap()
    page.keyboard.type("lino")
    page.locator("[role=option]").filter(has_text="linocut").first.tap()
    expect(page).to_have_url(re.compile("/styles/linocut$"))


def test_without_javascript_the_box_is_a_form(open_page: Open) -> None:
    page = open_page("/styles", javascript=False)
    page.get_by_role("searchbox", name="Search styles, subjects and models").fill("gouache")
    page.keyboard.press("Enter")
    expect(page.locator(".results a.tile").first).to_be_visible()


def test_on_a_phone_without_javascript_the_button_leads_to_the_search_page(open_page: Open) -> None:
    page = open_page(size="phone", javascript=False)
    page.get_by_role("link", name="Search", exact=True).first.tap()
    expect(page).to_have_url(re.compile("/search$"))
