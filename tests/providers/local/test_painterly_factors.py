"""How a Look's global factors show, whatever the technique."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import luma
from app.providers.local.paint import paint
from app.providers.local.paint.painterly.grade import vignette, warmed
from app.providers.local.plate import Plate


def _plate() -> Plate:
    y, x = np.mgrid[0:90, 0:120].astype(np.float32)
    colour = np.dstack([0.3 + 0.4 * x / 120, 0.45 + 0.2 * y / 90, 0.6 - 0.3 * x / 120]).astype(np.float32)
    normal = np.zeros((90, 120, 3), np.float32)
    normal[..., 2] = 1
    return Plate(colour=colour, depth=np.full((90, 120), 0.5, np.float32), normal=normal)


PLATE = _plate()


def painted(look: Look) -> NDArray[np.float32]:
    return np.asarray(paint(PLATE, look, 3) / 255, np.float32)


def chroma(picture: NDArray[np.float32]) -> float:
    return float((picture.max(-1) - picture.min(-1)).mean())


@pytest.mark.parametrize("name", ["oil", "watercolour", "gouache", "pastel", "digital-painting", "kuwahara"])
def test_chroma_multiplies(name: str) -> None:
    dull, plain, rich = (chroma(painted(Look(technique=name, chroma=c))) for c in (0.3, 1.0, 1.5))
    assert dull < plain < rich


@pytest.mark.parametrize("name", ["oil", "gouache", "kuwahara", "analogue-film"])
def test_light_lifts_the_whole_picture(name: str) -> None:
    dark, plain, pale = (float(luma(painted(Look(technique=name, light=v))).mean()) for v in (-0.6, 0.0, 0.6))
    assert dark < plain < pale


@pytest.mark.parametrize("name", ["oil", "watercolour", "kuwahara", "cinematic"])
def test_warmth_turns_blue_to_amber(name: str) -> None:
    cool, warm = (painted(Look(technique=name, warmth=v)).mean((0, 1)) for v in (-0.8, 0.8))
    assert warm[0] - warm[2] > cool[0] - cool[2] + 0.05


def test_contrast_spreads_the_tones() -> None:
    flat, strong = (luma(painted(Look(technique="kuwahara", contrast=c, grain=0))).std() for c in (0.6, 1.5))
    assert strong > flat * 1.5


def test_warming_keeps_lightness() -> None:
    assert np.abs(luma(warmed(PLATE.colour, 0.5)) - luma(PLATE.colour)).max() < 0.02


def test_a_palette_draws_the_hues_to_its_inks() -> None:
    inks = ("#0b2a4a", "#2f6f9f", "#cfe6f5")
    plain, blue = painted(Look(technique="oil")), painted(Look(technique="oil", palette=inks))
    assert (blue[..., 2] - blue[..., 0]).mean() > (plain[..., 2] - plain[..., 0]).mean() + 0.1


def test_a_border_leaves_the_sheet_bare() -> None:
    edged, full = painted(Look(technique="oil", border=True)), painted(Look(technique="oil"))
    assert edged[:2].min() > 0.8
    assert full[:2].min() < 0.7
    assert np.array_equal(edged[40:50, 50:70], full[40:50, 50:70])


def test_grain_roughens() -> None:
    smooth, rough = (painted(Look(technique="kuwahara", grain=g)) for g in (0.0, 1.0))
    assert np.abs(np.diff(luma(rough), axis=1)).mean() > np.abs(np.diff(luma(smooth), axis=1)).mean() * 2


def test_a_vignette_falls_towards_the_corners() -> None:
    factor = vignette((60, 80), 0.5)
    assert factor[30, 40] == pytest.approx(1.0)
    assert factor[0, 0] == pytest.approx(0.5, abs=0.02)
