"""What stands around every page, and what is said when there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SIZES
from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

ERRORS = {
    "/no-such-page": "No page at this address",
    "/render/x": "No page at this address",
    "/search?q=%07": "This request can’t be read",
    "/?no=1": "This request can’t be read",
}


def bare(chromium: Browser, wall: Instance, size: str, *, javascript: bool = True) -> Page:
    """A page that nobody watches: the browser logs an error for every answer that is one."""
    width, height = SIZES[size]
    return chromium.new_context(
        base_url=wall.url,
        viewport={"width": width, "height": height},
        java_script_enabled=javascript,
        reduced_motion="reduce",
    ).new_page()


@pytest.mark.parametrize("path", ["/", "/styles", "/models", "/default", "/search"])
def test_the_masthead_says_where_one_is(open_page: Open, path: str) -> None:
    page = open_page("/docs")
    page.get_by_role("navigation", name="Main").locator(f"a[href='{path}']").click()
    expect(page.locator("header [aria-current]")).to_have_attribute("href", path)


def test_the_foot_leads_to_what_is_not_in_the_masthead(open_page: Open) -> None:
    links = open_page("/docs").locator("footer a").evaluate_all("links => links.map((link) => link.pathname)")
    assert links == ["/verify", "/styles/by-picture", "/feed.atom", "/docs"]


def test_a_phone_has_at_most_five_tabs(open_page: Open) -> None:
    tabs = open_page("/search", "phone").get_by_role("navigation", name="Sections").get_by_role("link")
    assert tabs.all_inner_texts() == ["Wall", "Styles", "Models", "Default set", "Search"]


@pytest.mark.parametrize("path", [*ERRORS])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_an_error_says_what_happened_and_leads_on(open_page: Open, path: str, size: Literal["phone", "desk"]) -> None:
    page = open_page(path, size, watched=False)
    expect(page.locator("h1")).to_have_text(ERRORS[path])
    assert violations(page) == []
    page.locator("main").get_by_role("searchbox").or_(page.locator("main [role=combobox]")).fill("gouache")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("h1")).to_contain_text("gouache")


def test_an_error_leads_on_without_javascript(open_page: Open) -> None:
    page = open_page("/no-such-page", "phone", javascript=False, watched=False)
    page.locator("main").get_by_role("searchbox").fill("gouache")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("gouache")


@pytest.mark.parametrize("path", ["/no-such-page", "/search?no=1"])
def test_errors_have_their_three_forms(wall: Instance, path: str) -> None:
    page = wall.client.get(path, headers={"accept": "text/html"})
    assert page.text.startswith("<!doctype html>")
    fragment = wall.client.get("/fragments" + path, headers={"accept": "text/html"})
    assert fragment.text.lstrip().startswith("<section")
    problem = wall.client.get(path, headers={"accept": "application/json"})
    assert problem.headers["content-type"] == "application/problem+json"
    assert page.status_code == fragment.status_code == problem.status_code == problem.json()["status"]
