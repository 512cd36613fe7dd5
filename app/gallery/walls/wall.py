"""The wall: the matrix of one subject, styles down, image models across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.queries import all_subjects, subject_by_slug
from app.gallery.tiles import (
    best_cells,
    column_of,
    columns_with,
    model_label,
    subject_links,
)
from app.gallery.walls import queries
from app.gallery.walls.blocks import PAGE_ROWS, block, cell_at, family_links, in_families, original_tile, row_of
from app.gallery.walls.kept import kept_rows
from app.gallery.walls.order import hung_on
from app.gallery.walls.views import Wall
from app.naming import no_such

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow, SubjectRow
    from app.gallery.walls.order import Order
    from app.gallery.walls.views import Row


def wall(gallery: Gallery, slug: str | None, page: int) -> Wall:
    """The page `page` (from 1) of a subject's wall, 30 styles each. NotFound for an unknown subject or page."""
    with gallery.store.read() as db:
        subjects = all_subjects(db)
        unstyled = queries.unstyled(db)
        subject = choose(db, subjects, slug, {subject_id for subject_id, _ in unstyled})
        own = [key for subject_id, key in unstyled if subject_id == subject.id]
        tallies = queries.tallies(db, subject.id)
        models = columns_with(gallery, [*own, *(tally.model_key for tally in tallies)])
        hung = hung_on(gallery, db, subject_id=subject.id)
        start, pages = block(hung.styles, page)
        rows = _rows(gallery, db, hung.order, subject, models, hung.styles[start : start + PAGE_ROWS])
        firsts = firsts_of(gallery, unstyled)
        originals = queries.unstyled_at(db, [*firsts.items(), *((subject.id, key) for key in own)])
    links = subject_links(gallery, subjects, {at: originals[at, key] for at, key in firsts.items()}, subject.slug)
    more = wall_url(subject.slug, page + 1) if page < pages else None
    return Wall(
        subject=next(link for link in links if link.current),
        subjects=links,
        models=[column_of(gallery, key, original_tile(gallery, subject, key, originals)) for key in models],
        family_links=family_links(gallery, hung.families, PAGE_ROWS, lambda page: wall_url(subject.slug, page)),
        families=in_families(gallery, hung.styles, start, rows),
        total_styles=len(hung.styles),
        done=sum(tally.done for tally in tallies),
        filling=sum(tally.filling for tally in tallies),
        page=page,
        next=f"/api/matrix{more.removeprefix('/')}" if more else None,
        more=more,
    )


def wall_url(slug: str, page: int) -> str:
    return f"/?subject={slug}" + (f"&page={page}" if page > 1 else "")


def choose(db: Database, subjects: list[SubjectRow], slug: str | None, with_originals: set[int]) -> SubjectRow:
    """The subject of this slug, put into `subjects` when it has left the catalogue: its pictures keep their wall.

    Without a slug it is the first subject with pictures.
    """
    if slug is None:
        hung = with_originals | {tally.subject_id for tally in queries.tallies(db)}
        return next((subject for subject in subjects if subject.id in hung), subjects[0])
    known = next((subject for subject in subjects if subject.slug == slug), None)
    if known is None:
        known = subject_by_slug(db, slug)
        if known is None:
            slugs = [subject.slug for subject in subjects]
            raise NotFound(no_such("subject", slug, slugs, "The wall lists them all."))
        subjects.append(known)
    return known


def firsts_of(gallery: Gallery, unstyled: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Subject → the first image model, in the catalogue's order, that shows it without any style."""
    rank = {key: number for number, key in enumerate(gallery.catalog.models)}
    firsts: dict[int, str] = {}
    for subject_id, key in sorted(unstyled, key=lambda place: (rank.get(place[1], len(rank)), place[1])):
        firsts.setdefault(subject_id, key)
    return firsts


def _rows(
    gallery: Gallery, db: Database, order: Order, subject: SubjectRow, models: Sequence[str], styles: list[StyleRow]
) -> list[Row]:
    labels = {key: model_label(gallery, key) for key in models}

    def make(stale: list[StyleRow]) -> list[Row]:
        cells = best_cells(queries.cells_on_subject(db, subject.id, [style.id for style in stale]))
        return [
            row_of(style, [cell_at(cells, style, subject, key, label) for key, label in labels.items()])
            for style in stale
        ]

    frame = (order, subject.base_prompt, tuple(models))
    versions = queries.versions(db, [style.id for style in styles], subject_id=subject.id)
    return kept_rows(gallery).rows((subject.id, ""), frame, styles, versions, make)
