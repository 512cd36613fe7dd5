"""The pages of the gallery, as data."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from app.gallery.recipe import Recipe
from app.web.view import View

CellStatus = Literal["done", "pending", "failed", "missing", "hidden"]


class Tile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture small enough for a wall. `colour` is the class of its dominant colour, `d-000` … `d-555`."""

    thumb_url: str
    thumb_2x_url: str
    width: int
    height: int
    colour: str
    alt: str


class SubjectLink(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    label: str
    base_prompt: str
    url: str
    current: bool
    tile: Tile | None


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """An image model as a column: `key` is `provider:name`; `price` is told in words ("free", "4 credits").

    `original` is the subject as this image model makes it without any style.
    """

    key: str
    label: str
    provider: str
    price: str
    state: Literal["available", "retired"]
    successor: str | None
    note: str
    original: Tile | None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One (style, image model, subject). Without a picture, `reason` says why in a few words."""

    model_key: str
    status: CellStatus
    id: str | None
    url: str | None
    tile: Tile | None
    reason: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    note: str
    url: str
    cells: list[Cell]


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """`continued` is true when the family began on an earlier block of rows."""

    slug: str
    label: str
    continued: bool
    rows: list[Row]


class FamilyLink(msgspec.Struct, frozen=True, kw_only=True):
    """`url` leads to the block of rows on which the family begins."""

    slug: str
    label: str
    count: int
    url: str


class Wall(View, kw_only=True):
    """The matrix of one subject, 30 styles at a time. `next` is the address of the next block, `filling` how many
    cells are on their way."""

    template: ClassVar[str] = "gallery/wall.html"
    fragment: ClassVar[str | None] = "gallery/_rows.html"

    subject: SubjectLink
    subjects: list[SubjectLink]
    models: list[Column]
    family_links: list[FamilyLink]
    families: list[Family]
    total_styles: int
    done: int
    filling: int
    page: int
    next: str | None


class RenderJSON(msgspec.Struct, frozen=True, kw_only=True):
    """A render as the API tells it. `recipe` is the canonical recipe, `seed_exact` whether it repeats exactly."""

    id: str
    status: Literal["pending", "done", "failed"]
    style: str | None
    style_phrase: str
    model_key: str
    subject: str | None
    base_prompt: str
    prompt: str
    negative_prompt: str
    image_url: str | None
    thumb_url: str | None
    thumb_2x_url: str | None
    width: int
    height: int
    colour: str
    alt: str
    operation: str
    seed: int
    seed_exact: bool
    recipe: Recipe
    recipe_hash: str
    cost_credits: int
    url: str
    created_at: datetime


class Renders(View, kw_only=True):
    """A list of renders: the curated default set."""

    template: ClassVar[str] = "gallery/default.html"

    as_of: int
    total: int
    renders: list[RenderJSON]
    next: str | None


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


class StyleCard(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    note: str
    url: str
    count: int
    tile: Tile | None


class StyleFamily(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    label: str
    styles: list[StyleCard]


class Styles(View, kw_only=True):
    """Every style by family, each with a truthful preview (its first render on the default subject)."""

    template: ClassVar[str] = "gallery/styles.html"

    families: list[StyleFamily]
    total: int


class SubjectCells(msgspec.Struct, frozen=True, kw_only=True):
    subject: SubjectLink
    cells: list[Cell]


class StylePage(View, kw_only=True):
    """One style: its phrase and prompt, and every cell of it, subjects down and image models across."""

    template: ClassVar[str] = "gallery/style.html"

    slug: str
    phrase: str
    note: str
    family: str
    prompt: str
    negative_prompt: str
    models: list[Column]
    subjects: list[SubjectCells]
    neighbours: list[StyleCard]


class APIInfo(View, kw_only=True):
    """What a program that asks for the front page as JSON is told."""

    name: str
    version: str
    documentation: str
    openapi: str
    matrix: str
    styles: str
    default: str
