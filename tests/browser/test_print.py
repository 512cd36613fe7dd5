"""What comes out of a printer: pictures and their axes, black on white, and no controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

INKS = """() => ["color", "backgroundColor"].map((name) => getComputedStyle(document.body)[name])"""
CONTROLS = "header nav, form, .tabs, .foot, button, .btn, [data-tray]"


def printed(open_page: Open, path: str) -> Page:
    page = open_page(path, scheme="dark")
    page.emulate_media(media="print")
    return page


def test_it_is_black_on_white_whatever_the_theme(open_page: Open) -> None:
    page = printed(open_page, "/")
    assert page.evaluate(INKS) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_a_wall_keeps_its_axes_and_its_pictures_and_loses_its_controls(open_page: Open) -> None:
    page = printed(open_page, "/")
    assert page.locator(CONTROLS).locator("visible=true").all_inner_texts() == []
    expect(page.locator("thead .col-name").first).to_be_visible()
    expect(page.locator("[data-grid] .phrase").first).to_be_visible()
    expect(page.locator("[data-grid] td img").last).to_have_css("opacity", "1")


def test_a_render_keeps_its_recipe(open_page: Open) -> None:
    page = open_page()
    render = str(page.locator("[data-grid] td a").first.get_attribute("href"))
    page = printed(open_page, render)
    assert page.locator(CONTROLS).locator("visible=true").all_inner_texts() == []
    expect(page.locator("article.viewer .full")).to_be_visible()
    expect(page.get_by_text("Seed", exact=True)).to_be_visible()


def test_a_search_keeps_what_it_found(open_page: Open) -> None:
    page = printed(open_page, "/search?q=gouache")
    assert page.locator(CONTROLS).locator("visible=true").all_inner_texts() == []
    expect(page.locator("h1")).to_contain_text("gouache")
    expect(page.locator(".results img").last).to_be_visible()
