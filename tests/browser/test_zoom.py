"""Zoom in the viewer: by button, key, wheel and finger; a picture that is zoomed moves, and does not turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

    from tests.browser.conftest import Open

MATRIX = """() => {
    const m = new DOMMatrix(getComputedStyle(document.querySelector("article.viewer .frame")).transform);
    return [m.a, m.e, m.f];
}"""
MIDDLE = """() => {
    const { x, y, width, height } = document.querySelector("[data-stage]").getBoundingClientRect();
    return [x + width / 2, y + height / 2];
}"""

AS_A_LARGE_PICTURE = """() => {
    const full = document.querySelector("dialog .full");
    full.srcset = `${full.getAttribute("src").replace(".webp", "-thumb-2x.webp")} 512w`;
}"""


def seen(page: Page) -> tuple[float, float, float]:
    """Scale, and how far the picture is moved right and down."""
    scale, right, down = page.evaluate(MATRIX)
    return scale, right, down


def middle(page: Page) -> tuple[float, float]:
    x, y = page.evaluate(MIDDLE)
    return x, y


def opened(open_page: Open, size: str = "desk") -> Page:
    page = open_page(size="phone" if size == "phone" else "desk")
    page.locator("[data-grid] td a:visible").first.click()
    expect(page.locator("dialog article")).to_be_visible()
    return page


def fingers(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def touch(cdp: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    listed = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": listed})


def test_buttons_zoom_in_out_and_to_the_whole(open_page: Open) -> None:
    page = opened(open_page)
    page.get_by_role("button", name="Zoom in").click()
    assert seen(page)[0] == 1.5
    page.get_by_role("button", name="Zoom out").click()
    assert seen(page)[0] == 1
    page.get_by_role("button", name="Show at 100 %").click()
    expect(page.get_by_role("button", name="100 %. Fit the picture")).to_be_visible()
    assert page.evaluate("document.querySelector('dialog .full').getBoundingClientRect().height") > 0


def test_keys_zoom_and_move_and_nought_fits(open_page: Open) -> None:
    page = opened(open_page)
    article = page.locator("dialog article")
    first = article.get_attribute("data-url")
    for key in ("+", "+", "+", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    scale, right, down = seen(page)
    assert scale > 3
    assert right < 0
    assert down < 0
    expect(article).to_have_attribute("data-url", first or "?")
    page.keyboard.press("0")
    assert seen(page) == (1, 0, 0)
    page.keyboard.press("ArrowRight")
    expect(article).not_to_have_attribute("data-url", first or "?")


def test_the_wheel_zooms_to_the_point_under_it(open_page: Open) -> None:
    page = opened(open_page)
    x, y = middle(page)
    page.mouse.move(x + 200, y + 100)
    page.mouse.wheel(0, -480)
    page.wait_for_function("document.querySelector('[data-zoomed]')")
    scale, right, down = seen(page)
    assert abs(right + 200 * (scale - 1)) < 2
    assert abs(down + 100 * (scale - 1)) < 2


def test_a_double_click_zooms_to_its_point_and_back(open_page: Open) -> None:
    page = opened(open_page)
    x, y = middle(page)
    page.mouse.dblclick(x + 100, y)
    assert seen(page)[:2] == (2, -100)
    page.mouse.dblclick(x, y)
    assert seen(page)[0] == 1


def test_a_drag_moves_no_further_than_the_edge(open_page: Open) -> None:
    page = opened(open_page)
    page.keyboard.press("+")
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y + 10, steps=4)
    page.mouse.up()
    assert seen(page)[1] == 20
    page.mouse.down()
    page.mouse.move(x + 4000, y, steps=4)
    page.mouse.up()
    stage, picture = (
        page.evaluate(f"(({{ left }}) => left)(document.querySelector('dialog {what}').getBoundingClientRect())")
        for what in ("[data-stage]", ".frame")
    )
    assert picture <= stage + 1


def test_one_press_on_a_zoomed_picture_brings_that_point_into_the_middle(open_page: Open) -> None:
    page = opened(open_page)
    for _ in range(3):
        page.keyboard.press("+")
    x, y = middle(page)
    page.mouse.click(x + 150, y + 60)
    assert [round(each) for each in seen(page)[1:]] == [-150, -60]


def test_two_fingers_pinch_and_one_finger_then_moves_instead_of_turning(open_page: Open) -> None:
    page = opened(open_page, "phone")
    article = page.locator("dialog article")
    first = article.get_attribute("data-url")
    x, y = middle(page)
    cdp = fingers(page)
    touch(cdp, "touchStart", (x - 40, y), (x + 40, y))
    for far in (60, 80, 100, 120):
        touch(cdp, "touchMove", (x - far, y), (x + far, y))
    touch(cdp, "touchEnd")
    assert abs(seen(page)[0] - 3) < 0.1
    touch(cdp, "touchStart", (x + 60, y))
    for step in (20, -20, -60, -100):
        touch(cdp, "touchMove", (x + step, y))
    touch(cdp, "touchEnd")
    assert seen(page)[1] < -50
    expect(article).to_have_attribute("data-url", first or "?")


def test_a_finger_across_a_fitted_picture_turns(open_page: Open) -> None:
    page = opened(open_page, "phone")
    article = page.locator("dialog article")
    first = article.get_attribute("data-url")
    x, y = middle(page)
    cdp = fingers(page)
    touch(cdp, "touchStart", (x + 100, y))
    for step in (60, 0, -60, -100):
        touch(cdp, "touchMove", (x + step, y))
    touch(cdp, "touchEnd")
    expect(article).not_to_have_attribute("data-url", first or "?")


def test_a_double_tap_zooms(open_page: Open) -> None:
    page = opened(open_page, "phone")
    x, y = middle(page)
    for _ in range(2):
        page.touchscreen.tap(x + 50, y)
    assert seen(page)[0] == 2


def test_the_next_picture_begins_fitted(open_page: Open) -> None:
    page = opened(open_page)
    page.keyboard.press("+")
    page.locator("dialog .strip a").nth(1).click()
    expect(page.locator("dialog .strip a").nth(1)).to_have_attribute("aria-current", "page")
    assert seen(page)[0] == 1
    expect(page.locator("dialog [data-zoomed]")).to_have_count(0)


def test_the_zoom_is_said(open_page: Open) -> None:
    page = opened(open_page)
    page.keyboard.press("+")
    expect(page.locator("dialog [data-zoom-says]")).to_have_text(re.compile(r"^\d+ %$"))
    page.keyboard.press("0")
    expect(page.locator("dialog [data-zoom-says]")).to_have_text("Fits")


def test_a_picture_that_is_zoomed_is_shown_from_its_own_file(open_page: Open) -> None:
    page = opened(open_page, "phone")
    full = page.locator("dialog .full")
    page.evaluate(AS_A_LARGE_PICTURE)  # the pictures of these tests are no larger than thumbnails
    page.locator("[data-zoom=in]:visible").tap()
    expect(full).not_to_have_attribute("srcset", re.compile("."))
    url = full.get_attribute("src") or "?"
    page.wait_for_function("url => document.querySelector('dialog .full').currentSrc.endsWith(url)", arg=url)
    assert seen(page)[0] == 1.5
