"""Rows of looks."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class GroupKey(NamedTuple):
    """One style on one image model."""

    style_id: int
    model_key: str


class Mean(NamedTuple):
    """The mean look of `members` renders. `spread` is how far they are from it on average, measure by measure, in
    quarters of a look's steps."""

    members: int
    look: bytes
    spread: bytes


class Group(NamedTuple):
    """A group with its mean look; None while it shows no picture."""

    key: GroupKey
    mean: Mean | None
    changed: int


class Candidate(NamedTuple):
    """A render that may be what is looked for."""

    style_id: int
    render_id: str
    look: bytes


class Seen(NamedTuple):
    """What looking at a render's picture gave; None and None for a picture that can't be read. `phash` is unsigned."""

    render_id: str
    look: bytes | None
    phash: int | None


class Unseen(msgspec.Struct, frozen=True):
    render_id: str
    image_path: str


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A shown render with its style."""

    id: str
    style_id: int
    model_key: str
    width: int
    height: int
    image_path: str
    colour: str | None
    slug: str
    phrase: str
    family: str
    note: str
    base_prompt: str
