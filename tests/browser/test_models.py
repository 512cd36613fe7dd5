"""Image models in a browser: one table of all, one of what each did; the unstyled original everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MODELS, STYLES
from tests.browser.test_accessibility import violations
from tests.browser.test_phone import SMALL_TARGETS

if TYPE_CHECKING:
    from tests.browser.conftest import Open


def test_the_models_lie_below_each_other_by_the_same_styles(open_page: Open) -> None:
    page = open_page("/models")
    expect(page.locator("[data-grid] tbody tr")).to_have_count(len(MODELS))
    expect(page.locator("[data-grid] td img")).to_have_count(len(MODELS) * len(STYLES))


def test_a_model_s_name_leads_to_all_that_it_did(open_page: Open) -> None:
    page = open_page("/models")
    page.locator("[data-grid] tbody .phrase a").first.click()
    expect(page.locator("h1")).to_have_text("brush")
    expect(page.locator("[data-grid] tr[data-words]")).to_have_count(len(STYLES))


def test_arrows_move_across_the_cells_of_a_model(open_page: Open) -> None:
    page = open_page("/models/local:brush")
    page.locator("[data-grid] td a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').id") == "s-watercolour"


def test_holding_o_shows_each_model_s_own_original(open_page: Open) -> None:
    page = open_page("/models")
    pictures = page.locator("[data-grid] td:nth-child(2) img")
    styled = [picture.get_attribute("src") for picture in pictures.all()]
    page.keyboard.down("o")
    plain = [picture.get_attribute("src") for picture in pictures.all()]
    assert len({*styled, *plain}) == 2 * len(MODELS)
    page.keyboard.up("o")
    assert [picture.get_attribute("src") for picture in pictures.all()] == styled


def test_on_a_phone_the_original_has_a_button(open_page: Open) -> None:
    page = open_page("/models/local:brush", size="phone")
    picture = page.locator("[data-grid] td:visible img").first
    styled = picture.get_attribute("src")
    page.locator(".picker [data-do=original]").tap()
    assert picture.get_attribute("src") != styled
    page.locator(".picker [data-do=original]").tap()
    assert picture.get_attribute("src") == styled


def test_on_a_phone_nothing_is_too_wide_or_too_small(open_page: Open) -> None:
    page = open_page("/models", size="phone")
    for path in ("/models", "/models/local:brush", "/styles/linocut", "/styles?family=painting"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate(SMALL_TARGETS) == [], path


def test_without_javascript_everything_is_there_and_no_button_is(open_page: Open) -> None:
    page = open_page("/models", javascript=False)
    for path in ("/models", "/models/local:brush", "/styles/linocut"):
        page.goto(path)
        expect(page.locator("[data-grid] td img").first).to_be_visible()
        assert page.locator("button:visible:not([type=submit])").all_inner_texts() == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_axe_finds_nothing(open_page: Open, size: Literal["phone", "desk"], scheme: Literal["light", "dark"]) -> None:
    page = open_page("/models", size, scheme=scheme)
    for path in (
        "/models",
        "/models/local:brush",
        "/styles?family=painting",
        "/styles/gouache",
        "/styles/daguerreotype",
    ):
        page.goto(path)
        assert violations(page) == [], path


def test_on_a_phone_a_model_s_first_pictures_stand_on_the_first_screen(open_page: Open) -> None:
    page = open_page("/models/local:brush", size="phone")
    box = page.locator("[data-grid] td:visible img").first.bounding_box()
    tabs = page.locator(".tabs").bounding_box()
    assert box is not None
    assert tabs is not None
    assert box["y"] + box["height"] <= tabs["y"]
    page.locator(".model-more summary").tap()
    expect(page.get_by_text("How far the style replaces the input")).to_be_visible()


def test_on_a_desk_all_facts_of_a_model_stand_open(open_page: Open) -> None:
    page = open_page("/models/local:brush")
    expect(page.get_by_text("How far the style replaces the input")).to_be_visible()
    expect(page.locator(".model-more summary")).to_be_hidden()
