"""Light and dark: the system's, or the one that was chosen, from the first painted frame on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open

DARK, LIGHT = "rgb(15, 20, 25)", "rgb(243, 245, 247)"
GROUND = "getComputedStyle(document.body).backgroundColor"
# Notes the ground of every frame from the first one that has a body.
WATCH_FRAMES = """
    window.grounds = [];
    const note = () => {
        if (document.body) window.grounds.push(getComputedStyle(document.body).backgroundColor);
        if (window.grounds.length < 12) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
"""


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_without_a_choice_the_system_decides(open_page: Open, scheme: str, ground: str) -> None:
    page = open_page(scheme="dark" if scheme == "dark" else "light")
    assert page.evaluate(GROUND) == ground


def test_a_chosen_theme_is_there_from_the_first_frame_of_the_next_page(open_page: Open) -> None:
    page = open_page(scheme="light", fresh=True)
    page.locator("[data-do=theme]").click()
    page.locator("[data-do=theme]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.add_init_script(WATCH_FRAMES)
    page.goto("/styles")
    page.wait_for_function("() => window.grounds.length >= 12")
    assert set(page.evaluate("window.grounds")) == {DARK}


def test_the_third_press_follows_the_system_again(open_page: Open) -> None:
    page = open_page(scheme="dark")
    for _ in range(3):
        page.locator("[data-do=theme]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") is None
    assert page.evaluate(GROUND) == DARK
