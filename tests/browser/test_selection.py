"""Selecting pictures for comparing: by key, by the check on a picture, by a long press; the tray keeps them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Open


def tiles(page: Page) -> Locator:
    return page.locator("[data-grid] td a.tile")


def selected(page: Page) -> Locator:
    return page.locator("[data-tray] li")


def pick(page: Page, *numbers: int) -> None:
    for number in numbers:
        tiles(page).nth(number).focus()
        page.keyboard.press("x")


def test_x_selects_and_c_compares(open_page: Open) -> None:
    page = open_page()
    pick(page, 0, 4)
    hrefs = [(tiles(page).nth(number).get_attribute("href") or "?").removeprefix("/render/") for number in (0, 4)]
    expect(page.locator("[data-tray-count]")).to_have_text("2 selected")
    page.keyboard.press("c")
    page.wait_for_url("**/compare?ids=" + ",".join(hrefs))
    expect(page.locator("[data-tray]")).to_be_hidden()


def test_x_again_takes_it_out_and_each_change_is_said(open_page: Open) -> None:
    page = open_page()
    said = page.locator(".toast[role=status]")
    pick(page, 1)
    expect(said).to_have_text("Selected 1 of 4. Select one more to compare.")
    pick(page, 1)
    expect(said).to_contain_text("Taken out: oil painting")
    expect(page.locator("[data-tray]")).to_be_hidden()


def test_what_is_selected_survives_a_change_of_page(open_page: Open) -> None:
    page = open_page()
    pick(page, 0, 1)
    page.goto("/styles/oil-painting")
    expect(selected(page)).to_have_count(2)
    marked = page.locator("[data-grid] td:has(a.is-picked) [aria-pressed=true]")
    expect(marked).to_have_count(2)
    pick(page, 2)
    expect(selected(page)).to_have_count(3)


def test_a_fifth_is_refused_in_words(open_page: Open) -> None:
    page = open_page()
    pick(page, 0, 1, 2, 3, 4)
    expect(selected(page)).to_have_count(4)
    expect(page.locator(".toast")).to_contain_text("4 are selected, and no more fit")


def test_the_check_on_a_picture_selects_it(open_page: Open) -> None:
    page = open_page()
    tiles(page).nth(2).hover()
    check = page.get_by_role(
        "button", name="Select for comparing: oil painting, a lighthouse on a cliff at dusk, poster"
    )
    check.click()
    expect(check).to_have_attribute("aria-pressed", "true")
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()
    expect(selected(page)).to_have_count(1)


def test_the_check_is_next_to_its_picture_on_the_keyboard(open_page: Open) -> None:
    page = open_page()
    tiles(page).nth(0).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("td:has(a.is-picked)")).to_have_count(1)


def test_x_in_the_viewer_selects_its_picture(open_page: Open) -> None:
    page = open_page()
    tiles(page).nth(3).click()
    expect(page.locator("dialog article")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Select", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("td:has(a.is-picked) a")).to_have_attribute(
        "href", tiles(page).nth(3).get_attribute("href") or "?"
    )


def test_clear_empties_the_tray_and_one_can_be_taken_out(open_page: Open) -> None:
    page = open_page()
    pick(page, 0, 1, 2)
    page.get_by_role("button", name="Take out: oil painting, a lighthouse on a cliff at dusk, graver").click()
    expect(selected(page)).to_have_count(2)
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.locator("[data-tray]")).to_be_hidden()
    expect(page.locator("a.is-picked")).to_have_count(0)


def test_a_long_press_selects_and_does_not_open(open_page: Open) -> None:
    page = open_page(size="phone")
    box = page.locator("[data-grid] td a:visible").first.bounding_box()
    assert box is not None
    cdp = page.context.new_cdp_session(page)
    point = [{"x": box["x"] + 40, "y": box["y"] + 40}]
    cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point})
    expect(selected(page)).to_have_count(1)
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(200)
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()


def test_the_tray_does_not_cover_the_tabs_and_passes_axe(open_page: Open) -> None:
    page = open_page(size="phone", scheme="dark")
    pick(page, 0, 3)
    tray, tabs = page.locator("[data-tray]").bounding_box(), page.locator(".tabs").bounding_box()
    assert tray is not None
    assert tabs is not None
    assert tray["y"] + tray["height"] <= tabs["y"] + 1
    assert violations(page) == []


def test_on_a_phone_four_fit_into_the_tray_with_their_count(open_page: Open) -> None:
    page = open_page(size="phone")
    shown = page.locator("[data-grid] td a.tile:visible")
    for number in range(4):
        shown.nth(number).focus()
        page.keyboard.press("x")
    tray = page.locator("[data-tray]")
    expect(tray.locator("[data-tray-go]")).to_have_accessible_name("Compare 4")
    boxes = [box for each in tray.locator("li, .btn").all() if (box := each.bounding_box())]
    assert len(boxes) == 6
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 44 for box in boxes)
    assert all(left["x"] + left["width"] <= right["x"] for left, right in itertools.pairwise(boxes))


def test_without_javascript_there_is_no_tray(open_page: Open) -> None:
    page = open_page(javascript=False)
    expect(page.locator("[data-tray]")).to_be_hidden()
    expect(page.locator(".pick")).to_have_count(0)
