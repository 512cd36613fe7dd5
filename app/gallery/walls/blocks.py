"""Blocks of a wall: thirty styles at a time, family by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.tiles import alt_text, cell_of, missing, model_label, tile_of
from app.gallery.walls.order import family_label
from app.gallery.walls.views import Family, FamilyLink, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow, SubjectRow
    from app.gallery.views import Cell, Tile
    from app.gallery.walls.order import FamilyRows

PAGE_ROWS = 30
FEWEST_ROWS, MOST_CELLS = 10, 360
Place = tuple[int | None, int | None, str]


def rows_a_page(columns: int) -> int:
    """How many styles a page shows on a wall with many columns: as long as there are few enough pictures, thirty."""
    return max(FEWEST_ROWS, min(PAGE_ROWS, MOST_CELLS // max(1, columns)))


def block(styles: Sequence[StyleRow], page: int, rows: int = PAGE_ROWS, whole: str = "wall") -> tuple[int, int]:
    """Where the page `page` (from 1) begins among the styles, and how many pages there are. NotFound beyond the end."""
    pages = max(1, -(-len(styles) // rows))
    if page > pages:
        raise NotFound(f"This {whole} has {pages} page{'s' if pages > 1 else ''}.")
    return (page - 1) * rows, pages


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


def family_links(
    gallery: Gallery, families: Sequence[FamilyRows], rows: int, page_url: Callable[[int], str]
) -> list[FamilyLink]:
    """Each family with the address of the block of so many rows on which it begins."""
    return [
        FamilyLink(
            slug=family.slug,
            label=family_label(gallery, family.slug),
            count=family.count,
            url=f"{page_url(family.first // rows + 1)}#f-{family.slug}",
        )
        for family in families
    ]


def cell_at(
    cells: Mapping[Place, CellRow], style: StyleRow, subject: SubjectRow, key: str, label: str, within: str = ""
) -> Cell:
    """The cell of a style, a subject and an image model that is called `label`. `within`: see `cell_of`."""
    row = cells.get((style.id, subject.id, key))
    if row is None:
        return missing(key)
    return cell_of(row, key, alt_text(style.phrase, subject.base_prompt, label), within)


def row_of(style: StyleRow, cells: list[Cell]) -> Row:
    """A style's row."""
    return Row(slug=style.slug, phrase=style.phrase, note=style.note, url=f"/styles/{style.slug}", cells=cells)


def original_tile(
    gallery: Gallery, subject: SubjectRow, key: str, originals: Mapping[tuple[int, str], CellRow]
) -> Tile | None:
    """The subject as an image model makes it without any style."""
    row = originals.get((subject.id, key))
    return tile_of(row, alt_text("", subject.base_prompt, model_label(gallery, key))) if row else None
