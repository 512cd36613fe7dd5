"""Pixels of every mode a file can hold → sRGB on white."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageCms

from app.media.errors import UnsupportedPicture

if TYPE_CHECKING:
    from collections.abc import Callable

_GREY: Final = frozenset({"1", "L", "LA", "La", "I;16", "I;16L", "I;16B", "I;16N"})
_KNOWN: Final = _GREY | {"P", "PA", "RGB", "RGBA", "RGBX", "RGBa", "CMYK", "YCbCr"}
_WHITE: Final = (255, 255, 255)
_SRGB_NAMES: Final = ("sRGB IEC61966-2.1", "sRGB built-in")


def converter(picture: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """A function that turns any part of this picture into mode RGB: sRGB by its colour profile, alpha on white.

    A profile that is broken, or meant for other channels than the picture has, is ignored as browsers do. Raises
    UnsupportedPicture for pixels without a defined white (32-bit integers and floats) and for Lab.
    """
    if picture.mode not in _KNOWN:
        raise UnsupportedPicture(
            f"Pictures with {picture.mode} pixels can't be read. Save it with 8 or 16 bits a channel."
        )
    transform = _transform(picture.info.get("icc_profile"), picture.mode)

    def convert(part: Image.Image) -> Image.Image:
        colour, alpha = _split(part)
        if transform is not None:
            channels, to_srgb = transform
            colour = to_srgb.apply(colour if colour.mode == channels else colour.convert(channels))
        if colour.mode != "RGB":
            colour = colour.convert("RGB")
        if alpha is None:
            return colour
        ground = Image.new("RGB", part.size, _WHITE)
        ground.paste(colour, mask=alpha)
        return ground

    return convert


def _split(part: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Colour and alpha; 16-bit grey comes down to 8."""
    if part.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(part) >> 8).astype(np.uint8)), None
    if part.mode in ("La", "RGBa"):
        part = part.convert({"La": "LA", "RGBa": "RGBA"}[part.mode])
    if part.has_transparency_data:
        if part.mode != "LA":
            part = part.convert("RGBA")
        return part.convert(part.mode[:-1]), part.getchannel("A")
    return part.convert("RGB") if part.mode in ("P", "1", "RGBX", "YCbCr") else part, None


def _transform(icc: bytes | None, mode: str) -> tuple[str, ImageCms.ImageCmsTransform] | None:
    if not icc:
        return None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(icc))
        if (ImageCms.getProfileDescription(source) or "").strip() in _SRGB_NAMES:
            return None
        channels = _channels(source.profile.xcolor_space.strip(), mode)
        if channels is None:
            return None
        target = ImageCms.createProfile("sRGB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        return channels, ImageCms.buildTransform(source, target, channels, "RGB", intent)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, LookupError):
        return None


def _channels(space: str, mode: str) -> str | None:
    """The mode in which pixels of `mode` meet a profile of this colour space, None where they can't."""
    if mode == "CMYK":
        return "CMYK" if space == "CMYK" else None
    if space == "GRAY":
        return "L" if mode in _GREY and mode != "1" else None
    return "RGB" if space == "RGB" else None
