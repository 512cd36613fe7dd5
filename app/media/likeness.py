"""Whether one picture is a copy of another: resized, recompressed, a little cropped or brightened, or not.

A perceptual hash finds pictures of one composition, and one subject in sixty styles is sixty pictures of one
composition. So the pixels decide: the other is laid over the one as well as it goes (Lucas and Kanade, "An Iterative
Image Registration Technique", 1981), then brightness, colour and outlines have to agree, each in a measure of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
from PIL import Image

from app.media.phash import phash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]

# Shares of width and height by which a picture may have been cropped: left, top, right, bottom.
_CROPS: Final = (
    (0.0, 0.0, 0.0, 0.0),
    (0.01, 0.01, 0.01, 0.01),
    (0.02, 0.02, 0.02, 0.02),
    (0.02, 0.02, 0.0, 0.0),
    (0.0, 0.02, 0.02, 0.0),
    (0.02, 0.0, 0.0, 0.02),
    (0.0, 0.0, 0.02, 0.02),
)
_SIDE: Final = 64
_FINE: Final = 96
_COARSE: Final = 16
_ROUNDS: Final = 4
_LEEWAY: Final = 0.06
_LUMA: Final = np.array([0.299, 0.587, 0.114], np.float32)
WHOLE: Final = (0.0, 0.0, 1.0, 1.0)


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How well two pictures agree when one is laid over the other.

    `picture` is the correlation of all their colours, `outlines` that of their gradients, both 1 at best; `tint` how
    far their colours without brightness are apart, of 255, 0 at best.
    """

    picture: float
    outlines: float
    tint: float

    @property
    def is_copy(self) -> bool:
        """Whether they are one picture, by thresholds measured on the shipped wall.

        Where every outline agrees, the colours may be further apart: in a bright picture that was brightened more, they
        are cut off.
        """
        tint = 8 if self.outlines >= 0.975 else 5
        return self.picture >= 0.97 and self.outlines >= 0.85 and self.tint <= tint


def hashes(pixels: NDArray[np.uint8]) -> list[int]:
    """The hashes by which a picture may be known: its own, and those of what it may have been cropped from."""
    height, width = pixels.shape[:2]
    found: dict[int, None] = {}
    for left, top, right, bottom in _CROPS:
        rows = (round(top * height), round(bottom * height))
        columns = (round(left * width), round(right * width))
        found[phash(np.pad(pixels, (rows, columns, (0, 0)), mode="edge"))] = None
    return list(found)


def coarse(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """A picture as a vector; the product of two is how alike they look at a glance, 1 at best."""
    small = np.asarray(_reduced(Image.fromarray(pixels), WHOLE, _COARSE), np.float32).ravel()
    return _normal(small)


def compare(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> Likeness:
    """How well `other` agrees with `one`, which may be cropped from it. Both are uint8 (h, w, 3) of any size."""
    first, second = Image.fromarray(one), Image.fromarray(other)
    frame = _laid(np.asarray(_reduced(first.convert("L"), WHOLE, _SIDE), np.float32), second.convert("L"))
    target = np.asarray(_reduced(first, WHOLE, _FINE), np.float32)
    fitted = np.asarray(_reduced(second, frame, _FINE), np.float32)
    return Likeness(
        picture=float(_normal(target.ravel()) @ _normal(fitted.ravel())),
        outlines=float(_outlines(target) @ _outlines(fitted)),
        tint=float(np.sqrt(np.mean((_tint(target) / _gain(target, fitted) - _tint(fitted)) ** 2))),
    )


def _gain(one: Plane, other: Plane) -> float:
    """How much stronger the light of the one varies, within what a small correction makes of it."""
    return _within(float((one @ _LUMA).std() + 1) / float((other @ _LUMA).std() + 1), 0.8, 1.25)


Frame = tuple[float, float, float, float]


def _reduced(picture: Image.Image, frame: Frame, side: int) -> Image.Image:
    """The part of a picture inside `frame` (shares of its width and height), averaged to a square."""
    width, height = picture.size
    box = (frame[0] * width, frame[1] * height, frame[2] * width, frame[3] * height)
    return picture.resize((side, side), Image.Resampling.LANCZOS, box=box)


def _laid(target: Plane, whole: Image.Image) -> Frame:
    """The part of the whole that agrees best with the target: shift and scale on both axes, gain and bias of light."""
    axis = (np.arange(_SIDE, dtype=np.float32) + 0.5) / _SIDE
    across, down = np.meshgrid(axis, axis)
    frame = WHOLE
    for _ in range(_ROUNDS):
        now = np.asarray(_reduced(whole, frame, _SIDE), np.float32)
        along_y, along_x = np.gradient(now, 1 / _SIDE)
        terms = (along_x * (1 - across), along_x * across, along_y * (1 - down), along_y * down, now, np.ones_like(now))
        system = np.stack([term.ravel() for term in terms], axis=1).astype(np.float64)
        normal = system.T @ system + np.eye(len(terms))
        moved = np.linalg.solve(normal, system.T @ target.ravel())
        gain = moved[4] if abs(moved[4]) > 0.2 else 1.0
        frame = _moved(frame, (moved[:4] / gain).tolist())
    return frame


def _moved(frame: Frame, by: list[float]) -> Frame:
    """The frame with its edges moved, by shares of itself, and never far from the whole."""
    left, top, right, bottom = frame
    width, height = right - left, bottom - top
    return (
        _within(left + by[0] * width, 0.0, _LEEWAY),
        _within(top + by[2] * height, 0.0, _LEEWAY),
        _within(right + by[1] * width, 1.0 - _LEEWAY, 1.0),
        _within(bottom + by[3] * height, 1.0 - _LEEWAY, 1.0),
    )


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)


def _normal(values: Plane) -> Plane:
    """Around zero and of length 1; all zero for what is flat."""
    centred = values - values.mean()
    length = max(float(np.linalg.norm(centred)), 1e-3)
    normal: Plane = centred / np.float32(length)
    return normal


def _outlines(picture: Plane) -> Plane:
    luma = picture @ _LUMA
    return _normal(np.concatenate([np.diff(luma, axis=0).ravel(), np.diff(luma, axis=1).ravel()]))


def _tint(picture: Plane) -> Plane:
    """Blue and red without brightness, on a fourth of the side: what JPEG keeps of colours."""
    quarter = picture.reshape(_FINE // 4, 4, _FINE // 4, 4, 3).mean((1, 3))
    coloured: Plane = quarter - (quarter @ _LUMA)[..., None]
    return coloured[..., ::2]
