"""The wall in a browser: pictures, axes that stay, arrows across cells, blocks, tile sizes, the filter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import MODELS, STYLES

if TYPE_CHECKING:
    from tests.browser.conftest import Open

LOADED = "images => images.every(image => image.complete && image.naturalWidth > 0)"


def test_every_picture_of_the_wall_loads(open_page: Open) -> None:
    page = open_page()
    pictures = page.locator("[data-grid] td img")
    expect(pictures).to_have_count(len(STYLES) * len(MODELS))
    for number in range(len(STYLES)):
        page.locator("[data-grid] tr:not(.family) th[scope=row]").nth(number).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert pictures.evaluate_all(LOADED)


def test_pictures_say_what_they_are_and_how_large(open_page: Open) -> None:
    page = open_page()
    pictures = page.locator("[data-grid] td img").all()
    assert pictures
    for picture in pictures:
        assert picture.get_attribute("alt")
        assert int(picture.get_attribute("width") or 0) > int(picture.get_attribute("height") or 0) > 0
        assert "512w" in (picture.get_attribute("srcset") or "")
        assert re.search(r"\bd-[0-5]{3}\b", picture.locator("..").get_attribute("class") or "")


def test_models_stay_at_the_top_when_the_wall_scrolls(open_page: Open) -> None:
    page = open_page()
    page.mouse.wheel(0, 900)
    page.wait_for_function("() => scrollY > 400")
    box = page.locator("thead th").nth(1).bounding_box()
    assert box is not None
    assert abs(box["y"]) < 1


def test_arrows_move_across_cells(open_page: Open) -> None:
    page = open_page()
    at = "[document.activeElement.closest('td').cellIndex, document.activeElement.closest('tr').id]"
    page.locator("[data-grid] td a").first.focus()
    _, first = page.evaluate(at)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(at) == [2, first]
    page.keyboard.press("ArrowDown")
    column, second = page.evaluate(at)
    assert column == 2
    assert second != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(at) == [1, first]


def test_the_axes_answer_the_focused_picture(open_page: Open) -> None:
    page = open_page()
    page.locator("[data-grid] td:nth-child(3) a").first.focus()
    expect(page.locator("thead .is-at .col-name")).to_have_text(
        page.locator("thead .col-name").nth(1).inner_text(), use_inner_text=True
    )


def test_small_tiles_are_remembered_and_have_a_loupe(open_page: Open) -> None:
    page = open_page()
    wide = page.locator("[data-grid] td").first.bounding_box()
    page.locator("label:has(#size-s)").click()
    page.reload()
    narrow = page.locator("[data-grid] td").first.bounding_box()
    assert wide
    assert narrow
    assert narrow["width"] < wide["width"] / 1.5
    page.locator("[data-grid] td a").nth(4).hover()
    name = page.locator("[data-grid] tr:has(td) .phrase").nth(1).inner_text()
    expect(page.locator("[data-loupe] .phrase")).to_have_text(name)


def test_holding_o_shows_every_picture_without_its_style(open_page: Open) -> None:
    page = open_page()
    picture = page.locator("[data-grid] td img").first
    styled = picture.get_attribute("src")
    page.keyboard.down("o")
    assert picture.get_attribute("src") == page.locator("thead th").nth(1).get_attribute("data-original")
    page.keyboard.up("o")
    assert picture.get_attribute("src") == styled


def test_single_keys_can_be_switched_off_for_good(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.locator("[data-single-keys]").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_hidden()
    page.locator("[data-do=keys]").first.click()
    expect(page.locator("dialog.keys")).to_be_visible()


def test_a_subject_without_pictures_tells_the_command(open_page: Open) -> None:
    page = open_page("/?subject=skyline")
    expect(page.locator(".said .command")).to_contain_text("python seed_data.py --subjects skyline")


def test_of_many_subjects_the_one_that_is_shown_is_in_sight(open_page: Open) -> None:
    page = open_page("/?subject=quay", size="phone")
    box = page.locator(".subjects [aria-current]").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= 390 - box["width"]
