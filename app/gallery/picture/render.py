"""One render: its recipe, where it hangs on the wall, and the ways on from it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.errors import Gone, NotFound
from app.gallery.comparing.side_by_side import MOST, address
from app.gallery.picture import queries
from app.gallery.picture.views import RenderPage
from app.gallery.picture.wall_place import around, wall_place
from app.gallery.picture.ways import query_of, ways_from
from app.gallery.queries import public_render
from app.gallery.source_types import RENDERS
from app.gallery.tiles import alt_text, model_label, render_json, tile_of
from app.gallery.walls.facts import model_url
from app.gallery.walls.queries import unstyled_at

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.picture.views import Around
    from app.gallery.picture.ways import CameFrom
    from app.gallery.rows import CellRow, RenderRow
    from app.gallery.views import RenderJSON, Tile


def render_page(gallery: Gallery, render_id: str, came_from: CameFrom) -> RenderPage:
    """A public render within the set that its reader came from.

    NotFound for an id that isn't one, Gone for one that the operator has hidden.
    """
    with gallery.store.read() as db:
        found = public_render(db, render_id)
        if found is None:
            raise NotFound("There is no such render. It may have been deleted, or the address is cut off.")
        render, hidden = found
        if hidden:
            raise Gone("This render was hidden by the operator.", code="hidden")
        return _page(gallery, db, render, came_from)


def _page(gallery: Gallery, db: Database, render: RenderRow, came_from: CameFrom) -> RenderPage:
    wall = wall_place(gallery, db, render)
    query = query_of(came_from)
    hung = around(gallery, wall, render, query) if wall else None
    recipe, told = render.metadata.recipe, render_json(gallery, render)
    original = _original(db, render)
    return RenderPage(
        render=told,
        address=told.url + query,
        model_label=model_label(gallery, render.model_key),
        model_url=model_url(render.model_key),
        subject_label=queries.subject_label(db, render.subject_id),
        licence=gallery.licence,
        source_type=RENDERS[render.metadata.source_type],
        signed=render.metadata.signed,
        seconds=render.metadata.seconds,
        undrawn=list(render.metadata.undrawn),
        recipe_text=recipe.as_text(),
        recipe_json=recipe.as_json(),
        recipe_a1111=recipe.as_a1111(),
        embed=embed(gallery.site, told),
        original=_tile(gallery, original, render.base_prompt),
        compare_original=address([original.id, render.id]) if original and render.status == "done" else None,
        compare_models=_beside_models(render, hung),
        ways=ways_from(gallery, db, render, wall, came_from),
        around=hung,
    )


def _original(db: Database, render: RenderRow) -> CellRow | None:
    if render.subject_id is None or render.style_id is None:
        return None
    place = (render.subject_id, render.model_key)
    return unstyled_at(db, [place]).get(place)


def _tile(gallery: Gallery, row: CellRow | None, base_prompt: str) -> Tile | None:
    return tile_of(row, alt_text("", base_prompt, model_label(gallery, row.model_key))) if row else None


def _beside_models(render: RenderRow, hung: Around | None) -> str | None:
    """The same style on other image models: this one first, then those after it, round the end."""
    row = [cell.id for cell in hung.same_style if cell.tile and cell.id] if hung else []
    if render.id not in row or len(row) < 2:
        return None
    at = row.index(render.id)
    return address([*row[at:], *row[:at]][:MOST])


def embed(site: str, render: RenderJSON) -> str:
    """HTML that shows a picture on another site and leads back here; empty while there is no picture."""
    if render.image_url is None:
        return ""
    size = f'width="{render.width}" height="{render.height}"'
    picture = f'<img src="{escape(site + render.image_url)}" {size} alt="{escape(render.alt)}">'
    return f'<a href="{escape(site + render.url)}">{picture}</a>'
