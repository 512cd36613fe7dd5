"""A designer finds a style and takes its recipe home, with nothing but a keyboard, at every width."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

WITHIN = re.compile(r"/render/[0-9a-f-]+\?in=style$")


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Presses Tab until what `selector` names has the focus, as who has no pointer does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")


def pasted(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def finds_watercolour(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("watercolr")
    expect(page.locator("[role=option]").filter(has_text="Search for “watercolr”")).to_be_visible()
    expect(page.locator("[role=option]").first).to_contain_text("watercolour")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/styles/watercolour")


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_a_misspelt_phrase_leads_to_its_style_and_home_with_its_recipe(
    open_page: Open, size: Literal["phone", "tablet", "desk"]
) -> None:
    page = open_page("/", size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    finds_watercolour(page)
    tab_to(page, "[data-copy]")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Copied")
    assert pasted(page) == "watercolour"
    tab_to(page, "[data-grid] a.tile")
    opened_from = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    article = page.locator("dialog article.viewer")
    expect(article).to_have_attribute("data-url", opened_from)
    page.keyboard.press("ArrowRight")
    expect(article).not_to_have_attribute("data-url", opened_from)
    expect(page).to_have_url(WITHIN)
    page.keyboard.press("r")
    expect(page.locator(".toast")).to_contain_text("Copied")
    recipe = json.loads(pasted(page))
    assert recipe["model"] == "local:graver"
    assert "watercolour" in recipe["prompt"]
    walked_to = article.get_attribute("data-url")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()
    page.wait_for_url("**/styles/watercolour")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused == (opened_from if size == "phone" else walked_to)


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_where_one_was_is_one_step_back(open_page: Open, size: Literal["phone", "tablet", "desk"]) -> None:
    page = open_page("/", size)
    finds_watercolour(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text("A lighthouse on a cliff at dusk")
    expect(page.locator("[role=option]")).to_have_count(0)
    expect(page.locator("main")).to_have_js_property("inert", value=False)


def test_the_whole_way_is_said_as_it_is_walked(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("watercolr")
    expect(page.locator("form[role=search] [role=status]")).to_have_text(re.compile(r"^\d+ suggestions?$"))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("[data-grid] a.tile").first.focus()
    page.keyboard.press("Enter")
    heading = page.locator("dialog article #viewer-h")
    expect(page.locator("dialog article")).to_have_accessible_name("oil painting")
    page.keyboard.press("ArrowDown")
    expect(heading).to_have_text("watercolour")
    expect(page).to_have_title(re.compile(r"^watercolour: "))


def test_a_style_that_is_listed_and_not_drawn_yet_is_not_denied(open_page: Open) -> None:
    page = open_page("/search?q=number-3")
    expect(page.locator("h1")).to_have_text("No picture of “number-3” yet")
    first = page.locator(".nearest a").first
    expect(first).to_contain_text("Not rendered yet")
    first.click()
    expect(page.locator("h1")).to_have_text("number 3")
