"""The pages of the gallery, as data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

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


class StyleLink(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    url: str


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


class RenderJSON(msgspec.Struct, frozen=True):
    """A render as the API tells it. `recipe` is the canonical recipe, `seed_exact` whether it repeats exactly,
    `source_type` the IPTC term for how the picture came about, as an address."""

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
    source_type: str
    created_at: datetime
    published_at: datetime | None

    @property
    def caption(self) -> str:
        """What stands below the picture: "A lighthouse on a cliff at dusk, brush"."""
        return f"{self.base_prompt[:1].upper()}{self.base_prompt[1:]}, {self.model_key.rpartition(':')[2]}"


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a list where a render was that the operator has hidden: its place, and nothing of it."""

    id: None = None
    status: Literal["hidden"] = "hidden"


if TYPE_CHECKING:
    Listed = RenderJSON | Tombstone
else:  # what is encoded needs no union; only the description of the API asks which structs may stand here
    _TOMBSTONE = {
        "title": "Tombstone",
        "type": "object",
        "properties": {"id": {"type": "null"}, "status": {"type": "string", "enum": ["hidden"]}},
        "required": ["id", "status"],
    }
    _EITHER = {"anyOf": [{"$ref": "#/components/schemas/RenderJSON"}, _TOMBSTONE]}
    Listed = Annotated[Any, msgspec.Meta(extra_json_schema=_EITHER)]


class Renders(View, kw_only=True, omit_defaults=True):
    """A list of renders: the curated default set. `page` is left out on the first."""

    template: ClassVar[str] = "gallery/default.html"

    as_of: int
    total: int
    renders: list[Listed]
    next: str | None
    page: int = 1


class APIInfo(View, kw_only=True):
    """What a program that asks for the front page as JSON is told."""

    name: str
    version: str
    documentation: str
    openapi: str
    matrix: str
    styles: str
    models: str
    default: str
