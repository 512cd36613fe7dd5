"""A small square picture of somebody."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import ExifTags, Image

from app.media.errors import DamagedPicture, UnsupportedPicture
from app.media.portrait import portrait

if TYPE_CHECKING:
    from collections.abc import Callable


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("WEBP",))


@pytest.mark.parametrize(
    ("size", "side"), [((4000, 3000), 256), ((300, 900), 256), ((2048, 256), 256), ((100, 40), 40), ((1, 1), 1)]
)
def test_it_is_square_and_never_larger_than_what_came(
    size: tuple[int, int], side: int, written: Callable[..., bytes]
) -> None:
    assert opened(portrait(written(Image.new("RGB", size, (9, 9, 9)), "PNG"))).size == (side, side)


def test_of_a_high_picture_the_part_below_its_upper_third_is_kept(written: Callable[..., bytes]) -> None:
    picture = Image.new("RGB", (300, 900))
    for top, colour in ((0, (255, 0, 0)), (200, (0, 255, 0)), (500, (0, 0, 255))):
        picture.paste(colour, (0, top, 300, 900))
    kept = np.asarray(opened(portrait(written(picture, "PNG"))).convert("RGB"))
    assert kept[..., 1].min() > 200


def test_it_stands_upright_and_says_nothing(written: Callable[..., bytes]) -> None:
    picture = Image.new("RGB", (200, 200), (255, 0, 0))
    picture.paste((0, 0, 255), (0, 0, 200, 100))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 3
    exif[ExifTags.Base.Make] = "Secret Camera Works"
    made = portrait(written(picture, "JPEG", exif=exif))
    kept = np.asarray(opened(made).convert("RGB"))
    assert (kept[20, 100, 0] > 200, kept[180, 100, 2] > 200) == (True, True)
    assert opened(made).info.keys() & {"exif", "xmp", "icc_profile"} == set()
    assert b"Secret" not in made


def test_bytes_that_are_no_picture_are_refused(written: Callable[..., bytes]) -> None:
    with pytest.raises(UnsupportedPicture):
        portrait(b"%PDF-1.7 and so on")
    with pytest.raises(DamagedPicture):
        portrait(written(Image.effect_noise((64, 64), 90), "PNG")[:900])
