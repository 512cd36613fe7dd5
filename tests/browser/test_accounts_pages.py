"""The pages of accounts: axe finds nothing, nothing is wider than the screen, targets are large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.people import add_person, let_in
from tests.browser.test_accessibility import violations
from tests.browser.test_frame import bare
from tests.browser.test_layout_stability import SHIFTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
Scheme = Literal["light", "dark"]
DOORS = ["/signin", "/signup", "/reset", "/verify-email?token=none", "/reset/set?token=none", "/signin/second"]
OWN = [
    "/dashboard",
    "/settings",
    "/settings/security",
    "/settings/sessions",
    "/settings/keys",
    "/settings/mails",
    "/settings/privacy",
    "/signin/again",
    "/verify-email",
    "/me",
]
WIDER = "document.documentElement.scrollWidth - innerWidth"
# Controls of less than 44 px, but for links in sentences, ticks (their labels are the target) and what is not shown.
SMALL = """() => [...document.querySelectorAll("main :is(a, button, input, select, summary, .tick label)")]
    .filter((each) => each.checkVisibility() && !each.closest(".vh, p, dd, .hint"))
    .filter((each) => !each.matches(".vh, .tick input"))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""


def complaints(page: Page, size: Size) -> list[object]:
    """What is wrong with the page: axe's own at two of the widths, as it takes long; a width; small targets."""
    found: list[object] = [] if size == "tablet" else [violations(page)]
    return [each for each in (*found, page.evaluate(WIDER), page.evaluate(SMALL)) if each]


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("tablet", "light"), ("desk", "light")])
def test_the_pages_on_the_way_in_are_sound(chromium: Browser, wall: Instance, size: Size, scheme: Scheme) -> None:
    page = bare(chromium, wall, size)
    page.emulate_media(color_scheme=scheme)
    for path in DOORS:
        page.goto(path)
        assert (path, complaints(page, size)) == (path, [])
    page.context.close()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("tablet", "dark"), ("desk", "light")])
def test_the_pages_of_ones_own_are_sound(open_page: Open, wall: Instance, size: Size, scheme: Scheme) -> None:
    page = open_page("/verify", size, scheme=scheme)
    let_in(page.context, wall, add_person(wall, f"{'a-very-long-address-' * 3}{size}@example.org", verified=False))
    for path in OWN:
        page.goto(path)
        expect(page.locator(".you summary")).to_be_visible()
        assert (path, complaints(page, size)) == (path, [])


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desk", "dark")])
def test_a_refused_form_is_sound(chromium: Browser, wall: Instance, size: Size, scheme: Scheme) -> None:
    page = bare(chromium, wall, size)
    page.emulate_media(color_scheme=scheme)
    page.goto("/signup")
    page.get_by_label("Email").fill("somebody@example.org")
    page.get_by_label("Password", exact=True).fill("qwertyuiop")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("#f-password")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate(WIDER) == 0
    page.context.close()


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_nothing_shifts_on_the_way_in(open_page: Open, size: Size) -> None:
    assert open_page("/signin", size).evaluate(SHIFTS) == 0


def test_the_picture_beside_the_form_hangs_on_the_wall(open_page: Open) -> None:
    page = open_page("/signin")
    caption = page.locator(".door-pic figcaption")
    said = caption.inner_text()
    caption.get_by_role("link").click()
    expect(page.locator("#viewer-h")).to_have_text(said.partition(",")[0])


def test_without_javascript_no_button_of_a_form_does_nothing(open_page: Open) -> None:
    page = open_page("/signup", javascript=False)
    assert page.locator("main button:visible").all_inner_texts() == ["Make the account"]
