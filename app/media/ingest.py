"""A provider's answer → the three files of a render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from PIL import ExifTags, Image

from app.media import riff
from app.media.colour import dominant
from app.media.encode import THUMB_2X_WIDTH, THUMB_METHOD, exif_parameters, thumbs, webp
from app.media.gate import GATE
from app.media.intake import check_size, decode
from app.media.limits import RESULT
from app.media.look.measuring import look
from app.media.phash import phash
from app.media.provenance import Mark, packet
from app.media.sniff import sniff

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Bytes a pixel that libwebp takes beside the picture, measured at 40 megapixels.
_ENCODING: Final = 6

__all__ = ["Ingested", "Mark", "ingest"]


class Ingested(msgspec.Struct, frozen=True, kw_only=True):
    """Three WebP files, the full picture's upright size and dominant colour (`d-345`), and what it is compared by.

    `signed`: the full picture came with a C2PA manifest and is as it came, so that its mark is in the others alone.
    """

    full: bytes
    thumb: bytes
    thumb_2x: bytes
    width: int
    height: int
    colour: str
    look: bytes
    phash: int
    signed: bool = False


class _Source(msgspec.Struct, frozen=True, kw_only=True):
    """`kept` are the full picture's bytes when it is not to be encoded; `picture` may then be smaller than it."""

    picture: Image.Image
    width: int
    height: int
    kept: bytes | None = None
    signed: bool = False


def ingest(image: bytes | NDArray[np.uint8], mark: Mark) -> Ingested:
    """Make a render's files of encoded bytes, or of pixels uint8 (h, w, 3) in sRGB.

    A WebP is kept as it came: its bitstream is not encoded again, the mark goes in beside it, and its own Exif and
    XMP, which may tell a place or another's prompt, are left out. One with a C2PA manifest stays untouched byte for
    byte. Everything else is encoded once. Raises MediaError for bytes that are no picture.
    """
    source = _from_bytes(image, mark) if isinstance(image, bytes) else _from_pixels(image)
    full = source.kept
    if full is None:
        with GATE.hold(_ENCODING * source.width * source.height):
            full = webp(source.picture, xmp=packet(mark), exif=exif_parameters(mark.a1111))
    small, large = thumbs(source.picture)
    pixels = np.asarray(large)
    xmp = packet(mark, whole=False)
    return Ingested(
        full=full,
        thumb=webp(small, method=THUMB_METHOD, xmp=xmp),
        thumb_2x=webp(large, method=THUMB_METHOD, xmp=xmp),
        width=source.width,
        height=source.height,
        colour=dominant(np.asarray(small)),
        look=look(pixels),
        phash=phash(pixels),
        signed=source.signed,
    )


def _from_pixels(pixels: NDArray[np.uint8]) -> _Source:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise TypeError(f"pixels are uint8 (h, w, 3), not {pixels.dtype} {pixels.shape}")
    height, width = pixels.shape[:2]
    check_size(width, height, RESULT)
    return _Source(picture=Image.fromarray(np.ascontiguousarray(pixels)), width=width, height=height)


def _from_bytes(data: bytes, mark: Mark) -> _Source:
    parts = _keepable(data) if sniff(data) == "webp" else None
    decoded = decode(data, limits=RESULT, max_side=_enough(parts) if parts else None)
    kept = None
    signed = riff.signed(parts or [])
    if signed:
        kept = data
    elif parts:
        kept = riff.with_metadata(parts, xmp=packet(mark), exif=exif_parameters(mark.a1111) or None)
    picture = Image.fromarray(decoded.pixels)
    return _Source(picture=picture, width=decoded.width, height=decoded.height, kept=kept, signed=signed)


def _keepable(data: bytes) -> list[riff.Chunk] | None:
    """The chunks of a WebP whose bitstream can stay; None for one that must be encoded again to be mended or turned."""
    try:
        parts = riff.chunks(data)
        riff.canvas(parts)
    except riff.NotWebP:
        return None
    block = riff.find(parts, b"EXIF")
    if block and not riff.signed(parts):
        exif = Image.Exif()
        try:
            exif.load(block)
        except (SyntaxError, ValueError, OSError):
            return parts
        if exif.get(ExifTags.Base.Orientation, 1) != 1:
            return None
    return parts


def _enough(parts: list[riff.Chunk]) -> int | None:
    """The longest side from which good thumbnails can be made, for pictures too large to be read whole for them."""
    width, height = riff.canvas(parts)
    wanted = 2 * THUMB_2X_WIDTH
    return None if width <= 2 * wanted else -(-max(width, height) * wanted // width)
