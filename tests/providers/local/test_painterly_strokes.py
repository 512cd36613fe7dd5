"""Strokes: where they go, how far they run, what they leave on the canvas."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from app.providers.local.look import Look
from app.providers.local.paint import paint
from app.providers.local.paint.painterly import easel as easels
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.strokes import Brush, plan, scatter
from app.providers.local.plate import Plate

SHAPE = (144, 192)
LEVEL = np.zeros(SHAPE, np.float32)
HALVES = np.full((*SHAPE, 3), 0.2, np.float32)
HALVES[:, 96:] = 0.8


def blank(seed: int = 1) -> Easel:
    return Easel(np.full((*SHAPE, 3), 0.5, np.float32), np.full(SHAPE, 0.5, np.float32), seed)


def test_strokes_follow_the_given_direction() -> None:
    strokes = plan(HALVES, None, LEVEL + np.float32(0.7), Brush(width=20, sway=0.0), 3)
    off = (strokes.heading - 0.7 + np.pi / 2) % np.pi - np.pi / 2
    assert np.abs(off).max() < 1e-4


def test_a_stroke_ends_where_the_colour_does() -> None:
    strokes = plan(HALVES, None, LEVEL, Brush(width=8, length=(1.0, 24.0), sway=0.0, jitter=0.0, tint=0.0), 3)
    sign = np.sign(np.cos(strokes.heading))
    right = strokes.x + np.where(sign > 0, strokes.ahead, strokes.back)
    crossing = (strokes.x < 92) & (right > 106)
    assert crossing.mean() < 0.05


def test_only_what_differs_is_painted_again() -> None:
    canvas = HALVES.copy()
    canvas[:, 96:] = 0.2
    strokes = plan(HALVES, canvas, LEVEL, Brush(width=10, error=0.1), 3)
    assert len(strokes) > 10
    assert strokes.x.min() >= 96


def test_too_many_strokes_leave_the_least_needed_undone() -> None:
    canvas = np.zeros_like(HALVES)
    strokes = plan(HALVES, canvas, LEVEL, Brush(width=6, error=0.05, most=40), 3)
    assert len(strokes) == 40
    assert strokes.x.min() >= 96


def test_places_are_the_same_at_every_size() -> None:
    x, y = scatter((100, 200), 60, np.random.default_rng(7))
    big_x, big_y = scatter((300, 600), 60, np.random.default_rng(7))
    assert np.allclose(x * 3, big_x, atol=3.1)
    assert np.allclose(y * 3, big_y, atol=3.1)


def test_a_coat_covers_the_canvas_with_the_reference() -> None:
    easel = blank()
    easel.paint(HALVES, LEVEL, Brush(width=16, cover=6, jitter=0, tint=0, dry=0, streak=0), fresh=True)
    assert np.abs(easel.colour[:, :80] - 0.2).mean() < 0.06
    assert np.abs(easel.colour[:, 112:] - 0.8).mean() < 0.06
    assert easel.relief.max() > 0.05


def test_dry_bristles_leave_gaps_that_wet_ones_fill() -> None:
    shares = []
    for dry in (0.0, 1.0):
        easel = blank()
        easel.paint(np.zeros_like(HALVES), LEVEL, Brush(width=30, cover=1.5, dry=dry, jitter=0, tint=0), fresh=True)
        shares.append(float((easel.colour < 0.1).mean()))
    assert shares[0] > shares[1] + 0.1


def test_tooth_lets_only_the_peaks_take_paint() -> None:
    easel = blank()
    easel.tooth[:, :96] = 0.0
    easel.tooth[:, 96:] = 1.0
    easel.paint(np.zeros_like(HALVES), LEVEL, Brush(width=30, cover=3, tooth=0.8, dry=0, jitter=0, tint=0), fresh=True)
    assert easel.colour[:, 110:].mean() < easel.colour[:, :80].mean() - 0.2


def test_stamped_and_drawn_footprints_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    strokes = plan(HALVES, None, LEVEL + np.float32(0.4), Brush(width=16, length=(3, 4), cover=0.6, bend=1.0), 3)
    assert len(strokes) > 200
    easel = blank()
    stamped = easel._footprint(strokes) > 0
    monkeypatch.setattr(easels, "_PITCH", 1e-3)
    drawn = easel._footprint(strokes) > 0
    assert (stamped & drawn).sum() > 0.75 * (stamped | drawn).sum()


def test_dabs_are_round_and_later_ones_lie_on_top() -> None:
    easel = blank()
    two = np.array([40.0, 44.0], np.float32)
    easel.dab(two, two, np.array([6.0, 6.0], np.float32), np.array([[1, 0, 0], [0, 0, 1]], np.float32))
    assert np.allclose(easel.colour[44, 44], [0, 0, 1], atol=0.01)
    assert np.allclose(easel.colour[36, 38], [1, 0, 0], atol=0.01)
    assert np.allclose(easel.colour[60, 60], 0.5)


def test_light_rakes_over_the_relief() -> None:
    easel = blank()
    easel.relief[60:80, 60:100] = 1.0
    lit = easel.lit(1.0, gloss=0.0)
    assert lit[58:62, 70:90].mean() > 0.52
    assert lit[78:82, 70:90].mean() < 0.48


@pytest.mark.parametrize("name", ["oil", "impressionism", "storybook", "oil-pastel"])
def test_a_picture_takes_few_turns_of_the_interpreter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    real = cv2.polylines

    def counted(*arguments: Any) -> Any:
        drawn.append(1)
        return real(*arguments)

    monkeypatch.setattr(cv2, "polylines", counted)
    rng = np.random.default_rng(2)
    facing = np.zeros((576, 768, 3), np.float32)
    facing[..., 2] = 1
    busy = cv2.resize(rng.random((72, 96, 3), dtype=np.float32), (768, 576))
    plate = Plate(colour=np.asarray(busy, np.float32), depth=np.full((576, 768), 0.5, np.float32), normal=facing)
    paint(plate, Look(technique=name), 1)
    assert len(drawn) < 6000
