"""What is no picture of ours is refused by its content and by its name."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from app.media.errors import DamagedPicture, MediaError, UnsupportedPicture
from app.media.intake import decode
from app.media.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "an SVG drawing"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a --><!-- b -->\n<!DOCTYPE svg>" + SVG, "an SVG drawing"),
        (b"<!doctype html><html>", "a web page"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"8BPS\0\1", "a Photoshop document"),
        (b"\0\0\1\0\1\0", "an icon"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"\xff\x0a", "a JPEG XL picture"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
        (b"%!PS-Adobe-3.0 EPSF", "a PostScript document"),
        (b"PK\3\4", "a ZIP archive"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isommp42", "a video"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "a camera's raw file"),
        (b"II*\0\x10\0\0\0CR\2\0", "a camera's raw file"),
        (b"RIFF\0\0\0\0AVI LIST", "a video"),
        (b"P6\n1 1\n255\n", "a Netpbm picture"),
        (b"hello", "no picture we can read"),
        (b"RIFF", "no picture we can read"),
    ],
)
def test_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedPicture, match=name) as caught:
        decode(data)
    assert (caught.value.status, caught.value.code) == (415, "image_unsupported")
    assert "JPEG, PNG, WebP" in caught.value.message


def test_empty_file_says_so() -> None:
    with pytest.raises(DamagedPicture, match="empty") as caught:
        decode(b"")
    assert (caught.value.status, caught.value.code) == (422, "image_empty")


def test_a_declared_kind_does_not_open_another_decoder(written: Callable[..., bytes]) -> None:
    icon = written(Image.fromarray(np.zeros((16, 16, 3), np.uint8)), "ICO")
    with pytest.raises(UnsupportedPicture, match="icon"):
        decode(icon)


@pytest.mark.parametrize("filling", [b"<!---->", b"<!--", b" ", b"<?xml ", b"<!doctype"])
def test_hostile_markup_is_sniffed_at_once(filling: bytes) -> None:
    started = time.process_time()
    with pytest.raises(MediaError):
        sniff((filling * 4096)[:4095] + b"<")
    assert time.process_time() - started < 0.1
