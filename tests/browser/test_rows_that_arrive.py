"""Rows that come later: the next block on scrolling, and pictures that are still being drawn."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.gallery.filling import order_cells, plan_cells, withdraw
from app.gallery.queries import all_styles, all_subjects
from tests.browser.conftest import MANY, MODELS, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Open
    from tests.instance import Instance

NUMBERED = [f"number-{number}" for number in range(MANY)]

LONG = 90_000  # milliseconds; pictures take their time on a busy machine


@contextmanager
def ordered(wall: Instance, styles: list[str], subject: str, models: list[str]) -> Iterator[None]:
    """Orders cells and does not wait for them; what is not begun at the end is taken back."""
    with wall.rooms.store.read() as db:
        chosen = [style for style in all_styles(db) if style.slug in styles]
        subjects = [one for one in all_subjects(db) if one.slug == subject]
    ids = order_cells(wall.rooms.gallery, plan_cells(chosen, subjects, models))
    wall.rooms.engine.wake()
    yield
    withdraw(wall.rooms.gallery, ids)


def test_pictures_appear_by_themselves_and_nothing_moves(open_page: Open, wall: Instance) -> None:
    with ordered(wall, STYLES, "lone-tree", MODELS):
        page = open_page("/?subject=lone-tree")
        expect(page.locator("[data-tally]")).to_be_visible()
        tops = "() => [...document.querySelectorAll('[data-grid] tr')].map((row) => row.offsetTop)"
        before = page.evaluate(tops)
        expect(page.locator("[data-grid] td a.tile img")).to_have_count(len(STYLES) * len(MODELS), timeout=LONG)
        expect(page.locator("[data-tally-words]")).to_have_text("All 18 pictures are drawn.")
        expect(page.locator("[data-grid] .poll")).to_have_count(0)
        assert page.evaluate(tops)[: len(before)] == before[: len(page.evaluate(tops))]


def test_a_focused_picture_keeps_the_focus_while_others_arrive(open_page: Open, wall: Instance) -> None:
    with ordered(wall, STYLES, "quay", MODELS[:1]):
        page = open_page("/?subject=quay")
        first = page.locator("[data-grid] td a").first
        first.focus(timeout=LONG)
        expect(page.locator("[data-grid] td a.tile")).to_have_count(len(STYLES), timeout=LONG)
        expect(first).to_be_focused()


def test_the_next_block_of_rows_comes_on_scrolling(open_page: Open, wall: Instance) -> None:
    with ordered(wall, NUMBERED, "balloons", MODELS[:1]):
        page = open_page("/?subject=balloons")
        rows = page.locator("[data-grid] tr[data-words]")
        expect(rows).to_have_count(MANY - 1)
        page.locator(".more-rows a").scroll_into_view_if_needed()
        expect(rows).to_have_count(MANY)
        expect(page.locator(".more-rows")).to_have_count(0)


def test_without_javascript_the_next_block_is_a_link(open_page: Open, wall: Instance) -> None:
    with ordered(wall, NUMBERED, "jug-and-lemons", MODELS[:1]):
        page = open_page("/?subject=jug-and-lemons", javascript=False)
        page.locator(".more-rows a").click()
        expect(page.locator("[data-grid] tr[data-words]")).to_have_count(1)
        page.get_by_role("link", name="Earlier styles").click()
        expect(page.locator("[data-grid] tr[data-words]")).to_have_count(MANY - 1)


def test_the_filter_speaks_for_styles_that_are_not_loaded_yet(open_page: Open, wall: Instance) -> None:
    with ordered(wall, NUMBERED, "mountain-lake", MODELS[:1]):
        page = open_page("/?subject=mountain-lake")
        phrase = f"number {MANY - 1}"
        expect(page.locator("[data-grid] tr[data-words]").filter(has_text=phrase)).to_have_count(0)
        page.keyboard.press("/")
        page.keyboard.type(phrase)
        page.get_by_role("option", name=f"Show only styles with “{phrase}” here").click()
        expect(page.locator("[data-grid] tr[data-words]:visible .phrase")).to_have_text(phrase)
