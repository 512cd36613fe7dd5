"""API keys, sessions and the audit in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.people import add_person, let_in
from tests.browser.test_accounts_pages import complaints
from tests.browser.test_frame import bare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
Scheme = Literal["light", "dark"]
KEYS, SESSIONS = "/settings/keys", "/settings/sessions"


def make_key(page: Page, name: str) -> str:
    """Fill in the form as people do; returns the token that is shown."""
    page.goto(KEYS)
    page.get_by_label("Name", exact=True).fill(name)
    page.locator("main form").get_by_text("Create", exact=True).click()
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", name="Your new API key")).to_be_visible()
    return page.locator("#key").inner_text()


def test_a_key_is_made_copied_used_and_revoked(open_page: Open, wall: Instance) -> None:
    page, email = open_page("/verify"), add_person(wall)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    let_in(page.context, wall, email)
    token = make_key(page, "the kitchen frame")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".toast")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == token
    asked = {"authorization": f"Bearer {token}"}
    assert httpx.get(f"{wall.url}/api/auth/me", headers=asked).json()["email"] == email
    page.get_by_role("link", name="I have kept it").click()
    row = page.locator("main .rows li")
    expect(row).to_contain_text("the kitchen frame")
    expect(row).to_contain_text("Last used")
    row.get_by_role("button", name=re.compile("Revoke")).click()
    expect(page.locator("main .rows")).to_have_count(0)
    assert httpx.get(f"{wall.url}/api/auth/me", headers=asked).status_code == 401


def test_a_key_that_may_do_nothing_is_told_beside_its_choice(chromium: Browser, wall: Instance) -> None:
    page = bare(chromium, wall, "desk")
    let_in(page.context, wall, add_person(wall))
    page.goto(KEYS)
    page.get_by_label("Name", exact=True).fill("idle")
    page.locator("main form").get_by_text("Read", exact=True).click()
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("group", name="What it may do")).to_contain_text("Tick at least one.")
    assert page.get_by_label("Name", exact=True).input_value() == "idle"
    page.context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_session_is_ended_from_another_browser(
    open_page: Open, chromium: Browser, wall: Instance, *, javascript: bool
) -> None:
    here, there, email = open_page("/verify", javascript=javascript), bare(chromium, wall, "desk"), add_person(wall)
    for page in (here, there):
        let_in(page.context, wall, email)
    there.goto(SESSIONS)
    here.goto(SESSIONS)
    expect(here.locator("main .rows li")).to_have_count(2)
    here.locator("main .rows li").nth(1).get_by_role("button", name=re.compile("^End")).click()
    expect(here.locator("main .rows li")).to_have_count(1)
    there.reload()
    expect(there).to_have_url(re.compile(r"/signin\?next="))
    there.context.close()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("tablet", "light"), ("desk", "light")])
def test_the_new_key_and_the_audit_are_sound(open_page: Open, wall: Instance, size: Size, scheme: Scheme) -> None:
    page = open_page("/verify", size, scheme=scheme)
    let_in(page.context, wall, add_person(wall, f"{'an-operator-of-long-name-' * 2}{size}@example.org", admin=True))
    make_key(page, "a name of eighty characters without any space in it".replace(" ", "-"))
    assert complaints(page, size) == []
    page.goto(KEYS)
    assert complaints(page, size) == []
    page.goto("/admin/audit")
    expect(page.locator(".audit-lines tbody tr").first).to_contain_text("API key made")
    assert complaints(page, size) == []


def test_the_operator_asks_for_one_account_and_one_action(open_page: Open, wall: Instance) -> None:
    page, email = open_page("/verify"), add_person(wall, admin=True)
    let_in(page.context, wall, email)
    page.goto("/admin/audit")
    page.get_by_label("Account", exact=True).fill(email)
    page.get_by_label("What happened", exact=True).select_option(label="Signed in")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".audit-lines tbody tr")).to_have_count(1)
    expect(page.locator(".audit-lines tbody tr")).to_contain_text(email)
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(re.compile(r"/admin/audit$"))
