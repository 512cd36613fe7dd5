"""Edges of a picture as numbers: how strong they are, which way they run, and how far they run one way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from app.media.look.planes import blocks, counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.media.look.planes import Pyramid

STRENGTH_BINS, COHERENCE_BINS = 8, 5
LEVELS: Final = 3
_BLOCK: Final = 8
_EDGE: Final = 4.0  # weaker gradients are noise
_ALONG: Final = 0.12
MEASURES: Final = LEVELS * STRENGTH_BINS + 2 * (LEVELS - 1) + 2 + (LEVELS - 1) * (COHERENCE_BINS + 1)


def edge_measures(pyramid: Pyramid) -> NDArray[np.float32]:
    """`MEASURES` numbers of a luma pyramid.

    On each level the distribution of gradient magnitudes, whose fall from level to level is the width of edges. On the
    two finest the balance of directions, upright against level and axis-parallel against diagonal (after the edge
    histogram of MPEG-7, Park, Jeon and Won 2000), and the coherence of the structure tensor in blocks (Bigün and
    Granlund 1987), which is high where strokes and hatching run one way.
    """
    found: list[NDArray[np.float32]] = []
    for number, luma in enumerate(pyramid.levels[:LEVELS]):
        step = 1 if number else 2  # every second row of the finest level says as much
        across = (luma[1:-1:step, 2:] - luma[1:-1:step, :-2]) * np.float32(0.5)
        down = (luma[2::step, 1:-1] - luma[:-2:step, 1:-1]) * np.float32(0.5)
        power = across * across + down * down
        strength = np.sqrt(power)
        found.append(np.sqrt(_strengths(strength)))
        if number < LEVELS - 1:
            double = across * across - down * down, 2 * across * down  # (cos, sin) of twice the angle, times the power
            found += [_balance(double, power, strength), _coherence(double, power, step)]
        if number == 0:
            found.append(_alignment(np.abs(across), np.abs(down), strength))
    return np.concatenate(found)


def _strengths(strength: NDArray[np.float32]) -> NDArray[np.float32]:
    """The share of each magnitude on a logarithmic scale, softly binned through a table of half steps."""
    steps = np.minimum(strength * 2, 255).astype(np.uint8)
    shares: NDArray[np.float32] = counted(steps) @ _BINS / np.float32(steps.size)
    return shares


def _bins() -> NDArray[np.float32]:
    at = (np.log2(np.arange(256) / 2 + 0.5) + 1) / 8 * (STRENGTH_BINS - 1)
    return np.asarray(np.maximum(0, 1 - np.abs(at[:, None] - np.arange(STRENGTH_BINS))), np.float32)


_BINS: Final = _bins()


def _balance(
    double: tuple[NDArray[np.float32], NDArray[np.float32]], power: NDArray[np.float32], strength: NDArray[np.float32]
) -> NDArray[np.float32]:
    cosine, sine = double
    whole = strength.sum() + 1e-3
    twice = (cosine / (strength + 1e-3)).sum() / whole
    fourfold = ((cosine * cosine - sine * sine) / (power * strength + 1e-3)).sum() / whole
    return np.array([twice, fourfold], np.float32)


def _coherence(
    double: tuple[NDArray[np.float32], NDArray[np.float32]], power: NDArray[np.float32], step: int
) -> NDArray[np.float32]:
    """How coherent blocks are, in shares of the picture, and the mean weighted with the power of their edges."""
    cosine, sine, energy = (blocks(part, _BLOCK // step, _BLOCK) for part in (*double, power))
    coherence = np.hypot(cosine, sine) / (energy + 4)
    at = np.minimum(coherence * (COHERENCE_BINS - 1), COHERENCE_BINS - 1)
    shares = np.maximum(0, 1 - np.abs(at.ravel()[:, None] - np.arange(COHERENCE_BINS))).mean(0)
    weighted = (coherence * energy).sum() / (energy.sum() + 1e-3)
    return np.array([*np.sqrt(shares), weighted], np.float32)


def _alignment(
    across: NDArray[np.float32], down: NDArray[np.float32], strength: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The share of edges that run exactly along the axes, and along the diagonals: pixels, weaves, tiles."""
    near = _ALONG * strength
    edges = strength > _EDGE
    number = edges.sum() + 50
    along = (np.minimum(across, down) < near) & edges
    diagonal = (np.abs(across - down) < near) & edges
    return np.array([along.sum() / number, diagonal.sum() / number], np.float32)
