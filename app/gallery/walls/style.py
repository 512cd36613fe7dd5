"""One style: every cell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.queries import all_subjects, cells_of_style, style_by_slug
from app.gallery.tiles import (
    best_cells,
    column_of,
    columns_with,
    model_label,
    subject_links,
)
from app.gallery.walls import queries
from app.gallery.walls.blocks import cell_at, original_tile
from app.gallery.walls.order import family_label, order_of
from app.gallery.walls.styles import card_of, family_url
from app.gallery.walls.views import StylePage, SubjectCells
from app.gallery.walls.wall import firsts_of
from app.naming import no_such

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow

NEIGHBOURS = 24
WITHIN = "?in=style"


def style_page(gallery: Gallery, slug: str) -> StylePage:
    """One style with every cell of it, and the others of its family. NotFound for an unknown slug."""
    with gallery.store.read() as db:
        style = _style(gallery, db, slug)
        cells = best_cells(cells_of_style(db, style.id))
        hung = {subject_id for _, subject_id, _ in cells}
        subjects = [subject for subject in all_subjects(db) if subject.id in hung]
        unstyled = [place for place in queries.unstyled(db) if place[0] in hung]
        originals = queries.unstyled_at(db, unstyled)
        near = next_to(style, order_of(gallery, db).family(style.family))
        previews = queries.previews(db, [other.id for other in near])
        counts = queries.done_of(db, [other.id for other in near])
    models = {key: model_label(gallery, key) for key in columns_with(gallery, {key for _, _, key in cells})}
    firsts = {at: originals[at, key] for at, key in firsts_of(gallery, unstyled).items()}
    links = subject_links(gallery, subjects, firsts, None)
    return StylePage(
        slug=style.slug,
        phrase=style.phrase,
        note=style.note,
        family=family_label(gallery, style.family),
        family_url=family_url(style.family, 1),
        prompt=style.prompt,
        negative_prompt=style.negative_prompt,
        models=[column_of(gallery, key) for key in models],
        subjects=[
            SubjectCells(
                subject=link,
                cells=[cell_at(cells, style, subject, key, label, WITHIN) for key, label in models.items()],
                originals=[original_tile(gallery, subject, key, originals) for key in models],
            )
            for subject, link in zip(subjects, links, strict=True)
        ],
        done=sum(row.status == "done" and not row.hidden for row in cells.values()),
        neighbours=[card_of(other, counts, previews) for other in near],
    )


def _style(gallery: Gallery, db: Database, slug: str) -> StyleRow:
    style = style_by_slug(db, slug)
    if style is None:
        slugs = [other.slug for other in order_of(gallery, db).styles]
        raise NotFound(no_such("style", slug, slugs, "The styles index lists them all."))
    return style


def next_to(style: StyleRow, family: list[StyleRow]) -> list[StyleRow]:
    """The styles that follow in the family, round its end, `NEIGHBOURS` of them at most."""
    at = next((n for n, other in enumerate(family) if other.id == style.id), -1)
    return [*family[at + 1 :], *family[: max(at, 0)]][:NEIGHBOURS]
