"""Hiding a render from everyone: gone from pages, memory and files at once, its place in every set kept.

Files leave first and come back last. Should the process end between, they are out of sight while the row is not;
`mend` puts that right at the next start. Files only move while the writing transaction is held, so that several
processes that hide, show and mend the same render leave its files where its row says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.errors import Conflict, NotFound
from app.gallery.hiding.queries import cell_is_taken, set_hidden
from app.gallery.queries import public_render

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery


def hide(gallery: Gallery, render_id: str) -> None:
    """Take a public render out of sight. One that is hidden already stays so. NotFound for any other id."""
    image_path = _image_path(gallery, render_id)
    try:
        with gallery.store.write() as db:
            if image_path:
                gallery.files.withdraw(image_path)
            set_hidden(db, render_id, datetime.now(UTC))
            gallery.store.publish(db)
    except BaseException:
        mend(gallery, [render_id])
        raise


def unhide(gallery: Gallery, render_id: str) -> None:
    """Show a hidden render again, in its old place. NotFound for an id that is no public render's, Conflict when the
    cell has been drawn anew since.
    """
    _image_path(gallery, render_id)
    with gallery.store.write() as db:
        if cell_is_taken(db, render_id):
            raise Conflict("Another render hangs in this place by now. Hide that one first.", code="cell_taken")
        set_hidden(db, render_id, None)
        gallery.store.publish(db)
    mend(gallery, [render_id])


def mend(gallery: Gallery, render_ids: list[str]) -> None:
    """Bring back the files of those renders that are in plain sight; what was made without them is forgotten."""
    for render_id in render_ids:
        with gallery.store.read() as db:
            if _shown_at(db, render_id) is None:
                continue
        with gallery.store.write() as db:
            if image_path := _shown_at(db, render_id):
                gallery.files.restore(image_path)
                gallery.store.publish(db)


def _shown_at(db: Database, render_id: str) -> str | None:
    """Where the picture of a render that everyone may see belongs."""
    found = public_render(db, render_id)
    return found[0].image_path if found and not found[1] else None


def _image_path(gallery: Gallery, render_id: str) -> str | None:
    with gallery.store.read() as db:
        found = public_render(db, render_id)
    if found is None:
        raise NotFound("There is no public render with this id.")
    return found[0].image_path
