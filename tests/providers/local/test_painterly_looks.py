"""What one sees in single techniques: the thing each is known by."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import luma
from app.providers.local.paint import paint
from app.providers.local.plate import Plate


def _meadow() -> Plate:
    """Blue sky over green grass, a bright white spot in the sky and a dark post on the grass."""
    h, w = 180, 240
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    sky = y < 90
    colour = np.where(sky[..., None], [0.35, 0.55, 0.85], [0.25, 0.55, 0.15])
    colour = colour + (0.10 * np.sin(x * 0.9) * np.cos(y * 1.1))[..., None]
    colour[np.hypot(x - 60, y - 40) < 14] = 1.0
    post = (np.abs(x - 150) < 7) & (y > 60) & (y < 140)
    colour[post] = 0.08
    normal = np.where(sky[..., None], [0.0, 0.0, 1.0], [0.0, 0.96, 0.28])
    depth = np.where(sky, 1.0, np.where(post, 0.4, 1.3 - y / h))
    return Plate(
        colour=np.clip(colour, 0, 1).astype(np.float32),
        depth=np.clip(depth, 0, 1).astype(np.float32),
        normal=normal.astype(np.float32),
    )


PLATE = _meadow()


def painted(name: str, plate: Plate = PLATE, grain: float = 0.5) -> NDArray[np.float32]:
    return np.asarray(paint(plate, Look(technique=name, grain=grain), 3) / 255, np.float32)


def spread(picture: NDArray[np.float32]) -> float:
    return float((picture.max(-1) - picture.min(-1)).mean())


@pytest.mark.parametrize("name", ["black-and-white", "film-noir"])
def test_silver_prints_have_no_hue(name: str) -> None:
    assert spread(painted(name)) < 0.06


def test_ink_wash_is_ink_on_paper_with_one_red_seal() -> None:
    picture = painted("ink-wash")
    red = picture[..., 0] - picture[..., 1] > 0.25
    assert 10 < red.sum() < 0.02 * red.size
    assert red[: red.shape[0] // 2].sum() == 0
    assert spread(picture[:140]) < 0.12


def test_watercolour_leaves_the_rim_of_the_sheet_white() -> None:
    picture = painted("watercolour")
    assert luma(picture)[[0, -1]].mean() > 0.85
    assert luma(picture[60:120, 60:180]).mean() < 0.8


def test_coloured_pencil_lets_the_paper_through() -> None:
    assert np.quantile(luma(painted("coloured-pencil")[20:80, 100:220]), 0.95) > 0.85


def test_chalk_leaves_the_dark_to_the_slate() -> None:
    picture = painted("chalk")
    assert np.abs(picture[80:130, 148:152].mean((0, 1)) - [0.235, 0.255, 0.275]).max() < 0.14


def test_infrared_turns_leaves_rose() -> None:
    leaves = painted("infrared")[140:, :120].mean((0, 1))
    assert leaves[0] > leaves[1] + 0.15
    assert leaves[0] > leaves[2]


def test_polaroid_has_a_white_frame_wider_at_the_foot() -> None:
    white = luma(painted("polaroid"))[:, 120] > 0.85
    top, foot = int(np.argmin(white)), int(np.argmin(white[::-1]))
    assert 3 < top < foot / 2


def test_cinema_frames_are_barred() -> None:
    picture = painted("cinematic")
    assert picture[:6].max() < 0.05
    assert picture[-6:].max() < 0.05
    assert picture[90].mean() > 0.1


def test_tilt_shift_is_sharp_in_one_band_only() -> None:
    detail = np.abs(np.diff(luma(painted("tilt-shift", grain=0.0)), axis=1)).mean(1)
    assert detail[5:20].mean() < detail[80:110].mean() * 0.6


def test_long_exposure_draws_the_clouds_out() -> None:
    before = np.abs(np.diff(luma(painted("photograph"))[5:80, 120:], axis=1)).mean()
    after = np.abs(np.diff(luma(painted("long-exposure", grain=0.0))[5:80, 120:], axis=1)).mean()
    assert after < before * 0.6


def test_tenebrism_sinks_the_shadows_and_keeps_the_light() -> None:
    picture = luma(painted("tenebrism"))
    assert picture.mean() < luma(PLATE.colour).mean() * 0.85
    assert picture[36:44, 56:64].mean() > 0.5


def test_pointillism_is_made_of_opposed_hues_that_cancel() -> None:
    plain = np.full((120, 160, 3), 0.5, np.float32)
    flat = Plate(colour=plain, depth=PLATE.depth[:120, :160], normal=PLATE.normal[:120, :160])
    picture = painted("pointillism", flat)
    assert spread(picture) > 0.15
    means = picture.mean((0, 1))
    assert means.max() - means.min() < 0.05


def test_a_daguerreotype_sits_in_an_oval_brass_mat() -> None:
    corner = painted("daguerreotype")[3:9, 3:9].mean((0, 1))
    assert corner[0] > corner[2] + 0.15


def test_oil_strokes_stand_in_relief() -> None:
    even = Plate(
        colour=np.full((120, 160, 3), 0.5, np.float32), depth=PLATE.depth[:120, :160], normal=PLATE.normal[:120, :160]
    )
    assert luma(painted("impasto", even)).std() > luma(painted("gouache", even)).std() * 1.5


def test_high_dynamic_range_opens_the_shadows() -> None:
    dim = Plate(
        colour=np.where(PLATE.colour < 0.3, PLATE.colour * 0.3, PLATE.colour), depth=PLATE.depth, normal=PLATE.normal
    )
    assert np.quantile(luma(painted("hdr", dim)), 0.3) > np.quantile(luma(dim.colour), 0.3)
