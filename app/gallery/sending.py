"""A picture that somebody sends to be read: what may come, what came, and what is said when it can't be taken."""

from __future__ import annotations

from typing import Final

import msgspec

from app.media.limits import UPLOAD
from app.web.view import View

MEGABYTES: Final = UPLOAD.bytes // 1_000_000
MEGAPIXELS: Final = UPLOAD.pixels // 1_000_000
HEADINGS: Final = {
    "no_picture": "No picture was chosen",
    "too_many_files": "One picture at a time",
    "too_large": "The file is too large",
    "image_too_large": "The picture is too large",
    "image_unsupported": "This file can’t be read",
    "unsupported_upload": "This file can’t be read",
    "image_empty": "The file is empty",
    "image_damaged": "The picture is damaged",
    "upload_broken": "The picture did not arrive whole",
    "upload_too_slow": "The picture did not arrive in time",
    "too_many_uploads": "Many pictures are being read right now",
    "no_memory": "Not enough memory right now",
}
OTHERWISE: Final = "This picture can’t be taken"


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """The picture that was sent: its kind by content, and its upright size. It was not kept."""

    kind: str
    width: int
    height: int


class SendingForm(View, kw_only=True):
    """What may be sent."""

    kinds: list[str]
    largest_megabytes: int
    largest_megapixels: int


class Refused(View, kw_only=True):
    """A picture that can't be taken, and what to do. `heading` is that of its `code`, see `heading_of`."""

    heading: str
    detail: str
    code: str


def heading_of(code: str) -> str:
    """A refusal's code in a few words."""
    return HEADINGS.get(code, OTHERWISE)
