"""Pictures are turned upright for all eight Exif orientations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps

from app.media.intake import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {})])
def test_turned_upright(
    pixels: NDArray[np.uint8], written: Callable[..., bytes], kind: str, options: dict[str, Any], orientation: int
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    picture = Image.fromarray(pixels)
    decoded = decode(written(picture, kind, exif=exif, **options))
    picture.getexif()[ExifTags.Base.Orientation] = orientation
    expected = np.asarray(ImageOps.exif_transpose(picture))
    assert np.array_equal(decoded.pixels, expected)
    assert (decoded.width, decoded.height) == (expected.shape[1], expected.shape[0])


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_orientation_out_of_range_means_upright(
    pixels: NDArray[np.uint8], written: Callable[..., bytes], orientation: int
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    assert np.array_equal(decode(written(Image.fromarray(pixels), "PNG", exif=exif)).pixels, pixels)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("junk", [b"", b"nonsense", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08" + b"\xff" * 42])
def test_broken_exif_is_ignored(pixels: NDArray[np.uint8], written: Callable[..., bytes], junk: bytes) -> None:
    jpeg = written(Image.fromarray(pixels), "JPEG", exif=b"Exif\0\0" + junk)
    assert decode(jpeg).width == 48


def test_reduced_picture_is_turned_too(written: Callable[..., bytes]) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    tall = np.zeros((400, 800, 3), np.uint8)
    tall[:, :400] = (255, 0, 0)
    decoded = decode(written(Image.fromarray(tall), "JPEG", exif=exif, quality=95), max_side=100)
    assert decoded.pixels.shape == (100, 50, 3)
    assert (decoded.width, decoded.height) == (400, 800)
    assert decoded.pixels[10, 25, 0] > 240
    assert decoded.pixels[90, 25, 0] < 15
