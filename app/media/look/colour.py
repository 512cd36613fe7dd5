"""Colour of a picture as numbers: what its lightness, chroma and hue are spread over, and the tints of its tones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LIGHTNESS_BINS, CHROMA_BINS, HUE_BINS = 8, 6, 8
_TONES: Final = ((0.0, 0.03), (0.03, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.97), (0.97, 1.0))
_VIVID: Final = ((0.95, 1.0),)
_GREY: Final = 0.05  # below this chroma a hue counts for less, down to nothing
MEASURES: Final = LIGHTNESS_BINS + CHROMA_BINS + HUE_BINS + 3 * (len(_TONES) + len(_VIVID)) + 5 + 2

# OKLab (Ottosson 2020): linear light to cone responses, and their cube roots to lightness, green-red, blue-yellow.
_TO_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)


def colour_measures(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """`MEASURES` numbers of a picture uint8 (h, w, 3) in sRGB.

    Histograms of OKLab lightness, chroma and hue (Swain and Ballard 1991) in square roots, so that their distance is
    Hellinger's; the mean colour of six tones from the darkest to the lightest 3 %, which are ink and paper where there
    are such; the most vivid 5 %; spread and correlation of the three axes (Stricker and Orengo 1995); how few colours
    hold most of it.
    """
    shares, steps = _palette(pixels)
    lab = _oklab((steps * 8 + 3.5) / np.float32(255))
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    turn = np.asarray(np.arctan2(lab[:, 2], lab[:, 1]) / (2 * np.pi) + 0.5, np.float32)
    return np.concatenate(
        [
            np.sqrt(_histogram(light * (LIGHTNESS_BINS - 1), shares, LIGHTNESS_BINS)),
            np.sqrt(_histogram(np.sqrt(chroma / 0.36) * (CHROMA_BINS - 1), shares, CHROMA_BINS)),
            np.sqrt(_circle(turn * HUE_BINS, shares * np.minimum(chroma / _GREY, 1), HUE_BINS)),
            _means(lab, shares, light, _TONES),
            _means(lab, shares, chroma, _VIVID),
            _spread(lab, shares),
            _concentration(shares, steps),
        ]
    ).astype(np.float32)


def _palette(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The share of every colour that occurs in every second row, five bits a channel, and its steps (n, 3), 0 to 31."""
    five = pixels[::2] >> 3
    keys = (five[..., 0].astype(np.uint16) << 10) | (five[..., 1].astype(np.uint16) << 5) | five[..., 2]
    counts = np.bincount(keys.ravel(), minlength=1 << 15)
    found = counts.nonzero()[0]
    shares = (counts[found] / keys.size).astype(np.float32)
    return shares, np.stack([found >> 10, (found >> 5) & 31, found & 31], 1).astype(np.float32)


def _oklab(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lab: NDArray[np.float32] = np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T
    return lab


def _histogram(at: NDArray[np.float32], weights: NDArray[np.float32], bins: int) -> NDArray[np.float32]:
    """Each value shared between the two bins that it lies between."""
    at = np.clip(at, 0, bins - 1)
    low = np.minimum(at.astype(np.intp), bins - 2)
    part = (at - low).astype(np.float32)
    return _shared(low, low + 1, weights, part, bins)


def _circle(at: NDArray[np.float32], weights: NDArray[np.float32], bins: int) -> NDArray[np.float32]:
    low = at.astype(np.intp)
    part = (at - low).astype(np.float32)
    return _shared(low % bins, (low + 1) % bins, weights, part, bins)


def _shared(
    low: NDArray[np.intp], high: NDArray[np.intp], weights: NDArray[np.float32], part: NDArray[np.float32], bins: int
) -> NDArray[np.float32]:
    shares = np.zeros(bins, np.float32)
    shares += np.bincount(low, weights * (1 - part), bins)
    shares += np.bincount(high, weights * part, bins)
    return shares


def _means(
    lab: NDArray[np.float32],
    shares: NDArray[np.float32],
    key: NDArray[np.float32],
    spans: tuple[tuple[float, float], ...],
) -> NDArray[np.float32]:
    """The mean colour of the part of the picture that lies in each span of the order that `key` gives."""
    order = np.argsort(key, kind="stable")
    upper = np.cumsum(shares[order])
    lower = upper - shares[order]
    sorted_lab = lab[order]
    means = []
    for start, end in spans:
        weight = np.clip(np.minimum(upper, end) - np.maximum(lower, start), 0, None)
        means.append(weight @ sorted_lab / (weight.sum() + 1e-9))
    return np.concatenate(means)


def _spread(lab: NDArray[np.float32], shares: NDArray[np.float32]) -> NDArray[np.float32]:
    from_mean = lab - shares @ lab
    covariance = (from_mean * shares[:, None]).T @ from_mean
    deviation = np.sqrt(np.diag(covariance)) + 1e-3
    return np.array(
        [
            *deviation,
            covariance[0, 1] / (deviation[0] * deviation[1]),
            covariance[0, 2] / (deviation[0] * deviation[2]),
        ],
        np.float32,
    )


def _concentration(shares: NDArray[np.float32], steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Entropy of the colours at three bits a channel, and the share of the four most frequent of these."""
    coarse = (steps // 4).astype(np.intp) @ np.array([64, 8, 1])
    heights = np.sort(np.bincount(coarse, shares, 512))[::-1]
    heights = heights[heights > 0]
    return np.array([-(heights * np.log(heights)).sum(), heights[:4].sum()], np.float32)
