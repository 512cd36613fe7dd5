"""The plate: what a scene or a photograph hands to the techniques that paint it."""

from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.strips import strips

T = TypeVar("T", np.uint16, np.int16)

Gray = NDArray[np.float32]
"""One channel, shape (height, width)."""
RGB = NDArray[np.float32]
"""Display-referred sRGB in 0…1, shape (height, width, 3)."""


class Plate(msgspec.Struct, frozen=True, kw_only=True):
    """A lit picture with its geometry; all arrays share height and width.

    `colour` is display-referred sRGB in 0…1. `depth` runs from 0 (touching the lens) to 1 (the sky).
    `normal` holds unit vectors, x to the right, y up, z towards the viewer; the sky faces the viewer.
    """

    colour: RGB
    depth: Gray
    normal: NDArray[np.float32]

    @property
    def width(self) -> int:
        return int(self.colour.shape[1])

    @property
    def height(self) -> int:
        return int(self.colour.shape[0])


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """A plate to be kept: sixteen bits for each number, half of a plate's room and finer than any screen."""

    colour: NDArray[np.uint16]
    depth: NDArray[np.uint16]
    normal: NDArray[np.int16]

    @classmethod
    def of(cls, plate: Plate) -> Packed:
        return cls(
            colour=_whole(plate.colour, 65535, np.uint16),
            depth=_whole(plate.depth, 65535, np.uint16),
            normal=_whole(plate.normal, 32767, np.int16),
        )

    def plate(self) -> Plate:
        """The plate again, in arrays of its own."""
        return Plate(
            colour=self.colour * np.float32(1 / 65535),
            depth=self.depth * np.float32(1 / 65535),
            normal=self.normal * np.float32(1 / 32767),
        )


def _whole(values: NDArray[np.float32], scale: float, kind: type[T]) -> NDArray[T]:
    """Rounded to whole numbers, a strip at a time."""
    out = np.empty(values.shape, kind)
    for part, rows in strips(values, out):
        np.rint(part * np.float32(scale), out=rows, casting="unsafe")
    return out


class Camera(msgspec.Struct, frozen=True, kw_only=True):
    """How an image model frames and grades a scene.

    `zoom` runs from 0.7 (wide) to 1.4 (close); `mirror` swaps left and right; `variant` picks one of several
    compositions of the same scene; `warmth` (-1 cool to 1 warm) and `chroma` (a factor) grade the plate.
    """

    zoom: float = 1.0
    mirror: bool = False
    variant: int = 0
    warmth: float = 0.0
    chroma: float = 1.0
