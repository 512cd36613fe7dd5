from __future__ import annotations

import re

import numpy as np
import pytest

from app.media.colour import dominant


@pytest.mark.parametrize(
    ("colour", "name"),
    [((0, 0, 0), "d-000"), ((255, 255, 255), "d-555"), ((255, 0, 51), "d-501"), ((102, 153, 204), "d-234")],
)
def test_one_colour_is_its_class(colour: tuple[int, int, int], name: str) -> None:
    assert dominant(np.full((192, 256, 3), colour, np.uint8)) == name


def test_a_colourful_part_wins_over_a_larger_grey_one() -> None:
    picture = np.full((180, 240, 3), 128, np.uint8)
    picture[:60] = (255, 0, 0)
    assert dominant(picture) == "d-500"


def test_a_spot_of_colour_does_not() -> None:
    picture = np.full((180, 240, 3), 128, np.uint8)
    picture[:10, :20] = (255, 0, 0)
    assert re.fullmatch(r"d-[23]{3}", dominant(picture))


def test_the_same_every_time() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (192, 256, 3), np.uint8)
    assert len({dominant(noise) for _ in range(5)}) == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1)])
def test_any_shape(shape: tuple[int, int]) -> None:
    assert dominant(np.full((*shape, 3), 255, np.uint8)) == "d-555"
