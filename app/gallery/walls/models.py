"""Every image model, with the same few cells of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery.queries import all_subjects
from app.gallery.tiles import best_cells, columns_with, model_label, subject_links
from app.gallery.views import StyleLink
from app.gallery.walls import queries
from app.gallery.walls.blocks import cell_at, original_tile
from app.gallery.walls.facts import facts_of
from app.gallery.walls.order import hung_on
from app.gallery.walls.views import ModelCard, Models
from app.gallery.walls.wall import firsts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow, SubjectRow
    from app.gallery.views import Cell
    from app.gallery.walls.blocks import Place
    from app.gallery.walls.queries import Tally

SAMPLES = 6
TRIED_FAMILIES, TRIED_IN_A_FAMILY = 8, 4
WITHIN = "?in=model"


def models_index(gallery: Gallery) -> Models:
    """The catalogue's image models, then those that have left it; each with its cells of the same styles."""
    with gallery.store.read() as db:
        tallies = queries.tallies(db)
        unstyled = queries.unstyled(db)
        subject = _busiest(all_subjects(db), tallies)
        styles, cells = _sample(gallery, db, subject) if subject else ([], {})
        own = [place for place in unstyled if subject and place[0] == subject.id]
        originals = queries.unstyled_at(db, own)
    counts = _counts(tallies)
    keys = columns_with(gallery, [*gallery.catalog.models, *counts, *(key for _, key in unstyled)])
    shown = {at: originals[at, key] for at, key in firsts_of(gallery, own).items()}
    links = subject_links(gallery, [subject] if subject else [], shown, None)
    return Models(
        models=[
            ModelCard(
                facts=facts_of(gallery, key, counts.get(key, 0)),
                cells=_cells(gallery, key, subject, styles, cells) if subject else [],
                original=original_tile(gallery, subject, key, originals) if subject else None,
            )
            for key in keys
        ],
        subject=links[0] if links else None,
        styles=[StyleLink(slug=style.slug, phrase=style.phrase, url=f"/styles/{style.slug}") for style in styles],
    )


def _cells(
    gallery: Gallery, key: str, subject: SubjectRow, styles: Sequence[StyleRow], cells: Mapping[Place, CellRow]
) -> list[Cell]:
    label = model_label(gallery, key)
    return [cell_at(cells, style, subject, key, label, WITHIN) for style in styles]


def _counts(tallies: Sequence[Tally]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for tally in tallies:
        counts[tally.model_key] = counts.get(tally.model_key, 0) + tally.done
    return counts


def _busiest(subjects: Sequence[SubjectRow], tallies: Sequence[Tally]) -> SubjectRow | None:
    """The subject that most image models have drawn, the catalogue's first among equals."""
    models: dict[int, int] = {}
    for tally in tallies:
        models[tally.subject_id] = models.get(tally.subject_id, 0) + (tally.done > 0)
    known = [subject for subject in subjects if models.get(subject.id)]
    return max(known, key=lambda subject: models[subject.id], default=None)


def _sample(gallery: Gallery, db: Database, subject: SubjectRow) -> tuple[list[StyleRow], Mapping[Place, CellRow]]:
    """A few styles that most image models show on the subject, of different families as far as there are."""
    hung = hung_on(gallery, db, subject_id=subject.id)
    tried: list[StyleRow] = []
    for family in hung.families[:TRIED_FAMILIES]:
        tried += hung.styles[family.first : family.first + min(family.count, TRIED_IN_A_FAMILY)]
    cells = best_cells(queries.cells_on_subject(db, subject.id, [style.id for style in tried]))
    shown: dict[int | None, int] = {}
    for (style_id, _, _), row in cells.items():
        shown[style_id] = shown.get(style_id, 0) + (row.status == "done" and not row.hidden)
    ranked = sorted((style for style in tried if shown.get(style.id)), key=lambda style: -shown[style.id])
    firsts: list[StyleRow] = []
    for style in ranked:
        if style.family not in {first.family for first in firsts}:
            firsts.append(style)
    chosen = [*firsts, *(style for style in ranked if style not in firsts)][:SAMPLES]
    return [style for style in tried if style in chosen], cells
