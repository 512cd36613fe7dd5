"""Comparing: pictures zoom in step, a divider cuts two on one place, and every way on works without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_layout_stability import SHIFTS
from tests.browser.test_phone import SMALL_TARGETS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

MOVED = "() => [...document.querySelectorAll('.pane-pic img')].map((img) => getComputedStyle(img).transform)"


def address(wall: Instance, count: int = 2) -> str:
    """Of the first renders of the wall, side by side."""
    rows = [row for family in wall.json("/api/matrix")["families"] for row in family["rows"]]
    return "/compare?ids=" + ",".join(row["cells"][0]["id"] for row in rows[:count])


def names(page: Page) -> list[str]:
    return page.locator(".pane .phrase").all_inner_texts()


def test_all_pictures_zoom_and_move_in_step(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall, 3))
    page.get_by_role("button", name="Zoom in").click()
    page.keyboard.press("ArrowLeft")
    moved = page.evaluate(MOVED)
    assert len(moved) == 3
    assert len(set(moved)) == 1
    assert moved[0] != "none"


def test_the_divider_follows_keys_and_the_pointer(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall))
    page.get_by_role("button", name="Divider").click()
    divider = page.get_by_role("slider")
    expect(divider).to_have_accessible_name("Divider: oil painting to its left, watercolour to its right")
    divider.focus()
    page.keyboard.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuetext", "51 % of A, 49 % of B")
    box = page.locator(".pane-pic").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + 50)
    expect(divider).to_have_value("25")
    cut = page.locator(".pane-pic").nth(1).evaluate("it => getComputedStyle(it).clipPath")
    assert cut == "inset(0px 0px 0px 25%)"


def test_the_handle_is_dragged(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall))
    page.get_by_role("button", name="Divider").click()
    box = page.locator(".pane-pic").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 80, steps=5)
    page.mouse.up()
    expect(page.get_by_role("slider")).to_have_value("80")


def test_swapping_keeps_the_zoom_and_the_divider(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall))
    page.get_by_role("button", name="Divider").click()
    page.get_by_role("button", name="Zoom in").click()
    before = page.evaluate(MOVED)
    page.get_by_role("link", name="Swap").click()
    expect(page.locator(".pane .phrase").first).to_have_text("watercolour")
    assert page.evaluate(MOVED) == before
    expect(page.get_by_role("slider")).to_be_visible()
    expect(page.get_by_role("link", name="Swap")).to_be_focused()


def test_one_of_three_is_taken_out(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall, 3))
    page.get_by_role("link", name="Take B out").click()
    expect(page.locator(".pane")).to_have_count(2)
    assert names(page) == ["oil painting", "gouache"]
    expect(page.get_by_role("button", name="Divider")).to_be_visible()


def test_without_javascript_two_stand_side_by_side_and_swap(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall), javascript=False)
    assert names(page) == ["oil painting", "watercolour"]
    boxes = [pane.bounding_box() for pane in page.locator(".pane").all()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    page.get_by_role("link", name="Swap").click()
    assert names(page) == ["watercolour", "oil painting"]


def test_c_in_the_viewer_compares_with_the_original(open_page: Open) -> None:
    page = open_page()
    page.locator("[data-grid] td a").first.click()
    expect(page.locator("dialog article")).to_be_visible()
    page.keyboard.press("c")
    page.wait_for_url("**/compare?ids=*")
    assert names(page) == ["unstyled", "oil painting"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_comparison(open_page: Open, wall: Instance, scheme: str) -> None:
    page = open_page(address(wall), scheme="dark" if scheme == "dark" else "light")
    assert violations(page) == []
    page.get_by_role("button", name="Divider").click()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address(wall, 4))
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_targets_are_large_and_nothing_shifts(open_page: Open, wall: Instance) -> None:
    page = open_page(address(wall, 3), size="phone")
    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate(SMALL_TARGETS) == []
