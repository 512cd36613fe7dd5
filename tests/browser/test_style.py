"""One style in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import MODELS

if TYPE_CHECKING:
    from tests.browser.conftest import Open


def test_every_cell_of_it_is_there_with_the_plain_picture_beside(open_page: Open) -> None:
    page = open_page("/styles/linocut")
    row = page.locator("[data-grid] tbody tr").first
    expect(row.locator("td img")).to_have_count(len(MODELS))
    expect(row.locator("th .plain img")).to_be_visible()


def test_holding_o_shows_the_row_s_subject_without_the_style(open_page: Open) -> None:
    page = open_page("/styles/linocut")
    pictures = page.locator("[data-grid] tbody tr").first.locator("td img")
    styled = [picture.get_attribute("src") for picture in pictures.all()]
    page.keyboard.down("o")
    plain = [str(picture.get_attribute("src")) for picture in pictures.all()]
    told = str(page.locator("[data-grid] tbody tr").first.get_attribute("data-originals")).split(",")
    assert plain == [each.split()[0] for each in told]
    assert not set(plain) & set(styled)
    page.keyboard.up("o")
    assert [picture.get_attribute("src") for picture in pictures.all()] == styled


def test_its_button_keeps_the_originals_in_sight(open_page: Open) -> None:
    page = open_page("/styles/linocut")
    button = page.locator(".wallbar [data-do=original]")
    picture = page.locator("[data-grid] td img").first
    styled = picture.get_attribute("src")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert picture.get_attribute("src") != styled


def test_its_family_is_a_link(open_page: Open) -> None:
    page = open_page("/styles/linocut")
    page.locator(".crumbs").get_by_role("link", name="Print").click()
    expect(page.locator("h1")).to_contain_text("Print: ")
    expect(page.locator(".card")).to_have_count(3)


def test_the_phrase_can_be_copied(open_page: Open) -> None:
    page = open_page("/styles/linocut")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy phrase").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "linocut"
