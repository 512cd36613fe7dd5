"""The corner of each page: who is signed in, on pages that are the same for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.people import add_person, let_in
from tests.browser.test_accessibility import violations
from tests.browser.test_layout_stability import SHIFTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
INSIDE = "menu => { const box = menu.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth; }"


@pytest.fixture
def signed_in(open_page: Open, wall: Instance) -> Page:
    """The wall as somebody sees it who is signed in."""
    page = open_page("/verify")
    let_in(page.context, wall, add_person(wall, name="Ada Lovelace"))
    page.goto("/")
    expect(page.locator(".you summary")).to_be_visible()
    return page


def test_nobody_is_asked_for_without_the_hint(open_page: Open) -> None:
    page = open_page("/verify")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/styles", wait_until="networkidle")
    assert [url for url in asked if "/fragments/me" in url] == []


def test_a_public_page_is_the_same_bytes_for_everyone(signed_in: Page, wall: Instance) -> None:
    theirs = signed_in.request.get("/styles", headers={"accept": "text/html"})
    assert theirs.text() == wall.client.get("/styles", headers={"accept": "text/html"}).text


def test_the_sign_in_leads_back_to_the_page_and_its_query(open_page: Open, wall: Instance) -> None:
    page = open_page("/search?q=gouache")
    page.get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(f"{wall.url}/signin?next=%2Fsearch%3Fq%3Dgouache")


def test_on_the_way_in_the_link_leads_where_the_page_would_have_led(open_page: Open, wall: Instance) -> None:
    page = open_page("/reset?next=/styles")
    page.locator(".account").get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(f"{wall.url}/signin?next=%2Fstyles")


def test_without_javascript_the_corner_is_a_plain_link(open_page: Open, wall: Instance) -> None:
    page = open_page("/styles", javascript=False)
    page.locator(".account").get_by_role("link", name="Sign in").click()
    expect(page).to_have_url(f"{wall.url}/signin")


def test_the_menu_says_who_one_is_and_leads_on(signed_in: Page) -> None:
    signed_in.get_by_label("Your account, Ada Lovelace").click()
    menu = signed_in.locator(".you > div")
    expect(menu).to_contain_text("Ada Lovelace")
    assert menu.get_by_role("link").all_inner_texts() == ["Dashboard", "Settings"]
    menu.get_by_role("link", name="Dashboard").click()
    expect(signed_in.locator("h1")).to_have_text("Ada Lovelace")


def test_the_menu_opens_and_shuts_by_keyboard(signed_in: Page) -> None:
    summary = signed_in.locator(".you summary")
    summary.focus()
    signed_in.keyboard.press("Enter")
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_role("link", name="Dashboard")).to_be_focused()
    signed_in.keyboard.press("Escape")
    expect(signed_in.locator(".you[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_the_menu_shuts_when_one_clicks_elsewhere(signed_in: Page) -> None:
    signed_in.locator(".you summary").click()
    signed_in.locator("h1").click()
    expect(signed_in.locator(".you[open]")).to_have_count(0)


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_the_open_menu_is_accessible_and_on_the_screen(
    open_page: Open, wall: Instance, size: Size, scheme: Literal["light", "dark"]
) -> None:
    page = open_page("/verify", size, scheme=scheme)
    let_in(page.context, wall, add_person(wall, f"{'somebody-with-a-long-address-' * 2}{size}-{scheme}@example.org"))
    page.goto("/styles")
    page.locator(".you summary").click()
    assert page.locator(".you > div").evaluate(INSIDE)
    assert violations(page) == []


def test_signing_out_by_the_menu_leaves_nobody_in_the_corner(signed_in: Page) -> None:
    signed_in.locator(".you summary").click()
    signed_in.get_by_role("button", name="Sign out").click()
    expect(signed_in.locator(".account").get_by_role("link", name="Sign in")).to_be_visible()
    assert signed_in.context.cookies() == []


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_nothing_shifts_when_the_corner_is_filled(open_page: Open, wall: Instance, size: Size) -> None:
    page = open_page("/verify", size)
    let_in(page.context, wall, add_person(wall))
    page.goto("/styles")
    expect(page.locator(".you summary")).to_be_visible()
    assert page.evaluate(SHIFTS) == 0


def test_an_old_hint_is_dropped_when_the_session_has_ended(chromium: Browser, wall: Instance) -> None:
    context = chromium.new_context(base_url=wall.url)
    context.add_cookies([{"name": "signed_in", "value": "1", "url": wall.url, "sameSite": "Lax"}])
    page = context.new_page()
    page.goto("/styles")
    expect(page.locator(".account").get_by_role("link", name="Sign in")).to_be_visible()
    assert context.cookies() == []
    context.close()


def test_on_ones_own_pages_the_corner_leads_to_the_account_without_javascript(open_page: Open, wall: Instance) -> None:
    page = open_page("/verify", javascript=False)
    let_in(page.context, wall, add_person(wall))
    page.goto("/settings")
    expect(page.locator(".account").get_by_role("link")).to_have_text("Account")
    page.locator(".account").get_by_role("link").click()
    expect(page).to_have_url(f"{wall.url}/dashboard")
