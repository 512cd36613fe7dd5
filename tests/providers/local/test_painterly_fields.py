"""The image fields that techniques share."""

from __future__ import annotations

import numpy as np
import pytest

from app.providers.local.numeric import luma, noise
from app.providers.local.paint import fields
from app.providers.local.plate import Plate

RNG = np.random.default_rng(4)


def _stripes(angle: float, size: int = 96) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    wave = 0.5 + 0.4 * np.sin((x * -np.sin(angle) + y * np.cos(angle)) * 0.6)
    return np.repeat(wave[..., None], 3, -1).astype(np.float32)


@pytest.mark.parametrize("angle", [0.0, 0.6, 1.2, 2.4])
def test_flow_runs_along_stripes(angle: float) -> None:
    flow = fields.edge_flow(_stripes(angle), 3)
    off = (flow.angle[20:-20, 20:-20] - angle + np.pi / 2) % np.pi - np.pi / 2
    assert np.abs(off).max() < 0.05
    assert flow.strength[20:-20, 20:-20].min() > 0.9
    assert np.allclose(np.linalg.norm(flow.tangent, axis=-1), 1, atol=1e-4)


def test_flow_turns_with_the_surface_where_the_colour_is_flat() -> None:
    y, x = np.mgrid[-1:1:96j, -1:1:96j].astype(np.float32)
    r = np.hypot(x, y)
    nz = np.sqrt(np.clip(1 - np.minimum(r, 0.99) ** 2, 0, 1))
    plate = Plate(
        colour=np.full((96, 96, 3), 0.5, np.float32),
        depth=np.full((96, 96), 0.5, np.float32),
        normal=np.dstack([x, -y, nz]).astype(np.float32),
    )
    flow = fields.form_flow(plate, 2, 1)
    radial = np.abs(flow.tangent[..., 0] * x + flow.tangent[..., 1] * y) / (r + 1e-6)
    assert radial[(r > 0.4) & (r < 0.9)].mean() < 0.15


def test_line_integral_convolution_smooths_along_and_not_across() -> None:
    speckle = RNG.random((96, 96)).astype(np.float32)
    flow = fields.edge_flow(_stripes(0.0), 3)
    done = fields.lic(speckle, flow, 16)[20:-20, 20:-20]
    assert np.abs(np.diff(done, axis=1)).mean() < np.abs(np.diff(done, axis=0)).mean() * 0.5


def test_kuwahara_flattens_texture_and_keeps_the_edge() -> None:
    picture = np.full((80, 80, 3), 0.25, np.float32)
    picture[:, 40:] = 0.75
    noisy = np.clip(picture + RNG.normal(0, 0.06, picture.shape), 0, 1).astype(np.float32)
    done = luma(fields.kuwahara(noisy, 6))
    assert done[:, 8:30].std() < 0.02
    assert done[20:60, 45].mean() - done[20:60, 34].mean() > 0.42


def test_xdog_inks_the_edge_and_leaves_the_paper() -> None:
    grey = np.full((60, 60), 0.8, np.float32)
    grey[:, 30:] = 0.3
    ink = fields.xdog(grey, 1.2, sharp=18, level=0.2)
    assert ink[30, 5] == 1
    assert ink[20:40, 30:33].min() < 0.2


def test_palette_is_darkest_first_and_each_pixel_has_the_nearest() -> None:
    inks = np.array([[0.1, 0.1, 0.3], [0.8, 0.2, 0.1], [0.95, 0.9, 0.7]], np.float32)
    picture = inks[RNG.integers(0, 3, (40, 50))]
    found, number = fields.palette(picture, 3, 8)
    assert np.allclose(found, inks, atol=0.02)
    assert np.allclose(found[number], picture, atol=0.02)


def test_lab_goes_there_and_back() -> None:
    picture = RNG.random((20, 20, 3)).astype(np.float32)
    assert np.abs(fields.to_rgb(fields.to_lab(picture)) - picture).max() < 0.01


@pytest.mark.parametrize("ground", [fields.paper, fields.canvas])
def test_grounds_are_even_over_the_sheet(ground: object) -> None:
    assert callable(ground)
    height = ground((200, 300), 3)
    assert height.shape == (200, 300)
    assert 0.3 < height.mean() < 0.7
    assert height.std() > 0.05
    assert abs(height[:100].mean() - height[100:].mean()) < 0.06


def test_relief_is_lit_from_above_left() -> None:
    y, x = np.mgrid[-1:1:60j, -1:1:60j].astype(np.float32)
    bump = np.clip(1 - np.hypot(x, y), 0, 1).astype(np.float32) * 8
    light = fields.emboss(bump, 1.0)
    assert light[20, 20] > 1.05
    assert light[40, 40] < 0.95
    assert light[2, 2] == pytest.approx(1)


def test_outlines_follow_steps_in_depth_and_not_slopes() -> None:
    depth = np.tile(np.linspace(0.2, 0.6, 120, dtype=np.float32), (80, 1))
    depth[:, 80:] += 0.35
    facing = np.zeros((80, 120, 3), np.float32)
    facing[..., 2] = 1
    plate = Plate(colour=np.full((80, 120, 3), 0.5, np.float32), depth=depth, normal=facing)
    edges = fields.depth_edges(plate, 1.5)
    assert edges[10:70, 79:82].max(1).min() > 0.6
    assert edges[10:70, 20:60].max() < 0.08


def test_a_unit_grows_with_the_picture() -> None:
    assert fields.unit((576, 768)) == pytest.approx(1)
    assert fields.unit((1152, 1536, 3)) == pytest.approx(2)


def test_the_sheet_is_painted_inside_and_bare_outside() -> None:
    mask = fields.sheet((300, 400), 2, margin=30)
    assert mask[150, 200] == 1
    assert mask[0].max() == 0
    assert 0.6 < mask.mean() < 0.95


def test_abstraction_drops_detail_and_keeps_masses() -> None:
    texture = noise((120, 160), 3, 60, octaves=2)
    picture = np.repeat((texture * 0.3 + (np.arange(160) > 80) * 0.5)[..., None], 3, -1).astype(np.float32)
    done = luma(fields.abstract(picture, 9))
    assert done[:, 10:60].std() < luma(picture)[:, 10:60].std() * 0.55
    assert done[:, 100:].mean() - done[:, :60].mean() > 0.4
