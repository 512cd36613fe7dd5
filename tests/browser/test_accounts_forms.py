"""What forms do for whoever fills them in: passwords shown, caps lock told, what is wrong beside it, one sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import PASSWORD, add_person, let_in
from tests.browser.test_frame import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

CAPS = (
    "(input, on) => input.dispatchEvent(new KeyboardEvent('keydown', {key: 'A', bubbles: true, modifierCapsLock: on}))"
)
WRONG = "Address and password don’t belong together. Try again, or set a new password."
MANAGED = "form => [...form.querySelectorAll('input[autocomplete]')].map(({ autocomplete }) => autocomplete)"


@pytest.fixture
def door(chromium: Browser, wall: Instance) -> Iterator[Page]:
    """The sign-in, unwatched: the browser logs an error for every answer that is one."""
    page = bare(chromium, wall, "desk")
    page.set_default_timeout(8000)
    page.goto("/signin")
    yield page
    page.context.close()


def test_a_password_is_shown_and_hidden_again(open_page: Open) -> None:
    page = open_page("/signin")
    field = page.get_by_label("Password", exact=True)
    field.fill("seven grey herons")
    button = page.get_by_role("button", name="Show password")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(field).to_have_attribute("type", "password")


def test_a_password_that_is_shown_is_sent_as_one(door: Page, wall: Instance) -> None:
    """Browsers keep what was typed into a text field for next time."""
    sent: list[str | None] = []
    email = add_person(wall)
    door.get_by_label("Email").fill(email)
    door.get_by_label("Password", exact=True).fill(PASSWORD)
    door.get_by_role("button", name="Show password").click()
    door.evaluate("addEventListener('submit', ({ target }) => { window.name = target.elements.password.type; })")
    door.get_by_role("button", name="Sign in", exact=True).click()
    door.wait_for_url("**/dashboard")
    sent.append(door.evaluate("window.name"))
    assert sent == ["password"]


def test_caps_lock_is_told_beside_the_password(open_page: Open) -> None:
    page = open_page("/signin")
    field = page.get_by_label("Password", exact=True)
    field.evaluate(CAPS, True)
    told = page.locator(".field:has(#f-password)").get_by_role("status")
    expect(told).to_have_text("Caps lock is on.")
    field.evaluate(CAPS, False)
    expect(told).to_have_text("")


def test_how_long_a_new_password_is_is_said_in_words(open_page: Open) -> None:
    page = open_page("/signup")
    hint = page.locator("#h-password")
    before = hint.inner_text()
    for typed, said in (
        ("herons", "4 more characters."),
        ("nine long", "One more character."),
        ("seven grey herons", "Long enough."),
        ("", before),
    ):
        page.get_by_label("Password", exact=True).fill(typed)
        expect(hint).to_have_text(said)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_wrong_password_is_told_beside_the_field_which_has_the_cursor(
    chromium: Browser, wall: Instance, javascript: bool
) -> None:
    page = bare(chromium, wall, "phone", javascript=javascript)
    page.goto("/signin?next=/styles")
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("not my password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    field = page.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(WRONG)
    expect(field).to_have_value("")
    expect(page.get_by_label("Email")).to_have_value("nobody@example.org")
    expect(page.locator("[name=next]").first).to_have_value("/styles")
    page.context.close()


def test_what_was_wrong_is_no_longer_said_once_it_is_changed(door: Page) -> None:
    door.get_by_label("Email").fill("nobody@example.org")
    door.get_by_label("Password", exact=True).fill("not my password")
    door.get_by_role("button", name="Sign in", exact=True).click()
    field = door.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    field.fill("s")
    expect(field).to_have_accessible_description("")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_second_press_sends_nothing(door: Page, wall: Instance) -> None:
    sent: list[str] = []
    door.on("request", lambda request: sent.append(request.url) if request.is_navigation_request() else None)
    door.get_by_label("Email").fill("nobody@example.org")
    door.get_by_label("Password", exact=True).fill("not my password")
    form = door.locator("form[action='/signin']")
    form.evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(door.locator("[aria-invalid=true]")).to_be_focused()
    assert sent == [f"{wall.url}/signin"]
    expect(form).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize(
    ("path", "tokens"),
    [
        ("/signin", ["username webauthn", "current-password"]),
        ("/signup", ["username", "name", "new-password"]),
        ("/reset", ["username"]),
    ],
)
def test_browsers_are_told_what_each_field_is_to_fill_it(open_page: Open, path: str, tokens: list[str]) -> None:
    assert open_page(path).locator(f"main form[action='{path}']").evaluate(MANAGED) == tokens


@pytest.mark.parametrize(
    ("path", "action", "tokens"),
    [
        ("/settings/security", "/settings/password", ["username", "current-password", "new-password"]),
        ("/signin/again", "/signin/again", ["username", "current-password"]),
        ("/verify-email", "/verify-email", ["one-time-code"]),
    ],
)
def test_forms_of_ones_own_name_the_account_whose_password_it_is(
    open_page: Open, wall: Instance, path: str, action: str, tokens: list[str]
) -> None:
    page = open_page("/verify")
    let_in(page.context, wall, add_person(wall, verified=False))
    page.goto(path)
    assert page.locator(f"form[action='{action}']").evaluate(MANAGED) == tokens


def test_a_code_may_be_pasted_with_its_space(open_page: Open, wall: Instance) -> None:
    page = open_page("/verify")
    let_in(page.context, wall, add_person(wall, verified=False))
    page.goto("/verify-email")
    page.get_by_label("Code").fill("123 456")
    expect(page.get_by_label("Code")).to_have_value("123456")


def test_what_was_changed_is_said_and_what_was_refused_is_not(chromium: Browser, wall: Instance) -> None:
    page = bare(chromium, wall, "desk")
    let_in(page.context, wall, add_person(wall))
    for password, said in (("not my password", ""), (PASSWORD, "Your password is changed.")):
        page.goto("/settings/security")
        page.get_by_label("Current password", exact=True).fill(password)
        page.get_by_label("New password", exact=True).fill("a quiet harbour")
        page.get_by_role("button", name="Change the password").click()
        expect(page.locator("#f-old_password[aria-invalid]")).to_have_count(0 if said else 1)
        expect(page.locator(".toast")).to_have_text(said)
    page.context.close()
