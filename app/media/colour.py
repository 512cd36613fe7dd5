"""The one colour that stands for a picture while it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLUMNS, _ROWS = 24, 18
_CLUSTERS: Final = 3
_ROUNDS: Final = 8
_GREY_WEIGHT: Final = 0.12


def dominant(pixels: NDArray[np.uint8]) -> str:
    """The class of a picture's dominant colour, `d-000` … `d-555`: six steps for each of red, green and blue.

    `pixels` is uint8 (h, w, 3). Of three clusters (k-means, Lloyd 1982) the one with the largest count × (0.12 +
    chroma), as the largest alone is usually grey.
    """
    small = Image.fromarray(pixels).resize((_COLUMNS, _ROWS), Image.Resampling.BOX)
    points = np.asarray(small, np.float32).reshape(-1, 3) / np.float32(255)
    centres, counts = _clusters(points)
    chroma = centres.max(1) - centres.min(1)
    red, green, blue = np.rint(centres[np.argmax(counts * (_GREY_WEIGHT + chroma))] * 5).astype(int)
    return f"d-{red}{green}{blue}"


def _clusters(points: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Centres (k, 3) and counts (k,). Starts from the points farthest from one another, so that it has no chance."""
    chosen = [int(np.argmax(((points - points.mean(0)) ** 2).sum(1)))]
    nearest = np.full(len(points), np.inf, np.float32)
    for _ in range(_CLUSTERS - 1):
        nearest = np.minimum(nearest, ((points - points[chosen[-1]]) ** 2).sum(1))
        chosen.append(int(np.argmax(nearest)))
    centres, counts = points[chosen], np.zeros(_CLUSTERS, np.float32)
    for _ in range(_ROUNDS):
        labels = np.argmin((centres**2).sum(1) - 2 * points @ centres.T, axis=1)
        member = np.eye(_CLUSTERS, dtype=np.float32)[labels]
        counts = member.sum(0)
        centres = np.where(counts[:, None] > 0, member.T @ points / np.maximum(counts, 1)[:, None], centres)
    return centres, counts
