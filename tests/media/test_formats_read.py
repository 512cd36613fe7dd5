"""Every kind of picture the field throws around becomes the same upright sRGB pixels."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from app.media.intake import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from app.media.sniff import Kind


def far(a: NDArray[Any], b: NDArray[Any]) -> float:
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


@pytest.mark.parametrize(
    ("kind", "pillow", "options", "off"),
    [
        ("png", "PNG", {}, 0),
        ("bmp", "BMP", {}, 0),
        ("tiff", "TIFF", {}, 0),
        ("tiff", "TIFF", {"compression": "tiff_lzw"}, 0),
        ("tiff", "TIFF", {"compression": "tiff_adobe_deflate", "big_tiff": True}, 0),
        ("webp", "WEBP", {"lossless": True}, 0),
        ("webp", "WEBP", {"quality": 90}, 6),
        ("jpeg", "JPEG", {"quality": 95}, 3),
        ("jpeg", "JPEG", {"quality": 95, "progressive": True}, 3),
        ("gif", "GIF", {}, 12),
        ("avif", "AVIF", {"quality": 95}, 4),
        ("heic", "HEIF", {"quality": 95}, 4),
    ],
)
def test_each_kind_is_read(
    pixels: NDArray[np.uint8],
    written: Callable[..., bytes],
    kind: Kind,
    pillow: str,
    options: dict[str, Any],
    off: float,
) -> None:
    decoded = decode(written(Image.fromarray(pixels), pillow, **options))
    assert (decoded.kind, decoded.width, decoded.height) == (kind, 48, 32)
    assert decoded.pixels.dtype == np.uint8
    assert far(decoded.pixels, pixels) <= off


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_few_colours_are_read_as_rgb(
    pixels: NDArray[np.uint8], written: Callable[..., bytes], mode: str, kind: str
) -> None:
    picture = Image.fromarray(pixels).convert(mode)
    assert far(decode(written(picture, kind)).pixels, np.asarray(picture.convert("RGB"))) == 0


def test_16_bit_grey_keeps_its_range(written: Callable[..., bytes]) -> None:
    ramp = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (8, 1))
    for kind in ("PNG", "TIFF"):
        grey = decode(written(Image.fromarray(ramp), kind)).pixels[0, :, 0]
        assert grey[0] == 0
        assert grey[-1] == 255
        assert np.all(np.abs(grey - np.linspace(0, 255, 64)) <= 1)


def chunk(tag: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))


def test_16_bit_colour_comes_down_to_8(pixels: NDArray[np.uint8]) -> None:
    rows = b"".join(b"\0" + (row.astype(">u2") * 257).tobytes() for row in pixels)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 48, 32, 16, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    assert far(decode(png).pixels, pixels) == 0


def test_cmyk_jpeg_with_adobe_marker_is_not_inverted(written: Callable[..., bytes]) -> None:
    jpeg = written(Image.new("RGB", (32, 32), (200, 40, 30)).convert("CMYK"), "JPEG", quality=95)
    assert b"Adobe" in jpeg
    red, green, blue = decode(jpeg).pixels[16, 16]
    assert red > 150 > 90 > green
    assert blue < 90


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (0, 0))])
def test_alpha_becomes_white(written: Callable[..., bytes], mode: str, colour: tuple[int, ...]) -> None:
    assert (decode(written(Image.new(mode, (8, 8), colour), "PNG")).pixels == 255).all()


def test_half_alpha_is_mixed_with_white(written: Callable[..., bytes]) -> None:
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True}), ("TIFF", {})):
        pixel = decode(written(Image.new("RGBA", (8, 8), (0, 0, 0, 128)), kind, **options)).pixels[4, 4]
        assert np.all(np.abs(pixel.astype(int) - 127) <= 1)


def test_transparent_palette_colour_becomes_white(written: Callable[..., bytes]) -> None:
    picture = Image.new("P", (8, 8), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    for kind in ("PNG", "GIF"):
        assert (decode(written(picture, kind, transparency=1)).pixels == 255).all()


def test_transparent_colour_of_a_png_without_alpha_becomes_white(written: Callable[..., bytes]) -> None:
    png = written(Image.new("RGB", (8, 8), (10, 20, 30)), "PNG", transparency=(10, 20, 30))
    assert (decode(png).pixels == 255).all()


@pytest.mark.parametrize(("kind", "options"), [("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {})])
def test_first_frame_of_an_animation(written: Callable[..., bytes], kind: str, options: dict[str, Any]) -> None:
    red, blue = Image.new("RGB", (16, 16), (255, 0, 0)), Image.new("RGB", (16, 16), (0, 0, 255))
    moving = written(red, kind, save_all=True, append_images=[blue], duration=100, **options)
    assert (decode(moving).pixels == (255, 0, 0)).all()


def test_polyglot_is_read_as_the_picture_it_is(pixels: NDArray[np.uint8], written: Callable[..., bytes]) -> None:
    tail = b"<html><script>alert(1)</script></html>PK\x03\x04"
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        assert decode(written(Image.fromarray(pixels), kind) + tail).width == 48
