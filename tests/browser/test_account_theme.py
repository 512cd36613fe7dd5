"""The account's theme: it travels with the person, and no page flashes in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.accounts.people.queries import by_email
from app.accounts.profile.queries import set_theme
from tests.browser.people import PASSWORD, add_person, let_in
from tests.browser.test_theme import DARK, GROUND, WATCH_FRAMES

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.instance import Instance


def theme_of(wall: Instance, email: str) -> str:
    with wall.rooms.store.read() as db:
        user = by_email(db, email)
    assert user is not None
    return user.theme


def test_a_theme_chosen_in_the_settings_is_there_from_the_first_frame(wall: Instance, open_page: Open) -> None:
    page = open_page(scheme="light", fresh=True)
    let_in(page.context, wall, add_person(wall))
    page.goto("/settings")
    page.add_init_script(WATCH_FRAMES)
    page.locator("label[for=f-theme-dark]").click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("() => window.grounds.length >= 12")
    assert set(page.evaluate("window.grounds")) == {DARK}
    page.goto("/styles")
    assert page.evaluate(GROUND) == DARK
    assert "theme=" not in page.evaluate("document.cookie")


def test_the_switch_of_any_page_changes_the_account_s_theme(wall: Instance, open_page: Open) -> None:
    page, email = open_page(scheme="light"), add_person(wall)
    let_in(page.context, wall, email)
    page.goto("/styles")
    with page.expect_response("**/api/settings/theme") as answer:
        page.locator("[data-do=theme]").click()
    assert answer.value.status == 200
    assert theme_of(wall, email) == "light"


def test_another_device_takes_the_theme_on_with_the_sign_in(wall: Instance, open_page: Open) -> None:
    page, email = open_page("/signin", scheme="light"), add_person(wall)
    with wall.rooms.store.write() as db:
        user = by_email(db, email)
        assert user is not None
        set_theme(db, user.id, "dark")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(GROUND) == DARK


def test_nobody_s_switch_asks_the_server_nothing(open_page: Open) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-do=theme]").click()
    page.wait_for_timeout(200)
    assert not [url for url in asked if "theme" in url]
