"""The search page in a browser: filters, a set that stays as it is, arrows across it, the viewer over it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from app.gallery.hiding import hide
from tests.browser.conftest import MODELS, STYLES, catalog
from tests.browser.test_accessibility import violations
from tests.browser.test_layout_stability import SHIFTS
from tests.browser.test_phone import SMALL_TARGETS
from tests.instance import running_instance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from tests.browser.conftest import Open
    from tests.instance import Instance

ALL = len(STYLES) * len(MODELS) * 2


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Two subjects, which is more than one page of a set holds; the second newest picture is hidden."""
    with running_instance(tmp_path_factory.mktemp("search"), catalog=catalog()) as instance:
        instance.fill([*STYLES], ["lighthouse", "jug-and-lemons"], MODELS)
        hide(instance.rooms.gallery, instance.json("/search")["renders"][1]["id"])
        yield instance


def test_a_page_of_the_set_comes_whole(open_page: Open) -> None:
    page = open_page("/search", javascript=False)
    expect(page.locator(".results > li")).to_have_count(24)
    expect(page.locator("h1")).to_have_text(f"The newest of {ALL} pictures")
    expect(page.locator(".paging .num")).to_have_text(f"1–24 of {ALL}")


def test_a_hidden_picture_keeps_its_place(open_page: Open) -> None:
    second = open_page("/search").locator(".results > li").nth(1)
    expect(second).to_contain_text("Hidden by the operator")
    expect(second).to_contain_text("Kept in place, so this set never shifts")


def test_one_pages_to_the_end_and_back_without_javascript(open_page: Open) -> None:
    page = open_page("/search", javascript=False)
    seen = page.locator(".results a.tile").evaluate_all("links => links.map((link) => link.pathname)")
    page.get_by_role("link", name="More pictures").click()
    expect(page.locator(".paging .num")).to_have_text(f"25–{ALL} of {ALL}")
    seen += page.locator(".results a.tile").evaluate_all("links => links.map((link) => link.pathname)")
    assert len(set(seen)) == len(seen) == ALL - 1
    page.get_by_role("link", name="Earlier pictures").click()
    expect(page.locator(".paging .num")).to_have_text(f"1–24 of {ALL}")


def test_a_misspelt_word_says_what_was_found_instead(open_page: Open) -> None:
    page = open_page("/search?q=watercolr")
    expect(page.locator("h1")).to_have_text("6 pictures for watercolour")
    expect(page.locator(".setline")).to_contain_text("Nothing is spelled “watercolr”.")


def test_a_word_that_names_a_subject_is_told(open_page: Open) -> None:
    page = open_page("/search?q=gouache+lighthouse")
    expect(page.locator("h1")).to_have_text("3 pictures for “gouache lighthouse”")
    expect(page.locator(".active")).to_contain_text("“lighthouse” is the subject Lighthouse")


def test_a_filter_chosen_is_a_search_made_and_can_be_taken_away(open_page: Open) -> None:
    page = open_page("/search?q=gouache")
    page.get_by_label("Image model").select_option(MODELS[0])
    page.wait_for_url("**/search?q=gouache&model=local%3Abrush")
    expect(page.locator("h1")).to_have_text("2 pictures for “gouache”")
    page.get_by_role("link", name="Take away the filter Image model: brush").click()
    page.wait_for_url("**/search?q=gouache")


def test_filters_work_by_their_button_without_javascript(open_page: Open) -> None:
    page = open_page("/search", javascript=False)
    page.get_by_label("Family").select_option("print")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"^18 pictures$"))


def test_arrows_move_across_the_pictures_and_the_viewer_opens_over_them(open_page: Open) -> None:
    page = open_page("/search?q=gouache")
    links = page.locator(".results a.tile")
    links.first.focus()
    for key, place in (("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowDown", 5), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[data-viewer] article.viewer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(links.first).to_be_focused()


def test_the_copied_link_shows_the_same_set_for_ever(open_page: Open) -> None:
    page = open_page("/search?q=gouache")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toast")).to_contain_text("Copied")
    assert re.search(r"/search\?q=gouache&as_of=\d+$", page.evaluate("navigator.clipboard.readText()"))


def test_an_older_set_offers_what_is_newer(open_page: Open) -> None:
    page = open_page("/search?as_of=20", javascript=False)
    expect(page.locator("h1")).to_have_text("The newest of 20 pictures")
    page.get_by_role("link", name=f"Include {ALL - 20} newer").click()
    expect(page.locator("h1")).to_have_text(f"The newest of {ALL} pictures")


def test_the_cross_empties_the_box_and_stays_in_it(open_page: Open) -> None:
    page = open_page("/search?q=gouache")
    page.get_by_role("button", name="Empty the search box").click()
    expect(page.get_by_role("combobox", name="A style, a subject or a model")).to_have_value("")
    expect(page.get_by_role("combobox", name="A style, a subject or a model")).to_be_focused()


def test_slash_leads_to_the_one_box(open_page: Open) -> None:
    page = open_page("/search?q=gouache")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("form[role=search]")).to_have_count(1)


def test_nothing_found_says_how_to_go_on(open_page: Open) -> None:
    page = open_page("/search?q=gilded+xylograph&family=print")
    expect(page.locator("h1")).to_have_text("Nothing matches “gilded xylograph”")
    page.get_by_role("link", name="“gilded xylograph” without filters").click()
    expect(page.locator(".nearest a").first).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("tablet", "dark"), ("desk", "light")])
def test_axe_finds_nothing_on_a_search(
    open_page: Open, size: Literal["phone", "tablet", "desk"], scheme: Literal["light", "dark"]
) -> None:
    page = open_page("/search?q=gouache+lighthouse&model=local:brush", size, scheme=scheme)
    assert violations(page) == []
    page.keyboard.press("/")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert violations(page) == []
    page.goto("/search?q=gilded+xylograph")
    assert violations(page) == []


def test_nothing_shifts_and_nothing_is_too_small_or_too_wide(open_page: Open) -> None:
    page = open_page("/search?q=watercolr&family=painting", "phone")
    assert page.evaluate(SHIFTS) == 0
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
