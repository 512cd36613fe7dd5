"""What a row of the catalogue holds."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from app.providers.base import Operation

Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Text = Annotated[str, msgspec.Meta(max_length=1000)]
Side = Annotated[int, msgspec.Meta(ge=64, le=16383)]
Scalar = str | bool | int | float


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A family of styles; families stand in the order of the file."""

    slug: Slug
    label: Line


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A style phrase. `prompt` holds `{subject}` where the subject's words go; `wall` puts it on a first wall."""

    slug: Slug
    phrase: Line
    family: Slug
    note: Text = ""
    prompt: Line = "{subject}, {phrase}"
    negative: Text = ""
    wall: bool = False


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A base prompt that every style is shown on; its ratio is the ratio of all its pictures."""

    slug: Slug
    label: Line
    prompt: Line
    width: Side = 768
    height: Side = 576


class Parameter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One parameter of an image model: its type, default and bounds, or its choices."""

    type: Literal["integer", "number", "boolean", "string"]
    default: Scalar | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Scalar, ...] = ()
    note: Text = ""


class Offer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one picture by one operation costs: the user in credits, the operator in millionths of a dollar."""

    credits: Annotated[int, msgspec.Meta(ge=0)]
    cost_microdollars: Annotated[int, msgspec.Meta(ge=0)] = 0


class ImageModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An image model, keyed `provider:name`. A retired one keeps its column, can't be run and names its successor."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]+:[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=120)]
    label: Line
    note: Text = ""
    operations: dict[Operation, Offer]
    parameters: dict[str, Parameter] = {}
    honours_seed: bool = False
    source_type: Literal["algorithmicMedia", "trainedAlgorithmicMedia"] = "trainedAlgorithmicMedia"
    minimum_side: Side = 64
    maximum_side: Side = 2048
    state: Literal["available", "retired"] = "available"
    retired_on: str | None = None
    successor: str | None = None

    @property
    def provider(self) -> str:
        return self.key.partition(":")[0]

    @property
    def name(self) -> str:
        return self.key.partition(":")[2]


class Catalog(msgspec.Struct, frozen=True, kw_only=True):
    """All rows in the order of the files, the operator's own after the shipped ones."""

    families: dict[str, Family]
    styles: dict[str, Style]
    subjects: dict[str, Subject]
    models: dict[str, ImageModel]
