"""Voronoi cells on the pixel grid: points drawn by density, relaxed, and what each cell holds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import RGB, Gray

Points = NDArray[np.float32]
"""Positions as (n, 2), x and y in pixels."""
Labels = NDArray[np.int32]


def scatter(density: Gray, count: int, seed: int) -> Points:
    """`count` points drawn with probability proportional to `density`, stratified along it."""
    rng = random(seed, 401)
    total = np.cumsum(np.maximum(density, 1e-6).ravel(), dtype=np.float64)
    at = (np.arange(count) + rng.random(count)) / count * total[-1]
    index = np.minimum(np.searchsorted(total, at), density.size - 1)
    y, x = np.divmod(index, density.shape[1])
    return (np.stack([x, y], -1) + rng.random((count, 2)) - 0.5).astype(np.float32)


def voronoi(points: Points, shape: tuple[int, int]) -> Labels:
    """For each pixel the number of its nearest point, by a labelled distance transform (Felzenszwalb 2012 family)."""
    h, w = shape
    x = np.clip(np.rint(points[:, 0]), 0, w - 1).astype(np.int32)
    y = np.clip(np.rint(points[:, 1]), 0, h - 1).astype(np.int32)
    field = np.full(shape, 255, np.uint8)
    field[y, x] = 0
    _, labels = cv2.distanceTransformWithLabels(field, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    names = np.zeros(int(labels.max()) + 1, np.int32)
    names[labels[y, x]] = np.arange(len(points))
    return np.asarray(names[labels], np.int32)


def relax(points: Points, weight: Gray, rounds: int) -> Points:
    """Points moved to the weighted centroids of their cells (Lloyd 1982; weighted: Secord 2002)."""
    h, w = weight.shape
    y, x = np.mgrid[0:h, 0:w]
    flat = weight.ravel().astype(np.float64) + 1e-5
    wx, wy = flat * x.ravel(), flat * y.ravel()
    for _ in range(rounds):
        labels = voronoi(points, weight.shape).ravel()
        mass = np.bincount(labels, flat, len(points))
        held = mass > 0
        moved = points.copy()
        moved[held, 0] = (np.bincount(labels, wx, len(points))[held] / mass[held]).astype(np.float32)
        moved[held, 1] = (np.bincount(labels, wy, len(points))[held] / mass[held]).astype(np.float32)
        points = moved
    return points


def means(colour: RGB, labels: Labels, count: int) -> NDArray[np.float32]:
    """Each cell's mean colour, (count, 3); an empty cell is black."""
    flat = labels.ravel()
    size = np.maximum(np.bincount(flat, minlength=count), 1)
    sums = [np.bincount(flat, colour[..., i].ravel(), count) for i in range(colour.shape[2])]
    return (np.stack(sums, -1) / size[:, None]).astype(np.float32)


def rims(labels: Labels) -> Gray:
    """Distance in pixels from each pixel to the nearest border between cells."""
    inside = np.full(labels.shape, 255, np.uint8)
    inside[:, 1:][labels[:, 1:] != labels[:, :-1]] = 0
    inside[1:][labels[1:] != labels[:-1]] = 0
    return np.asarray(cv2.distanceTransform(inside, cv2.DIST_L2, 5), np.float32)
