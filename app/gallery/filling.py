"""Ordering cells of the public wall: a render and its job, in one transaction."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from app.engine.jobs import NewJob
from app.engine.queries import queued_subjects
from app.engine.queue import cancel_queued, enqueue
from app.gallery import queries
from app.gallery.identity import new_id
from app.gallery.recipe import VERSION, Recipe
from app.gallery.rows import NewRender, PlannedCell
from app.providers.base import Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow, SubjectRow

KIND = "render"
OPERATION: Operation = "text-to-image"


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A render job's payload."""

    render_id: str


def cell_seed(subject_slug: str) -> int:
    """The seed of every cell of a subject: one seed, so that only the style and the image model differ."""
    return zlib.crc32(subject_slug.encode()) & 0x7FFFFFFF


def cell_recipe(gallery: Gallery, cell: PlannedCell) -> Recipe:
    """The canonical parameters of a cell, with the image model's defaults from the catalogue."""
    model = gallery.catalog.models[cell.model_key]
    words = cell.subject.base_prompt
    prompt = cell.style.prompt.replace("{subject}", words) if cell.style else words
    defaults = {name: p.default for name, p in model.parameters.items() if p.default is not None}
    defaults.pop("strength", None)  # belongs to image-to-image
    return Recipe(
        version=VERSION,
        model=cell.model_key,
        operation=OPERATION,
        prompt=prompt,
        base_prompt=words,
        style_phrase=cell.style.phrase if cell.style else "",
        negative_prompt=cell.style.negative_prompt if cell.style else "",
        width=cell.subject.width,
        height=cell.subject.height,
        seed=cell_seed(cell.subject.slug),
        steps=_integer(defaults.pop("steps", None)),
        guidance=_number(defaults.pop("guidance", None)),
        parameters=defaults,
    )


def _integer(value: object) -> int | None:
    return int(value) if isinstance(value, int) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def plan_cells(
    styles: Sequence[StyleRow | None], subjects: Sequence[SubjectRow], model_keys: Sequence[str]
) -> list[PlannedCell]:
    """Subject by subject and row by row, so that a wall fills from its top; None is the unstyled original."""
    return [
        PlannedCell(style=style, subject=subject, model_key=key)
        for subject in subjects
        for style in styles
        for key in model_keys
    ]


def missing_cells(gallery: Gallery, cells: Iterable[PlannedCell]) -> list[PlannedCell]:
    """Those that are neither filled nor on their way."""
    with gallery.store.read() as db:
        return _not_live(db, cells)


def _not_live(db: Database, cells: Iterable[PlannedCell]) -> list[PlannedCell]:
    live = queries.live_cells(db)
    return [c for c in cells if (c.style.id if c.style else None, c.subject.id, c.model_key) not in live]


def cell_price(gallery: Gallery, cell: PlannedCell) -> tuple[int, int]:
    """What a cell costs: credits, and millionths of a dollar at its provider."""
    offer = gallery.catalog.models[cell.model_key].operations[OPERATION]
    return offer.credits, offer.cost_microdollars


def order_cells(gallery: Gallery, cells: Iterable[PlannedCell]) -> list[str]:
    """Order cells for the operator's wall, all or none; returns the ids of the new renders.

    A cell that someone else has ordered meanwhile is left to them.
    """
    with gallery.store.write() as db:
        ordered = [render_id for cell in _not_live(db, cells) if (render_id := _order(gallery, db, cell))]
        if ordered:
            gallery.store.publish(db)
    return ordered


def _order(gallery: Gallery, db: Database, cell: PlannedCell) -> str | None:
    render = NewRender(
        id=new_id(),
        user_id=None,
        style_id=cell.style.id if cell.style else None,
        subject_id=cell.subject.id,
        recipe=cell_recipe(gallery, cell),
        source_type=gallery.catalog.models[cell.model_key].source_type,
        public=True,
        cost_credits=cell_price(gallery, cell)[0],
        created_at=datetime.now(UTC),
    )
    if not queries.insert_render(db, render):
        return None
    provider = gallery.catalog.models[cell.model_key].provider
    enqueue(
        db,
        NewJob(
            kind=KIND,
            provider=provider,
            subject_of=render.id,
            payload=msgspec.json.encode(Work(render_id=render.id)),
            repeatable=provider == "local",
        ),
    )
    return render.id


def withdraw(gallery: Gallery, render_ids: Sequence[str]) -> int:
    """Take back what of these orders nobody has begun; returns how many that were."""
    with gallery.store.write() as db:
        jobs = queued_subjects(db, render_ids)
        for job in jobs:
            cancel_queued(db, job)
        queries.drop_ordered(db, [job.subject_of for job in jobs])
        gallery.store.publish(db)
    return len(jobs)
