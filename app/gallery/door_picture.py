"""The picture of the wall that is shown beside the sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.accounts.door_picture import DoorPicture
from app.gallery.queries import public_render
from app.gallery.sharing.queries import first_subject, wall_pictures
from app.gallery.tiles import model_label, render_json
from app.gallery.walls.queries import curated

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import RenderRow

MOST: Final = 24


def door_picture(gallery: Gallery) -> DoorPicture | None:
    """The highest of the first pictures of the curated set, else of the first subject's wall; None without any."""
    with gallery.store.read() as db:
        rows = curated(db, 0, MOST) or _of_the_wall(gallery, db)
    if not rows:
        return None
    row = max(rows, key=lambda row: row.height / row.width)
    render = render_json(gallery, row)
    if render.image_url is None or render.thumb_2x_url is None:
        return None
    return DoorPicture(
        page=render.url,
        url=render.image_url,
        thumb_url=render.thumb_2x_url,
        width=render.width,
        height=render.height,
        alt=render.alt,
        caption=f"{render.style_phrase or 'unstyled'}, {model_label(gallery, render.model_key)}",
        colour=render.colour,
    )


def _of_the_wall(gallery: Gallery, db: Database) -> list[RenderRow]:
    """The first style of each family on the first subject that has pictures."""
    subject = first_subject(db)
    if subject is None:
        return []
    found = (public_render(db, each.id) for each in wall_pictures(db, subject, gallery.catalog.families, 1))
    return [row for row, hidden in filter(None, found) if not hidden]
