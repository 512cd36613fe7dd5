"""What buildings share: finishes of walls and roofs, windows, doors, chimneys; in metres."""

from __future__ import annotations

import numpy as np

from app.providers.local.things.pattern import ink, masonry, mottled, ridged, rough
from app.providers.local.things.roofs import gable
from app.providers.local.things.solid import Finish, Solid, box, drum, put
from app.providers.local.things.sprite import Triple

WARM: Triple = (1.0, 0.70, 0.32)
PANE = Finish(ink("#2a3540"), gloss=0.8, shine=40, lamp=WARM)
TRIM = Finish(ink("#e9e2d2"), gloss=0.08)
TIMBER = Finish(tint=mottled(ink("#5a4230"), 1.2, 0.15), gloss=0.05)


def plaster(colour: Triple) -> Finish:
    """Limewashed wall."""
    return Finish(tint=mottled(colour, 5.0, 0.05), gloss=0.02, bump=rough(1.5, 0.006))


def stonework(colour: Triple, wide: float = 0.7, tall: float = 0.35) -> Finish:
    """Coursed stone."""
    joint = (colour[0] * 0.72, colour[1] * 0.70, colour[2] * 0.68)
    return Finish(tint=masonry(colour, joint, wide, tall), gloss=0.03, bump=rough(1.6, 0.012))


def brickwork(colour: Triple) -> Finish:
    """Brick, drawn larger than life so that it reads at a distance."""
    return Finish(tint=masonry(colour, (0.72, 0.68, 0.6), 0.5, 0.2, 0.02, 0.25), gloss=0.02)


def tiles(colour: Triple, pitch: float = 0.34, axis: int = 2) -> Finish:
    """Roof tiles in courses: down a slab (axis 2) or up a spire (axis 1)."""
    return Finish(tint=mottled(colour, 4.0, 0.09), gloss=0.06, bump=ridged(axis, pitch, 0.07))


def thatch(colour: Triple) -> Finish:
    """Straw thatch."""
    return Finish(tint=mottled(colour, 2.2, 0.10), gloss=0.0, fuzz=0.25, bump=rough(1.6, 0.03))


def window(
    x: float, y: float, z: float, wide: float, tall: float, trim: Finish = TRIM, turn: float = 0.0
) -> list[Solid]:
    """A window with frame, sill and cross bars in a wall that faces +z at z, then turned about y."""
    parts = [
        box((wide + 0.09, tall + 0.09, 0.07), trim, (x, y, z)),
        box((wide, tall, 0.09), PANE, (x, y, z)),
        box((0.035, tall, 0.11), trim, (x, y, z)),
        box((wide, 0.035, 0.11), trim, (x, y + 0.1 * tall, z)),
        box((wide + 0.16, 0.06, 0.16), trim, (x, y - tall - 0.1, z + 0.05)),
    ]
    return [put(p, turn=(0, turn, 0)) for p in parts]


def door(x: float, z: float, wide: float, tall: float, colour: Triple, turn: float = 0.0) -> list[Solid]:
    """A panelled door with its frame and step."""
    leaf = Finish(colour, gloss=0.2)
    parts = [
        box((wide + 0.1, tall + 0.1, 0.07), TRIM, (x, tall, z)),
        box((wide, tall, 0.1), leaf, (x, tall, z)),
        box((wide * 0.6, tall * 0.3, 0.12), Finish(tuple3(colour, 0.85), gloss=0.2), (x, tall * 1.45, z)),
        box((wide * 0.6, tall * 0.3, 0.12), Finish(tuple3(colour, 0.85), gloss=0.2), (x, tall * 0.6, z)),
        box((wide + 0.3, 0.09, 0.4), stonework(ink("#9a9285")), (x, 0.09, z + 0.3)),
    ]
    return [put(p, turn=(0, turn, 0)) for p in parts]


def tuple3(colour: Triple, factor: float) -> Triple:
    """A colour times a factor."""
    return colour[0] * factor, colour[1] * factor, colour[2] * factor


def chimney(x: float, z: float, foot: float, top: float, finish: Finish) -> list[Solid]:
    """A stack with cap and two pots."""
    middle, half = (foot + top) / 2, (top - foot) / 2
    pot = Finish(ink("#a5593c"))
    return [
        box((0.38, half, 0.38), finish, (x, middle, z)),
        box((0.46, 0.08, 0.46), finish, (x, top, z)),
        drum(0.13, 0.11, 0.4, pot, (x - 0.16, top, z)),
        drum(0.13, 0.11, 0.4, pot, (x + 0.16, top, z)),
    ]


def cottage_block(
    half_wide: float, half_deep: float, wall: float, rise: float, wall_finish: Finish, roof: Finish, eaves: float = 0.35
) -> list[Solid]:
    """A block with a pitched roof whose ridge runs along x, gables filled."""
    return [
        box((half_wide, wall / 2, half_deep), wall_finish, (0, wall / 2, 0)),
        put(gable(half_deep, rise, half_wide, wall_finish, turn=(0, 90, 0)), (0, wall, 0)),
        *pitched(
            half_wide + eaves, half_deep + eaves, rise * (1 + eaves / half_deep), roof, wall - rise * eaves / half_deep
        ),
    ]


def pitched(
    half_wide: float, half_deep: float, rise: float, roof: Finish, foot: float, thick: float = 0.16
) -> list[Solid]:
    """The two slabs of a roof, ridge along x at foot + rise."""
    slope = float(np.degrees(np.arctan2(rise, half_deep)))
    run = float(np.hypot(rise, half_deep)) / 2
    solids = []
    for side in (1, -1):
        slab = box((half_wide, thick / 2, run), roof, (0, thick / 2, 0))
        solids.append(put(slab, (0, foot + rise / 2, side * half_deep / 2), (side * slope, 0, 0)))
    return solids
