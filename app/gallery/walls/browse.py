"""Styles, one style, and the curated default set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery import queries
from app.gallery.tiles import (
    alt_text,
    best_cells,
    cell_of,
    column_of,
    columns_with,
    model_label,
    render_json,
    subject_links,
    tile_of,
)
from app.gallery.views import Renders
from app.gallery.walls.views import StyleCard, StyleFamily, StylePage, Styles, SubjectCells
from app.gallery.walls.wall import by_family, family_label

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow

NEIGHBOURS = 24
Previews = dict[int, tuple["CellRow", int]]


def styles_index(gallery: Gallery) -> Styles:
    """Every style by family, each with its first render on the first subject that has one."""
    with gallery.store.read() as db:
        styles = by_family(gallery, queries.all_styles(db))
        previews = queries.previews(db)
    families: dict[str, list[StyleCard]] = {}
    for style in styles:
        families.setdefault(style.family, []).append(_card(style, previews))
    return Styles(
        families=[
            StyleFamily(slug=slug, label=family_label(gallery, slug), styles=cards) for slug, cards in families.items()
        ],
        total=len(styles),
    )


def _card(style: StyleRow, previews: Previews) -> StyleCard:
    row, count = previews.get(style.id, (None, 0))
    return StyleCard(
        slug=style.slug,
        phrase=style.phrase,
        note=style.note,
        url=f"/styles/{style.slug}",
        count=count,
        tile=tile_of(row, style.phrase) if row else None,
    )


def style_page(gallery: Gallery, slug: str) -> StylePage:
    """One style with every cell of it, and the others of its family. NotFound for an unknown slug."""
    with gallery.store.read() as db:
        style = queries.style_by_slug(db, slug)
        if style is None:
            raise NotFound(f"There is no style “{slug[:60]}”. The styles index lists them all.")
        subjects = queries.all_subjects(db)
        originals = queries.originals(db)
        cells = best_cells(queries.cells_of_style(db, style.id))
        family = [other for other in queries.all_styles(db) if other.family == style.family]
        previews = queries.previews(db)
    models = columns_with(gallery, {key for _, _, key in cells})
    links = subject_links(gallery, subjects, originals, None)
    return StylePage(
        slug=style.slug,
        phrase=style.phrase,
        note=style.note,
        family=family_label(gallery, style.family),
        prompt=style.prompt,
        negative_prompt=style.negative_prompt,
        models=[column_of(gallery, key) for key in models],
        subjects=[
            SubjectCells(
                subject=link,
                cells=[
                    cell_of(
                        cells.get((style.id, subject.id, key)),
                        key,
                        alt_text(style.phrase, subject.base_prompt, model_label(gallery, key)),
                    )
                    for key in models
                ],
            )
            for subject, link in zip(subjects, links, strict=True)
            if any((style.id, subject.id, key) in cells for key in models)
        ],
        neighbours=[_card(other, previews) for other in _next_to(style, family)],
    )


def _next_to(style: StyleRow, family: list[StyleRow]) -> list[StyleRow]:
    """The styles that follow in the family, round its end, `NEIGHBOURS` of them at most."""
    at = next((n for n, other in enumerate(family) if other.id == style.id), -1)
    return [*family[at + 1 :], *family[: max(at, 0)]][:NEIGHBOURS]


def default_set(gallery: Gallery) -> Renders:
    """The curated default renders in their order."""
    with gallery.store.read() as db:
        as_of = queries.newest_seq(db)
        rows = queries.curated_renders(db)
    return Renders(as_of=as_of, total=len(rows), renders=[render_json(gallery, row) for row in rows], next=None)
