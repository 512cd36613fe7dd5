"""Small array tools that scenes and techniques share. Every array is float32 in 0…1 unless told otherwise."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import RGB, Gray
from app.providers.local.strips import in_strips

cv2.setNumThreads(1)  # two pictures are drawn side by side; threads inside one would only fight

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def random(seed: int, *salt: int) -> np.random.Generator:
    """An independent stream of numbers for each (seed, salt): drawing one thing more never moves another."""
    return np.random.default_rng((seed & 0xFFFFFFFF, *(s & 0xFFFFFFFF for s in salt)))


def hexcode(code: str) -> NDArray[np.float32]:
    """`#rrggbb` as three floats."""
    code = code.lstrip("#")
    return np.asarray(np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)], np.float32) / 255, np.float32)


def smoothstep(low: float, high: float, x: NDArray[np.floating[Any]] | np.floating[Any]) -> Gray:
    """0 below `low`, 1 above `high`, smooth between; falling when `low` > `high`."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def mix(a: NDArray[np.float32], b: NDArray[np.float32], amount: NDArray[np.floating[Any]] | float) -> RGB:
    """`a` where `amount` is 0, `b` where it is 1; a two-dimensional amount spreads over the channels."""
    weight = np.asarray(amount, np.float32)
    if weight.ndim == 2:
        weight = weight[..., None]
    shape = np.broadcast_shapes(a.shape, b.shape, weight.shape)
    if len(shape) != 3:
        return np.asarray(a + (b - a) * weight, np.float32)
    return in_strips(_mixed, *(np.broadcast_to(each, shape) for each in (a, b, weight)))


def _mixed(a: RGB, b: RGB, weight: RGB) -> RGB:
    return np.asarray(a + (b - a) * weight, np.float32)


def luma(colour: RGB) -> Gray:
    """Rec. 601 luma."""
    return np.asarray(colour @ _LUMA, np.float32)


def blur(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Gaussian blur; a sigma below 0.1 px returns the image as it is."""
    if sigma < 0.1:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def noise(
    shape: tuple[int, int], seed: int, cells: float, *, octaves: int = 5, gain: float = 0.5, stretch: float = 1.0
) -> Gray:
    """Fractal value noise (Perlin 1985's sum over octaves, cubic lattice), mean about 0.5.

    `cells` lattice cells across the width in the first octave; `stretch` > 1 makes features wider than tall.
    """
    height, width = shape
    rng = random(seed, 101)
    total = np.zeros(shape, np.float32)
    amplitude, weight = 1.0, 0.0
    for octave in range(octaves):
        nx = min(int(cells * 2**octave) + 3, width)
        ny = min(int(cells * 2**octave * stretch * height / width) + 3, height)
        lattice = rng.random((ny, nx), dtype=np.float32)
        total += amplitude * cv2.resize(lattice, (width, height), interpolation=cv2.INTER_CUBIC)
        weight += amplitude
        amplitude *= gain
    return np.asarray(np.clip(total / weight, 0, 1), np.float32)


def ramp(t: NDArray[np.floating[Any]], stops: list[tuple[float, str]]) -> RGB:
    """Colours along `stops` (position, hex code), linear between them."""
    at = [s[0] for s in stops]
    codes = np.array([hexcode(s[1]) for s in stops])
    out = np.empty((*np.shape(t), 3), np.float32)
    for channel in range(3):
        out[..., channel] = np.interp(t, at, codes[:, channel])
    return out


def grid(width: int, height: int) -> tuple[Gray, Gray]:
    """Pixel coordinates over the height: x in 0…width/height, y in 0…1 from the top; read only."""
    x, y = np.arange(width, dtype=np.float32) / height, np.arange(height, dtype=np.float32) / height
    return np.broadcast_to(x[None], (height, width)), np.broadcast_to(y[:, None], (height, width))
