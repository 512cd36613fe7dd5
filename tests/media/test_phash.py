"""A copy of a picture has its hash, another picture has not."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from app.media.phash import distance, phash

if TYPE_CHECKING:
    from numpy.typing import NDArray


def scene(seed: int) -> NDArray[np.uint8]:
    """Soft blobs of several sizes, 384×256."""
    chance = np.random.default_rng(seed)
    layers = [chance.integers(0, 255, (side, side, 3), np.uint8) for side in (4, 9, 23)]
    large = [np.asarray(Image.fromarray(layer).resize((384, 256), Image.Resampling.BICUBIC), float) for layer in layers]
    return (0.5 * large[0] + 0.3 * large[1] + 0.2 * large[2]).astype(np.uint8)


def recompressed(pixels: NDArray[np.uint8], kind: str, quality: int, scale: float) -> NDArray[np.uint8]:
    picture = Image.fromarray(pixels)
    out = BytesIO()
    size = (round(picture.width * scale), round(picture.height * scale))
    picture.resize(size, Image.Resampling.LANCZOS).save(out, kind, quality=quality)
    return np.asarray(Image.open(out).convert("RGB"))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("kind", "quality", "scale"), [("JPEG", 60, 0.5), ("WEBP", 50, 1.0), ("JPEG", 85, 1.7)])
def test_a_copy_is_within_few_bits(seed: int, kind: str, quality: int, scale: float) -> None:
    pixels = scene(seed)
    assert distance(phash(pixels), phash(recompressed(pixels, kind, quality, scale))) <= 4


def test_other_pictures_are_far() -> None:
    hashes = [phash(scene(seed)) for seed in range(20)]
    apart = [distance(one, other) for n, one in enumerate(hashes) for other in hashes[:n]]
    assert min(apart) > 14


def test_it_fits_64_bits_and_uses_them() -> None:
    hashes = [phash(scene(seed)) for seed in range(20)]
    assert all(0 <= one < 1 << 64 for one in hashes)
    assert all(one.bit_count() == 32 for one in hashes)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (31, 33)])
def test_a_flat_or_tiny_picture_has_a_hash(size: tuple[int, int]) -> None:
    assert phash(np.full((*size, 3), 127, np.uint8)) == 0


def test_distance_counts_bits_of_signed_and_unsigned() -> None:
    assert distance(0b1011, 0b0010) == 2
    assert distance(-1, (1 << 64) - 1) == 0
    assert distance(-(1 << 63), 1 << 63) == 0
    assert distance(0, -1) == 64
