"""Fruit and what else lies in a bowl or on a board, in metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import grain, ink, mottled, rough, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, Tint, blend, egg, limb, meet, put, put_all, ring
from app.providers.local.things.solid import box as block
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_STALK = Finish(ink("#5b4630"), gloss=0.05)


def lemon(words: frozenset[str], seed: int) -> list[Solid]:
    """A lemon standing on its stalk end; the table lays it down."""
    rng = random(seed, 41)
    stretch = float(rng.uniform(0.94, 1.08))
    curve = smooth(
        [
            (0.0, 0.0),
            (0.007, 0.002),
            (0.014, 0.009),
            (0.0255, 0.021),
            (0.0305, 0.037 * stretch),
            (0.0285, 0.052 * stretch),
            (0.0185, 0.067 * stretch),
            (0.0085, 0.0735 * stretch),
            (0.006, 0.079 * stretch),
            (0.0, 0.081 * stretch),
        ]
    )
    base = np.array(choose(words, ("#e9bd27", "#f0c52e", "#e3b41f")[int(rng.integers(3))]), np.float32)
    green, pale = np.array(ink("#b9ae38"), np.float32), np.array(ink("#f4d65a"), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        ends = np.clip(np.abs(p[1] / 0.08 - 0.47) * 3.4 - 1.1, 0, 1)[:, None]
        blush = np.clip(0.25 + 0.2 * solid_grain(p, 0.12), 0, 0.6)[:, None]
        colour = base * (1 - blush) + pale * blush
        return np.asarray(colour * (1 - 0.55 * ends) + green * 0.55 * ends, np.float32)

    return [lathe(curve, Finish(tint=tint, gloss=0.42, shine=30, bump=rough(0.03, 0.00015)))]


def half_lemon(words: frozenset[str], seed: int) -> list[Solid]:
    """Half a lemon, cut face up and tilted to the viewer."""
    skin, pith, flesh = (np.array(ink(c), np.float32) for c in ("#e5b822", "#f7edc4", "#efc94a"))
    core = np.array(ink("#fbf3cf"), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        radius = np.sqrt(p[0] ** 2 + p[2] ** 2) / 0.0305
        sector = np.arctan2(p[0], p[2]) / (2 * np.pi) * 9
        rib = np.abs(sector - np.round(sector)) * 2 * np.pi / 9 * radius
        fibre = 0.12 * grain(sector * 0.9, radius * 0.5)
        colour = flesh * (1 + fibre)[:, None]
        white = (
            np.clip(1.5 - rib / 0.03, 0, 1) + np.clip((radius - 0.82) / 0.05, 0, 1) + np.clip(1.6 - radius / 0.07, 0, 1)
        )
        colour = colour + (core - colour) * np.clip(white, 0, 1)[:, None] * 0.85
        rim = np.clip((radius - 0.93) / 0.04, 0, 1)[:, None]
        colour = colour * (1 - rim) + skin * rim
        cut = np.clip((p[1] - 0.0405) / 0.0006, 0, 1)[:, None]
        return np.asarray(
            skin * (1 - cut) + np.where(radius[:, None] > 0.9, colour, np.minimum(colour, pith)) * cut, np.float32
        )

    finish = Finish(tint=tint, gloss=0.3, shine=26, bump=rough(0.03, 0.00012))
    curve = (
        (0.0, 0.0),
        (0.007, 0.002),
        (0.014, 0.009),
        (0.0215, 0.0165),
        (0.0262, 0.0225),
        (0.0292, 0.03),
        (0.0305, 0.0375),
        (0.0305, 0.041),
        (0.0, 0.041),
    )
    return [lathe(curve, finish)]


def orange(words: frozenset[str], seed: int) -> list[Solid]:
    """An orange with a star at the stalk."""
    colour = choose(words, "#df7a1e")
    finish = Finish(tint=mottled(colour, 0.2, 0.05), gloss=0.35, shine=26, bump=rough(0.034, 0.0002))
    star = Finish(ink("#6d7a3a"))
    return [
        egg((0.039, 0.0365, 0.039), finish, (0, 0.0365, 0)),
        egg((0.005, 0.002, 0.005), star, (0.004, 0.0728, 0.004)),
    ]


def _apple_tint(words: frozenset[str], rng: np.random.Generator) -> Tint:
    red = np.array(choose(words, ("#a8241f", "#b4352a", "#7f9a35")[int(rng.integers(3))]), np.float32)
    gold = np.array(ink("#c9b24a"), np.float32)
    side = float(rng.uniform(0, 6.28))

    def tint(p: Points) -> NDArray[np.float32]:
        turn = np.arctan2(p[0], p[2])
        streak = 0.16 * grain(turn * 1.6, p[1] * 1.2)
        ripe = np.clip(0.72 + 0.38 * np.cos(turn - side) + streak - 3.0 * np.clip(p[1] - 0.062, 0, 0.2) * 8, 0, 1)
        freckle = np.clip(solid_grain(p, 0.03) - 1.7, 0, 1)[:, None] * 0.5
        colour = gold + (red - gold) * ripe[:, None]
        return np.asarray(colour + (np.array([0.9, 0.8, 0.55], np.float32) - colour) * freckle, np.float32)

    return tint


def apple(words: frozenset[str], seed: int) -> list[Solid]:
    """An apple, dimpled above and below, with its stalk."""
    rng = random(seed, 43)
    curve = smooth(
        [
            (0.0, 0.006),
            (0.01, 0.001),
            (0.02, 0.0),
            (0.033, 0.014),
            (0.0395, 0.036),
            (0.0375, 0.056),
            (0.027, 0.0705),
            (0.015, 0.0725),
            (0.006, 0.066),
            (0.0, 0.06),
        ]
    )
    skin = Finish(tint=_apple_tint(words, rng), gloss=0.6, shine=46)
    return [lathe(curve, skin), limb((0, 0.06, 0), (0.004, 0.085, 0.002), 0.0016, 0.0022, _STALK)]


def pear(words: frozenset[str], seed: int) -> list[Solid]:
    """A pear, a little bent, with its stalk."""
    base, blush = np.array(choose(words, "#b9b04a"), np.float32), np.array(ink("#b9713a"), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        ripe = np.clip(0.5 * np.sin(np.arctan2(p[0], p[2]) + 1.0) - 0.05 + 0.2 * solid_grain(p, 0.1), 0, 0.8)[:, None]
        speck = np.clip(solid_grain(p, 0.022) - 1.3, 0, 1)[:, None] * 0.35
        return np.asarray((base + (blush - base) * ripe) * (1 - speck), np.float32)

    skin = Finish(tint=tint, gloss=0.3, shine=24)
    body = blend(
        [
            egg((0.036, 0.035, 0.036), skin, (0, 0.035, 0)),
            egg((0.021, 0.025, 0.021), skin, (0.003, 0.078, 0)),
            egg((0.012, 0.012, 0.012), skin, (0.006, 0.098, 0)),
        ],
        0.035,
        skin,
    )
    return [body, limb((0.006, 0.105, 0), (0.014, 0.132, 0.002), 0.002, 0.0026, _STALK)]


def grapes(words: frozenset[str], seed: int) -> list[Solid]:
    """A bunch of grapes lying on the table."""
    rng = random(seed, 47)
    bloom = np.array(ink("#a9a8c0"), np.float32)
    base = np.array(choose(words, ("#4b2547", "#7f9440")[int(rng.integers(2))]), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        dust = np.clip(0.18 + 0.16 * solid_grain(p, 0.05), 0, 0.5)[:, None]
        return np.asarray(base * (1 - dust) + bloom * dust, np.float32)

    skin = Finish(tint=tint, gloss=0.55, shine=40)
    solids = []
    for layer, count in ((0, 13), (1, 8), (2, 3)):
        for k in range(count):
            t = (k + 0.5) / count
            spread = (0.036 - 0.012 * layer) * (1 - 0.65 * t)
            x, z = -0.045 + 0.1 * t, float(rng.uniform(-1, 1)) * spread
            r = float(rng.uniform(0.0105, 0.0125))
            solids.append(egg((r, r * 1.08, r), skin, (x, r + layer * 0.0165, z)))
    return [*solids, limb((-0.045, 0.03, 0), (-0.075, 0.045, 0.005), 0.002, 0.003, _STALK)]


def bread(words: frozenset[str], seed: int) -> list[Solid]:
    """A round country loaf, scored and floured."""
    crust, flour = np.array(choose(words, "#a8682f"), np.float32), np.array(ink("#ecd9b4"), np.float32)

    def gash(p: Points) -> Gray:
        line = np.abs(np.sin((p[0] + 0.25 * p[2]) * np.float32(np.pi / 0.052)))
        return np.asarray(np.clip(1 - line / 0.28, 0, 1) * (p[1] > 0.045), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        dust = np.clip(0.25 * solid_grain(p, 0.09) + (p[1] - 0.05) * 6, 0, 0.7)
        pale = np.maximum(gash(p) * 0.75, dust)[:, None]
        burnt = (1 + 0.12 * solid_grain(p, 0.15))[:, None]
        return np.asarray((crust * burnt) * (1 - pale) + flour * pale, np.float32)

    def bump(p: Points) -> Gray:
        return np.asarray(-0.004 * gash(p) + 0.0007 * solid_grain(p, 0.03), np.float32)

    return [egg((0.115, 0.062, 0.085), Finish(tint=tint, gloss=0.08, bump=bump), (0, 0.05, 0))]


def cheese(words: frozenset[str], seed: int) -> list[Solid]:
    """A wedge of cheese."""
    finish = Finish(tint=mottled(choose(words, "#e3b54a"), 0.2, 0.04), gloss=0.15)
    wheel = lathe(((0.0, 0.0), (0.12, 0.0), (0.124, 0.03), (0.12, 0.06), (0.0, 0.06)), finish, (0, 0, -0.06))
    wedge = meet(wheel, put(block((0.1, 0.1, 0.1), finish, (0.1, 0, 0.1)), (0, 0, -0.06), (0, -80, 0)))
    return [meet(wedge, put(block((0.1, 0.1, 0.1), finish, (-0.1, 0, 0.1)), (0, 0, -0.06), (0, 10, 0)))]


def pumpkin(words: frozenset[str], seed: int) -> list[Solid]:
    """A ribbed pumpkin with its stalk."""
    base = np.array(choose(words, "#cf6a1d"), np.float32)

    def ribs(p: Points) -> Gray:
        return np.asarray(0.016 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 6)) ** 0.7, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        groove = np.clip(1 - ribs(p) / 0.01, 0, 1)[:, None]
        return np.asarray(base * (1 + 0.07 * solid_grain(p, 0.3))[:, None] * (1 - 0.35 * groove), np.float32)

    curve = smooth(
        [(0.0, 0.02), (0.05, 0.0), (0.11, 0.02), (0.155, 0.08), (0.15, 0.15), (0.1, 0.2), (0.05, 0.205), (0.0, 0.185)]
    )
    stalk = Finish(ink("#6f7440"))
    return [
        lathe(curve, Finish(tint=tint, gloss=0.3, shine=22, bump=ribs)),
        limb((0, 0.18, 0), (0.012, 0.24, 0.01), 0.022, 0.012, stalk),
        limb((0.012, 0.24, 0.01), (0.035, 0.262, 0.012), 0.012, 0.014, stalk),
    ]


def bowl_of_fruit(words: frozenset[str], seed: int) -> list[Solid]:
    """A footed bowl heaped with apples, oranges, a pear and grapes."""
    glaze = Finish(tint=mottled(choose(words, "#d9d2bf"), 0.3, 0.05), gloss=0.6, shine=40)
    bowl = lathe(
        (
            (0.0, 0.0),
            (0.055, 0.0),
            (0.05, 0.014),
            (0.045, 0.02),
            (0.09, 0.045),
            (0.125, 0.085),
            (0.131, 0.1),
            (0.126, 0.101),
            (0.118, 0.085),
            (0.085, 0.055),
            (0.0, 0.05),
        ),
        glaze,
    )
    no = frozenset[str]()
    heap: list[Solid] = [bowl, ring(0.1285, 0.003, Finish(ink("#48647e"), gloss=0.5), (0, 0.1, 0))]
    heap += put_all(apple(no, seed), (-0.058, 0.066, 0.025), (8, 0, 14))
    heap += put_all(orange(no, seed), (0.03, 0.064, 0.055))
    heap += put_all(apple(no, seed + 1), (0.07, 0.066, -0.02), (-10, 60, -14))
    heap += put_all(pear(no, seed), (-0.005, 0.09, -0.03), (-14, 20, 10))
    heap += put_all(orange(no, seed + 1), (-0.045, 0.07, -0.055))
    return heap + put_all(grapes(no, seed), (0.085, 0.1, 0.035), (12, -50, -12))


def _lying(solids: list[Solid], lift: float, lean: float) -> list[Solid]:
    return put_all(put_all(solids, (0, -0.04, 0), (0, 0, 90)), (0, lift, 0), (0, lean, 0))


MAKERS = {
    "lemon": lemon,
    "half-lemon": half_lemon,
    "orange": orange,
    "apple": apple,
    "pear": pear,
    "grapes": grapes,
    "bread": bread,
    "cheese": cheese,
    "pumpkin": pumpkin,
    "fruit-bowl": bowl_of_fruit,
}


def make(key: str, words: frozenset[str], seed: int) -> list[Solid]:
    """A fruit as it lies on a table, its lowest point at y = 0."""
    solids = MAKERS[key](words, seed)
    turn: Triple = (0.0, float(random(seed, 5).uniform(0, 360)), 0.0)
    if key == "lemon":
        return _lying(put_all(solids, scale=1.28), 0.0372, float(random(seed, 53).uniform(-34, 34)))
    if key == "half-lemon":
        return put_all(solids, (0, 0.005, 0), (52.0, float(random(seed, 5).uniform(-35, 20)), 0.0), 1.28)
    return solids if key in ("bread", "cheese", "fruit-bowl") else put_all(solids, turn=turn)


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids and how they are seen: a little from above."""
    return make(key, words, seed), Pose(pitch=14)
