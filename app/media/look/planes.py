"""Planes of numbers: smoothed, halved into pyramids, averaged in blocks, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST_SIDE = 16


class Pyramid(msgspec.Struct, frozen=True):
    """A plane float32 (h, w) and its halves, finest first; `details` is what smoothing takes away of each level."""

    levels: list[NDArray[np.float32]]
    details: list[NDArray[np.float32]]


def pyramid_of(plane: NDArray[np.float32], levels: int) -> Pyramid:
    """The Laplacian pyramid of Burt and Adelson (1983). A side of less than 16 is not halved again."""
    pyramid = Pyramid([], [])
    for _ in range(levels):
        smooth = blurred(plane)
        pyramid.levels.append(plane)
        pyramid.details.append(plane - smooth)
        if min(plane.shape) >= _LEAST_SIDE:
            plane = halved(smooth)
    return pyramid


def blurred(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Smoothed with the binomial kernel 1 4 6 4 1 both ways."""
    p = np.pad(plane, 2, "edge")
    p = (p[:-4] + p[4:]) * np.float32(1 / 16) + (p[1:-3] + p[3:-1]) * np.float32(1 / 4) + p[2:-2] * np.float32(3 / 8)
    smooth: NDArray[np.float32] = (
        (p[:, :-4] + p[:, 4:]) * np.float32(1 / 16)
        + (p[:, 1:-3] + p[:, 3:-1]) * np.float32(1 / 4)
        + p[:, 2:-2] * np.float32(3 / 8)
    )
    return smooth


def halved(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """The means of two by two; a last odd row or column is left out."""
    height, width = plane.shape[0] & ~1, plane.shape[1] & ~1
    lines = plane[0:height:2, :width] + plane[1:height:2, :width]
    return (lines[:, 0::2] + lines[:, 1::2]) * np.float32(0.25)


def blocks(values: NDArray[np.float32], high: int, wide: int) -> NDArray[np.float32]:
    """The means of whole blocks; what does not fill a block at the right and the bottom is left out."""
    rows, columns = values.shape[0] // high, values.shape[1] // wide
    lines = values[: rows * high].reshape(rows, high, -1).sum(1)
    means: NDArray[np.float32] = lines[:, : columns * wide].reshape(rows, columns, wide).sum(2)
    return means * np.float32(1 / (high * wide))


def counted(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How often each of 256 codes occurs; Pillow counts five times as fast as NumPy."""
    return np.array(Image.fromarray(codes).histogram(), np.float32)
