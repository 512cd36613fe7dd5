"""Ways into an account and back to where one wanted to go, as a person goes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.people import PASSWORD, add_person, let_in
from tests.outbox import Outbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
TAB_STOPS = 40


def outbox(wall: Instance) -> Outbox:
    return Outbox(wall.rooms.settings.data_folder / "outbox")


def path_of(link: str) -> str:
    """A letter's link at this instance, whatever address it says."""
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_sign_up_confirm_sign_out_sign_in_and_back_to_the_page_one_came_from(
    open_page: Open, wall: Instance, size: Size
) -> None:
    email = f"new-{size}@example.org"
    page = open_page("/styles/gouache", size)
    page.locator(".account").get_by_role("link", name="Sign in").click()
    page.locator("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator(".you summary")).to_be_visible()
    page.goto(path_of(outbox(wall).latest(email, "verify").link))
    page.get_by_role("button", name="Confirm the address").click()
    expect(page.locator(".you summary")).to_be_visible()
    page.goto("/styles/linocut")
    page.locator(".you summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/styles/linocut")
    page.locator(".account").get_by_role("link", name="Sign in").click()
    sign_in(page, email)
    expect(page).to_have_url(f"{wall.url}/styles/linocut")
    expect(page.locator(".you summary")).to_be_visible()


def test_what_needs_an_account_is_reached_after_the_sign_in(open_page: Open, wall: Instance) -> None:
    page = open_page("/settings/mails")
    expect(page.locator("h1")).to_have_text("Sign in")
    sign_in(page, add_person(wall))
    expect(page).to_have_url(f"{wall.url}/settings/mails")


def test_a_sign_in_by_itself_lands_on_the_dashboard(open_page: Open, wall: Instance) -> None:
    page = open_page("/signin")
    sign_in(page, add_person(wall, name="Grace Hopper"))
    expect(page).to_have_url(f"{wall.url}/dashboard")
    expect(page.locator("h1")).to_have_text("Grace Hopper")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_forgotten_password_is_replaced_by_a_letter(open_page: Open, wall: Instance, javascript: bool) -> None:
    email, new = add_person(wall), "a quiet harbour"
    page = open_page("/signin?next=/styles", javascript=javascript)
    page.get_by_role("link", name="Forgotten?").click()
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator("h1")).to_have_text("Look into your mail")
    page.goto(path_of(outbox(wall).latest(email, "reset").link))
    page.get_by_label("New password", exact=True).fill(new)
    page.get_by_role("button", name="Set the password").click()
    page.goto("/dashboard")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/signin?next=/styles")
    sign_in(page, email, new)
    expect(page).to_have_url(f"{wall.url}/styles")


def test_without_javascript_one_signs_up_confirms_by_code_and_signs_out(open_page: Open, wall: Instance) -> None:
    email = "plain@example.org"
    page = open_page("/signup", "phone", javascript=False)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.goto("/dashboard")
    page.get_by_role("link", name="Type the code").click()
    page.get_by_label("Code").fill(outbox(wall).latest(email, "verify").code)
    page.get_by_role("button", name="Confirm the address").click()
    page.goto("/dashboard")
    expect(page.get_by_role("link", name="Type the code")).to_have_count(0)
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/dashboard")
    expect(page).to_have_url(f"{wall.url}/signin?next=/dashboard")


def test_the_sign_in_goes_by_keyboard_alone(open_page: Open, wall: Instance) -> None:
    page = open_page("/signin")
    email = add_person(wall)
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "f-email":
            break
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Forgotten?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{wall.url}/dashboard")


def test_what_stops_a_change_is_proved_and_leads_back_to_it(open_page: Open, wall: Instance) -> None:
    page = open_page("/verify")
    email = add_person(wall)
    let_in(page.context, wall, email)
    page.goto("/signin/again?next=/settings/security")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page).to_have_url(re.compile("/settings/security$"))
