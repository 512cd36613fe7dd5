"""One render's page, as data."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.gallery.views import Cell, RenderJSON, Tile
from app.web.view import View


class MapCell(msgspec.Struct, frozen=True, kw_only=True):
    url: str | None
    colour: str
    current: bool
    label: str


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Where a render hangs: its neighbours on the wall and a map, in their own colours, of the rows on its page."""

    wall_url: str
    position: int
    total: int
    row: int
    rows: int
    column: int
    columns: int
    left: str | None
    right: str | None
    up: str | None
    down: str | None
    same_style: list[Cell]
    map: list[list[MapCell]]


class RenderPage(View, kw_only=True):
    """One render with its recipe. `seconds` is how long it took; `undrawn` what of the prompt was not drawn."""

    template: ClassVar[str] = "gallery/render.html"
    fragment: ClassVar[str | None] = "gallery/_viewer.html"

    render: RenderJSON
    model_label: str
    subject_label: str
    licence: str
    source_type: str
    seconds: float | None
    undrawn: list[str]
    recipe_text: str
    recipe_json: str
    recipe_a1111: str
    original: Tile | None
    around: Around | None
