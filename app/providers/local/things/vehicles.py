"""Things on wheels and rails, an airship and an aeroplane, in metres, nose to +x."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.flesh import tube
from app.providers.local.things.outline import board, cushion, lathe, smooth
from app.providers.local.things.pattern import ink, mottled, ridged
from app.providers.local.things.solid import Finish, Points, Solid, box, drum, egg, limb, put, put_all, ring
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_Random = np.random.Generator
_RUBBER = Finish(ink("#232326"), gloss=0.1)
_CHROME = Finish(ink("#c3c7cb"), gloss=1.2, shine=40)
_GLASS = Finish(ink("#34434d"), gloss=1.1, shine=50, lamp=(0.35, 0.26, 0.12))
_HEADLAMP = Finish(ink("#e6e0cc"), gloss=0.9, lamp=(1.5, 1.25, 0.8))
_TAIL = Finish(ink("#a3231d"), gloss=0.6, lamp=(0.9, 0.12, 0.08))


def _wheel(x: float, z: float, radius: float, wide: float = 0.1, spokes: int = 0) -> list[Solid]:
    tyre = ring(radius - wide * 0.5, wide * 0.5, _RUBBER)
    solids = [put(tyre, (x, radius, z), (90, 0, 0))]
    if spokes:
        for k in range(spokes):
            a = np.pi * 2 * k / spokes
            solids.append(
                limb(
                    (x, radius, z),
                    (x + (radius - wide) * float(np.cos(a)), radius + (radius - wide) * float(np.sin(a)), z),
                    0.01,
                    0.008,
                    _CHROME,
                )
            )
        return solids
    return [
        *solids,
        put(drum(radius * 0.62, radius * 0.62, wide * 0.8, _CHROME, (0, -wide * 0.4, 0)), (x, radius, z), (90, 0, 0)),
        put(drum(radius * 0.9, radius * 0.9, wide * 0.6, _RUBBER, (0, -wide * 0.3, 0)), (x, radius, z), (90, 0, 0)),
    ]


_CAR = smooth(
    [
        (-1.95, 0.35),
        (-2.0, 0.7),
        (-1.75, 0.92),
        (-0.9, 1.0),
        (0.7, 1.0),
        (1.6, 0.88),
        (1.98, 0.68),
        (1.98, 0.36),
        (1.0, 0.28),
        (-1.0, 0.28),
    ],
    closed=True,
)


def car(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A small rounded saloon of the sixties."""
    paint = Finish(
        choose(words, ("#a8352c", "#3f7f86", "#d9c08a", "#2f4f7a")[int(rng.integers(4))]), gloss=0.9, shine=44
    )
    roof = smooth([(-1.35, 0.9), (-1.0, 1.32), (-0.55, 1.47), (0.15, 1.46), (0.55, 1.3), (0.95, 0.94)], closed=True)
    pane = smooth([(-1.15, 1.0), (-0.92, 1.28), (-0.52, 1.38), (0.12, 1.37), (0.45, 1.24), (0.72, 1.0)], closed=True)
    solids = [
        board(_CAR, 0.82, paint, soft=0.17),
        board(roof, 0.68, paint, soft=0.14),
        board(pane, 0.7, _GLASS, soft=0.02),
        box((0.035, 0.25, 0.715), paint, (-0.2, 1.16, 0)),
        put(box((0.02, 0.2, 0.56), _GLASS), (0.77, 1.15, 0), (0, 0, 40)),
        put(box((0.02, 0.17, 0.52), _GLASS), (-1.22, 1.16, 0), (0, 0, -34)),
        box((0.06, 0.07, 0.78), _CHROME, (2.0, 0.42, 0), soft=0.03),
        box((0.06, 0.07, 0.78), _CHROME, (-2.0, 0.42, 0), soft=0.03),
        box((0.03, 0.09, 0.4), Finish(ink("#2b2d30"), bump=ridged(2, 0.06, 0.01)), (1.975, 0.6, 0)),
    ]
    for s in (-1, 1):
        solids += [
            put(egg((0.06, 0.13, 0.13), _HEADLAMP), (1.92, 0.68, s * 0.58)),
            put(egg((0.05, 0.09, 0.06), _TAIL), (-1.96, 0.66, s * 0.62)),
            box((1.3, 0.014, 0.012), _CHROME, (-0.1, 0.72, s * 0.825)),
            box((0.09, 0.018, 0.02), _CHROME, (-0.3, 0.85, s * 0.815)),
        ]
        for x in (-1.2, 1.22):
            solids += [
                *_wheel(x, s * 0.74, 0.34, 0.19),
                put(drum(0.4, 0.4, 0.05, Finish(ink("#17181a")), (0, -0.025, 0)), (x, 0.36, s * 0.795), (90, 0, 0)),
            ]
    return solids


def bus(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A double-decker or, where the words say so, a tram of the same build."""
    paint = Finish(choose(words, "#a8281f"), gloss=0.6, shine=34)
    cream = Finish(ink("#eadfc4"), gloss=0.4)
    solids = [
        box((4.2, 1.9, 1.2), paint, (0, 2.3, 0), soft=0.25),
        box((4.22, 0.09, 1.22), cream, (0, 2.42, 0), soft=0.05),
        box((4.22, 0.07, 1.22), cream, (0, 3.75, 0), soft=0.05),
    ]
    for y in (1.85, 3.2):
        solids += [box((0.56, 0.38, 0.05), _GLASS, (x, y, 1.18), soft=0.06) for x in np.arange(-3.2, 3.3, 1.28)] + [
            box((0.05, 0.4, 0.9), _GLASS, (4.18, y, 0), soft=0.05)
        ]
    for s in (-1, 1):
        solids += [
            egg((0.06, 0.16, 0.16), _HEADLAMP, (4.18, 0.95, s * 0.85)),
            *_wheel(-2.5, s * 1.05, 0.5, 0.25),
            *_wheel(2.5, s * 1.05, 0.5, 0.25),
        ]
    return solids


def bicycle(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A bicycle with a basket."""
    paint = Finish(choose(words, ("#3f7f73", "#b5382f", "#2f3a4a")[int(rng.integers(3))]), gloss=0.7, shine=40)
    leather, wicker = (
        Finish(ink("#5a3a24"), gloss=0.3),
        Finish(tint=mottled(ink("#a8794a"), 0.1, 0.15), bump=ridged(1, 0.03, 0.006)),
    )
    seat, crank, head, low_head = (-0.2, 0.9, 0.0), (-0.05, 0.33, 0.0), (0.38, 0.88, 0.0), (0.42, 0.74, 0.0)
    solids = [*_wheel(-0.52, 0, 0.34, 0.035, 14), *_wheel(0.55, 0, 0.34, 0.035, 14)]
    for a, b in (
        (seat, crank),
        (crank, low_head),
        (seat, head),
        (crank, (-0.52, 0.34, 0.0)),
        (seat, (-0.52, 0.34, 0.0)),
        (head, (0.55, 0.34, 0.0)),
    ):
        solids.append(limb(a, b, 0.02, 0.018, paint))
    solids += [
        egg((0.14, 0.035, 0.075), leather, (-0.23, 0.96, 0)),
        *tube([(0.36, 0.98, 0), (0.3, 1.04, 0.12), (0.18, 1.02, 0.25)], 0.013, 0.013, _CHROME),
        *tube([(0.36, 0.98, 0), (0.3, 1.04, -0.12), (0.18, 1.02, -0.25)], 0.013, 0.013, _CHROME),
        limb(head, (0.36, 0.99, 0), 0.018, 0.015, _CHROME),
        put(ring(0.085, 0.008, _CHROME), (-0.05, 0.33, 0.04), (90, 0, 0)),
        limb((-0.05, 0.33, 0.06), (0.05, 0.2, 0.08), 0.012, 0.012, _CHROME),
        box((0.05, 0.012, 0.05), _RUBBER, (0.05, 0.2, 0.13)),
        box((0.13, 0.1, 0.15), wicker, (0.56, 0.9, 0), soft=0.03),
    ]
    solids += [put(ring(0.375, 0.012, paint), (x, 0.34, 0), (90, 0, 0)) for x in (-0.52, 0.55)]
    return solids


def _running_gear(black: Finish, red: Finish) -> list[Solid]:
    solids: list[Solid] = []
    for s in (-1, 1):
        for x, r in ((-1.6, 0.72), (0.1, 0.72), (1.8, 0.72), (3.6, 0.45), (4.7, 0.45)):
            solids += [
                put(ring(r - 0.07, 0.07, black), (x, r, s * 0.95), (90, 0, 0)),
                put(drum(r * 0.85, r * 0.85, 0.05, red, (0, -0.02, 0)), (x, r, s * 0.95), (90, 0, 0)),
                put(drum(0.14, 0.14, 0.2, black, (0, -0.1, 0)), (x, r, s * 0.98), (90, 0, 0)),
            ]
        solids += [
            box((1.9, 0.07, 0.05), _CHROME, (0.1, 0.55, s * 1.1)),
            box((0.6, 0.3, 0.28), black, (3.9, 0.95, s * 1.05), soft=0.05),
        ]
    return solids


def train(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A steam locomotive with tender and a carriage, under steam."""
    paint = Finish(choose(words, ("#2f5a45", "#7a2a26", "#2a3a5a")[int(rng.integers(3))]), gloss=0.7, shine=34)
    black, brass, red = (
        Finish(ink("#26272b"), gloss=0.5, shine=26),
        Finish(ink("#b8903f"), gloss=1.0),
        Finish(ink("#a3332a"), gloss=0.3),
    )
    puff = Finish(ink("#e6e4e0"), fuzz=0.6)
    solids = [
        put(drum(0.95, 0.95, 5.0, paint, turn=(0, 0, -90)), (-0.6, 2.3, 0)),
        put(drum(0.98, 0.9, 0.9, black, turn=(0, 0, -90)), (4.4, 2.3, 0)),
        drum(0.28, 0.42, 1.2, black, (4.6, 3.1, 0)),
        egg((0.45, 0.42, 0.45), brass, (2.4, 3.25, 0)),
        egg((0.35, 0.35, 0.35), brass, (0.8, 3.25, 0)),
        box((1.1, 1.25, 1.2), paint, (-1.6, 2.6, 0), soft=0.05),
        box((1.35, 0.09, 1.4), black, (-1.6, 3.92, 0), soft=0.05),
        box((0.5, 0.4, 1.22), _GLASS, (-1.4, 3.1, 0)),
        box((3.9, 0.16, 1.15), red, (1.4, 1.2, 0)),
        box((0.12, 0.28, 1.3), red, (5.4, 1.1, 0)),
        egg((0.08, 0.22, 0.22), _HEADLAMP, (5.32, 2.9, 0)),
    ]
    solids += [put(ring(0.96, 0.035, brass), (x, 2.3, 0), (0, 0, 90)) for x in (0.5, 1.7, 2.9, 4.0)]
    solids += _running_gear(black, red)
    solids += put_all(_carriage(paint, black), (-6.6, 0, 0))
    return solids + [
        egg(
            (0.5 + 0.16 * k, 0.42 + 0.13 * k, 0.45 + 0.12 * k),
            puff,
            (4.4 - 1.15 * k, 4.9 + 0.5 * k + 0.12 * (k % 2), 0.1 * (k % 3)),
        )
        for k in range(5)
    ]


def _carriage(paint: Finish, black: Finish) -> list[Solid]:
    cream = Finish(ink("#e6dabc"), gloss=0.3)
    solids = [
        box((3.3, 1.15, 1.25), paint, (0, 2.2, 0), soft=0.06),
        box((3.32, 0.5, 1.27), cream, (0, 2.65, 0), soft=0.04),
        put(egg((3.5, 0.5, 1.4), black), (0, 3.3, 0)),
        box((3.2, 0.12, 1.1), black, (0, 0.98, 0)),
    ]
    solids += [box((0.36, 0.36, 0.05), _GLASS, (x, 2.65, 1.26)) for x in np.arange(-2.7, 2.8, 1.08)]
    return solids + [
        put(ring(0.38, 0.08, black), (x, 0.46, s * 0.95), (90, 0, 0)) for x in (-2.4, -1.4, 1.4, 2.4) for s in (-1, 1)
    ]


def aeroplane(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A biplane."""
    paint, wing = (
        Finish(choose(words, ("#b5382f", "#d9a83a", "#3f6a8a")[int(rng.integers(3))]), gloss=0.6, shine=34),
        Finish(tint=mottled(choose(words, "#eadfc4", 1), 1.5, 0.05), bump=ridged(2, 0.35, 0.012)),
    )
    strut = Finish(ink("#6d4f33"))
    solids = [
        put(
            lathe(smooth([(0.0, -2.6), (0.16, -2.5), (0.36, -0.6), (0.48, 1.0), (0.46, 1.7), (0.0, 1.9)]), paint),
            turn=(0, 0, -90),
        ),
        box((0.62, 0.045, 4.2), wing, (0.7, 0.95, 0), soft=0.04),
        box((0.56, 0.045, 3.8), wing, (0.5, -0.42, 0), soft=0.04),
        box((0.34, 0.03, 1.2), wing, (-2.3, 0.1, 0), soft=0.02),
        cushion(smooth([(-2.0, 0.1), (-2.3, 0.75), (-2.65, 0.7), (-2.6, 0.0)], closed=True), 0.05, 0.1, paint),
        put(drum(0.2, 0.05, 0.3, _CHROME, turn=(0, 0, -90)), (1.85, 0, 0)),
        put(egg((0.04, 1.0, 0.1), strut), (2.05, 0, 0), (35, 0, 0)),
        egg((0.17, 0.2, 0.17), Finish(ink("#5a3f2c")), (-0.35, 0.55, 0)),
        put(box((0.02, 0.15, 0.2), _GLASS), (0.0, 0.55, 0), (0, 0, 25)),
    ]
    for s in (-1, 1):
        solids += [limb((0.8, -0.42, s * z), (0.95, 0.95, s * z), 0.03, 0.03, strut) for z in (1.5, 3.2)] + [
            limb((0.3, -0.42, s * z), (0.45, 0.95, s * z), 0.03, 0.03, strut) for z in (1.5, 3.2)
        ]
        solids += [
            limb((0.9, -0.3, s * 0.2), (1.0, -0.95, s * 0.65), 0.03, 0.03, strut),
            put(ring(0.2, 0.08, _RUBBER), (1.0, -1.0, s * 0.7), (90, 0, 0)),
        ]
    return solids


def airship(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A dirigible with fins, gondola and engines."""

    def ribs(p: Points) -> Gray:
        return np.asarray(0.12 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 9)), np.float32)

    skin = Finish(tint=mottled(choose(words, "#c9bfa8"), 9.0, 0.05), gloss=0.4, shine=16, bump=ribs)
    fin, dark = Finish(choose(words, "#9a3f33", 1), gloss=0.2), Finish(ink("#5a4636"), gloss=0.3)
    solids = [
        put(
            lathe(
                smooth(
                    [
                        (0.0, -16.0),
                        (1.2, -15.4),
                        (3.2, -10.0),
                        (4.4, -2.0),
                        (4.3, 5.0),
                        (3.0, 11.5),
                        (1.2, 14.6),
                        (0.0, 15.2),
                    ]
                ),
                skin,
            ),
            turn=(0, 0, -90),
        ),
        box((3.4, 0.8, 0.9), dark, (2.0, -5.2, 0), soft=0.35),
        box((2.8, 0.28, 0.92), Finish(ink("#3a4853"), gloss=0.8, lamp=(1.0, 0.7, 0.35)), (2.2, -5.0, 0)),
    ]
    outline = smooth([(-10.0, 2.2), (-12.5, 5.4), (-15.6, 5.2), (-15.0, 1.0)], closed=True)
    solids += [put(cushion(outline, 0.15, 0.3, fin), turn=(a, 0, 0)) for a in (0, 90, 180, 270)]
    return solids + [put(drum(0.5, 0.3, 1.6, dark, turn=(0, 0, -90)), (-3.5, -4.6, s * 2.0)) for s in (-1, 1)]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "car": (car, Pose(-34, 9)),
    "bus": (bus, Pose(-34, 6)),
    "bicycle": (bicycle, Pose(-18, 5)),
    "train": (train, Pose(-34, 7)),
    "aeroplane": (aeroplane, Pose(-38, -9)),
    "airship": (airship, Pose(-24, -5)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a vehicle and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 139)), pose
