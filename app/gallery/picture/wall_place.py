"""Where a render hangs on the wall of its subject. What it reads is one page of the wall, however large the wall is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.gallery.picture.views import Around, MapCell
from app.gallery.tiles import alt_text, best_cells, cell_of, columns_with, model_label
from app.gallery.walls import queries
from app.gallery.walls.blocks import PAGE_ROWS
from app.gallery.walls.order import hung_on
from app.gallery.walls.wall import wall_url

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, RenderRow, StyleRow


class WallPlace(msgspec.Struct, frozen=True, kw_only=True):
    """The styles and image models of a wall in their order, where a render stands among them, and the cells of the
    one page that holds it.
    """

    subject_id: int
    styles: list[StyleRow]
    models: list[str]
    row: int
    column: int
    cells: dict[tuple[int | None, int | None, str], CellRow]

    @property
    def style(self) -> StyleRow:
        return self.styles[self.row]

    def at(self, style: StyleRow, model_key: str) -> CellRow | None:
        """What stands in a cell of the page."""
        return self.cells.get((style.id, self.subject_id, model_key))


def wall_place(gallery: Gallery, db: Database, render: RenderRow) -> WallPlace | None:
    """None for a render that hangs in no row, as an original does, or one whose style has left the catalogue."""
    subject_id, key = render.subject_id, render.model_key
    if subject_id is None or render.style_id is None:
        return None
    styles = hung_on(gallery, db, subject_id=subject_id).styles
    own = [model for subject, model in queries.unstyled(db) if subject == subject_id]
    models = columns_with(gallery, [*own, *(tally.model_key for tally in queries.tallies(db, subject_id))])
    row = next((number for number, style in enumerate(styles) if style.id == render.style_id), None)
    if row is None or key not in models:
        return None
    block = [style.id for style in _page(styles, row)]
    return WallPlace(
        subject_id=subject_id,
        styles=styles,
        models=models,
        row=row,
        column=models.index(key),
        cells=best_cells(queries.cells_on_subject(db, subject_id, block)),
    )


def _page(styles: list[StyleRow], row: int) -> list[StyleRow]:
    first = row // PAGE_ROWS * PAGE_ROWS
    return styles[first : first + PAGE_ROWS]


def around(gallery: Gallery, place: WallPlace, render: RenderRow, query: str) -> Around:
    """The row of a render on every image model, and the map. `query` is what links within the same set end in."""
    labels = {key: model_label(gallery, key) for key in place.models}
    return Around(
        wall_url=row_url(render, place),
        row=place.row + 1,
        rows=len(place.styles),
        column=place.column + 1,
        columns=len(place.models),
        same_style=[
            cell_of(place.at(place.style, key), key, alt_text(render.style_phrase, render.base_prompt, label), query)
            for key, label in labels.items()
        ],
        map=[
            [_map_cell(place.at(style, key), render.id, f"{style.phrase}, {label}") for key, label in labels.items()]
            for style in _page(place.styles, place.row)
        ],
    )


def row_url(render: RenderRow, place: WallPlace) -> str:
    """The row of a render on the page of the wall that holds it."""
    return f"{wall_url(render.subject or '', place.row // PAGE_ROWS + 1)}#s-{place.style.slug}"


def is_seen(cell: CellRow | None) -> bool:
    """Whether there is a picture to open."""
    return cell is not None and cell.status == "done" and not cell.hidden


def _map_cell(cell: CellRow | None, here: str, label: str) -> MapCell:
    current = cell is not None and cell.id == here
    if cell is None or not is_seen(cell):
        return MapCell(url=None, colour="d-222", current=current, label=label)
    return MapCell(url=f"/render/{cell.id}", colour=cell.colour or "d-222", current=current, label=label)
