"""A set is walked page by page, forth and back, and nothing appears, doubles or moves while renders land."""

from __future__ import annotations

import time
from typing import Any

from app.gallery.filling import missing_cells, order_cells, plan_cells
from app.gallery.hiding import hide
from app.gallery.queries import all_styles, all_subjects
from tests.gallery.conftest import MODELS
from tests.gallery.finding.conftest import ids, publish, search
from tests.instance import Instance

FIRST = ["watercolour", "pale-watercolour-and-ink", "wet-on-wet-watercolour", "gouache", "tempera", "ink-wash"]
LATER = ["oil-painting", "impressionism", "watercolour", "gouache"]


def seed(instance: Instance, styles: list[str], subjects: list[str]) -> None:
    """Order cells and do not wait for them."""
    gallery = instance.rooms.gallery
    with gallery.store.read() as db:
        chosen = [style for style in all_styles(db) if style.slug in styles]
        on = [subject for subject in all_subjects(db) if subject.slug in subjects]
    order_cells(gallery, missing_cells(gallery, plan_cells(chosen, on, MODELS[:1])))
    instance.rooms.engine.wake()


def walked(instance: Instance, first: Any) -> list[Any]:
    """All pages of a set from its first on."""
    pages = [first]
    while pages[-1]["next"]:
        pages.append(instance.json(pages[-1]["next"]))
    return pages


def test_nothing_appears_doubles_or_moves_while_the_engine_draws(growing: Instance) -> None:
    for style in FIRST * 6:
        publish(growing, style, "mountain-lake")
    first = search(growing, "painting")
    whole = [ids(page) for page in walked(growing, first)]
    seen = []
    seed(growing, LATER, ["lighthouse"])
    while growing.waiting():
        pages = walked(growing, search(growing, "painting", as_of=first["as_of"]))
        seen.append([ids(page) for page in pages])
        time.sleep(0.05)
    assert len(whole) == 2
    assert len(set(whole[0] + whole[1])) == first["total"] == 36
    assert len(seen) > 1
    assert all(each == whole for each in seen)
    assert search(growing, "painting", as_of=first["as_of"])["newer"] == len(LATER)


def test_a_render_hidden_while_one_pages_leaves_its_place(growing: Instance) -> None:
    made = [publish(growing, "gouache") for _ in range(30)]
    first = search(growing, "gouache")
    hide(growing.rooms.gallery, made[3])
    second = growing.json(first["next"])
    assert (first["total"], second["total"]) == (30, 30)
    assert ids(first) + ids(second) == [*reversed(made[4:]), None, *reversed(made[:3])]


def test_pages_say_where_they_are_and_lead_on_and_back(growing: Instance) -> None:
    for style in ("watercolour", "pale-watercolour-and-ink", "wet-on-wet-watercolour"):
        for _ in range(19):
            publish(growing, style)
    first, second, third = walked(growing, search(growing, "watercolour"))
    assert [(page["first"], page["last"], page["total"]) for page in (first, second, third)] == [
        (1, 24, 57),
        (25, 48, 57),
        (49, 57, 57),
    ]
    assert (first["earlier"], second["earlier"], third["earlier"]) == (None, first["url"], second["url"])
    assert (first["more"], second["more"], third["more"]) == (second["url"], third["url"], None)
    assert second["next"] == f"/api{third['url']}"
    assert f"as_of={first['as_of']}&after=" in first["next"]


def test_a_page_after_the_last_place_is_empty(growing: Instance) -> None:
    for _ in range(3):
        publish(growing, "gouache")
    after = search(growing, "gouache", after="4-1")
    assert (after["renders"], after["total"], after["next"]) == ([], 3, None)


def test_the_last_page_that_is_full_leads_nowhere(growing: Instance) -> None:
    for _ in range(24):
        publish(growing, "gouache")
    assert search(growing, "gouache")["next"] is None
