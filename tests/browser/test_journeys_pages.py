"""What public pages keep at every width and in both themes where their own tests do not look: axe, steadiness, fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.test_accessibility import violations
from tests.browser.test_layout_stability import SHIFTS

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
Scheme = Literal["light", "dark"]
MODELS = ("/models", "/models/local:brush")
LOOKED_AT_ELSEWHERE = {  # by size and scheme, in the pages' own tests
    ("phone", "light"): {"search"},
    ("phone", "dark"): {"styles"},
    ("tablet", "light"): set(),
    ("desk", "dark"): {"styles"},
}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def comparison(wall: Instance) -> str:
    rows = [row for family in wall.json("/api/matrix")["families"] for row in family["rows"]]
    return "/compare?ids=" + ",".join(cell["id"] for cell in rows[0]["cells"])


@pytest.mark.parametrize(("size", "scheme"), [*LOOKED_AT_ELSEWHERE])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    open_page: Open, wall: Instance, size: Size, scheme: Scheme
) -> None:
    groups = {
        "models": MODELS,
        "search": ("/search", "/search?q=gouache&family=print"),
        "styles": ("/styles", "/styles?family=many", "/styles/gouache", "/default"),
        "compare": (comparison(wall),),
    }
    page = open_page("/docs", size, scheme=scheme)
    for group, paths in groups.items():
        for path in paths if group not in LOOKED_AT_ELSEWHERE[size, scheme] else ():
            page.goto(path)
            assert violations(page) == [], path
            assert page.evaluate(WIDER) is False, path


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_nothing_shifts_on_searches_models_and_comparisons(open_page: Open, wall: Instance, size: Size) -> None:
    page = open_page("/docs", size)
    for path in ("/search", "/models", "/models/local:brush", comparison(wall)):
        page.goto(path)
        assert page.evaluate(SHIFTS) == 0, path
