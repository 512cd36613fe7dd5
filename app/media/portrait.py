"""A picture that somebody sends → a small square one of them."""

from __future__ import annotations

from typing import Final

from PIL import Image

from app.media.encode import webp
from app.media.intake import decode

SIDE: Final = 256
_READ: Final = 8 * SIDE  # a picture eight times as wide as it is high still fills the square


def portrait(data: bytes) -> bytes:
    """A square WebP of at most `SIDE` pixels with nothing in it but pixels; a smaller picture is not scaled up.

    Of a wide picture the middle is kept, of a high one the part below its upper third, where faces are. Raises
    MediaError for bytes that are no picture, and NoMemory.
    """
    picture = Image.fromarray(decode(data, max_side=_READ).pixels)
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 3
    square = (left, top, left + side, top + side)
    size = min(side, SIDE)
    return webp(picture.resize((size, size), Image.Resampling.LANCZOS, box=square, reducing_gap=2.0))
