"""Blocks of a wall: thirty styles at a time, family by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.tiles import alt_text, cell_of, model_label, tile_of
from app.gallery.walls.order import family_label
from app.gallery.walls.views import Family, FamilyLink, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow, SubjectRow
    from app.gallery.views import Cell, Tile

PAGE_ROWS = 30
Place = tuple[int | None, int | None, str]


def block(styles: Sequence[StyleRow], page: int, whole: str = "wall") -> tuple[int, int]:
    """Where the page `page` (from 1) begins among the styles, and how many pages there are. NotFound beyond the end."""
    pages = max(1, -(-len(styles) // PAGE_ROWS))
    if page > pages:
        raise NotFound(f"This {whole} has {pages} page{'s' if pages > 1 else ''}.")
    return (page - 1) * PAGE_ROWS, pages


def in_families(gallery: Gallery, styles: Sequence[StyleRow], start: int, rows: Sequence[Row]) -> list[Family]:
    """The rows of the block that begins at `start`, under the names of their families."""
    before = styles[start - 1].family if start else None
    families: list[Family] = []
    for style, row in zip(styles[start : start + len(rows)], rows, strict=True):
        if families and families[-1].slug == style.family:
            families[-1].rows.append(row)
        else:
            label = family_label(gallery, style.family)
            continued = not families and style.family == before
            families.append(Family(slug=style.family, label=label, continued=continued, rows=[row]))
    return families


def family_links(gallery: Gallery, styles: Sequence[StyleRow], page_url: Callable[[int], str]) -> list[FamilyLink]:
    """Each family with the address of the block on which it begins."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, style in enumerate(styles):
        counts[style.family] = counts.get(style.family, 0) + 1
        first.setdefault(style.family, number // PAGE_ROWS + 1)
    return [
        FamilyLink(
            slug=slug,
            label=family_label(gallery, slug),
            count=count,
            url=f"{page_url(first[slug])}#f-{slug}",
        )
        for slug, count in counts.items()
    ]


def cell_at(
    cells: Mapping[Place, CellRow], style: StyleRow, subject: SubjectRow, key: str, label: str, within: str = ""
) -> Cell:
    """The cell of a style, a subject and an image model that is called `label`. `within`: see `cell_of`."""
    alt = alt_text(style.phrase, subject.base_prompt, label)
    return cell_of(cells.get((style.id, subject.id, key)), key, alt, within)


def row_of(style: StyleRow, cells: list[Cell]) -> Row:
    """A style's row."""
    return Row(slug=style.slug, phrase=style.phrase, note=style.note, url=f"/styles/{style.slug}", cells=cells)


def original_tile(
    gallery: Gallery, subject: SubjectRow, key: str, originals: Mapping[tuple[int, str], CellRow]
) -> Tile | None:
    """The subject as an image model makes it without any style."""
    row = originals.get((subject.id, key))
    return tile_of(row, alt_text("", subject.base_prompt, model_label(gallery, key))) if row else None
