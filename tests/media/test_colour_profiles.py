"""Colours come out as sRGB whatever profile the file carries."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageCms

from app.media.errors import UnsupportedPicture
from app.media.intake import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Matrix = tuple[tuple[float, float, float], ...]
# Columns of red, green and blue, adapted to D50, as the profiles of Apple and Adobe hold them.
DISPLAY_P3: Matrix = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB: Matrix = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def fixed(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def profile(matrix: Matrix, gamma: float, space: bytes = b"RGB ") -> bytes:
    """A matrix and gamma profile, by hand (ICC.1:2001-04)."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"made up\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 79,
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
    }
    tags[b"wtpt"] = fixed((0.9642, 1.0, 0.8249))
    if space == b"GRAY":
        tags[b"kTRC"] = curve
    else:
        tags |= {name: fixed(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), matrix, strict=True)}
        tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(value))
        body += value + b"\0" * (-len(value) % 4)
    head = b"\0" * 8 + struct.pack(">I", 0x02100000) + b"mntr" + space + b"XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28
    head += struct.pack(">iii", 63190, 65536, 54061)
    head = head.ljust(128, b"\0") + table + body
    return struct.pack(">I", len(head)) + head[4:]


def patch(
    written: Callable[..., bytes], colour: tuple[int, ...], icc: bytes, mode: str = "RGB", kind: str = "PNG"
) -> list[int]:
    data = written(Image.new(mode, (16, 16), colour if len(colour) > 1 else colour[0]), kind, icc_profile=icc)
    return [int(value) for value in decode(data).pixels[8, 8]]


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "AVIF"])
def test_display_p3(written: Callable[..., bytes], kind: str) -> None:
    red, green, blue = patch(written, (200, 100, 100), profile(DISPLAY_P3, 2.2), kind=kind)
    assert red > 208
    assert green < 96
    assert blue < 99


def test_adobe_rgb(written: Callable[..., bytes]) -> None:
    red, green, blue = patch(written, (100, 200, 100), profile(ADOBE_RGB, 2.2))
    assert red < 60
    assert abs(green - 201) < 4
    assert abs(blue - 91) < 8


def test_alpha_survives_the_profile(written: Callable[..., bytes]) -> None:
    assert patch(written, (200, 100, 100, 0), profile(DISPLAY_P3, 2.2), "RGBA") == [255, 255, 255]


def test_grey_profile(written: Callable[..., bytes]) -> None:
    assert patch(written, (128,), profile((), 1.0, b"GRAY"), "L")[0] > 180


def test_grey_picture_with_a_colour_profile(written: Callable[..., bytes]) -> None:
    red, green, blue = patch(written, (128,), profile(DISPLAY_P3, 1.0), "L")
    assert red > 180
    assert max(red, green, blue) - min(red, green, blue) <= 2


def test_srgb_profile_changes_nothing(written: Callable[..., bytes]) -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert patch(written, (12, 200, 99), icc) == [12, 200, 99]


@pytest.mark.parametrize("icc", [b"broken", b"\0" * 500, profile(DISPLAY_P3, 2.2)[:200]])
def test_broken_profile_is_ignored(written: Callable[..., bytes], icc: bytes) -> None:
    assert patch(written, (12, 200, 99), icc) == [12, 200, 99]


def test_profile_for_other_channels_is_ignored(written: Callable[..., bytes]) -> None:
    assert patch(written, (12, 200, 99), profile((), 1.0, b"GRAY")) == [12, 200, 99]
    assert patch(written, (0, 0, 0, 0), profile(DISPLAY_P3, 2.2), "CMYK", "JPEG") == [255, 255, 255]


@pytest.mark.parametrize("mode", ["F", "I"])
def test_pixels_without_a_white_are_refused(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (8, 8)).save(out, "TIFF")
    with pytest.raises(UnsupportedPicture, match="8 or 16 bits"):
        decode(out.getvalue())
