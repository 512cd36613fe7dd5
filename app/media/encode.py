"""Pixels → WebP."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import ExifTags, Image

QUALITY: Final = 80
FULL_METHOD: Final = 4
THUMB_METHOD: Final = 2
THUMB_WIDTH, THUMB_2X_WIDTH = 256, 512


def webp(picture: Image.Image, *, method: int = FULL_METHOD, xmp: bytes = b"", exif: bytes = b"") -> bytes:
    """Encode once, with these metadata and no other. libwebp runs without the interpreter's lock."""
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=method, xmp=xmp, exif=exif, icc_profile=b"")
    return out.getvalue()


def thumbs(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """The picture 256 and 512 pixels wide; one that is narrower keeps its own width, nothing is scaled up.

    The larger is made by averaging whole blocks where the width allows, else by Lanczos; the smaller from the larger.
    """
    large = _narrowed(picture, THUMB_2X_WIDTH)
    return _narrowed(large, THUMB_WIDTH), large


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    factor, rest = divmod(picture.width, width)
    if not rest:
        return picture.reduce(factor)
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def exif_parameters(text: str) -> bytes:
    """An Exif block (TIFF header first) with `text` as its user comment, where AUTOMATIC1111's tools look for it.

    Empty for no text.
    """
    if not text:
        return b""
    exif = Image.Exif()
    exif[ExifTags.Base.Software] = "Tessera"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + text.encode("utf-16-be", "replace")
    return exif.tobytes().removeprefix(b"Exif\0\0")
