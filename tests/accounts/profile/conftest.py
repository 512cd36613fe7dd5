"""Pictures as people send them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import ExifTags, Image


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A wide JPEG from a camera that says where it was, red on its left, green in the middle, blue on its right."""
    picture = Image.new("RGB", (900, 300), (0, 160, 0))
    picture.paste((200, 0, 0), (0, 0, 300, 300))
    picture.paste((0, 0, 200), (600, 0, 900, 300))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Secret Camera Works"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
