"""The first wall: what an empty gallery orders for itself, so that a newcomer meets pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery import queries
from app.gallery.filling import missing_cells, order_cells, plan_cells
from app.gallery.walls.order import by_family
from app.operators.curating import curate

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.rows import PlannedCell

STYLES_ON_OTHER_SUBJECTS = 8


def order_first_wall(gallery: Gallery) -> int:
    """When there is no render at all, order a wall that costs nothing; returns how many cells that are.

    The first subject gets every style marked for it; after that each other subject gets its original and the first
    few styles, so that no tab of the subject switch stays empty.
    """
    with gallery.store.read() as db:
        if queries.count_renders(db):
            return 0
        styles = [style for style in by_family(gallery, queries.all_styles(db)) if style.on_first_wall]
        subjects = queries.all_subjects(db)
    models = free_models(gallery)
    first, others = subjects[:1], subjects[1:]
    spread = styles[:: max(1, len(styles) // STYLES_ON_OTHER_SUBJECTS)][:STYLES_ON_OTHER_SUBJECTS]
    cells: list[PlannedCell] = [
        *plan_cells([None], first, models),
        *plan_cells(styles, first, models),
        *plan_cells([None], others, models),
        *plan_cells(spread, others, models),
    ]
    ordered = order_cells(gallery, missing_cells(gallery, cells))
    curate(gallery)
    return len(ordered)


def free_models(gallery: Gallery) -> list[str]:
    """Image models that this instance can run now and that cost nobody anything."""
    return [
        model.key
        for model in gallery.catalog.models.values()
        if model.state == "available"
        and model.provider in gallery.configured
        and (offer := model.operations.get("text-to-image")) is not None
        and offer.credits == 0 == offer.cost_microdollars
    ]
