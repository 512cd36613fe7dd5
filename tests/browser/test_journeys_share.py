"""A search is shared: who opens its link later sees the same pictures in the same order, whatever came since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.gallery.hiding import hide, unhide
from tests.browser.conftest import MANY, MODELS, catalog
from tests.browser.test_layout_stability import SHIFTS
from tests.instance import running_instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.instance import Instance

Size = Literal["phone", "tablet", "desk"]
NUMBERS = [f"number-{n}" for n in range(MANY)]
LATER = ["jug-and-lemons", "mountain-lake", "skyline", "balloons", "lone-tree", "quay"]


class Shared(NamedTuple):
    """A link, the pictures it showed when it was copied, and the one among them that was hidden since."""

    link: str
    showed: list[str]
    hidden: int


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """One family of more pictures than a page of a set holds, and one picture of another."""
    with running_instance(tmp_path_factory.mktemp("shared"), catalog=catalog()) as instance:
        instance.fill([*NUMBERS, "gouache"], ["lighthouse"], MODELS[:1])
        yield instance


def shown(page: Page) -> list[str]:
    """The pictures of this page of the set, by path; a tombstone's is empty."""
    items = page.locator(".results > li")
    paths: list[str] = items.evaluate_all("items => items.map((it) => it.querySelector('a.tile')?.pathname ?? '')")
    return paths


def to_the_end(page: Page) -> list[str]:
    found = shown(page)
    page.get_by_role("link", name="More pictures").click()
    page.wait_for_url("**&after=*")
    return found + shown(page)


@pytest.fixture
def shared(open_page: Open, wall: Instance) -> Iterator[Shared]:
    """Someone searches, filters, reads to the end and copies the link; then pictures land, and one is hidden."""
    page = open_page("/search")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#q").fill("number")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=number")
    page.get_by_label("Family").select_option("many")
    page.wait_for_url("**/search?q=number&family=many")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toast")).to_contain_text("Copied")
    copied = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    showed = to_the_end(page)
    wall.fill([*NUMBERS[:2]], [LATER.pop()], MODELS[:1])
    hide(wall.rooms.gallery, showed[2].split("/")[2])
    yield Shared(f"{copied.path}?{copied.query}", showed, 2)
    unhide(wall.rooms.gallery, showed[2].split("/")[2])


@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_who_opens_the_link_later_sees_the_same_set(open_page: Open, shared: Shared, size: Size) -> None:
    page = open_page(shared.link, size)
    assert page.evaluate(SHIFTS) == 0
    stone = page.locator(".results > li").nth(shared.hidden)
    expect(stone).to_contain_text("Hidden by the operator")
    expect(page.locator(".setline")).to_contain_text("Fixed as of")
    expect(page.get_by_role("link", name=re.compile("^Include 2 newer"))).to_be_visible()
    found = to_the_end(page)
    assert found == ["" if place == shared.hidden else path for place, path in enumerate(shared.showed)]
    assert len(found) >= MANY


def test_in_the_viewer_the_hidden_one_is_passed_over(open_page: Open, shared: Shared) -> None:
    page = open_page(shared.link)
    page.locator(".results a.tile").nth(1).focus()
    page.keyboard.press("Enter")
    article = page.locator("dialog article.viewer")
    expect(article).to_contain_text(f"2 of {len(shared.showed)} in this search")
    page.keyboard.press("ArrowRight")
    expect(article).to_contain_text(f"4 of {len(shared.showed)} in this search")
    expect(article).to_have_attribute("data-url", re.compile(re.escape(shared.showed[3])))


def test_who_wants_what_is_new_gets_it_in_one_step(open_page: Open, shared: Shared) -> None:
    page = open_page(shared.link)
    page.get_by_role("link", name=re.compile("^Include 2 newer")).click()
    expect(page.locator("h1")).to_have_text(f"{len(shared.showed) + 2} pictures for “number”")
    assert "as_of" not in page.url


def test_a_comparison_claims_nothing_of_a_hidden_picture(open_page: Open, shared: Shared) -> None:
    hidden, other = (shared.showed[place].split("/")[2] for place in (shared.hidden, 0))
    page = open_page(f"/compare?ids={hidden},{other}")
    expect(page.locator("#differs")).to_have_text("What can still be told")
    expect(page.locator("main")).not_to_contain_text("The same in")
