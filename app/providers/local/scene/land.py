"""What a place hands to the composer: the terrain, how it is seen, what covers it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.mood import Air
from app.providers.local.scene.spec import Scene
from app.providers.local.scene.view import Height


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when a place is laid out. `side` is 1 where the subject stands right of the middle, else -1."""

    scene: Scene
    season: str
    air: Air
    field: Field
    rng: np.random.Generator
    side: float

    def has(self, *features: str) -> bool:
        return any(f in self.scene.features for f in features)


class Surface(msgspec.Struct, frozen=True, kw_only=True):
    """Points of the land that are seen: world position in metres, unit normal, all (height, width)."""

    x: Gray
    y: Gray
    z: Gray
    normal: NDArray[np.float32]

    @property
    def steep(self) -> Gray:
        """0 on level ground, 1 on a wall."""
        return np.asarray(1 - self.normal[..., 1], np.float32)


Paint = Callable[[Surface], RGB]
"""Surface colours, before light."""


class Grove(msgspec.Struct, frozen=True, kw_only=True):
    """Plants to scatter: `kind` names the tree, at most `count` of `tall` metres between `near` and `far` metres.

    `where` says how likely a plant stands at a world position, 0…1, given x, y, z and the ground's steepness.
    """

    kind: str
    count: int
    tall: float
    near: float
    far: float
    where: Callable[[Gray, Gray, Gray], Gray]


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A good place for a thing: fraction of the width, metres away. `y` overrides the ground's height."""

    u: float
    z: float
    y: float | None = None


def spots(k: float, text: str) -> tuple[Spot, ...]:
    """Spots from `u:z` or `u:z:y` words: u right (k = 1) or left (k = -1) of the middle, in widths, z in metres."""
    parts = (word.split(":") for word in text.split())
    return tuple(
        Spot(u=0.5 + k * float(at[0]), z=float(at[1]), y=float(at[2]) if len(at) > 2 else None) for at in parts
    )


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """A place. `horizon` is the horizon's row in fractions of the height, `focal` in picture heights, `eye` metres.

    `clarity` caps how far one sees, in metres, whatever the weather. `walls` says whose walls stand on the land
    (`city` or `street`). The spots for things are sorted by where these belong, the best first; `pinned` keeps things
    at their spots' distance, however tall they are.
    """

    height: Height
    paint: Paint
    eye: float
    horizon: float
    focal: float = 1.1
    near: float = 3.0
    far: float = 9000.0
    water: bool = False
    wave: float = 0.5
    groves: tuple[Grove, ...] = ()
    blades: str = ""
    on_ground: tuple[Spot, ...] = ()
    on_water: tuple[Spot, ...] = ()
    in_air: tuple[Spot, ...] = ()
    clarity: float = 1e6
    mist: float = 0.0
    shore: float = 0.0
    walls: str = ""
    pinned: bool = False

    def spots_for(self, belongs: str) -> tuple[Spot, ...]:
        """Spots for what belongs on the `ground`, on `water` or in the `air`; without any, those on the ground."""
        return {"water": self.on_water, "air": self.in_air}.get(belongs, ()) or self.on_ground
