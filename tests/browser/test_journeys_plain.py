"""The same journeys without JavaScript, as far as they go: forms, links and their buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_from_the_wall_to_a_filtered_search_and_through_its_set(open_page: Open, size: Size) -> None:
    page = open_page("/", size, javascript=False)
    if size == "phone":
        page.locator(".tabs").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").filter(visible=True).fill("watercolr")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("3 pictures for watercolour")
    page.get_by_label("Image model", exact=True).select_option("local:graver")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("h1")).to_have_text("1 picture for watercolour")
    page.get_by_label("Image model", exact=True).select_option("")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator(".results a.tile")).to_have_count(3)
    page.locator(".results a.tile").first.click()
    expect(page.locator(".panel-top")).to_contain_text("1 of 3 in this search")
    page.locator("a[data-go=right]").filter(visible=True).first.click()
    expect(page.locator(".panel-top")).to_contain_text("2 of 3 in this search")
    page.locator("a[data-go=left]").filter(visible=True).first.click()
    expect(page.locator(".panel-top")).to_contain_text("1 of 3 in this search")
    page.locator("[data-close]").click()
    expect(page.locator(".results a.tile")).to_have_count(3)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_from_a_render_to_its_comparison_with_the_original(open_page: Open, size: Literal["phone", "desk"]) -> None:
    page = open_page("/styles/gouache", size, javascript=False)
    page.locator("[data-grid] a.tile").first.click()
    expect(page.locator("#viewer-h")).to_have_text("gouache")
    page.get_by_role("link", name="Compare", exact=True).click()
    assert page.locator(".pane .phrase").all_inner_texts() == ["unstyled", "gouache"]
    assert page.locator("main button:visible").all_inner_texts() == []
    page.get_by_role("link", name="Swap").click()
    assert page.locator(".pane .phrase").all_inner_texts() == ["gouache", "unstyled"]
    page.locator(".pane a.phrase").first.click()
    page.wait_for_url(re.compile(r"/render/[0-9a-f-]+$"))


def test_a_picture_s_file_is_verified_by_form(open_page: Open, wall: Instance, tmp_path: Path) -> None:
    page = open_page("/styles/linocut", "tablet", javascript=False)
    page.locator("[data-grid] a.tile").first.click()
    address = page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").filter(visible=True).click()
    home = tmp_path / download.value.suggested_filename
    download.value.save_as(home)
    page.get_by_role("link", name="Verify a file").click()
    page.locator("#file").set_input_files(home)
    page.get_by_role("button", name="Verify it").click()
    link = page.locator(".pair figcaption a").first
    assert address.startswith(f"{wall.url}{link.get_attribute('href')}")


def test_models_lead_to_what_each_drew_and_on_within_it(open_page: Open) -> None:
    page = open_page("/models", javascript=False)
    page.get_by_role("rowheader").get_by_role("link", name="graver").click()
    expect(page.locator("h1")).to_have_text("graver")
    page.locator("[data-grid] a.tile").first.click()
    assert page.url.endswith("?in=model")
    page.locator("a[data-go=down]").filter(visible=True).first.click()
    expect(page.locator("article.viewer .full")).to_be_visible()
    page.locator("[data-close]").click()
    expect(page.locator("h1")).to_have_text("graver")
