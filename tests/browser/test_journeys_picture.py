"""A picture that was taken home comes back: its style is found by its look, and the library knows it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Open


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_a_downloaded_render_finds_its_style_and_is_told_which_it_is(
    open_page: Open, tmp_path: Path, size: Literal["phone", "tablet", "desk"]
) -> None:
    page = open_page("/styles/risograph", size)
    page.locator("[data-grid] a.tile:visible").first.click()
    article = page.locator("dialog article.viewer")
    expect(article).to_be_visible()
    render = article.get_attribute("data-render")
    with page.expect_download() as download:
        article.get_by_role("link", name="Download").filter(visible=True).click()
    home = tmp_path / download.value.suggested_filename
    download.value.save_as(home)
    page.goto("/")
    page.locator("footer").get_by_role("link", name="Find a style by picture").click()
    page.locator("#file").set_input_files(home)
    expect(page.locator("main h2").first).to_have_text("Nearly the same as risograph")
    page.locator("footer").get_by_role("link", name="Verify a picture").click()
    page.locator("#file").set_input_files(home)
    expect(page.locator("[data-verdict]")).to_be_focused()
    assert page.locator(".pair figcaption a").first.get_attribute("href") == f"/render/{render}"
    expect(page.locator("[data-verified]")).to_contain_text("risograph")
