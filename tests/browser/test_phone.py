"""On a phone: one axis scrolls, the other is a picker; everything is large enough for a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open

# Links inside sentences and captions that share their picture's target are exempt (WCAG 2.5.8), hidden ones too.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, label.chip, .switch, summary")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest("p, dd, pre, .skip"))
    .filter((it) => it.getAttribute("tabindex") !== "-1" && !it.classList.contains("skip"))
    .map((it) => [it.getBoundingClientRect(), it])
    .filter(([box]) => box.width && (box.width < 43.5 || box.height < 43.5))
    .map(([box, it]) => `${it.outerHTML.slice(0, 90)} is ${box.width.toFixed()} x ${box.height.toFixed()}`)"""


def test_the_picker_switches_the_model_of_every_style(open_page: Open) -> None:
    page = open_page(size="phone")
    rows = page.locator("[data-grid] tr[data-words]").count()
    page.locator("label:has(#m3)").tap()
    expect(page.locator("[data-grid] td:nth-of-type(3):visible")).to_have_count(rows)
    expect(page.locator("[data-grid] tr[data-words] td:nth-of-type(1):visible")).to_have_count(0)


def test_styles_hang_in_two_columns(open_page: Open) -> None:
    page = open_page(size="phone")
    lefts = page.locator("[data-grid] td:visible").evaluate_all("cells => cells.map(c => c.getBoundingClientRect().x)")
    assert len({round(left) for left in lefts}) == 2


def test_the_last_of_an_odd_family_is_as_whole_as_the_others(open_page: Open) -> None:
    page = open_page(size="phone")
    shapes = page.locator("[data-grid] td:visible img").evaluate_all(
        "imgs => imgs.map(it => `${it.clientWidth} ${it.clientHeight} ${getComputedStyle(it).objectFit}`)"
    )
    assert page.locator("[data-grid] tr.odd").count()
    assert len(set(shapes)) == 1


def test_the_page_brings_the_first_two_pictures_and_the_others_wait_for_it(open_page: Open) -> None:
    page = open_page(size="phone")
    assert page.locator("main img:not([loading=lazy])").count() == 2
    first = page.locator("[data-grid] td:visible img:not([loading=lazy])")
    assert {round(box["y"]) for box in (first.nth(each).bounding_box() for each in range(2)) if box} == {
        round((first.first.bounding_box() or {"y": 0.0})["y"])
    }


def test_the_picker_stays_when_the_wall_scrolls(open_page: Open) -> None:
    page = open_page(size="phone")
    page.mouse.wheel(0, 700)
    page.wait_for_function("() => scrollY > 300")
    box = page.locator(".picker").bounding_box()
    assert box is not None
    assert abs(box["y"]) < 1


def test_nothing_is_wider_than_the_screen(open_page: Open) -> None:
    page = open_page(size="phone")
    for path in ("/styles", "/default", "/docs", "/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_targets_are_large_enough_for_a_finger(open_page: Open) -> None:
    page = open_page(size="phone")
    for path in ("/styles", "/default", "/"):
        page.goto(path)
        assert page.evaluate(SMALL_TARGETS) == []
