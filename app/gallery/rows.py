"""Rows of the gallery's tables, as far as its pages need them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app.gallery.recipe import Recipe
from app.media.provenance import SourceType

if TYPE_CHECKING:
    from collections.abc import Sequence

Status = Literal["pending", "done", "failed"]


class StyleRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    slug: str
    phrase: str
    family: str
    note: str
    prompt: str
    negative_prompt: str
    on_first_wall: bool


class SubjectRow(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    slug: str
    label: str
    base_prompt: str
    width: int
    height: int


class CellRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a tile of a wall needs of a render. A hidden render gives nothing but its place."""

    id: str
    style_id: int | None
    subject_id: int | None
    model_key: str
    status: Status
    width: int
    height: int
    image_path: str | None
    colour: str | None
    error_code: str | None
    hidden: bool


class Metadata(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`render_metadata`: the recipe, and what became known while it was made.

    `signed`: the file came with a C2PA manifest and was kept as it came, without this recipe in it.
    """

    recipe: Recipe
    colour: str = "d-222"
    source_type: SourceType = "trainedAlgorithmicMedia"
    seconds: float | None = None
    undrawn: tuple[str, ...] = ()
    provider_cost_microdollars: int | None = None
    error_message: str | None = None
    signed: bool = False


class RenderRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    seq: int | None
    status: Status
    style_id: int | None
    subject_id: int | None
    style: str | None
    subject: str | None
    style_phrase: str
    model_key: str
    base_prompt: str
    negative_prompt: str
    operation: str
    seed: int
    width: int
    height: int
    recipe_hash: str
    image_path: str | None
    thumb_path: str | None
    cost_credits: int
    created_at: datetime
    published_at: datetime | None
    metadata: Metadata


METADATA = msgspec.json.Decoder(Metadata)


def render_of(row: Sequence[Any]) -> RenderRow:
    """A row of the columns `queries.RENDER`, as a struct. Lists read many, so only the metadata is checked."""
    return RenderRow(
        id=row[0],
        seq=row[1],
        status=row[2],
        style_id=row[3],
        subject_id=row[4],
        style=row[5],
        subject=row[6],
        style_phrase=row[7],
        model_key=row[8],
        base_prompt=row[9],
        negative_prompt=row[10],
        operation=row[11],
        seed=row[12],
        width=row[13],
        height=row[14],
        recipe_hash=row[15],
        image_path=row[16],
        thumb_path=row[17],
        cost_credits=row[18],
        created_at=datetime.fromisoformat(row[19]),
        published_at=None if row[20] is None else datetime.fromisoformat(row[20]),
        metadata=METADATA.decode(row[21]),
    )


class NewRender(msgspec.Struct, frozen=True, kw_only=True):
    """A render that has been ordered; `user_id` is None for the operator's own wall."""

    id: str
    user_id: str | None
    style_id: int | None
    subject_id: int | None
    recipe: Recipe
    source_type: SourceType
    public: bool
    cost_credits: int
    created_at: datetime


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """What a render is worth once its files stand."""

    image_path: str
    thumb_path: str
    width: int
    height: int
    look: bytes
    phash: int
    metadata: Metadata


class PlannedCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell to be filled: the style is None for the unstyled original."""

    style: StyleRow | None
    subject: SubjectRow
    model_key: str
