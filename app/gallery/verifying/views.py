"""What a picture's check tells, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from app.gallery.sending import Refused, SendingForm, Sent
from app.gallery.views import RenderJSON
from app.web.view import View

Verdict = Literal["same", "copy", "contradicted", "not_here"]


class Picked(Sent, frozen=True, kw_only=True):
    """The picture that was sent, and its file's bytes."""

    bytes: int


class SourceMark(msgspec.Struct, frozen=True, kw_only=True):
    """An IPTC digital source type: the last part of its term, and what that means."""

    term: str
    meaning: str


class ManifestMark(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a C2PA manifest is in the file. Nothing in it is verified. `url` is where one is kept outside of it."""

    present: bool
    generator: str = ""
    source: SourceMark | None = None
    url: str = ""


class TextMark(msgspec.Struct, frozen=True, kw_only=True):
    """A text of an image program in the file; `cut` when it is longer than what is told here."""

    place: str
    program: str
    text: str
    cut: bool


class OwnMark(msgspec.Struct, frozen=True, kw_only=True):
    """A mark as this program writes it: the render that it names, and the recipe.

    `agrees` says whether the picture is that render: `picture` when it is, `other_picture` when that render looks
    otherwise, `not_here` when no render of that id can be seen here. `render` is that render, when it can be seen.
    """

    render_id: str
    model_key: str
    recipe: str
    agrees: Literal["picture", "other_picture", "not_here"]
    render: RenderJSON | None


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says of itself. Anyone can write or remove any of it.

    `any` is false when it says nothing at all.
    """

    any: bool
    source: SourceMark | None
    manifest: ManifestMark
    own: OwnMark | None
    texts: list[TextMark]
    program: str
    title: str
    prompt: str
    creator: str
    licence: str


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A render of this library that the picture is.

    `match` is `same` when the file is that of the render, byte for byte, and `copy` when its pixels are, resized,
    recompressed or a little cropped. `distance` counts the bits in which their hashes differ, of 64; `agreement` is the
    correlation of their colours, 1 at best.
    """

    match: Literal["same", "copy"]
    distance: int
    agreement: float
    render: RenderJSON
    model_label: str


class Verified(View, kw_only=True):
    """What a picture says of itself, and whether it is in this library.

    `verdict` is `same` or `copy` for a picture of this library (`matches` says which), `contradicted` when its mark
    names a render of this library that looks otherwise, else `not_here`. `complete` is false while some renders wait to
    be looked at, so that a copy of one of those can't be told yet.
    """

    template: ClassVar[str] = "gallery/verified.html"
    fragment: ClassVar[str | None] = "gallery/_verified.html"

    verdict: Verdict
    summary: str
    explanation: str
    picture: Picked
    matches: list[Match]
    marks: Marks
    complete: bool


class VerifyForm(SendingForm, kw_only=True):
    """What can be sent to be verified."""

    template: ClassVar[str] = "gallery/verify.html"


class VerifyRefused(Refused, kw_only=True):
    """A picture that can't be verified, and what to do."""

    template: ClassVar[str] = "gallery/verify_refused.html"
    fragment: ClassVar[str | None] = "gallery/_refused.html"
