"""A copy is told from a picture of the same composition: by its pixels, laid over one another."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from app.media.likeness import coarse, compare, hashes
from app.media.phash import distance, phash

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def scene(seed: int, texture: int = 0) -> NDArray[np.uint8]:
    """Soft blobs with grain, 512×384; the same seed with another texture is the same composition."""
    chance = np.random.default_rng(seed)
    blobs = chance.integers(0, 255, (7, 9, 3), np.uint8)
    large = np.asarray(Image.fromarray(blobs).resize((512, 384), Image.Resampling.BICUBIC), np.float32)
    grain = np.random.default_rng(1000 + seed + texture).integers(0, 255, (96, 128, 1), np.uint8)[..., 0]
    fine = np.asarray(Image.fromarray(grain).resize((512, 384), Image.Resampling.BICUBIC), np.float32)
    made: NDArray[np.uint8] = np.clip(large * 0.8 + (fine[..., None] - 128) * 0.35 + 25, 0, 255).astype(np.uint8)
    return made


def saved(picture: Image.Image, kind: str, quality: int) -> NDArray[np.uint8]:
    out = BytesIO()
    picture.save(out, kind, quality=quality)
    return np.asarray(Image.open(out).convert("RGB"))


CHANGES: dict[str, Callable[[Image.Image], NDArray[np.uint8]]] = {
    "half": lambda picture: saved(picture.resize((256, 192), Image.Resampling.LANCZOS), "JPEG", 60),
    "webp": lambda picture: saved(picture, "WEBP", 50),
    "larger": lambda picture: saved(picture.resize((1024, 768), Image.Resampling.BICUBIC), "JPEG", 75),
    "squeezed": lambda picture: saved(picture.resize((300, 300), Image.Resampling.LANCZOS), "JPEG", 80),
    "cropped": lambda picture: saved(picture.crop((5, 4, 507, 380)), "JPEG", 85),
    "cropped at one corner": lambda picture: saved(picture.crop((10, 8, 512, 384)), "JPEG", 85),
    "brighter": lambda picture: saved(picture.point([min(255, int(v * 1.06 + 5)) for v in range(256)] * 3), "JPEG", 85),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_a_copy(change: str) -> None:
    for seed in range(4):
        whole = scene(seed)
        copy = CHANGES[change](Image.fromarray(whole))
        assert compare(copy, whole).is_copy, seed


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_has_a_hash_of_the_whole(change: str) -> None:
    for seed in range(4):
        whole = scene(seed)
        copy = CHANGES[change](Image.fromarray(whole))
        assert min(distance(one, phash(whole)) for one in hashes(copy)) <= 7


def test_the_same_composition_with_another_texture_is_no_copy() -> None:
    for seed in range(4):
        assert distance(phash(scene(seed)), phash(scene(seed, texture=500))) <= 7
        assert not compare(scene(seed), scene(seed, texture=500)).is_copy


def test_the_same_picture_in_other_colours_is_no_copy() -> None:
    whole = scene(1)
    assert not compare(np.ascontiguousarray(whole[..., [2, 1, 0]]), whole).is_copy
    grey = np.repeat(np.asarray(Image.fromarray(whole).convert("L"))[..., None], 3, axis=2)
    assert not compare(grey, whole).is_copy


def test_another_picture_is_no_copy_at_a_glance_either() -> None:
    assert not compare(scene(1), scene(2)).is_copy
    assert float(coarse(scene(1)) @ coarse(scene(2))) < 0.7 < float(coarse(scene(1)) @ coarse(scene(1)[::2, ::2]))


@pytest.mark.parametrize("size", [(1, 1, 3), (3, 400, 3), (400, 2, 3)])
def test_flat_and_tiny_pictures_are_compared_without_an_error(size: tuple[int, int, int]) -> None:
    flat = np.full(size, 90, np.uint8)
    assert not compare(flat, scene(1)).is_copy
    assert not compare(scene(1), flat).is_copy
    assert len(hashes(flat)) >= 1
