"""Bytes of any origin → upright sRGB pixels, under limits."""

from __future__ import annotations

import struct
import warnings
import zlib
from errno import ENOMEM
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from PIL import ExifTags, Image

from app.media.apart import avif_to_png
from app.media.colourspace import converter
from app.media.costs import cost, draft_scale, reduction, refuse_slow
from app.media.errors import DamagedPicture, NoMemory, PictureTooLarge
from app.media.gate import GATE
from app.media.limits import UPLOAD, Limits
from app.media.sniff import Kind, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Pillow's own guard stands behind ours, for frames that are larger than their file's header says.
Image.MAX_IMAGE_PIXELS = 40_000_000
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_FORMATS: Final[dict[Kind, tuple[str, ...]]] = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "gif": ("GIF",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "heic": ("HEIF",),
}
_DAMAGE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    AttributeError,
    RuntimeError,
    Warning,
    struct.error,
    zlib.error,
)
_STRIP: Final = 1 << 20
_ACROSS: Final = (5, 6, 7, 8)


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's first frame, upright, sRGB, alpha flattened on white.

    `pixels` is uint8 (h, w, 3) and may be smaller than `width` and `height`, the whole picture's upright size, when
    `max_side` asked for less.
    """

    pixels: NDArray[np.uint8]
    kind: Kind
    width: int
    height: int


def decode(data: bytes, *, limits: Limits = UPLOAD, max_side: int | None = None) -> Decoded:
    """Read a picture by its content.

    With `max_side` the result is scaled down to it where the picture is larger: during decoding as far as the format
    can, before it is turned in any case. Ask for it wherever the whole size is not needed: it is what lets several
    large pictures arrive at once on a small host.

    Raises UnsupportedPicture, PictureTooLarge and DamagedPicture, all of them MediaError, and NoMemory. Size is checked
    from the headers, before any pixel is decoded.
    """
    if len(data) > limits.bytes:
        raise PictureTooLarge(f"The file is larger than {limits.bytes // 1_000_000} MB.")
    kind = sniff(data)
    refuse_slow(kind, data)
    try:
        with _opened(data, kind) as picture:
            return _decode(picture, kind, limits, max_side)
    except MemoryError as error:
        raise NoMemory from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLarge("The picture has more pixels than its limit of 40 megapixels.") from error
    except _DAMAGE as error:
        if isinstance(error, OSError) and error.errno == ENOMEM:
            raise NoMemory from error
        raise DamagedPicture("The picture is damaged or incomplete. Save it again and retry.") from error


def _opened(data: bytes, kind: Kind) -> Image.Image:
    if kind == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    if kind == "avif":
        return Image.open(BytesIO(avif_to_png(data)), formats=("PNG",))
    return Image.open(BytesIO(data), formats=_FORMATS[kind])


def _decode(picture: Image.Image, kind: Kind, limits: Limits, max_side: int | None) -> Decoded:
    width, height = picture.size
    check_size(width, height, limits)
    scale = draft_scale(kind, max(width, height), max_side)
    needed = cost(kind, picture, scale, max_side)
    if needed > GATE.room:
        raise PictureTooLarge(
            f"A picture of this kind and size ({width}×{height}) takes too much memory to read. "
            "Save it smaller, or as PNG or baseline JPEG."
        )
    with GATE.hold(needed):
        if scale > 1:
            picture.draft(None, (max(1, width // scale), max(1, height // scale)))
        picture.load()
        orientation = _orientation(picture)
        pixels = _upright(picture, orientation, max_side)
        picture.close()
        pixels = _fitted(pixels, max_side)
    turned = orientation in _ACROSS
    return Decoded(pixels=pixels, kind=kind, width=height if turned else width, height=width if turned else height)


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raises PictureTooLarge when a side or the area is over the limit."""
    if max(width, height) > limits.side:
        raise PictureTooLarge(f"The picture is {width}×{height}; the longest side may have {limits.side} pixels.")
    if width * height > limits.pixels:
        raise PictureTooLarge(
            f"The picture is {width}×{height}; it may have {limits.pixels // 1_000_000} megapixels at most."
        )


def _orientation(picture: Image.Image) -> int:
    """As Exif has it; 1 where it says nothing, or nothing that can be read."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except _DAMAGE:
        return 1
    return value if isinstance(value, int) else 1


def _upright(picture: Image.Image, orientation: int, max_side: int | None) -> NDArray[np.uint8]:
    """Convert, reduce and turn strip by strip, so that nothing but the picture and the result is held whole."""
    width, height = picture.size
    step = reduction(max(width, height), max_side)
    pixels, view = _canvas(-(-height // step), -(-width // step), orientation)
    convert = converter(picture)
    for top, part in _strips(picture, step):
        rgb = convert(part)
        reduced = rgb.reduce(step) if step > 1 else rgb
        view[top // step : top // step + reduced.height] = np.asarray(reduced)
    return pixels


def _fitted(pixels: NDArray[np.uint8], max_side: int | None) -> NDArray[np.uint8]:
    longest = max(pixels.shape[:2])
    if max_side is None or longest <= max_side:
        return pixels
    size = [max(1, round(side * max_side / longest)) for side in (pixels.shape[1], pixels.shape[0])]
    return np.asarray(Image.fromarray(pixels).resize((size[0], size[1]), Image.Resampling.LANCZOS))


def _strips(picture: Image.Image, step: int) -> Iterator[tuple[int, Image.Image]]:
    width, height = picture.size
    rows = max(1, _STRIP // (width * step)) * step
    if rows >= height:
        yield 0, picture
        return
    for top in range(0, height, rows):
        yield top, picture.crop((0, top, width, min(height, top + rows)))


def _canvas(height: int, width: int, orientation: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """An upright canvas, and a view of it that takes (height, width, 3) pixels as the file has them.

    `orientation` is Exif's (JEITA CP-3451, tag 0x0112); anything but 1…8 counts as 1.
    """
    across = orientation in _ACROSS
    canvas = np.empty((width, height, 3) if across else (height, width, 3), np.uint8)
    view = canvas
    if orientation in (3, 4, 7, 8):
        view = view[::-1]
    if orientation in (2, 3, 6, 7):
        view = view[:, ::-1]
    return canvas, view.transpose(1, 0, 2) if across else view
