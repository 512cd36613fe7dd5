"""Picking the curated default set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery import queries
from app.gallery.walls.order import by_family

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery


def curate(gallery: Gallery) -> int:
    """Make a default set of one render a style, turning through subjects and image models so that none is favoured.

    Renders on their way count: they join the set when they are done. Returns how many were picked.
    """
    with gallery.store.write() as db:
        subjects = [subject.id for subject in queries.all_subjects(db)]
        models = list(gallery.catalog.models)
        picked: list[str] = []
        for turn, style in enumerate(by_family(gallery, queries.all_styles(db))):
            cells = [c for c in queries.cells_of_style(db, style.id) if c.status != "failed" and not c.hidden]
            if cells:
                best = min(
                    cells,
                    key=lambda cell: (
                        _distance(subjects, cell.subject_id, turn // len(models)),
                        _distance(models, cell.model_key, turn),
                        cell.id,
                    ),
                )
                picked.append(best.id)
        queries.set_curated(db, picked)
        gallery.store.publish(db)
    return len(picked)


def _distance(ring: list[str] | list[int], item: object, start: int) -> int:
    """How many steps after `start` the item stands on the ring; the whole ring for a stranger."""
    for step in range(len(ring)):
        if ring[(start + step) % len(ring)] == item:
            return step
    return len(ring)
