"""One image model and what it did: styles down, subjects across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.queries import all_subjects
from app.gallery.tiles import best_cells, columns_with, model_label, subject_links
from app.gallery.walls import queries
from app.gallery.walls.blocks import block, cell_at, family_links, in_families, row_of, rows_a_page
from app.gallery.walls.facts import facts_of, link_to, model_url, parameters_of, predecessors
from app.gallery.walls.kept import kept_rows
from app.gallery.walls.order import hung_on
from app.gallery.walls.views import ModelPage
from app.naming import no_such

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow, SubjectRow
    from app.gallery.walls.order import Order
    from app.gallery.walls.views import Row

OTHERS = 6
WITHIN = "?in=model"


def model_page(gallery: Gallery, key: str, page: int) -> ModelPage:
    """The page `page` (from 1) of an image model, at most 30 styles each. NotFound for an unknown key or page."""
    with gallery.store.read() as db:
        everywhere = queries.tallies(db)
        tallies = {tally.subject_id: tally for tally in everywhere if tally.model_key == key}
        unstyled = [place for place in queries.unstyled(db) if place[1] == key]
        if not tallies and not unstyled and key not in gallery.catalog.models:
            raise _unknown(gallery, db, key)
        subjects = [subject for subject in all_subjects(db) if subject.id in tallies]
        hung = hung_on(gallery, db, model_key=key)
        size = rows_a_page(len(subjects))
        start, pages = block(hung.styles, page, size, "image model")
        rows = _rows(gallery, db, hung.order, key, subjects, hung.styles[start : start + size])
        originals = queries.unstyled_at(db, unstyled)
    drawn = () if tallies else {tally.model_key for tally in everywhere if tally.done}
    more = page_url(key, page + 1) if page < pages else None
    return ModelPage(
        facts=facts_of(gallery, key, sum(tally.done for tally in tallies.values())),
        parameters=parameters_of(gallery.catalog.models.get(key)),
        before=predecessors(gallery, key),
        others=[link_to(gallery, other) for other in columns_with(gallery, drawn)[:OTHERS]],
        subjects=subject_links(gallery, subjects, {at: row for (at, _), row in originals.items()}, None),
        family_links=family_links(gallery, hung.families, size, lambda page: page_url(key, page)),
        families=in_families(gallery, hung.styles, start, rows),
        total_styles=len(hung.styles),
        page=page,
        next=f"/api/catalog{more}" if more else None,
        more=more,
    )


def page_url(key: str, page: int) -> str:
    return model_url(key) + (f"?page={page}" if page > 1 else "")


def _unknown(gallery: Gallery, db: Database, key: str) -> NotFound:
    known = {*gallery.catalog.models, *(tally.model_key for tally in queries.tallies(db))}
    return NotFound(no_such("image model", key, known, "The list of image models has them all."))


def _rows(
    gallery: Gallery, db: Database, order: Order, key: str, subjects: Sequence[SubjectRow], styles: list[StyleRow]
) -> list[Row]:
    label = model_label(gallery, key)

    def make(stale: list[StyleRow]) -> list[Row]:
        wanted = [style.id for style in stale], [subject.id for subject in subjects]
        cells = best_cells(queries.cells_on_model(db, key, *wanted))
        return [
            row_of(style, [cell_at(cells, style, subject, key, label, WITHIN) for subject in subjects])
            for style in stale
        ]

    frame = (order, tuple((subject.id, subject.base_prompt) for subject in subjects))
    versions = queries.versions(db, [style.id for style in styles], model_key=key)
    return kept_rows(gallery).rows((0, key), frame, styles, versions, make)
