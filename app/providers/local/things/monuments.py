"""Castles, towers, temples and monuments, in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.outline import board, lathe, smooth
from app.providers.local.things.pattern import ink, mottled, ridged, rough
from app.providers.local.things.roofs import gable, spire
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    blend,
    box,
    carve,
    drum,
    egg,
    limb,
    put,
    ring,
)
from app.providers.local.things.stage import Pose
from app.providers.local.things.walls import TIMBER, WARM, stonework, tiles
from app.providers.local.things.words import choose

_Random = np.random.Generator


def pagoda(words: frozenset[str], rng: _Random) -> list[Solid]:
    """Five storeys of upswept roofs, vermilion posts, finial."""
    red = Finish(choose(words, "#a63a2b"), gloss=0.15)
    roof = tiles(choose(words, "#4a5650", 1), 0.5)
    wall, gold = Finish(ink("#e6dac0"), lamp=(0.5, 0.33, 0.14)), Finish(ink("#c99b3f"), gloss=0.9, shine=30)
    solids: list[Solid] = [box((4.6, 0.5, 4.6), stonework(ink("#958d80")), (0, 0.5, 0))]
    y, half = 1.0, 3.1
    for _ in range(5):
        solids += [
            box((half, 1.35, half), wall, (0, y + 1.35, 0)),
            box((half + 0.35, 0.12, half + 0.35), red, (0, y + 0.5, 0)),
        ]
        solids += [
            limb((sx * half, y, sz * half), (sx * half, y + 2.7, sz * half), 0.18, 0.18, red)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ]
        solids += [
            limb((t * half, y, s * half + 0.03), (t * half, y + 2.7, s * half + 0.03), 0.1, 0.1, red)
            for t in (-0.33, 0.33)
            for s in (-1, 1)
        ]
        solids += [
            limb((half + 0.03, y, t * half), (half + 0.03, y + 2.7, t * half), 0.1, 0.1, red) for t in (-0.33, 0.33)
        ]
        solids.append(_swept(half + 1.9, half * 0.75, 1.5, roof, y + 2.5))
        y, half = y + 3.6, half * 0.86
    return [
        *solids,
        *(egg((0.3, 0.22, 0.3), gold, (0, y + 0.4 + 0.55 * k, 0)) for k in range(4)),
        limb((0, y - 1, 0), (0, y + 3.2, 0), 0.12, 0.05, gold),
    ]


def _swept(low: float, high: float, tall: float, roof: Finish, foot: float) -> Solid:
    """A hipped roof with hollow slopes and lifted corners."""

    def distance(p: Points) -> Gray:
        x, z = np.abs(p[0]), np.abs(p[2])
        corner = np.minimum(x, z) / low
        y = p[1] - 0.55 * corner**3
        t = np.clip(y / tall, 0, 1)
        edge = low + (high - low) * t**0.55
        side = (np.maximum(x, z) - edge) * 0.55
        return np.asarray(np.maximum(side, np.maximum(-0.12 - y, y - tall) * 0.8), np.float32)

    return put(Solid(distance, float(np.hypot(low * 1.42, tall)), roof), (0, foot, 0))


def torii(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A vermilion gate."""
    red, black = Finish(tint=mottled(choose(words, "#c0432c"), 3.0, 0.06), gloss=0.15), Finish(ink("#2b2725"))
    lintel = [
        (-5.0, 6.9),
        (-2.5, 6.6),
        (0, 6.5),
        (2.5, 6.6),
        (5.0, 6.9),
        (5.15, 7.45),
        (2.5, 7.1),
        (0, 7.0),
        (-2.5, 7.1),
        (-5.15, 7.45),
    ]
    cap = [(x * 1.04, y + 0.5) for x, y in lintel[:5]] + [(x * 1.05, y + 0.28) for x, y in lintel[5:]]
    solids = [
        board(tuple(lintel), 0.36, red),
        board(tuple(cap), 0.5, black),
        box((4.2, 0.28, 0.24), red, (0, 5.1, 0)),
        box((0.3, 0.55, 0.2), red, (0, 5.95, 0)),
    ]
    for x in (-3.3, 3.3):
        lean = -0.25 if x > 0 else 0.25
        solids += [limb((x, 0, 0), (x + lean, 6.7, 0), 0.4, 0.34, red), drum(0.52, 0.5, 0.7, black, (x, 0, 0))]
    return solids


def temple(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A Greek temple: steps, fluted columns, pediment."""
    marble = Finish(tint=mottled(choose(words, "#ded5c2"), 4.0, 0.06), gloss=0.08, bump=rough(2.0, 0.008))

    def flutes(p: Points) -> Gray:
        return np.asarray(0.04 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 8)), np.float32)

    shaft = Finish(tint=mottled(choose(words, "#ded5c2"), 4.0, 0.06), bump=flutes)
    solids: list[Solid] = [box((7.6 - 0.5 * k, 0.25, 5.1 - 0.5 * k), marble, (0, 0.25 + 0.5 * k, 0)) for k in range(3)]
    solids += [
        box((6.4, 0.55, 3.9), marble, (0, 7.35, 0)),
        box((6.7, 0.18, 4.2), marble, (0, 7.95, 0)),
        put(gable(6.8, 2.2, 4.2, marble), (0, 8.1, 0)),
        box((4.0, 2.6, 2.0), Finish(ink("#5a5046")), (0, 4.0, -1.0)),
    ]
    for x in np.linspace(-5.7, 5.7, 6):
        solids += _column(float(x), 3.3, marble, shaft)
    for z in (1.1, -1.1, -3.3):
        solids += _column(5.7, z, marble, shaft) + _column(-5.7, z, marble, shaft)
    return solids


def _column(x: float, z: float, marble: Finish, shaft: Finish) -> list[Solid]:
    return [
        drum(0.52, 0.42, 4.9, shaft, (x, 1.5, z)),
        drum(0.43, 0.66, 0.3, marble, (x, 6.35, z)),
        box((0.7, 0.1, 0.7), marble, (x, 6.75, z)),
    ]


def statue(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A draped figure on a plinth, in stone or bronze."""
    bronze = bool(words & {"bronze", "copper", "golden", "gold"})
    stone = Finish(
        tint=mottled(choose(words, "#cfc7b8"), 0.9, 0.07),
        gloss=0.8 if bronze else 0.12,
        shine=22,
        bump=rough(0.5, 0.002),
    )
    plinth = stonework(ink("#a39a8b"), 1.2, 0.6)

    def folds(p: Points) -> Gray:
        return np.asarray(
            0.035 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 7 + 1.5 * p[1])) * np.clip(2.6 - p[1], 0, 1), np.float32
        )

    robe = Finish(tint=stone.tint, gloss=stone.gloss, shine=22, bump=folds)
    figure = blend(
        [
            drum(0.48, 0.2, 1.35, robe, (0, 1.5, 0)),
            egg((0.24, 0.4, 0.17), robe, (0, 2.95, 0)),
            limb((-0.25, 3.2, 0), (0.25, 3.2, 0), 0.1, 0.1, robe),
            limb((0.25, 3.2, 0), (0.5, 3.6, 0.12), 0.085, 0.065, robe),
            limb((0.5, 3.6, 0.12), (0.52, 4.05, 0.2), 0.065, 0.05, robe),
            limb((-0.27, 3.2, 0), (-0.4, 2.85, 0.08), 0.085, 0.07, robe),
            limb((-0.4, 2.85, 0.08), (-0.15, 2.65, 0.25), 0.065, 0.05, robe),
            limb((0, 3.2, 0), (0, 3.5, 0.02), 0.08, 0.07, robe),
            egg((0.135, 0.17, 0.155), robe, (0, 3.62, 0.03)),
        ],
        0.12,
        robe,
    )
    hair = egg((0.15, 0.14, 0.16), stone, (0, 3.69, -0.02))
    return [
        box((0.75, 0.6, 0.75), plinth, (0, 0.75, 0)),
        box((0.9, 0.12, 0.9), plinth, (0, 0.12, 0)),
        box((0.85, 0.09, 0.85), plinth, (0, 1.4, 0)),
        figure,
        hair,
    ]


def fountain(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A stone fountain of two basins with falling water."""
    stone = stonework(choose(words, "#b3a997"), 0.8, 0.35)
    water = Finish(ink("#7fa6b5"), gloss=1.2, shine=60)
    jet = Finish(ink("#d5e6ea"), gloss=0.8, fuzz=0.5)
    solids = [
        carve(drum(2.6, 2.7, 0.8, stone), drum(2.35, 2.4, 0.8, stone, (0, 0.25, 0))),
        drum(2.38, 2.38, 0.1, water, (0, 0.5, 0)),
        drum(0.4, 0.28, 1.7, stone),
        lathe(smooth([(0.0, 1.6), (0.35, 1.65), (1.1, 1.95), (1.2, 2.1), (1.1, 2.1), (0.0, 1.95)]), stone),
        drum(1.06, 1.06, 0.04, water, (0, 2.02, 0)),
        drum(0.18, 0.14, 0.8, stone, (0, 2.0, 0)),
        egg((0.24, 0.2, 0.24), stone, (0, 2.9, 0)),
        limb((0, 3.0, 0), (0, 3.8, 0), 0.07, 0.03, jet),
        ring(2.6, 0.12, stone, (0, 0.8, 0)),
    ]
    for k in range(8):
        a = 2 * np.pi * k / 8 + 0.2
        s, c = float(np.sin(a)), float(np.cos(a))
        solids += [
            limb((1.12 * s, 2.1, 1.12 * c), (1.5 * s, 1.6, 1.5 * c), 0.035, 0.03, jet),
            limb((1.5 * s, 1.6, 1.5 * c), (1.65 * s, 0.55, 1.65 * c), 0.03, 0.03, jet),
        ]
    return solids


def igloo(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A snow-block igloo."""
    snow = Finish(tint=mottled(ink("#e6edf2"), 2.0, 0.05), gloss=0.15, bump=ridged(1, 0.5, 0.05))
    dark = Finish(ink("#27313d"), lamp=WARM)
    return [
        egg((2.4, 2.1, 2.4), snow),
        put(drum(0.95, 0.95, 1.6, snow, turn=(90, 0, 0)), (0, 0.25, 1.6)),
        put(drum(0.66, 0.66, 0.1, dark, turn=(90, 0, 0)), (0, 0.2, 3.13)),
    ]


def tent(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A ridge tent, lit from inside at night."""
    cloth = Finish(choose(words, "#c9823a"), fuzz=0.3, lamp=(0.7, 0.42, 0.15))
    flap = Finish(ink("#5a3d26"), lamp=(1.0, 0.62, 0.25))
    return [
        gable(1.25, 1.6, 1.7, cloth),
        gable(0.4, 1.2, 1.72, flap),
        limb((0, 0, 1.75), (0, 1.7, 1.75), 0.03, 0.03, TIMBER),
        limb((0, 1.6, 1.7), (0.1, 0, 3.0), 0.015, 0.015, TIMBER),
    ]


def pyramid(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A stepped-stone pyramid."""
    stone = Finish(tint=mottled(choose(words, "#cfae78"), 14.0, 0.07), bump=ridged(1, 1.5, 0.45))
    return [spire(17.0, 21.0, 4, stone), put(spire(6.0, 7.5, 4, stone), (24.0, 0, 4.0))]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "pagoda": (pagoda, Pose(-30, 2)),
    "torii": (torii, Pose(-20, 4)),
    "temple": (temple, Pose(-26, 5)),
    "statue": (statue, Pose(-20, 3)),
    "fountain": (fountain, Pose(0, 12)),
    "igloo": (igloo, Pose(-28, 9, True)),
    "tent": (tent, Pose(-32, 9)),
    "pyramid": (pyramid, Pose(-30, 4)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a monument and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 109)), pose
