"""Texture of a picture as numbers: the small patterns it is made of, and how much happens at each size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from app.media.look.planes import Pyramid, blocks, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_PATTERNS: Final = ((0, 1, 3), (0, 2, 4), (1, 2, 5), (2, 2, 5))  # level, radius, threshold
_BANDS, _CHROMA_BANDS = 4, 2
_FINE: Final = 200
MEASURES: Final = 20 * len(_PATTERNS) + 6 * _BANDS + 2 * 2 * _CHROMA_BANDS


def texture_measures(luma: Pyramid, chroma: Sequence[Pyramid]) -> NDArray[np.float32]:
    """`MEASURES` numbers of a luma pyramid and of the pyramids of two chroma planes.

    Rotation-invariant uniform local patterns (Ojala, Pietikäinen and Mäenpää 2002) in their ternary form (Tan and
    Triggs 2010), which tells flat from busy and bright marks from dark ones. Energy, sparseness, skewness and local
    spread of the bands of a Laplacian pyramid (Burt and Adelson 1983; Portilla and Simoncelli 2000): grain, local
    contrast, and how much of the picture is flat.
    """
    whole = [np.asarray(level, np.uint8) for level in luma.levels]
    found = [_patterns(whole[level], radius, threshold) for level, radius, threshold in _PATTERNS]
    found += [_band(detail) for detail in luma.details[:_BANDS]]
    found += [_chroma_band(detail) for plane in chroma for detail in plane.details[:_CHROMA_BANDS]]
    return np.concatenate(found)


def _patterns(luma: NDArray[np.uint8], radius: int, threshold: int) -> NDArray[np.float32]:
    """Square roots of the shares of the ten pattern classes among brighter and among darker neighbours."""
    height, width = luma.shape
    step = 1 if radius == 1 or min(luma.shape) < _FINE else 2  # with so many pixels, every second row says as much
    centre = luma[radius : height - radius : step, radius : width - radius]
    above = np.minimum(centre, 255 - threshold) + np.uint8(threshold)
    below = np.maximum(centre, threshold) - np.uint8(threshold)
    brighter, darker = np.zeros(centre.shape, np.uint8), np.zeros(centre.shape, np.uint8)
    near = max(1, round(radius * 0.7071))
    ring = ((0, radius), (near, near), (radius, 0), (near, -near))
    for bit, (dy, dx) in enumerate((*ring, *((-dy, -dx) for dy, dx in ring))):
        other = luma[radius + dy : height - radius + dy : step, radius + dx : width - radius + dx]
        brighter |= (other > above).view(np.uint8) * np.uint8(1 << bit)
        darker |= (other < below).view(np.uint8) * np.uint8(1 << bit)
    counts = np.stack([counted(brighter), counted(darker)])
    shares: NDArray[np.float32] = counts @ _CLASSES / np.float32(centre.size)
    return np.sqrt(shares).ravel()


def _classes() -> NDArray[np.float32]:
    """(256, 10): uniform codes by their number of set bits, all others together."""
    classes = np.zeros((256, 10), np.float32)
    for code in range(256):
        bits = [code >> n & 1 for n in range(8)]
        changes = sum(bits[n] != bits[n - 1] for n in range(8))
        classes[code, sum(bits) if changes <= 2 else 9] = 1
    return classes


_CLASSES: Final = _classes()


def _band(detail: NDArray[np.float32]) -> NDArray[np.float32]:
    size, power = np.abs(detail), detail * detail
    mean, deviation = size.mean(), np.sqrt(power.mean())
    skew = np.vdot(power, detail) / detail.size / (deviation**3 + 0.1)
    low, middle, high = _spread(size, (0.1, 0.5, 0.9))
    return np.array([np.log2(mean + 0.1), mean / (deviation + 0.05), np.tanh(skew / 3), low, middle, high], np.float32)


def _chroma_band(detail: NDArray[np.float32]) -> NDArray[np.float32]:
    size = np.abs(detail)
    return np.array([np.log2(size.mean() + 0.1), *_spread(size, (0.9,))], np.float32)


def _spread(size: NDArray[np.float32], shares: tuple[float, ...]) -> list[float]:
    """How strong the detail is in the block that stands at each share of the order of all blocks."""
    local = np.sort(blocks(size, 8, 8), axis=None)
    return [float(np.log2(local[round(share * (local.size - 1))] + 0.25)) for share in shares]
