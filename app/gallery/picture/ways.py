"""The ways on from a render within the set that its reader came from: a wall, a style, a model, the default set, or a
search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery.finding.sets import SetKey, neighbours
from app.gallery.picture import queries
from app.gallery.picture.views import Ways, Within
from app.gallery.picture.wall_place import is_seen, row_url
from app.gallery.walls.blocks import rows_a_page
from app.gallery.walls.default import PAGE
from app.gallery.walls.facts import model_url
from app.gallery.walls.model import page_url
from app.gallery.walls.order import order_of
from app.gallery.walls.queries import hung

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.picture.wall_place import WallPlace
    from app.gallery.rows import RenderRow

CameFrom = Within | SetKey
Pair = tuple[str | None, str | None]
NEAREST = 4  # cells of a column that are read first while a neighbour is looked for; then twice as many each time
NOWHERE: Pair = (None, None)


class Hanging:
    """A render that hangs in a row of the wall, and its neighbours: by image model, by style and by subject."""

    def __init__(self, gallery: Gallery, db: Database, render: RenderRow, wall: WallPlace) -> None:
        self._gallery, self._db, self._render, self._wall = gallery, db, render, wall
        self._style, self._subject, self._key = wall.style.id, wall.subject_id, render.model_key

    def on_the_wall(self) -> Ways:
        """Left and right are image models, up and down are styles."""
        styles = [style.id for style in self._wall.styles]
        place = f"{_of('Style', self._style, styles)}, {_of('model', self._key, self._wall.models)}"
        back = row_url(self._render, self._wall)
        return _ways("wall", place, back, self._by_model(), self._by_style(styles))

    def in_style(self) -> Ways:
        """Left and right are image models, up and down are subjects."""
        subjects = queries.subjects_of_style(self._db, self._style)
        place = f"{_of('Subject', self._subject, subjects)}, {_of('model', self._key, self._wall.models)}"
        back = f"/styles/{self._wall.style.slug}"
        return _ways("style", place, back, self._by_model(), self._by_subject(subjects))

    def in_model(self) -> Ways:
        """Left and right are subjects, up and down are styles."""
        subjects = queries.subjects_of_model(self._db, self._key)
        order = order_of(self._gallery, self._db)
        styles = [style.id for style in order.of(hung(self._db, model_key=self._key))]
        place = f"{_of('Style', self._style, styles)}, {_of('subject', self._subject, subjects)}"
        row = styles.index(self._style) if self._style in styles else 0
        page = row // rows_a_page(len(subjects)) + 1
        back = f"{page_url(self._key, page)}#s-{self._wall.style.slug}"
        return _ways("model", place, back, self._by_subject(subjects), self._by_style(styles))

    def _by_model(self) -> Pair:
        row = [self._wall.at(self._wall.style, key) for key in self._wall.models]
        return _beside([cell.id if cell and is_seen(cell) else None for cell in row], self._wall.column)

    def _by_subject(self, subjects: Sequence[int]) -> Pair:
        if self._subject not in subjects:
            return NOWHERE
        seen = queries.on_subjects(self._db, self._style, self._key)
        return _beside([seen.get(each) for each in subjects], subjects.index(self._subject))

    def _by_style(self, styles: Sequence[int]) -> Pair:
        if self._style not in styles:
            return NOWHERE
        at = styles.index(self._style)
        return self._first(styles[:at][::-1]), self._first(styles[at + 1 :])

    def _first(self, styles: Sequence[int]) -> str | None:
        """The first of these styles' renders, on the same subject and image model, that is there to see."""
        start, count = 0, NEAREST
        while start < len(styles):
            some = styles[start : start + count]
            found = queries.on_styles(self._db, self._subject, self._key, some)
            if hit := next((found[style] for style in some if style in found), None):
                return hit
            start, count = start + count, count * 2
        return None


def query_of(origin: CameFrom) -> str:
    """What links within the same set end in."""
    if isinstance(origin, SetKey):
        return f"?{origin.query()}"
    return "" if origin == "wall" else f"?in={origin}"


def ways_from(gallery: Gallery, db: Database, render: RenderRow, wall: WallPlace | None, origin: CameFrom) -> Ways:
    """The ways on from a render. One that isn't in the set that is asked for has none, but the way back."""
    if isinstance(origin, SetKey):
        return in_search(gallery, db, origin, render)
    if origin == "default":
        return in_default(db, render.id)
    if wall:
        hanging = Hanging(gallery, db, render, wall)
        by_set = {"wall": hanging.on_the_wall, "style": hanging.in_style, "model": hanging.in_model}
        return by_set[origin]()
    own_style = f"/styles/{render.style}" if render.style else "/styles"
    own_wall = f"/?subject={render.subject}" if render.subject else "/"
    back = {"style": own_style, "model": model_url(render.model_key), "wall": own_wall}
    return Ways(within=origin, place="", back=back[origin])


def in_search(gallery: Gallery, db: Database, key: SetKey, render: RenderRow) -> Ways:
    """Before and after a render in a set of search."""
    found = neighbours(gallery, db, key, render)
    if found is None:
        return Ways(within="search", place="Not in this search", back=key.url())
    place = f"{found.position:,} of {found.total:,} in this search"
    return _ways("search", place, found.back, (found.newer, found.older), query=query_of(key))


def in_default(db: Database, render_id: str) -> Ways:
    """Before and after a render in the curated set."""
    ids = queries.curated(db)
    if render_id not in ids:
        return Ways(within="default", place="Not in the default set", back="/default")
    at = ids.index(render_id)
    back = f"/default?page={at // PAGE + 1}" if at >= PAGE else "/default"
    return _ways("default", f"{at + 1} of {len(ids)} in the default set", back, _beside(ids, at))


def _beside(row: Sequence[str | None], at: int) -> Pair:
    """What is there before and after a place of a row, gaps passed over."""
    before = next((found for found in reversed(row[:at]) if found), None)
    return before, next((found for found in row[at + 1 :] if found), None)


def _ways(within: Within, place: str, back: str, across: Pair, along: Pair = NOWHERE, *, query: str = "") -> Ways:
    query = query or query_of(within)
    left, right, up, down = (f"/render/{each}{query}" if each else None for each in (*across, *along))
    return Ways(within=within, place=place, back=back, left=left, right=right, up=up, down=down)


def _of(noun: str, here: int | str, order: Sequence[int] | Sequence[str]) -> str:
    return f"{noun} {order.index(here) + 1} of {len(order)}" if here in order else f"{noun} – of {len(order)}"
