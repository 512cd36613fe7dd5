"""The wall: the matrix of one subject, styles down, image models across."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.errors import NotFound
from app.gallery import queries
from app.gallery.tiles import (
    alt_text,
    best_cells,
    cell_of,
    column_of,
    columns_with,
    model_label,
    subject_links,
    tile_of,
)
from app.gallery.views import Tile
from app.gallery.walls.views import Family, FamilyLink, Row, Wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow, SubjectRow

PAGE_ROWS = 30
Place = tuple[int | None, int | None, str]


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """What hangs on one subject's wall: rows, columns, and what stands at each place."""

    subject: SubjectRow
    styles: list[StyleRow]
    models: list[str]
    cells: dict[Place, CellRow]

    def at(self, style: StyleRow | None, model_key: str) -> CellRow | None:
        return self.cells.get((style.id if style else None, self.subject.id, model_key))


def read_grid(gallery: Gallery, slug: str | None) -> tuple[Grid, list[SubjectRow], list[CellRow]]:
    """The wall of a subject (None: the first that has pictures), all subjects, and their originals."""
    with gallery.store.read() as db:
        subjects = queries.all_subjects(db)
        originals = queries.originals(db)
        former = queries.subject_by_slug(db, slug) if slug and all(s.slug != slug for s in subjects) else None
        subjects += [former] if former else []  # no longer in the catalogue: its pictures keep their wall
        subject = _choose(subjects, slug, {row.subject_id for row in originals})
        rows = queries.cells_of_subject(db, subject.id)
        styles = queries.all_styles(db)
    cells = best_cells(rows)
    hung = {row.style_id for row in rows}
    grid = Grid(
        subject=subject,
        styles=by_family(gallery, [style for style in styles if style.id in hung]),
        models=columns_with(gallery, {row.model_key for row in rows}),
        cells=cells,
    )
    return grid, subjects, originals


def by_family(gallery: Gallery, styles: Sequence[StyleRow]) -> list[StyleRow]:
    """Family by family in the catalogue's order, each in its own."""
    order = {slug: number for number, slug in enumerate(gallery.catalog.families)}
    return sorted(styles, key=lambda style: order.get(style.family, len(order)))


def _choose(subjects: Sequence[SubjectRow], slug: str | None, with_pictures: set[int | None]) -> SubjectRow:
    if slug is None:
        return next((s for s in subjects if s.id in with_pictures), subjects[0])
    for subject in subjects:
        if subject.slug == slug:
            return subject
    raise NotFound(f"There is no subject “{slug[:60]}”. The wall lists them all.")


def wall(gallery: Gallery, subject: str | None, page: int) -> Wall:
    """The page `page` (from 1) of a subject's wall, 30 styles each. NotFound for an unknown subject or page."""
    grid, subjects, originals = read_grid(gallery, subject)
    pages = max(1, -(-len(grid.styles) // PAGE_ROWS))
    if page > pages:
        raise NotFound(f"This wall has {pages} page{'s' if pages > 1 else ''}.")
    start = (page - 1) * PAGE_ROWS
    shown = grid.styles[start : start + PAGE_ROWS]
    before = grid.styles[start - 1].family if start else None
    links = subject_links(gallery, subjects, originals, grid.subject.slug)
    states = [row.status for row in grid.cells.values() if not row.hidden]
    return Wall(
        subject=next(link for link in links if link.current),
        subjects=links,
        models=[column_of(gallery, key, _original(gallery, grid, key)) for key in grid.models],
        family_links=_family_links(gallery, grid),
        families=_families(gallery, grid, shown, before),
        total_styles=len(grid.styles),
        done=states.count("done"),
        filling=states.count("pending"),
        page=page,
        next=f"/?subject={grid.subject.slug}&page={page + 1}" if page < pages else None,
    )


def _original(gallery: Gallery, grid: Grid, key: str) -> Tile | None:
    row = grid.at(None, key)
    return tile_of(row, _alt(gallery, grid, None, key)) if row else None


def family_label(gallery: Gallery, slug: str) -> str:
    """What a family is called; one that has left the catalogue by its slug."""
    family = gallery.catalog.families.get(slug)
    return family.label if family else slug.replace("-", " ").capitalize()


def _family_links(gallery: Gallery, grid: Grid) -> list[FamilyLink]:
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, style in enumerate(grid.styles):
        counts[style.family] = counts.get(style.family, 0) + 1
        first.setdefault(style.family, number // PAGE_ROWS + 1)
    return [
        FamilyLink(
            slug=slug,
            label=family_label(gallery, slug),
            count=count,
            url=f"/?subject={grid.subject.slug}" + (f"&page={first[slug]}" if first[slug] > 1 else "") + f"#f-{slug}",
        )
        for slug, count in counts.items()
    ]


def _families(gallery: Gallery, grid: Grid, shown: Sequence[StyleRow], before: str | None) -> list[Family]:
    families: list[Family] = []
    for style in shown:
        row = Row(
            slug=style.slug,
            phrase=style.phrase,
            note=style.note,
            url=f"/styles/{style.slug}",
            cells=[cell_of(grid.at(style, key), key, _alt(gallery, grid, style, key)) for key in grid.models],
        )
        if families and families[-1].slug == style.family:
            families[-1].rows.append(row)
        else:
            label = family_label(gallery, style.family)
            continued = not families and style.family == before
            families.append(Family(slug=style.family, label=label, continued=continued, rows=[row]))
    return families


def _alt(gallery: Gallery, grid: Grid, style: StyleRow | None, key: str) -> str:
    return alt_text(style.phrase if style else "", grid.subject.base_prompt, model_label(gallery, key))
