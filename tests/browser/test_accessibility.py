"""axe finds nothing, in both themes, at three widths, on every page and with each dialog open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
RUN = """async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
        `${id}: ${html.slice(0, 120)} ${any.map(({ message }) => message).join("; ")}`));
}"""

Size = Literal["phone", "tablet", "desk"]
Scheme = Literal["light", "dark"]


def violations(page: Page) -> object:
    page.evaluate(AXE)
    return page.evaluate(RUN)


# Colours do not depend on the width: each page is seen at every width and in both themes, not in their product.
@pytest.mark.parametrize(
    ("size", "scheme"),
    [("phone", "light"), ("phone", "dark"), ("tablet", "light"), ("desk", "light"), ("desk", "dark")],
)
def test_axe_finds_nothing_on_any_page(open_page: Open, size: Size, scheme: Scheme) -> None:
    page = open_page(size=size, scheme=scheme)
    style = page.locator("[data-grid] .phrase a").first.get_attribute("href")
    render = page.locator("[data-grid] td a").first.get_attribute("href")
    others = {"dark": ("/styles", style, "/default", "/?subject=skyline"), "light": ("/?subject=skyline",)}
    for path in ("/", render, *others[scheme]):
        page.goto(str(path))
        assert violations(page) == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("tablet", "light"), ("desk", "dark")])
def test_axe_finds_nothing_in_the_api_reference(open_page: Open, size: Size, scheme: Scheme) -> None:
    page = open_page("/docs", size, scheme=scheme)
    page.locator("#shapes details").first.locator("summary").click()
    assert violations(page) == []


def test_axe_finds_nothing_where_nothing_is_drawn_yet(open_page: Open) -> None:
    page = open_page("/styles/number-7", "phone", scheme="dark")
    expect(page.locator(".said h2")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_viewer_and_on_the_sheet_of_keys(open_page: Open, scheme: Scheme) -> None:
    page = open_page(scheme=scheme)
    page.locator("[data-grid] td a").first.click()
    expect(page.locator("dialog[data-viewer] article")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    assert violations(page) == []
