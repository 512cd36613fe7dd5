"""The viewer: a dialog over the wall under the picture's own address, and a page without the wall."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_phone import SMALL_TARGETS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Open

RENDER = re.compile(r"/render/[0-9a-f-]+$")


def opened(page: Page, number: int = 0) -> Locator:
    """Opens the picture of that number from the keyboard; returns its tile."""
    tile = page.locator("[data-grid] td a").nth(number)
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[data-viewer] article")).to_be_visible()
    return tile


def test_enter_opens_the_picture_under_its_own_address(open_page: Open) -> None:
    page = open_page()
    tile = opened(page)
    expect(page).to_have_url(re.compile(re.escape(tile.get_attribute("href") or "?") + "$"))
    picture = page.locator("dialog .frame .full")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('dialog .full').naturalWidth > 0")


def test_escape_closes_and_the_focus_returns_to_the_tile(open_page: Open) -> None:
    page = open_page()
    tile = opened(page, 4)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()
    expect(tile).to_be_focused()
    expect(page).not_to_have_url(RENDER)


def test_arrows_turn_to_the_next_model_and_the_next_style(open_page: Open) -> None:
    page = open_page()
    opened(page)
    hrefs = [tile.get_attribute("href") for tile in page.locator("[data-grid] td a").all()]
    for key, number in (("ArrowRight", 1), ("ArrowDown", 4), ("ArrowLeft", 3), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(page.locator("dialog article")).to_have_attribute("data-url", hrefs[number] or "?")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog article")).to_have_attribute("data-url", hrefs[3] or "?")
    page.keyboard.press("Escape")
    expect(page.locator("[data-grid] td a").nth(3)).to_be_focused()


def test_back_closes_and_forward_opens_again(open_page: Open) -> None:
    page = open_page()
    opened(page)
    page.go_back()
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()
    page.go_forward()
    expect(page.locator("dialog[data-viewer] article")).to_be_visible()


def test_reloaded_it_is_a_page_of_its_own_and_back_leads_to_the_wall(open_page: Open) -> None:
    page = open_page()
    opened(page)
    page.reload()
    expect(page.locator("main article.viewer")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-grid]")).to_be_visible()


def test_the_focus_stays_inside(open_page: Open) -> None:
    page = open_page()
    opened(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")


def test_the_recipe_is_copied_as_text_json_and_line(open_page: Open) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    for name, form in (("text", "Seed"), ("JSON", '"seed"'), ("A1111 line", "Size:")):
        page.get_by_role("button", name=f"Copy as {name}", exact=True).click()
        expect(page.locator(".toast")).to_contain_text("Copied")
        assert form.lower() in page.evaluate("navigator.clipboard.readText()").lower()


def test_holding_o_lays_the_original_over_the_picture(open_page: Open) -> None:
    page = open_page()
    opened(page)
    original = page.locator("dialog [data-original-over]")
    page.keyboard.down("o")
    expect(original).to_be_visible()
    page.keyboard.up("o")
    expect(original).to_be_hidden()


def test_d_downloads_the_picture(open_page: Open) -> None:
    page = open_page()
    opened(page)
    with page.expect_download() as download:
        page.keyboard.press("d")
    assert download.value.suggested_filename.endswith(".webp")


def test_neighbours_are_fetched_ahead(open_page: Open) -> None:
    page = open_page()
    ahead = page.locator("[data-grid] td a").nth(1).get_attribute("href")
    with page.expect_response(lambda response: response.url.endswith(f"/fragments{ahead}")) as answer:
        opened(page)
    assert answer.value.ok


def test_a_swipe_turns_to_the_next_model(open_page: Open) -> None:
    page = open_page(size="phone")
    page.locator("[data-grid] td a:visible").first.tap()
    article = page.locator("dialog article")
    first = article.get_attribute("data-url")
    page.evaluate("""() => {
        const stage = document.querySelector("dialog [data-stage] .full");
        const touch = (x) => new Touch({ identifier: 1, target: stage, clientX: x, clientY: 200 });
        const send = (type, touches, x) => stage.dispatchEvent(new TouchEvent(type,
            { bubbles: true, touches, changedTouches: [touch(x)] }));
        send("touchstart", [touch(300)], 300);
        send("touchend", [], 120);
    }""")
    expect(article).not_to_have_attribute("data-url", first or "?")


def test_a_page_of_its_own_closes_to_the_wall(open_page: Open) -> None:
    page = open_page()
    page.goto(page.locator("[data-grid] td a").nth(1).get_attribute("href") or "?")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(RENDER)
    expect(page.locator("main article.viewer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-grid]")).to_be_visible()


def test_from_a_search_arrows_stay_in_its_set(open_page: Open) -> None:
    page = open_page("/search?q=linocut")
    cards = page.locator("main .results a.tile")
    hrefs = [card.get_attribute("href") or "?" for card in cards.all()]
    cards.first.click()
    article = page.locator("dialog article")
    for number, href in enumerate(hrefs, 1):
        expect(article).to_have_attribute("data-url", href)
        expect(page.locator("dialog .panel-top")).to_contain_text(f"{number} of {len(hrefs)} in this search")
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(re.escape(hrefs[-1]) + "$"))
    page.keyboard.press("Escape")
    expect(cards.last).to_be_focused()
    expect(page).to_have_url(re.compile(r"/search\?q=linocut"))


def test_what_lies_outside_the_search_closes_to_it(open_page: Open) -> None:
    page = open_page("/search?q=linocut&model=local:brush&subject=lighthouse")
    page.locator("main .results a.tile").first.click()
    page.locator("dialog .strip a").nth(1).click()
    expect(page.locator("dialog .panel-top")).to_contain_text("Not in this search")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/search\?q=linocut&model=local%3Abrush&subject=lighthouse&as_of=\d+$"))
    expect(page.locator("dialog[data-viewer]")).to_be_hidden()


def test_a_picture_of_a_search_is_a_page_of_its_own_too(open_page: Open) -> None:
    page = open_page("/search?q=linocut")
    found = page.locator("main .results a.tile")
    many = found.count()
    page.goto(found.first.get_attribute("href") or "?")
    page.keyboard.press("ArrowRight")
    expect(page.locator("main .panel-top")).to_contain_text(f"2 of {many} in this search")
    page.keyboard.press("Escape")
    expect(page.locator("main .results")).to_be_visible()


def test_r_copies_the_recipe_and_says_so(open_page: Open) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.keyboard.press("r")
    expect(page.locator(".toast")).to_have_text("Copied.")
    assert json.loads(page.evaluate("navigator.clipboard.readText()"))["model"] == "local:brush"


def test_the_system_s_share_sheet_is_offered_where_there_is_one(open_page: Open) -> None:
    page = open_page()
    opened(page)
    share = page.locator("dialog [data-do=share]")
    expect(share).to_be_hidden()
    page.evaluate("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.keyboard.press("ArrowRight")
    expect(share).to_be_visible()
    share.click()
    page.wait_for_function("() => window.shared")
    shared = page.evaluate("window.shared")
    assert RENDER.search(shared["url"])
    assert shared["title"].startswith("oil painting: ")


def test_the_embed_code_is_copied(open_page: Open) -> None:
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.get_by_role("button", name="Copy embed code").click()
    expect(page.locator(".toast")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()").startswith('<a href="http')


def test_on_a_phone_every_target_of_its_page_is_large_enough(open_page: Open) -> None:
    page = open_page(size="phone")
    page.goto(page.locator("[data-grid] td a").first.get_attribute("href") or "?")
    assert page.evaluate(SMALL_TARGETS) == []
