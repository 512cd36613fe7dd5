"""Nothing moves once it is painted: cumulative layout shift is nought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Open

# Adds up the shifts from the beginning of the page, scrolling to its end, as the browser itself scores them.
SHIFTS = """async () => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    await document.fonts.ready;
    for (let y = 0; y < document.body.scrollHeight; y += 500) {
        scrollTo(0, y);
        await new Promise((done) => setTimeout(done, 100));
    }
    await new Promise((done) => setTimeout(done, 150));
    return sum;
}"""


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_nothing_shifts_while_a_page_loads_and_scrolls(open_page: Open, size: Literal["phone", "desk"]) -> None:
    page = open_page(size=size, fresh=True)
    assert page.evaluate(SHIFTS) == 0
    render = page.locator("[data-grid] td a").first.get_attribute("href")
    for path in ("/styles", "/default", render):
        page.goto(str(path))
        assert page.evaluate(SHIFTS) == 0
