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
