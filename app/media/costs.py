"""What decoding a picture takes, told from its header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.media.errors import DamagedPicture, PictureTooLarge

if TYPE_CHECKING:
    from PIL import Image

    from app.media.sniff import Kind

# Bytes a pixel at the peak of Pillow's decoders, measured at 40 megapixels: libwebp's animation decoder holds two
# canvases beside Pillow's two, libheif its planes beside Pillow's. AVIF comes as PNG.
_PER_PIXEL: Final[dict[Kind, float]] = {"webp": 15.5, "heic": 7.2}
_MODE_BYTES: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}
_SCANS: Final = 200
_TILE: Final = 1 << 24

_TILE_WIDTH, _TILE_LENGTH, _ROWS_PER_STRIP, _TIFF_ORIENTATION = 322, 323, 278, 274


def draft_scale(kind: Kind, longest: int, max_side: int | None) -> int:
    """By how much a JPEG is scaled down while it is decoded: 1, 2, 4 or 8, with half as much again to spare."""
    if kind != "jpeg" or not max_side:
        return 1
    return next((scale for scale in (8, 4, 2) if longest >= 1.5 * max_side * scale), 1)


def reduction(longest: int, max_side: int | None) -> int:
    """By how much a decoded picture's blocks are averaged on the way to `max_side`, with half as much to spare."""
    return max(1, int(longest / (1.5 * max_side))) if max_side else 1


def cost(kind: Kind, picture: Image.Image, scale: int, max_side: int | None) -> int:
    """Bytes of memory that reading this picture takes at its peak, the resulting pixels included."""
    area = picture.width * picture.height
    drafted = area / (scale * scale)
    step = reduction(max(picture.size) // scale, max_side)
    result = 3 * drafted / (step * step)
    if kind == "jpeg":
        return int(4 * drafted + _coefficients(picture) * area + result)
    if kind == "tiff":
        return int(_tiff(picture) + result)
    return int(_PER_PIXEL.get(kind, _MODE_BYTES.get(picture.mode, 4)) * area + result)


def _coefficients(picture: Image.Image) -> int:
    """A progressive JPEG is held whole as 16-bit coefficients before its first pixel."""
    return 2 * len(picture.getbands()) if picture.info.get("progressive") else 0


def _tiff(picture: Image.Image) -> int:
    tags: dict[int, int] = getattr(picture, "tag_v2", {})
    width, height = picture.size
    tile = tags.get(_TILE_WIDTH, 0) * tags.get(_TILE_LENGTH, 0)
    if tile > _TILE:
        raise DamagedPicture("The picture's tiles are larger than any program writes them.")
    copies = 8 if tags.get(_TIFF_ORIENTATION, 1) != 1 else 4
    strip = min(tags.get(_ROWS_PER_STRIP, height), height) * width
    return copies * width * height + 8 * max(tile, strip)


def refuse_slow(kind: Kind, data: bytes) -> None:
    """Raises PictureTooLarge for a progressive JPEG with so many scans that decoding it would take hours.

    The idea is libjpeg-turbo's `-maxscans`. In coded data 0xFF is always followed by a zero, so that a scan's marker
    can be counted without parsing.
    """
    if kind == "jpeg" and data.count(b"\xff\xda") > _SCANS:
        raise PictureTooLarge("The JPEG has more scans than any program writes. Save it again and retry.")
