"""Everything browses without JavaScript, and no control is left that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import MODELS, STYLES

if TYPE_CHECKING:
    from tests.browser.conftest import Open


def test_the_wall_shows_its_pictures(open_page: Open) -> None:
    page = open_page(javascript=False)
    pictures = page.locator("[data-grid] td img")
    expect(pictures).to_have_count(len(STYLES) * len(MODELS))
    expect(pictures.first).to_be_visible()


def test_a_picture_leads_to_its_page_and_back(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.locator("[data-grid] td a").first.click()
    expect(page.locator("article.viewer .full")).to_be_visible()
    page.locator("a[data-go=right]:visible").first.click()
    expect(page.locator("article.viewer .full")).to_be_visible()
    page.locator("[data-close]").click()
    expect(page.locator("[data-grid]")).to_be_visible()


def test_the_recipe_can_be_read_whole(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.locator("[data-grid] td a").first.click()
    page.locator(".raw summary").first.click()
    expect(page.locator("#recipe-json")).to_be_visible()


def test_another_subject_is_a_link(open_page: Open) -> None:
    page = open_page(javascript=False)
    page.locator(".subjects a[href*=mountain-lake]").click()
    expect(page.locator(".subjects [aria-current]")).to_have_attribute("href", "/?subject=mountain-lake")


def test_the_phone_picker_switches_models(open_page: Open) -> None:
    page = open_page(size="phone", javascript=False)
    expect(page.locator("[data-grid] td:nth-of-type(1)").first).to_be_visible()
    page.locator("label:has(#m2)").tap()
    expect(page.locator("[data-grid] tr:has(td a) td:nth-of-type(2)").first).to_be_visible()
    expect(page.locator("[data-grid] tr:has(td a) td:nth-of-type(1)").first).to_be_hidden()


def test_no_button_is_shown_that_would_do_nothing(open_page: Open) -> None:
    page = open_page(javascript=False)
    for path in ("/styles", "/default", "/docs", "/"):
        page.goto(path)
        assert page.locator("button:visible").all_inner_texts() == []
