"""What every painterly technique promises, whatever it looks like."""

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

PAINTERLY = sorted(name for name, row in TECHNIQUES.items() if row.where.startswith("painterly."))
STYLED = [name for name in PAINTERLY if name not in {"plain", "photograph"}]
REMADE = {"chalk", "film-noir", "ink-wash", "polaroid", "daguerreotype", "cinematic", "fauvism", "infrared"}


def coast(width: int, height: int, hour: float = 1.0) -> Plate:
    """A red ball over a green shore under a graded sky; `hour` dims the light."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width, y / height
    sky = np.dstack([0.95 - 0.5 * y, 0.75 - 0.2 * y, 0.55 + 0.3 * (1 - y)])
    shore = np.dstack([0.25 + 0.1 * x, 0.42 - 0.15 * y, 0.15 + 0 * x])
    aspect = width / height
    away = np.hypot((x - 0.6) * aspect, y - 0.45) / 0.24
    ball = away < 1
    land = y > 0.62 + 0.05 * np.sin(x * 9)
    nz = np.sqrt(np.clip(1 - away**2, 0, 1))
    round_ = np.dstack([(x - 0.6) * aspect / 0.24, -(y - 0.45) / 0.24, nz])
    lamp = np.clip(round_ @ np.array([-0.5, 0.6, 0.6]), 0.08, 1)
    colour = np.where(land[..., None], shore, sky)
    colour = np.where(ball[..., None], np.array([0.85, 0.16, 0.12]) * lamp[..., None], colour)
    colour = colour * (0.92 + 0.16 * noise((height, width), 3, 20, octaves=2))[..., None]
    normal = np.where(ball[..., None], round_, np.where(land[..., None], [0.0, 0.96, 0.28], [0.0, 0.0, 1.0]))
    depth = np.where(ball, 0.3, np.where(land, 1.2 - y, 1.0))
    return Plate(
        colour=np.clip(colour * hour, 0, 1).astype(np.float32),
        depth=np.clip(depth, 0, 1).astype(np.float32),
        normal=normal.astype(np.float32),
    )


SMALL = coast(176, 132)


def masses(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Large tonal masses as a flat vector with zero mean."""
    grey = luma(np.asarray(picture / 255, np.float32))
    small = cv2.resize(blur(grey, picture.shape[0] / 24), (24, 18), interpolation=cv2.INTER_AREA).ravel()
    return np.asarray(small - small.mean(), np.float32)


def likeness(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    a, b = masses(one), masses(other)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9))


@pytest.fixture(scope="module")
def painted() -> dict[str, NDArray[np.uint8]]:
    return {name: paint(SMALL, Look(technique=name), 5) for name in PAINTERLY}


@pytest.mark.parametrize("name", PAINTERLY)
def test_same_arguments_same_bytes(name: str, painted: dict[str, NDArray[np.uint8]]) -> None:
    again = paint(SMALL, Look(technique=name), 5)
    assert again.dtype == np.uint8
    assert again.shape == (132, 176, 3)
    assert again.tobytes() == painted[name].tobytes()


@pytest.mark.parametrize("name", PAINTERLY)
def test_the_plate_is_left_as_it_was(name: str) -> None:
    plate = coast(96, 72)
    before = [array.tobytes() for array in (plate.colour, plate.depth, plate.normal)]
    paint(plate, Look(technique=name, chroma=1.2, warmth=0.3, border=True), 2)
    assert [array.tobytes() for array in (plate.colour, plate.depth, plate.normal)] == before


@pytest.mark.parametrize("name", STYLED)
def test_the_subject_survives_the_style(name: str, painted: dict[str, NDArray[np.uint8]]) -> None:
    assert likeness(painted[name], painted["photograph"]) > (0.35 if name in REMADE else 0.7)


@pytest.mark.parametrize("name", STYLED)
def test_a_night_still_has_something_to_see(name: str) -> None:
    picture = paint(coast(144, 108, hour=0.22), Look(technique=name), 4)
    assert picture.astype(np.float32).std() > 9


@pytest.mark.parametrize("name", STYLED)
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_flat_plate_gives_a_finite_picture(name: str, value: float) -> None:
    shape = (64, 96)
    facing = np.zeros((*shape, 3), np.float32)
    facing[..., 2] = 1
    plate = Plate(colour=np.full((*shape, 3), value, np.float32), depth=np.ones(shape, np.float32), normal=facing)
    with np.errstate(invalid="raise", divide="raise"):
        assert paint(plate, Look(technique=name), 1).shape == (*shape, 3)


@pytest.mark.parametrize("size", [(300, 100), (100, 300), (257, 131)])
@pytest.mark.parametrize(
    "name", ["oil", "watercolour", "ink-wash", "polaroid", "storybook", "cinematic", "acrylic-pour"]
)
def test_any_ratio_is_painted_at_its_size(name: str, size: tuple[int, int]) -> None:
    assert paint(coast(*size), Look(technique=name, border=True), 3).shape == (size[1], size[0], 3)


def test_no_two_techniques_paint_alike(painted: dict[str, NDArray[np.uint8]]) -> None:
    alike = [
        (one, other)
        for one, other in itertools.combinations(STYLED, 2)
        if np.abs(painted[one].astype(np.float32) - painted[other]).mean() < 3.5
    ]
    assert alike == []


@pytest.mark.parametrize("name", ["oil", "watercolour", "gouache", "impressionism", "pastel", "ink-wash"])
def test_one_seed_is_one_composition_at_every_size(name: str) -> None:
    small = paint(coast(256, 192), Look(technique=name), 9)
    large = paint(coast(640, 480), Look(technique=name), 9)
    assert likeness(small, large) > 0.97


@pytest.mark.parametrize("name", ["oil", "pointillism", "watercolour", "pastel", "analogue-film", "expressionism"])
def test_another_seed_moves_the_marks(name: str, painted: dict[str, NDArray[np.uint8]]) -> None:
    other = paint(SMALL, Look(technique=name), 6)
    assert np.abs(other.astype(np.float32) - painted[name]).mean() > 1
    assert likeness(other, painted[name]) > 0.9


def test_the_photograph_is_the_plate_itself(painted: dict[str, NDArray[np.uint8]]) -> None:
    whole = (SMALL.colour * 255 + 0.5).astype(np.uint8)
    assert np.array_equal(painted["photograph"], whole)
    assert np.array_equal(painted["plain"], whole)


def test_an_unknown_technique_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"oil, .*pastel"):
        paint(SMALL, Look(technique="telepathy"), 1)


def test_the_table_loads_every_function_it_names(painted: dict[str, NDArray[np.uint8]]) -> None:
    assert len(painted) >= 35
