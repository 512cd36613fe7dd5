"""One render's page, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from app.gallery.views import Cell, RenderJSON, Tile
from app.web.view import View

Within = Literal["wall", "style", "model", "default", "search"]


class MapCell(msgspec.Struct, frozen=True, kw_only=True):
    url: str | None
    colour: str
    current: bool
    label: str


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """The set that a reader came from, and the ways on within it.

    `place` says where the render stands there ("12 of 317 in this search"), `back` leads to the page that holds it.
    On the wall, a style's and a model's page left, right, up and down are the neighbours in its table; in a search
    and the default set left is the one before and right the one after. None where there is no other.
    """

    within: Within
    place: str
    back: str
    left: str | None = None
    right: str | None = None
    up: str | None = None
    down: str | None = None


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """Where a render hangs on the wall: its row on every image model, and a map, in their own colours, of the rows on
    its page of the wall.
    """

    wall_url: str
    row: int
    rows: int
    column: int
    columns: int
    same_style: list[Cell]
    map: list[list[MapCell]]


class RenderPage(View, kw_only=True):
    """One render with its recipe. `seconds` is how long it took; `undrawn` what of the prompt was not drawn.

    `address` is where this page stands, the set included; links to renders within the same set carry the set too, and
    `render.url` does not. `compare_original` and `compare_models` lead to it beside the unstyled original, and beside
    the same style on up to three other image models. `embed` is HTML that shows the picture on another site.
    `signed`: the file came with a C2PA manifest and is as it came, without the recipe in it.
    """

    template: ClassVar[str] = "gallery/render.html"
    fragment: ClassVar[str | None] = "gallery/_viewer.html"

    render: RenderJSON
    address: str
    model_label: str
    model_url: str
    subject_label: str
    licence: str
    source_type: str
    signed: bool
    seconds: float | None
    undrawn: list[str]
    recipe_text: str
    recipe_json: str
    recipe_a1111: str
    embed: str
    original: Tile | None
    compare_original: str | None
    compare_models: str | None
    ways: Ways
    around: Around | None
