"""Styles found by picture, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from app.gallery.sending import Refused, SendingForm, Sent
from app.gallery.views import Tile
from app.web.view import View

Likeness = Literal["nearly the same", "very close", "close", "some likeness", "distant"]
Part = Literal["colour", "edges", "texture"]


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


class PictureForm(SendingForm, kw_only=True):
    """What can be sent, and how many styles it will be compared with."""

    template: ClassVar[str] = "gallery/by_picture.html"

    note: str
    compared: int
    complete: bool


class PictureRefused(Refused, kw_only=True):
    """A picture that can't be compared with styles, and what to do."""

    template: ClassVar[str] = "gallery/by_picture_refused.html"
    fragment: ClassVar[str | None] = "gallery/_refused.html"

    note: str
