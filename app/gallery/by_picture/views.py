"""Styles found by picture, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from app.gallery.views import Tile
from app.web.view import View

Likeness = Literal["nearly the same", "very close", "close", "some likeness", "distant"]
Part = Literal["colour", "edges", "texture"]


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """The picture that was sent: its kind by content, and its upright size. It was not kept."""

    kind: str
    width: int
    height: int


class NearStyle(msgspec.Struct, frozen=True, kw_only=True):
    """A style, and its render that comes nearest to the picture.

    `distance` is about 0.9 between two styles picked at random, and would be 0 from a style whose every picture looks
    like the one that was sent. `nearness` says the same from 0 to 100, `likeness` in words. `why` names what of the
    render's look agrees with the picture's; nothing may.
    """

    style: str
    phrase: str
    note: str
    url: str
    search_url: str
    distance: float
    nearness: int
    likeness: Likeness
    why: list[Part]
    render: str
    render_url: str
    model_label: str
    base_prompt: str
    tile: Tile


class Found(View, kw_only=True):
    """The nearest styles, nearest first: twelve, or fewer when the others are no nearer than styles picked at random,
    but for the first three. `compared` is how many styles the picture was compared with; while `complete`
    is false, some pictures are still to be looked at and can't be found."""

    template: ClassVar[str] = "gallery/by_picture_found.html"
    fragment: ClassVar[str | None] = "gallery/_by_picture_found.html"

    note: str
    picture: Sent
    styles: list[NearStyle]
    compared: int
    complete: bool


class PictureForm(View, kw_only=True):
    """What can be sent, and how many styles it will be compared with."""

    template: ClassVar[str] = "gallery/by_picture.html"

    note: str
    kinds: list[str]
    largest_megabytes: int
    largest_megapixels: int
    compared: int
    complete: bool


class NotTaken(View, kw_only=True):
    """A picture that could not be read, and what to do."""

    template: ClassVar[str] = "gallery/by_picture_refused.html"
    fragment: ClassVar[str | None] = "gallery/_by_picture_refused.html"

    note: str
    detail: str
    code: str
