"""The curated default set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.queries import newest_seq
from app.gallery.tiles import render_json
from app.gallery.views import Renders
from app.gallery.walls import queries

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery

PAGE = 60


def default_set(gallery: Gallery, page: int) -> Renders:
    """The page `page` (from 1) of the curated default renders, in their order. NotFound beyond the end."""
    with gallery.store.read() as db:
        as_of = newest_seq(db)
        total = queries.count_curated(db)
        pages = max(1, -(-total // PAGE))
        if page > pages:
            raise NotFound(f"The default set has {pages} page{'s' if pages > 1 else ''}.")
        rows = queries.curated(db, (page - 1) * PAGE, PAGE)
    return Renders(
        as_of=as_of,
        total=total,
        page=page,
        renders=[render_json(gallery, row) for row in rows],
        next=f"/api/default?page={page + 1}" if page < pages else None,
    )
