"""One render: its recipe, and where it hangs on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Gone, NotFound
from app.gallery import queries
from app.gallery.picture.views import Around, MapCell, RenderPage
from app.gallery.tiles import alt_text, cell_of, model_label, render_json, tile_of
from app.gallery.walls.wall import PAGE_ROWS, read_grid

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.rows import RenderRow
    from app.gallery.views import Tile
    from app.gallery.walls.wall import Grid

IN_WORDS = {
    "algorithmicMedia": "Drawn by a procedural renderer, not by an AI model",
    "trainedAlgorithmicMedia": "Made by a generative AI model",
}


def render_page(gallery: Gallery, render_id: str) -> RenderPage:
    """A public render. NotFound for an id that isn't one, Gone for one that the operator has hidden."""
    with gallery.store.read() as db:
        found = queries.public_render(db, render_id)
    if found is None:
        raise NotFound("There is no such render. It may have been deleted, or the address is cut off.")
    render, hidden = found
    if hidden:
        raise Gone("This render was hidden by the operator.", code="hidden")
    grid = read_grid(gallery, render.subject)[0] if render.subject else None
    recipe = render.metadata.recipe
    return RenderPage(
        render=render_json(gallery, render),
        model_label=model_label(gallery, render.model_key),
        subject_label=grid.subject.label if grid else "",
        licence=gallery.licence,
        source_type=IN_WORDS.get(render.metadata.source_type, ""),
        seconds=render.metadata.seconds,
        undrawn=list(render.metadata.undrawn),
        recipe_text=recipe.as_text(),
        recipe_json=recipe.as_json(),
        recipe_a1111=recipe.as_a1111(),
        original=_original(gallery, grid, render) if grid else None,
        around=_around(gallery, grid, render) if grid else None,
    )


def _original(gallery: Gallery, grid: Grid, render: RenderRow) -> Tile | None:
    row = grid.at(None, render.model_key)
    if row is None or row.id == render.id:
        return None
    return tile_of(row, alt_text("", grid.subject.base_prompt, model_label(gallery, row.model_key)))


def _around(gallery: Gallery, grid: Grid, render: RenderRow) -> Around | None:
    """The neighbours of a render in its grid; None for one that hangs in no row, as an original does."""
    y = next((n for n, style in enumerate(grid.styles) if style.id == render.style_id), None)
    if y is None or render.model_key not in grid.models:
        return None
    x = grid.models.index(render.model_key)
    addresses = [[_address(grid, row, column) for column in range(len(grid.models))] for row in range(len(grid.styles))]
    pictures = [url for row in addresses for url in row if url]
    here = f"/render/{render.id}"
    page = f"&page={y // PAGE_ROWS + 1}" if y >= PAGE_ROWS else ""
    block = y // PAGE_ROWS * PAGE_ROWS
    return Around(
        wall_url=f"/?subject={grid.subject.slug}{page}#s-{grid.styles[y].slug}",
        position=pictures.index(here) + 1 if here in pictures else 0,
        total=len(pictures),
        row=y + 1,
        rows=len(grid.styles),
        column=x + 1,
        columns=len(grid.models),
        left=next((url for url in reversed(addresses[y][:x]) if url), None),
        right=next((url for url in addresses[y][x + 1 :] if url), None),
        up=next((row[x] for row in reversed(addresses[:y]) if row[x]), None),
        down=next((row[x] for row in addresses[y + 1 :] if row[x]), None),
        same_style=[
            cell_of(grid.at(grid.styles[y], key), key, f"{render.style_phrase}, {model_label(gallery, key)}")
            for key in grid.models
        ],
        map=[
            [_map_cell(gallery, grid, row, column, here) for column in range(len(grid.models))]
            for row in range(block, min(block + PAGE_ROWS, len(grid.styles)))
        ],
    )


def _address(grid: Grid, row: int, column: int) -> str | None:
    cell = grid.at(grid.styles[row], grid.models[column])
    return f"/render/{cell.id}" if cell and cell.status == "done" and not cell.hidden else None


def _map_cell(gallery: Gallery, grid: Grid, row: int, column: int, here: str) -> MapCell:
    url = _address(grid, row, column)
    cell = grid.at(grid.styles[row], grid.models[column])
    return MapCell(
        url=url,
        colour=(cell.colour if url and cell else None) or "d-222",
        current=url == here,
        label=f"{grid.styles[row].phrase}, {model_label(gallery, grid.models[column])}",
    )
