"""What can be wrong with a picture or with the folder it is kept in."""

from __future__ import annotations

from app.errors import AppError, PayloadTooLarge, Unavailable, Unprocessable, UnsupportedMedia


class MediaError(AppError):
    """A picture that can't be taken; the message says why and what to do about it."""


class UnsupportedPicture(MediaError, UnsupportedMedia):
    """The bytes are not a picture of a kind we read."""

    default_code = "image_unsupported"


class PictureTooLarge(MediaError, PayloadTooLarge):
    """More bytes, pixels or memory than a picture may take."""

    default_code = "image_too_large"


class DamagedPicture(MediaError, Unprocessable):
    """A picture of a kind we read, but truncated, corrupt or not what its header says."""

    default_code = "image_damaged"


class NoMemory(Unavailable):
    """The machine has no memory for a picture that is within its limits."""

    default_code = "no_memory"

    def __init__(self) -> None:
        super().__init__(
            "The machine has no memory for this picture at the moment. Nothing was kept. Try again in a minute.",
            retry_after=60,
        )


class StorageFull(Unavailable):
    """The disk has no room for the file; nothing of it was kept."""

    default_code = "storage_full"


class TooManyOrphans(Unavailable):
    """More pictures belong to no render than an interrupted process can have left. It is told at start only."""


class Unwritable(Unavailable):
    """The data folder can't be written; the message names the command that mends it."""

    default_code = "storage_unwritable"
