"""Fish, whales, dolphins, and butterflies over the water; in metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.flesh import EYE, eyes, fur, tube
from app.providers.local.things.outline import Curve, cushion, flat, smooth
from app.providers.local.things.pattern import ink, mottled, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, Tint, blend, egg, limb, put, put_all
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.walls import tuple3
from app.providers.local.things.words import choose

_Random = np.random.Generator


_FISH = smooth(
    [
        (0.24, 0.0),
        (0.17, 0.06),
        (0.03, 0.095),
        (-0.12, 0.06),
        (-0.22, 0.022),
        (-0.22, -0.018),
        (-0.12, -0.06),
        (0.03, -0.085),
        (0.17, -0.055),
    ],
    closed=True,
)


def fish(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A fish swimming: goldfish orange unless a colour is named, with scales, fins and a forked tail."""
    c = np.array(choose(words, ("#d9742b", "#4f7f9a", "#8a949a")[int(rng.integers(3))]), np.float32)
    belly = np.array(ink("#f0e2c9"), np.float32)

    def scales(p: Points) -> NDArray[np.float32]:
        row = np.floor(p[1] * 55)
        net = np.abs(np.sin((p[0] * 42 + 0.5 * (row % 2)) * np.pi))
        under = np.clip(0.5 - p[1] * 16, 0, 0.85)[:, None]
        return np.asarray((c * (0.82 + 0.2 * net)[:, None]) * (1 - under) + belly * under, np.float32)

    skin = Finish(tint=scales, gloss=0.8, shine=40)
    fin = Finish(tint=mottled(tuple3((float(c[0]), float(c[1]), float(c[2])), 0.85), 0.1, 0.1), gloss=0.3, fuzz=0.4)
    tail = smooth(
        [(-0.2, 0.0), (-0.28, 0.08), (-0.37, 0.13), (-0.33, 0.0), (-0.37, -0.12), (-0.28, -0.07)], closed=True
    )
    dorsal = smooth([(0.07, 0.08), (0.02, 0.15), (-0.09, 0.13), (-0.12, 0.055)], closed=True)
    low = smooth([(-0.02, -0.07), (-0.08, -0.13), (-0.13, -0.11), (-0.12, -0.05)], closed=True)
    side = smooth([(0.08, -0.01), (0.0, -0.07), (-0.05, -0.06), (0.02, 0.0)], closed=True)
    white = Finish((0.95, 0.93, 0.88), gloss=1.0)
    return [
        cushion(_FISH, 0.055, 0.085, skin),
        cushion(tail, 0.01, 0.03, fin),
        cushion(dorsal, 0.01, 0.03, fin),
        cushion(low, 0.01, 0.03, fin),
        cushion(side, 0.01, 0.03, fin, (0, 0, 0.058)),
        egg((0.018, 0.018, 0.008), white, (0.165, 0.018, 0.036)),
        egg((0.01, 0.01, 0.006), EYE, (0.168, 0.018, 0.043)),
    ]


def whale(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A humpback breaking the surface, tail up, with its spout."""
    c = choose(words, "#3f4f5f")
    top, pale = np.array(c, np.float32), np.array(ink("#d5d8d6"), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        under = np.clip(0.6 - p[1] * 1.1 + 0.12 * np.sin(p[1] * 22), 0, 1)[:, None] * np.clip(p[0] + 0.8, 0, 1)[:, None]
        return np.asarray(top * (1 + 0.08 * solid_grain(p, 2))[:, None] * (1 - under) + pale * under, np.float32)

    hide = Finish(tint=tint, gloss=0.35, shine=26)
    spine = [(3.6, 0.5), (2.0, 0.55), (0.0, 0.2), (-2.2, -0.1), (-3.8, 0.7), (-4.6, 2.0)]
    body = blend(tube([(x, y, 0.0) for x, y in spine], 0.8, 0.2, hide, 0.55), 0.3, hide)
    lobe = smooth([(0, -0.15), (0.5, 0.1), (1.5, 0.75), (1.1, 0.75), (0.25, 0.6), (0, 0.42)], closed=True, fine=3)
    fluke = [
        put_all([put(cushion(lobe, 0.12, 0.2, hide, turn=(0, t, 0)), scale=1.5)], (-4.6, 1.9, 0), (-25, -40, 0))[0]
        for t in (0, 180)
    ]
    mist = Finish(ink("#dfeaee"), fuzz=0.6)
    spray = [
        limb((2.3, 1.5, 0), (2.3 + dx, 3.0, dz), 0.06, 0.16, mist) for dx, dz in ((-0.4, 0.1), (0.0, -0.1), (0.35, 0.1))
    ]
    return [
        body,
        *fluke,
        put(egg((0.9, 0.09, 0.3), hide), (1.4, 0.2, 1.15), (20, -30, -25)),
        *eyes((3.3, 0.5, 0.72), 0.07),
        *spray,
    ]


def dolphin(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A dolphin leaping."""
    c = choose(words, "#66808f")
    pale = fur("#c9d3d6", 1.0)
    hide = replace(fur(c, 1.0), gloss=0.9, shine=46)
    spine = [(1.0, 0.75), (0.65, 1.0), (0.1, 1.15), (-0.5, 1.0), (-0.95, 0.6), (-1.15, 0.3)]
    bones = tube([(x, y, 0.0) for x, y in spine], 0.13, 0.045, hide, 0.15)
    bones += [
        limb((0.6, 0.86, 0), (-0.3, 0.95, 0), 0.14, 0.14, pale),
        limb((1.05, 0.7, 0), (1.25, 0.52, 0), 0.06, 0.035, hide),
    ]
    fin = smooth([(0.0, 0.0), (-0.1, 0.28), (-0.28, 0.34), (-0.3, 0.0)], closed=True)
    lobe = smooth([(0, 0), (0.12, 0.2), (0.1, 0.42), (-0.12, 0.3), (-0.1, 0.05)], closed=True)
    return [
        blend(bones, 0.12, hide),
        cushion(fin, 0.03, 0.06, hide, (0.05, 1.33, 0)),
        *eyes((0.93, 0.86, 0.12), 0.02),
        *(put(cushion(lobe, 0.03, 0.06, hide), (-1.15, 0.28, 0), (s * 80, 0, 60)) for s in (1, -1)),
        *(put(egg((0.22, 0.03, 0.09), hide), (0.4, 0.82, s * 0.2), (s * 30, s * 20, -40)) for s in (1, -1)),
    ]


def butterfly(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A butterfly, wings open: veined, dark-bordered, spotted."""
    c = choose(words, ("#d98a2b", "#4f7fc0", "#c9503a", "#e0c04a")[int(rng.integers(4))])
    fore = smooth(
        [(0.0, 0.012), (0.02, 0.045), (0.048, 0.062), (0.06, 0.052), (0.056, 0.026), (0.04, 0.004), (0.004, -0.002)],
        closed=True,
    )
    hind = smooth(
        [(0.002, 0.002), (0.036, 0.002), (0.048, -0.014), (0.042, -0.036), (0.026, -0.046), (0.012, -0.032)],
        closed=True,
    )
    solids: list[Solid] = []
    for s, turn in ((1, 14.0), (-1, 180.0 - 14.0)):
        for curve in (fore, hind):
            wing = cushion(curve, 0.0014, 0.006, Finish(tint=_wing_tint(curve, c), gloss=0.15, fuzz=0.3))
            solids.append(put(wing, (s * 0.002, 0, 0), (0, turn, 0)))
    dark = fur("#2a2320", 0.01)
    feelers = [limb((s * 0.001, 0.022, 0.002), (s * 0.012, 0.045, 0.004), 0.0006, 0.0006, dark) for s in (1, -1)]
    return [
        *solids,
        blend(
            [
                limb((0, 0.008, 0), (0, -0.026, 0), 0.0034, 0.0018, dark),
                egg((0.004, 0.006, 0.004), dark, (0, 0.01, 0)),
                egg((0.003, 0.003, 0.003), dark, (0, 0.02, 0.001)),
            ],
            0.002,
            dark,
        ),
        *feelers,
    ]


def _wing_tint(curve: Curve, colour: Triple) -> Tint:
    inside = flat(curve)
    base, dark, pale = (
        np.array(colour, np.float32),
        np.array(ink("#2a211d"), np.float32),
        np.array((0.95, 0.92, 0.85), np.float32),
    )

    def tint(p: Points) -> NDArray[np.float32]:
        deep = -inside(p[0], p[1])
        vein: Gray = np.abs(np.sin(np.arctan2(p[1], np.abs(p[0]) + 1e-6) * 9))
        black = np.maximum(np.clip((0.0075 - deep) / 0.0015, 0, 1), np.clip((0.12 - vein) / 0.08, 0, 1) * 0.8)[:, None]
        spot = (
            (np.sin(p[0] * 950) * np.sin(p[1] * 950) > 0.62)[:, None]
            * (deep < 0.006)[:, None]
            * (deep > 0.0015)[:, None]
        )
        glow = (1 + 4.0 * np.clip(deep, 0, 0.05))[:, None]
        colour = base * glow
        return np.asarray(np.where(spot, pale, colour + (dark - colour) * black), np.float32)

    return tint


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "fish": (fish, Pose(-16, 4)),
    "whale": (whale, Pose(-28, 7, True)),
    "dolphin": (dolphin, Pose(-20, 4)),
    "butterfly": (butterfly, Pose(-18, 12)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a creature and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 127)), pose
