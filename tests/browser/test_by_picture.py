"""Finding styles by picture in a browser: choosing, dropping, pasting, without JavaScript, and how it looks."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

PATH = "/styles/by-picture"
HANDED_OVER = """([name, encoded]) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "mine.webp", { type: "image/webp" }));
    const how = { bubbles: true, cancelable: true };
    document.body.dispatchEvent(name === "drop"
        ? new DragEvent("drop", { ...how, dataTransfer: data })
        : new ClipboardEvent("paste", { ...how, clipboardData: data }));
}"""


@pytest.fixture
def picture(wall: Instance) -> Path:
    """A linocut that hangs on the wall."""
    cells = wall.json("/api/styles/linocut")["subjects"][0]["cells"]
    url: str = wall.json(f"/api/render/{cells[0]['id']}")["render"]["image_url"]
    return wall.rooms.settings.data_folder / url.removeprefix("/")


def choose(page: Page, picture: Path) -> None:
    page.set_input_files("input[type=file]", picture)
    expect(page.locator(".near-style").first).to_be_visible()


def test_choosing_a_picture_shows_it_beside_the_nearest_styles(open_page: Open, picture: Path) -> None:
    page = open_page(PATH)
    choose(page, picture)
    expect(page.locator("main h2")).to_have_text("Nearly the same as linocut")
    expect(page.locator("[data-yours] img")).to_be_visible()
    assert str(page.locator("[data-yours] img").get_attribute("src")).startswith("blob:")
    assert page.locator(".near-style").count() >= 3
    assert page.url.endswith(PATH)


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_a_picture_can_be_dropped_or_pasted_anywhere(
    open_page: Open, picture: Path, how: Literal["drop", "paste"]
) -> None:
    page = open_page(PATH)
    page.evaluate(HANDED_OVER, [how, base64.b64encode(picture.read_bytes()).decode()])
    expect(page.locator(".near-style h3").first).to_have_text("linocut")


def test_a_result_leads_to_its_style_its_render_and_a_search(open_page: Open, picture: Path) -> None:
    page = open_page(PATH)
    choose(page, picture)
    first = page.locator(".near-style").first
    hrefs = [first.locator("a").nth(n).get_attribute("href") for n in range(3)]
    assert str(hrefs[0]).startswith("/render/")
    assert hrefs[1:] == ["/styles/linocut", "/search?q=linocut"]
    first.locator("h3 a").click()
    expect(page).to_have_url(f"{page.url.partition('/styles')[0]}/styles/linocut")


def test_without_javascript_the_form_brings_the_same_styles(open_page: Open, picture: Path) -> None:
    page = open_page(PATH, javascript=False)
    page.set_input_files("input[type=file]", picture)
    page.get_by_role("button", name="Find its style").click()
    expect(page.locator("main h2")).to_have_text("Nearly the same as linocut")
    assert page.locator(".near-style").count() >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_axe_finds_nothing_before_and_after(
    open_page: Open, picture: Path, size: Literal["phone", "tablet", "desk"], scheme: Literal["light", "dark"]
) -> None:
    page = open_page(PATH, size, scheme=scheme)
    assert violations(page) == []
    choose(page, picture)
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_every_target_is_at_least_44_pixels_high(open_page: Open, picture: Path) -> None:
    page = open_page(PATH, "phone")
    choose(page, picture)
    links = page.locator(".near-style a").all()
    assert links
    for link in links:
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
