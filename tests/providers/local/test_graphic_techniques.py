"""What every graphic technique promises, whatever it looks like."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, noise
from app.providers.local.paint import TECHNIQUES, paint
from app.providers.local.plate import Plate

GRAPHIC = sorted(name for name, row in TECHNIQUES.items() if row.where.startswith("graphic."))
REMADE = {
    "x-ray",
    "thermal",
    "topographic",
    "psychedelic",
    "bauhaus",
    "blueprint",
    "glitch",
    "neon",
    "hologram",
    "line-art",
    "pop-art",
}


def harbour(width: int, height: int) -> Plate:
    """A striped tower on a dark headland before a graded sky and a paler sea."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width, y / height
    colour = np.dstack([0.95 - 0.55 * (1 - y), 0.7 - 0.3 * (1 - y), 0.5 + 0.25 * (1 - y)])
    sea = y > 0.66
    colour = np.where(sea[..., None], np.dstack([0.3 + 0 * x, 0.45 + 0.1 * x, 0.6 - 0.2 * y]), colour)
    land = (y > 0.55 + 0.4 * np.clip(0.5 - x, 0, 1)) & (x > 0.5)
    colour = np.where(land[..., None], np.array([0.24, 0.2, 0.16]), colour)
    tower = (np.abs(x - 0.74) < 0.055) & (y > 0.16) & (y < 0.57)
    band = np.floor(y * 14) % 2 == 0
    across = np.clip((x - 0.74) / 0.055, -1, 1)
    paint_ = np.where(band[..., None], np.array([0.85, 0.16, 0.12]), np.array([0.95, 0.93, 0.88]))
    colour = np.where(tower[..., None], paint_ * (0.75 - 0.3 * across)[..., None], colour)
    colour = colour * (0.94 + 0.12 * noise((height, width), 3, 20, octaves=2))[..., None]
    round_ = np.dstack([across, 0 * x, np.sqrt(1 - across**2)])
    normal = np.where(tower[..., None], round_, np.where((sea | land)[..., None], [0.0, 0.9, 0.436], [0.0, 0.0, 1.0]))
    depth = np.where(tower, 0.35, np.where(land, 0.4, np.where(sea, 1.5 - y, 1.0)))
    return Plate(
        colour=np.clip(colour, 0, 1).astype(np.float32),
        depth=np.clip(depth, 0, 1).astype(np.float32),
        normal=normal.astype(np.float32),
    )


SMALL = harbour(176, 132)


def masses(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Large tonal masses as a flat vector with zero mean."""
    grey = luma(picture.astype(np.float32) / np.float32(255))
    small = np.asarray(
        cv2.resize(blur(grey, picture.shape[0] / 24), (24, 18), interpolation=cv2.INTER_AREA), np.float32
    )
    return np.asarray(small.ravel() - small.mean(), np.float32)


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    a, b = masses(one), masses(other)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))


def test_at_least_forty_graphic_techniques_are_in_the_table() -> None:
    assert len(GRAPHIC) >= 40


@pytest.fixture(scope="module")
def drawn() -> dict[str, NDArray[np.uint8]]:
    return {name: paint(SMALL, Look(technique=name), 5) for name in GRAPHIC}


@pytest.mark.parametrize("name", GRAPHIC)
def test_the_same_arguments_give_the_same_bytes(name: str, drawn: dict[str, NDArray[np.uint8]]) -> None:
    assert np.array_equal(paint(SMALL, Look(technique=name), 5), drawn[name])


@pytest.mark.parametrize("name", GRAPHIC)
def test_the_picture_is_not_flat_and_not_burnt_out(name: str, drawn: dict[str, NDArray[np.uint8]]) -> None:
    grey = luma(drawn[name].astype(np.float32) / np.float32(255))
    assert grey.std() > 0.06
    assert 0.06 < grey.mean() < 0.94


@pytest.mark.parametrize("name", sorted(set(GRAPHIC) - REMADE))
def test_light_and_dark_masses_stay_where_they_are(name: str) -> None:
    plain = (SMALL.colour * 255).astype(np.uint8)
    assert likeness(paint(SMALL, Look(technique=name, grain=0.2), 5), plain) > 0.55


def test_no_two_techniques_draw_alike(drawn: dict[str, NDArray[np.uint8]]) -> None:
    whole = {name: picture.astype(np.float32) for name, picture in drawn.items()}
    for one, other in itertools.combinations(GRAPHIC, 2):
        assert np.abs(whole[one] - whole[other]).mean() > 5, (one, other)


@pytest.mark.parametrize("size", [(256, 86), (86, 256), (97, 131)])
@pytest.mark.parametrize("name", GRAPHIC)
def test_any_ratio_is_drawn_at_its_own_size(name: str, size: tuple[int, int]) -> None:
    picture = paint(harbour(*size), Look(technique=name, scale=2.2), 3)
    assert picture.shape == (size[1], size[0], 3)
    assert picture.dtype == np.uint8


@pytest.mark.parametrize("name", ["cubism", "bauhaus", "art-deco", "glitch", "screen-print", "vaporwave"])
def test_small_and_large_pictures_of_one_seed_share_their_composition(name: str) -> None:
    small = paint(harbour(256, 192), Look(technique=name, grain=0), 8)
    large = paint(harbour(512, 384), Look(technique=name, grain=0), 8)
    assert likeness(small, large) > 0.9


@pytest.mark.parametrize("name", ["linocut", "engraving", "stipple", "risograph", "mosaic", "pixel-art", "neon"])
def test_a_named_palette_changes_the_inks(name: str) -> None:
    blue = paint(SMALL, Look(technique=name, palette=("#0b1735", "#1c3f86", "#4a86c5", "#a9cde6")), 5)
    red = paint(SMALL, Look(technique=name, palette=("#23090b", "#8a1720", "#d93a2f", "#f2a07a")), 5)
    assert red[..., 0].mean() - red[..., 2].mean() > blue[..., 0].mean() - blue[..., 2].mean() + 8


@pytest.mark.parametrize("name", ["stipple", "mosaic", "pixel-art", "halftone", "stained-glass", "engraving"])
def test_scale_sizes_the_mark(name: str) -> None:
    plate = harbour(384, 288)

    def crossings(scale: float) -> float:
        grey = luma(paint(plate, Look(technique=name, scale=scale, grain=0), 5).astype(np.float32) / np.float32(255))
        above = grey > blur(grey, 8)
        return float((above[1:] != above[:-1]).mean() + (above[:, 1:] != above[:, :-1]).mean())

    assert crossings(0.6) > 1.2 * crossings(2.0)


@pytest.mark.parametrize("name", ["stained-glass", "paper-cut", "comic", "travel-poster", "embroidery", "mosaic"])
def test_the_tower_keeps_its_bands(name: str) -> None:
    plate = harbour(384, 288)
    picture = paint(plate, Look(technique=name), 5).astype(np.float32)
    strip = picture[60:150, 276:292].mean(1)
    redness = strip[:, 0] - strip[:, 1]
    assert redness.max() - redness.min() > 60
