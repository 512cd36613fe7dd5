"""What hangs keeps its address and its words when the operator changes the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from app.gallery.filling import order_cells, plan_cells
from app.gallery.picture.render import render_page
from app.gallery.queries import all_styles, all_subjects
from app.gallery.walls.blocks import PAGE_ROWS
from app.gallery.walls.style import NEIGHBOURS, style_page
from app.gallery.walls.wall import wall
from app.main import Rooms, open_rooms
from app.settings import load_settings
from tests.instance import running_instance

MARKET = '[[subject]]\nslug = "market"\nlabel = "Market"\nprompt = "a fruit market"\nwidth = 256\nheight = 192\n'
TOY = '[[style]]\nslug = "tin-toy"\nphrase = "tin toy"\nfamily = "craft"\n'


@contextmanager
def gallery_with(data: Path, catalog: str) -> Iterator[Rooms]:
    """The data folder, opened with this catalogue; nothing is drawn."""
    (data / "catalog.toml").write_text(catalog)
    with open_rooms(load_settings({"DATA_DIR": str(data)}, None)) as rooms:
        yield rooms


def order(rooms: Rooms, styles: list[str], subject: str, models: list[str]) -> list[str]:
    with rooms.store.read() as db:
        chosen = [style for style in all_styles(db) if style.slug in styles]
        subjects = [one for one in all_subjects(db) if one.slug == subject]
    return order_cells(rooms.gallery, plan_cells(chosen, subjects, models))


def subject_slugs(rooms: Rooms) -> list[str]:
    with rooms.store.read() as db:
        return [subject.slug for subject in all_subjects(db)]


def test_a_subject_that_leaves_the_catalogue_keeps_its_wall_and_its_renders(tmp_path: Path) -> None:
    with gallery_with(tmp_path, MARKET) as rooms:
        [render] = order(rooms, ["linocut"], "market", ["local:brush"])
    with gallery_with(tmp_path, "") as rooms:
        assert "market" not in subject_slugs(rooms)
        assert render_page(rooms.gallery, render, "wall").subject_label == "Market"
        assert wall(rooms.gallery, "market", 1).subject.slug == "market"
        assert "market" not in [link.slug for link in wall(rooms.gallery, None, 1).subjects]


def test_a_subject_with_renders_is_never_edited(tmp_path: Path) -> None:
    with gallery_with(tmp_path, MARKET) as rooms:
        [render] = order(rooms, ["linocut"], "market", ["local:brush"])
    with gallery_with(tmp_path, MARKET.replace("256", "384").replace("Market", "Stalls")) as rooms:
        assert "market-2" in subject_slugs(rooms)
        assert "market" not in subject_slugs(rooms)
        assert render_page(rooms.gallery, render, "wall").render.subject == "market"
        assert wall(rooms.gallery, "market-2", 1).total_styles == 0
    with gallery_with(tmp_path, MARKET) as rooms:
        assert "market" in subject_slugs(rooms)


def test_a_subject_without_renders_is_edited_in_place(tmp_path: Path) -> None:
    with gallery_with(tmp_path, MARKET):
        pass
    with gallery_with(tmp_path, MARKET.replace("fruit market", "fish market")) as rooms:
        assert wall(rooms.gallery, "market", 1).subject.base_prompt == "a fish market"


def test_a_changed_phrase_takes_no_slug_that_another_style_has(tmp_path: Path) -> None:
    second = TOY.replace("tin-toy", "tin-toy-2").replace("tin toy", "tin robot")
    with gallery_with(tmp_path, TOY) as rooms:
        order(rooms, ["tin-toy"], "lighthouse", ["local:brush"])
    with gallery_with(tmp_path, TOY.replace("tin toy", "tin train") + second) as rooms, rooms.store.read() as db:
        phrases = {style.slug: style.phrase for style in all_styles(db)}
    assert (phrases["tin-toy-2"], phrases["tin-toy-3"]) == ("tin robot", "tin train")
    assert "tin-toy" not in phrases


def test_a_render_ordered_under_another_catalogue_is_drawn(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        gallery = instance.rooms.gallery
        known, gallery.catalog = gallery.catalog, msgspec.structs.replace(gallery.catalog, models={})
        ordering = type(gallery)(store=gallery.store, files=gallery.files, catalog=known, configured=gallery.configured)
        rooms = msgspec.structs.replace(instance.rooms, gallery=ordering)
        [render] = order(rooms, ["linocut"], "lighthouse", ["local:brush"])
        instance.rooms.engine.wake()
        instance.fill([], [], [])
        told = instance.json(f"/api/render/{render}")
        assert (told["render"]["status"], "procedural" in told["source_type"]) == ("done", True)


def test_a_render_page_shows_no_more_of_a_large_wall_than_its_own_page(tmp_path: Path) -> None:
    many = "".join(TOY.replace("tin-toy", f"toy-{n}").replace("tin toy", f"toy {n}") for n in range(2 * PAGE_ROWS))
    with gallery_with(tmp_path, many) as rooms:
        slugs = [f"toy-{n}" for n in range(2 * PAGE_ROWS)]
        renders = order(rooms, slugs, "lighthouse", ["local:brush"])
        around = render_page(rooms.gallery, renders[PAGE_ROWS + 5], "wall").around
        assert around is not None
        assert (around.row, around.rows, len(around.map)) == (PAGE_ROWS + 6, 2 * PAGE_ROWS, PAGE_ROWS)
        near = style_page(rooms.gallery, "toy-59").neighbours
        assert (len(near), near[0].phrase != "toy 59") == (NEIGHBOURS, True)
