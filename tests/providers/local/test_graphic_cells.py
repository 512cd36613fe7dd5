"""Voronoi cells, ordered dither and flat shapes."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import noise
from app.providers.local.paint.graphic.cells import means, relax, rims, scatter, voronoi
from app.providers.local.paint.graphic.pixels import bayer
from app.providers.local.paint.graphic.regions import telling, vote
from app.providers.local.paint.graphic.tools import dots, equalise, gouges, screen, slanted


def test_every_pixel_belongs_to_its_nearest_point() -> None:
    points = np.array([[5, 5], [30, 8], [18, 31]], np.float32)
    labels = voronoi(points, (40, 40))
    y, x = np.mgrid[0:40, 0:40]
    away = np.hypot(x[..., None] - points[:, 0], y[..., None] - points[:, 1])
    near = np.sort(away, -1)
    clear = near[..., 1] - near[..., 0] > 1.5
    assert (labels == away.argmin(-1))[clear].all()


def test_points_gather_where_the_density_is() -> None:
    density = np.full((40, 60), 0.01, np.float32)
    density[:, 40:] = 1
    assert (scatter(density, 300, 4)[:, 0] > 39).mean() > 0.9


def test_relaxing_evens_the_cells_out() -> None:
    even = np.ones((60, 60), np.float32)
    start = scatter(even, 60, 2)

    def spread(points: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
        return float(np.bincount(voronoi(points, (60, 60)).ravel(), minlength=60).std())

    assert spread(relax(start, even, 6)) < 0.7 * spread(start)


def test_a_cell_s_mean_is_the_mean_of_its_pixels() -> None:
    labels = np.zeros((4, 6), np.int32)
    labels[:, 3:] = 1
    colour = np.zeros((4, 6, 3), np.float32)
    colour[:, 3:] = (0.2, 0.4, 0.6)
    assert np.allclose(means(colour, labels, 2), np.array([[0.0, 0.0, 0.0], [0.2, 0.4, 0.6]]))


def test_rims_are_nought_on_the_border() -> None:
    labels = np.zeros((10, 20), np.int32)
    labels[:, 10:] = 1
    distance = rims(labels)
    assert distance[5, 10] == 0
    assert distance[5, 2] > 6


def test_the_dither_matrix_holds_every_level_once() -> None:
    assert len(np.unique(bayer((8, 8)))) == 64
    assert abs(float(bayer((8, 8)).mean())) < 1e-6


def test_equalised_marks_cover_what_the_tone_asks() -> None:
    marks = gouges((120, 160), slanted((120, 160), 30), 3, 1.5, 20)
    assert abs(float((marks < 0.3).mean()) - 0.3) < 0.03
    assert abs(float(equalise(noise((90, 90), 1, 9)).mean()) - 0.5) < 0.03


def test_a_screen_s_dots_cover_what_the_tone_asks() -> None:
    for amount in (0.15, 0.5, 0.8):
        inked = dots(np.full((160, 160), amount, np.float32), 8, 20)
        assert abs(float(inked.mean()) - amount) < 0.05
    assert screen((20, 20), 6, 0, kind="line").max() <= 1


def test_a_small_lamp_keeps_an_ink_of_its_own() -> None:
    night = np.full((90, 120, 3), (0.05, 0.08, 0.2), np.float32)
    night += noise((90, 120), 2, 6)[..., None] * 0.1
    night[40:44, 60:64] = (1.0, 0.85, 0.3)
    inks = telling(np.asarray(night, np.float32), 5, 1)
    assert np.abs(inks - np.array([1.0, 0.85, 0.3])).sum(-1).min() < 0.25


def test_a_vote_removes_islands_but_not_in_small_things() -> None:
    labels = np.zeros((60, 60), np.int32)
    labels[28:32, 28:32] = 1
    fine = np.ones((60, 60), np.float32)
    assert (vote(labels, 2, 5, (60, 60)) == 0).all()
    assert (vote(labels, 2, 5, (60, 60), fine) == 1).sum() >= 12
