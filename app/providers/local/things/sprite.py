"""What scenes and things agree on: the light that falls on a thing, the lit picture of it, and what it is."""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import RGB, Gray

Triple = tuple[float, float, float]

Kind = Literal["building", "vessel", "vehicle", "animal", "person", "object", "plant", "air"]
Place = Literal["ground", "water", "air", "table"]


class Light(msgspec.Struct, frozen=True, kw_only=True):
    """One key light and the sky around it.

    `toward` is the unit vector to the sun or moon (x right, y up, z towards the viewer); `key` and `ambient` are
    colour times strength, factors of the surface colour, 0…1.4; `lamps` runs from 0 by day to 1 by night, when
    windows and lanterns are lit.
    """

    toward: Triple
    key: Triple
    ambient: Triple
    lamps: float = 0.0


class Sprite(msgspec.Struct, frozen=True, kw_only=True):
    """A lit thing in its tight box.

    `colour` and `normal` are (h, w, 3), `alpha` and `relief` (h, w), all float32 (float16 once a landscape has packed
    them away); `relief` runs from 0 at the back to 1 at the front. Colour is not premultiplied. `anchor` is where the
    thing meets ground, water or table, in fractions of width and height. `glow` is light given off, to be added after
    the haze.
    """

    colour: RGB
    alpha: Gray
    relief: Gray
    normal: NDArray[np.float32]
    anchor: tuple[float, float]
    glow: RGB | None = None

    @property
    def width(self) -> int:
        return int(self.alpha.shape[1])

    @property
    def height(self) -> int:
        return int(self.alpha.shape[0])


class Trait(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be drawn: the words that name it, its height in metres and where it belongs."""

    key: str
    words: tuple[str, ...]
    kind: Kind
    tall: float
    place: Place
