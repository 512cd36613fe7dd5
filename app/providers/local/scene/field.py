"""Noise over the world's plane: fractal sums sampled at any metre position, and the terrain made from them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray

Wave = NDArray[np.floating[Any]]
"""Positions of any float kind; what comes back is float32."""

_CELLS = 64
_TEXELS = 12
_SIZE = _CELLS * _TEXELS


def _padded(seed: int) -> NDArray[np.float32]:
    """Cubic value noise with a margin of four cells all around."""
    lattice = random(seed, 77).random((_CELLS, _CELLS), dtype=np.float32)
    lattice = (lattice - lattice.min()) / (lattice.max() - lattice.min())
    wrapped = np.pad(lattice, 4, mode="wrap")
    big = cv2.resize(wrapped, None, fx=_TEXELS, fy=_TEXELS, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(big, (0, 0), _TEXELS * 0.3), np.float32)


_EDGE = 4 * _TEXELS
_INNER = slice(_EDGE, _EDGE + _SIZE)


@lru_cache(maxsize=4)
def _plain(seed: int) -> NDArray[np.float32]:
    """Tileable cubic value noise about 0…1, shape (_SIZE, _SIZE)."""
    return np.asarray((_padded(seed)[_INNER, _INNER] - 0.5) * 1.15 + 0.5, np.float32)


@lru_cache(maxsize=1)
def _full(seed: int) -> NDArray[np.float32]:
    """The same noise and its two derivatives per cell, shape (_SIZE, _SIZE, 3)."""
    cut = _padded(seed)
    out = np.empty((_SIZE, _SIZE, 3), np.float32)
    out[..., 0] = (cut[_INNER, _INNER] - 0.5) * 1.15 + 0.5
    out[..., 1] = cv2.Sobel(cut, cv2.CV_32F, 1, 0, scale=_TEXELS / 8)[_INNER, _INNER]
    out[..., 2] = cv2.Sobel(cut, cv2.CV_32F, 0, 1, scale=_TEXELS / 8)[_INNER, _INNER]
    return out


def forget() -> None:
    """Drop the textures that fields of noise keep between look-ups."""
    _plain.cache_clear()
    _full.cache_clear()


def _sample(texture: NDArray[np.float32], u: Wave, v: Wave) -> NDArray[np.float32]:
    """Bilinear look-up at cell coordinates (u, v), repeating."""
    su = np.asarray(u * _TEXELS, np.float32)
    sv = np.asarray(v * _TEXELS, np.float32)
    su -= _SIZE * np.floor(su / _SIZE)
    sv -= _SIZE * np.floor(sv / _SIZE)
    return np.asarray(cv2.remap(texture, su, sv, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), np.float32)


class Field:
    """Fractal noise of one seed. Arrays of positions must be two-dimensional; one noise cell is one unit."""

    def __init__(self, seed: int) -> None:
        self._seed = seed % 64
        self._shift = random(seed, 78).random((24, 2)).astype(np.float32) * _CELLS

    def value(self, x: Wave, z: Wave, salt: int = 0) -> Gray:
        """One octave, about 0…1."""
        dx, dz = self._shift[salt % 24]
        return _sample(_plain(self._seed), x + dx, z + dz)

    def slope(self, x: Wave, z: Wave, salt: int = 0) -> tuple[Gray, Gray]:
        """Derivatives of one octave along x and z, per cell."""
        dx, dz = self._shift[salt % 24]
        sample = _sample(_full(self._seed), x + dx, z + dz)
        return sample[..., 1], sample[..., 2]

    def fbm(self, x: Wave, z: Wave, octaves: int = 5, gain: float = 0.5, salt: int = 0) -> Gray:
        """Fractional Brownian motion (Mandelbrot and Van Ness 1968) summed over octaves, mean about 0.5."""
        total = np.zeros_like(x, dtype=np.float32)
        amplitude, weight = 1.0, 0.0
        u, v = x, z
        for octave in range(octaves):
            total += amplitude * self.value(u, v, salt + octave)
            weight += amplitude
            amplitude *= gain
            u, v = 1.62 * u + 1.18 * v, 1.62 * v - 1.18 * u
        return np.asarray(total / weight, np.float32)

    def billow(self, x: Wave, z: Wave, octaves: int = 5, gain: float = 0.55, salt: int = 0) -> Gray:
        """Billowing noise (Musgrave 1994): round lobes parted by creases, about 0…1."""
        total = np.zeros_like(x, dtype=np.float32)
        amplitude, weight = 1.0, 0.0
        u, v = x, z
        for octave in range(octaves):
            total += amplitude * np.abs(2 * self.value(u, v, salt + octave) - 1)
            weight += amplitude
            amplitude *= gain
            u, v = 1.62 * u + 1.18 * v, 1.62 * v - 1.18 * u
        return np.asarray(total / weight, np.float32)

    def ridged(self, x: Wave, z: Wave, octaves: int = 5, salt: int = 0) -> Gray:
        """Ridged multifractal (Musgrave 1994): sharp crests and smooth flanks, about 0…1."""
        total = np.zeros_like(x, dtype=np.float32)
        weight = np.ones_like(total)
        amplitude, norm = 1.0, 0.0
        u, v = x, z
        for octave in range(octaves):
            crest = 1 - np.abs(2 * self.value(u, v, salt + octave) - 1)
            crest = crest * crest * weight
            total += amplitude * crest
            norm += amplitude
            weight = np.clip(crest * 1.8, 0.12, 1)
            amplitude *= 0.5
            u, v = 1.62 * u + 1.18 * v, 1.62 * v - 1.18 * u
        return np.asarray(total / norm, np.float32)

    def eroded(self, x: Wave, z: Wave, octaves: int = 6, salt: int = 0) -> Gray:
        """fBm whose octaves fade on steep ground (Quilez 2008), so that valleys fill and ridges stay sharp."""
        total = np.zeros_like(x, dtype=np.float32)
        gx = np.zeros_like(total)
        gz = np.zeros_like(total)
        amplitude, norm = 1.0, 0.0
        u, v = x, z
        for octave in range(octaves):
            dx, dz = self._shift[(salt + octave) % 24]
            sample = _sample(_full(self._seed), u + dx, v + dz)
            gx += sample[..., 1]
            gz += sample[..., 2]
            total += amplitude * sample[..., 0] / (1 + 0.6 * (gx * gx + gz * gz))
            norm += amplitude
            amplitude *= 0.5
            u, v = 1.62 * u + 1.18 * v, 1.62 * v - 1.18 * u
        return np.asarray(total / (norm * 0.8), np.float32)
