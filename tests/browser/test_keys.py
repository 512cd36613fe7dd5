"""The sheet of keys, and keys that stay out of the way of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open

LISTED = ["/", "?", "Esc", "←", "↑", "↓", "→", "Enter", "x", "c", "o", "+", "−", "0", "r", "d"]


def test_the_sheet_lists_every_key_that_does_something(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("?")
    keys = page.locator("dialog.keys dl kbd").all_inner_texts()
    assert sorted(set(keys)) == sorted(LISTED)


def test_the_sheet_closes_with_escape_and_gives_the_focus_back(open_page: Open) -> None:
    page = open_page()
    first = page.locator("[data-grid] td a").first
    first.focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_be_hidden()
    expect(first).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/search", "/styles", "/default", "/docs", "/no-such-page"])
def test_slash_leads_to_the_search_box_on_every_page(open_page: Open, path: str) -> None:
    page = open_page("/styles")
    page.route("**/no-such-page", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(path)
    page.keyboard.press("/")
    expect(page.locator("input[name=q]:focus")).to_have_count(1)
    page.keyboard.type("/?")
    expect(page.locator("input[name=q]:focus")).to_have_value("/?")
    expect(page.locator("dialog.keys")).to_be_hidden()


def test_with_single_keys_off_letters_do_nothing_and_arrows_still_move(open_page: Open) -> None:
    page = open_page()
    page.locator("[data-do=keys]:visible").first.click()
    page.get_by_role("checkbox", name="Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).not_to_be_focused()
    expect(page.locator(".find-box > kbd")).to_be_hidden()
    page.locator("[data-grid] td a").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-grid] td a").nth(1)).to_be_focused()


def test_keys_with_a_modifier_belong_to_the_browser(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Alt+/")
    expect(page.locator("input[name=q]")).not_to_be_focused()
