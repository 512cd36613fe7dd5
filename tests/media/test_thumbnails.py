"""Two thumbnails a picture, never larger than the picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from app.media.errors import PictureTooLarge
from app.media.ingest import Mark, ingest

if TYPE_CHECKING:
    from collections.abc import Callable


def size(data: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(data), formats=("WEBP",)).size


@pytest.mark.parametrize(
    ("width", "height", "small", "large"),
    [
        (768, 576, (256, 192), (512, 384)),
        (1024, 1024, (256, 256), (512, 512)),
        (1000, 500, (256, 128), (512, 256)),
        (400, 300, (256, 192), (400, 300)),
        (200, 150, (200, 150), (200, 150)),
        (2000, 3, (256, 1), (512, 1)),
        (1, 1, (1, 1), (1, 1)),
    ],
)
def test_widths(mark: Mark, width: int, height: int, small: tuple[int, int], large: tuple[int, int]) -> None:
    made = ingest(np.zeros((height, width, 3), np.uint8), mark)
    assert (size(made.thumb), size(made.thumb_2x)) == (small, large)
    assert size(made.full) == (made.width, made.height) == (width, height)


def test_thumbnails_show_the_picture(mark: Mark) -> None:
    gradient = np.asarray(Image.linear_gradient("L").resize((768, 576)).convert("RGB"))
    thumb = np.asarray(Image.open(BytesIO(ingest(gradient, mark).thumb)).convert("L"), float)
    assert np.abs(thumb[:, 128] - np.linspace(0, 255, 192)).max() < 10


def test_large_webp_is_kept_whole_with_thumbnails_of_full_width(written: Callable[..., bytes], mark: Mark) -> None:
    made = ingest(written(Image.new("RGB", (2600, 1300), (10, 200, 30)), "WEBP", method=0), mark)
    assert size(made.full) == (made.width, made.height) == (2600, 1300)
    assert (size(made.thumb), size(made.thumb_2x)) == ((256, 128), (512, 256))


def test_pixels_in_any_memory_order(mark: Mark) -> None:
    upright = np.random.default_rng(1).integers(0, 256, (60, 40, 3), np.uint8)
    flipped = upright[::-1, ::-1]
    assert ingest(flipped, mark).full == ingest(np.ascontiguousarray(flipped), mark).full


@pytest.mark.parametrize("shape", [(4, 4), (4, 4, 4), (4, 4, 1)])
def test_other_arrays_are_a_mistake_of_the_caller(mark: Mark, shape: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match="uint8"):
        ingest(np.zeros(shape, np.uint8), mark)


def test_longer_than_webp_can_be(mark: Mark) -> None:
    with pytest.raises(PictureTooLarge):
        ingest(np.zeros((1, 16_384, 3), np.uint8), mark)
