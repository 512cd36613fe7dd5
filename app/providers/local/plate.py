"""The plate: what a scene or a photograph hands to the techniques that paint it."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

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
