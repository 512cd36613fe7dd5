"""Two pictures of different pages are compared, by keyboard and by finger, and the comparison is handed on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys_find import tab_to
from tests.browser.test_layout_stability import SHIFTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open


def names(page: Page) -> list[str]:
    return page.locator(".pane .phrase").all_inner_texts()


def in_another_browser(open_page: Open, page: Page, size: Literal["phone", "tablet", "desk"]) -> Page:
    """Opens the link that this page's button copies."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toast")).to_contain_text("Copied")
    copied = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    return open_page(f"{copied.path}?{copied.query}", size)


@pytest.mark.parametrize("size", ["tablet", "desk"])
def test_selected_on_two_pages_divided_swapped_and_handed_on(open_page: Open, size: Literal["tablet", "desk"]) -> None:
    page = open_page("/styles/linocut", size)
    tab_to(page, "[data-grid] a.tile")
    page.keyboard.press("x")
    page.goto("/search?q=gouache")
    tab_to(page, ".results a.tile")
    page.keyboard.press("x")
    expect(page.locator("[data-tray-count]")).to_have_text("2 selected")
    page.keyboard.press("c")
    page.wait_for_url("**/compare?ids=*")
    assert names(page) == ["linocut", "gouache"]
    assert page.evaluate(SHIFTS) == 0
    tab_to(page, "[data-mode=divided]")
    page.keyboard.press("Enter")
    place = page.locator(".pane-pic").first.bounding_box()
    assert place is not None
    assert place["width"] / place["height"] == pytest.approx(256 / 192, abs=0.02)  # nothing beside the pictures
    tab_to(page, "[data-at]")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "48 % of A, 52 % of B")
    page.get_by_role("link", name="Swap").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pane .phrase").first).to_have_text("gouache")
    other = in_another_browser(open_page, page, size)
    assert names(other) == ["gouache", "linocut"]
    assert other.locator("table").inner_text() == page.locator("table").inner_text()


def test_on_a_phone_two_are_selected_in_the_viewer_and_compared_from_the_tray(open_page: Open) -> None:
    page = open_page("/", "phone")
    for path in ("/", "/search?q=gouache"):
        page.goto(path)
        page.locator("main a.tile:visible").first.tap()
        select = page.locator("dialog article").get_by_role("button", name="Select", exact=True)
        select.tap()
        expect(select).to_have_attribute("aria-pressed", "true")
        page.locator("dialog [data-close]").tap()
        expect(page.locator("dialog[data-viewer]")).to_be_hidden()
    tray = page.locator("[data-tray]")
    expect(tray).to_contain_text("2 selected")
    tray.get_by_role("link", name="Compare").tap()
    page.wait_for_url("**/compare?ids=*")
    assert names(page) == ["oil painting", "gouache"]
    assert page.evaluate(SHIFTS) == 0
    page.get_by_role("button", name="Divider").tap()
    box = page.locator(".pane-pic").first.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + 60)
    expect(page.get_by_role("slider")).to_have_value(re.compile(r"^7[456]$"))
    page.get_by_role("link", name="Swap").tap()
    expect(page.locator(".pane .phrase").first).to_have_text("gouache")
    assert names(in_another_browser(open_page, page, "desk")) == ["gouache", "oil painting"]
