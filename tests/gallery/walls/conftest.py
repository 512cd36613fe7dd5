"""Galleries whose pictures are rows only: hung at once, published as any render is, and never looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from app.gallery.filling import cell_recipe, plan_cells
from app.gallery.hiding.queries import set_hidden
from app.gallery.identity import new_id
from app.gallery.queries import all_styles, all_subjects, finish_render, insert_render, set_curated
from app.gallery.recipe import Recipe
from app.gallery.rows import Finished, Metadata, NewRender
from app.main import Rooms
from tests.instance import SMALL, Instance, running_instance

MANY = 52
FAMILY = "".join(
    [
        '[[family]]\nslug = "many"\nlabel = "Many"\n',
        *(f'[[style]]\nslug = "many-{n}"\nphrase = "many {n}"\nfamily = "many"\n' for n in range(MANY)),
    ]
)
OPERATIONS = "operations.text-to-image = { credits = 1 }\noperations.upscale = { credits = 0 }\n"
HOUSE = f"""
[[model]]
key = "other:house/model-1"
label = "House one"
maximum_side = 1440
{OPERATIONS}
parameters.quality = {{ type = "string", default = "low", choices = ["low", "high"], note = "Dearer when high" }}
parameters.steps = {{ type = "integer", default = 28, minimum = 1, maximum = 50 }}
"""
OLD = f"""
[[model]]
key = "other:old"
label = "Old one"
state = "retired"
retired_on = "2026-05-12"
successor = "other:house/model-1"
honours_seed = true
{OPERATIONS}
"""
GONE = f'[[model]]\nkey = "other:gone"\nlabel = "Gone one"\n{OPERATIONS}'
FEW = ["linocut", "pixel-art", "watercolour", "charcoal"]
NUMBERED = [f"many-{n}" for n in range(MANY)]


def hang(rooms: Rooms, styles: Sequence[str | None], subject: str, models: Sequence[str]) -> list[str]:
    """Publish a picture in each of these cells; returns their ids, style by style."""
    gallery = rooms.gallery
    with gallery.store.write() as db:
        known = {style.slug: style for style in all_styles(db)}
        subjects = [one for one in all_subjects(db) if one.slug == subject]
        ids = []
        for cell in plan_cells([known[slug] if slug else None for slug in styles], subjects, models):
            ids.append(new_id())
            recipe = cell_recipe(gallery, cell)
            insert_render(db, _new(ids[-1], recipe, cell.style.id if cell.style else None, cell.subject.id))
            finish_render(db, ids[-1], _finished(ids[-1], recipe))
        gallery.store.publish(db)
    return ids


def _new(render_id: str, recipe: Recipe, style_id: int | None, subject_id: int) -> NewRender:
    return NewRender(
        id=render_id,
        user_id=None,
        style_id=style_id,
        subject_id=subject_id,
        recipe=recipe,
        source_type="algorithmicMedia",
        public=True,
        cost_credits=0,
        created_at=datetime.now(UTC),
    )


def _finished(render_id: str, recipe: Recipe) -> Finished:
    return Finished(
        image_path=f"images/2026/01/{render_id}.webp",
        thumb_path=f"images/2026/01/{render_id}-thumb.webp",
        width=recipe.width,
        height=recipe.height,
        look=b"",
        phash=0,
        metadata=Metadata(recipe=recipe),
    )


def hide_row(rooms: Rooms, render_id: str) -> None:
    """As hiding does it to the row; there are no files."""
    with rooms.store.write() as db:
        set_hidden(db, render_id, datetime.now(UTC))
        rooms.store.publish(db)


def first_of(told: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    return next(each for each in told if each[key] == value)


@pytest.fixture(scope="session")
def walls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A family of 52 styles on one image model and subject, and four styles on all image models: one offered, one with
    no key, a retired one and one that has left the catalogue. On another subject, one style. 61 are curated.
    """
    data = tmp_path_factory.mktemp("walls")
    with running_instance(data, catalog=SMALL + FAMILY + HOUSE + OLD + GONE) as instance:
        hang(instance.rooms, [None, *FEW], "lighthouse", ["local:brush", "other:house/model-1", "other:gone"])
        hang(instance.rooms, [None, *FEW[:2]], "lighthouse", ["other:old"])
        many = hang(instance.rooms, NUMBERED, "lighthouse", ["local:brush"])
        hang(instance.rooms, [None, "linocut"], "mountain-lake", ["local:brush"])
        more = hang(instance.rooms, NUMBERED[:9], "skyline", ["local:brush"])
        with instance.rooms.store.write() as db:
            set_curated(db, [*many, *more])
            instance.rooms.store.publish(db)
    with running_instance(data, catalog=SMALL + FAMILY + HOUSE + OLD) as instance:
        yield instance
