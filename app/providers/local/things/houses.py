"""Dwellings and village buildings, in metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.things.pattern import ink, mottled, ridged, striped
from app.providers.local.things.roofs import gable, spire
from app.providers.local.things.solid import (
    Finish,
    Solid,
    box,
    carve,
    drum,
    egg,
    limb,
    put,
    put_all,
    ring,
)
from app.providers.local.things.stage import Pose
from app.providers.local.things.walls import (
    PANE,
    TIMBER,
    TRIM,
    WARM,
    brickwork,
    chimney,
    cottage_block,
    door,
    pitched,
    plaster,
    stonework,
    thatch,
    tiles,
    window,
)
from app.providers.local.things.words import choose

_Random = np.random.Generator


def house(words: frozenset[str], rng: _Random) -> list[Solid]:
    """Two storeys under a tiled roof, dormer, porch, chimneys."""
    wall = plaster(choose(words, ("#e8dfca", "#d9c29a", "#c9d0cc", "#d9ab8c")[int(rng.integers(4))]))
    if words & {"brick", "bricks"}:
        wall = brickwork(ink("#9a5442"))
    roof = tiles(choose(words, ("#8f4a38", "#5b6068", "#7a5a46")[int(rng.integers(3))], 1))
    paint = ink(("#2f5a4a", "#6d2f2a", "#2f4a6d")[int(rng.integers(3))])
    shutter = Finish(paint, gloss=0.1, bump=ridged(1, 0.12, 0.02))
    solids = [
        box((4.1, 0.25, 3.2), stonework(ink("#8f887b")), (0, 0.2, 0)),
        *cottage_block(4.0, 3.0, 5.4, 2.6, wall, roof),
        *door(0, 3.0, 0.5, 1.05, paint),
        *pitched(1.0, 0.7, 0.55, roof, 2.55),
    ]
    solids[-2:] = put_all(solids[-2:], (0, 0, 3.35), (0, 90, 0))
    solids += [limb((x, 0.2, 3.85), (x, 2.7, 3.85), 0.07, 0.07, TRIM) for x in (-0.75, 0.75)]
    for x in (-2.5, 2.5):
        for y in (1.7, 4.2):
            solids += window(x, y, 3.0, 0.5, 0.65)
            solids += [box((0.24, 0.68, 0.05), shutter, (x + s * 0.84, y, 3.02)) for s in (-1, 1)]
    solids += window(0, 4.2, 3.0, 0.45, 0.6)
    for z in (-1.3, 1.3):
        solids += window(z, 1.8, 4.0, 0.42, 0.6, turn=90) + window(z, 4.2, 4.0, 0.42, 0.6, turn=90)
    return (
        solids
        + chimney(-2.8, 0, 6.6, 9.1, brickwork(ink("#8f4f3f")))
        + chimney(3.0, 0, 6.6, 8.9, brickwork(ink("#8f4f3f")))
    )


def cottage(words: frozenset[str], rng: _Random) -> list[Solid]:
    """One storey, thatched, with a border of shrubs and roses."""
    wall = plaster(choose(words, "#e9dfc8"))
    straw = thatch(ink("#9c8560") if not words & {"slate"} else ink("#5d636b"))
    solids = [
        *cottage_block(3.8, 2.4, 2.5, 2.6, wall, straw, 0.5),
        *door(-0.5, 2.4, 0.45, 0.95, ink("#3d5f4a")),
        *chimney(-3.0, 0, 4.2, 6.1, stonework(ink("#958b7c"))),
        *window(-2.3, 1.35, 2.4, 0.45, 0.5),
        *window(1.7, 1.35, 2.4, 0.6, 0.5),
        *window(0, 1.4, 3.8, 0.42, 0.5, turn=90),
    ]
    leaf = Finish(tint=mottled(ink("#55703c"), 0.5, 0.2), fuzz=0.4)
    petal = Finish(ink("#c9586a"), fuzz=0.4)
    for k in range(16):
        x, big = -3.6 + 7.2 * k / 15, 0.22 + 0.2 * float(rng.random())
        if abs(x + 0.5) > 0.9:
            solids.append(egg((big * 1.2, big, big), leaf, (x, big * 0.7, 2.85)))
            solids.append(egg((0.1, 0.1, 0.1), petal, (x + 0.1, big * 1.5, 3.0)))
    return solids


def cabin(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A log cabin with a porch."""
    logs = Finish(tint=mottled(choose(words, "#7d5636"), 1.0, 0.12), gloss=0.05, bump=ridged(1, 0.3, 0.07))
    roof = tiles(ink("#4f4a45"), 0.4)
    return [
        *cottage_block(3.2, 2.3, 2.4, 1.9, logs, roof, 0.6),
        *door(0.9, 2.3, 0.45, 0.95, ink("#4a3323")),
        *window(-1.3, 1.4, 2.3, 0.55, 0.45),
        *window(0, 1.4, 3.2, 0.5, 0.45, turn=90),
        *chimney(-2.2, -0.6, 2.8, 5.2, stonework(ink("#857d72"))),
    ]


def church(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A nave with lancet windows, a square tower and a tall spire."""
    wall = stonework(choose(words, "#c2b59b"), 0.8, 0.4)
    if words & {"white", "wooden"}:
        wall = plaster(ink("#efeae0"))
    roof, slate = tiles(ink("#6b5148")), tiles(choose(words - {"white"}, "#53606b"), 0.4, 1)
    gold = Finish(ink("#d0a545"), gloss=1.0, shine=30)
    solids = [
        *put_all(cottage_block(6.0, 3.2, 5.2, 3.2, wall, roof), (2.2, 0, 0)),
        box((2.1, 6.0, 2.1), wall, (-5.2, 6.0, 0)),
        box((2.3, 0.2, 2.3), wall, (-5.2, 8.6, 0)),
        box((2.3, 0.25, 2.3), wall, (-5.2, 12.0, 0)),
        spire(2.15, 9.0, 4, slate, (-5.2, 12.2, 0)),
        limb((-5.2, 21, 0), (-5.2, 22.6, 0), 0.06, 0.05, gold),
        limb((-5.55, 22.1, 0), (-4.85, 22.1, 0), 0.05, 0.05, gold),
        *door(-5.2, 2.1, 0.7, 1.4, ink("#5b3a26")),
    ]
    for x in (-1.6, 0.9, 3.4, 5.9):
        solids += _lancet(x, 2.9, 3.2, 0.42, 1.2)
        solids.append(box((0.22, 2.1, 0.35), wall, (x + 1.25, 2.1, 3.35)))
    solids += _lancet(-5.2, 10.3, 2.1, 0.5, 0.9) + _lancet(-5.2, 6.3, 2.1, 0.35, 0.8)
    side = _lancet(0, 10.3, 2.1, 0.5, 0.9) + _lancet(0, 5.5, 2.1, 0.35, 0.9)
    clock = [put(drum(0.8, 0.8, 0.12, TRIM, turn=(90, 0, 0)), (-5.2, 7.9, 2.08))]
    return solids + put_all(put_all(side, turn=(0, -90, 0)), (-5.2, 0, 0)) + clock


def _lancet(x: float, y: float, z: float, wide: float, tall: float) -> list[Solid]:
    glass = replace(PANE, lamp=(1.0, 0.66, 0.36))
    return [
        box((wide + 0.1, tall, 0.08), TRIM, (x, y, z)),
        box((wide, tall, 0.1), glass, (x, y, z)),
        put(drum(wide + 0.1, wide + 0.1, 0.16, TRIM, turn=(90, 0, 0)), (x, y + tall, z - 0.08)),
        put(drum(wide, wide, 0.2, glass, turn=(90, 0, 0)), (x, y + tall, z - 0.1)),
        box((0.04, tall + wide * 0.7, 0.13), TRIM, (x, y + 0.1, z)),
    ]


def barn(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A gambrel barn in boards, white trim, big cross-braced doors, hay loft."""
    boards = Finish(tint=striped([choose(words, "#98392e")] * 2, 0.3), gloss=0.03, bump=ridged(0, 0.3, 0.03))
    roof = tiles(ink("#6a655f"), 0.35)
    solids: list[Solid] = [
        box((4.2, 2.2, 6.0), boards, (0, 2.2, 0)),
        put(gable(4.2, 1.0, 6.0, boards), (0, 4.3, 0)),
        put(gable(3.3, 3.2, 5.99, boards), (0, 4.3, 0)),
    ]
    for lean, y, x, run in ((62.0, 5.25, 3.75, 1.25), (28.0, 7.05, 1.6, 1.9)):
        for side in (1, -1):
            slab = box((run, 0.1, 6.4), roof)
            solids.append(put(slab, (side * x, y, 0), (0, 0, -side * lean)))
    solids += [
        box((1.5, 1.6, 0.1), Finish(choose(words, "#98392e"), gloss=0.04), (0, 1.6, 6.0)),
        *_braces(0, 1.6, 1.5, 1.6, 6.12),
    ]
    solids += [
        box((0.7, 0.6, 0.1), Finish(ink("#3a2a22"), lamp=WARM), (0, 5.4, 6.0)),
        *_frame(0, 5.4, 0.7, 0.6, 6.1),
        *_frame(0, 2.2, 4.2, 2.2, 6.02),
    ]
    return solids + [s for z in (-3.0, 0.0, 3.0) for s in window(z, 2.2, 4.2, 0.5, 0.5, turn=90)]


def _frame(x: float, y: float, wide: float, tall: float, z: float) -> list[Solid]:
    return [
        *(box((wide, 0.09, 0.05), TRIM, (x, y + s * tall, z)) for s in (-1, 1)),
        *(box((0.09, tall, 0.05), TRIM, (x + s * wide, y, z)) for s in (-1, 1)),
    ]


def _braces(x: float, y: float, wide: float, tall: float, z: float) -> list[Solid]:
    lean = float(np.degrees(np.arctan2(tall, wide / 2)))
    bar = box((float(np.hypot(wide / 2, tall)), 0.07, 0.05), TRIM)
    cross = [put(bar, (x + side * wide / 2, y, z), (0, 0, up * lean)) for side in (-1, 1) for up in (-1, 1)]
    return [*cross, *_frame(x, y, wide, tall, z), box((0.07, tall, 0.05), TRIM, (x, y, z))]


def windmill(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A Dutch tower mill: tapering body, gallery, cap and four lattice sails."""
    body = Finish(tint=mottled(choose(words, "#e6dcc4"), 4.0, 0.06), gloss=0.03)
    cap = thatch(ink("#5a4636"))
    white = Finish(ink("#efe9da"))
    solids = [
        drum(3.3, 2.9, 3.2, brickwork(ink("#8f5644"))),
        drum(2.85, 1.9, 8.0, body, (0, 3.2, 0)),
        drum(4.1, 4.1, 0.18, TIMBER, (0, 3.3, 0)),
        ring(4.0, 0.06, TRIM, (0, 4.3, 0)),
        ring(4.0, 0.05, TRIM, (0, 3.9, 0)),
        egg((2.15, 1.75, 2.4), cap, (0, 11.3, 0)),
        drum(2.05, 2.05, 0.35, white, (0, 11.0, 0)),
        put(drum(0.45, 0.35, 1.6, TIMBER, turn=(82, 0, 0)), (0, 11.9, 1.7)),
        *door(0, 3.28, 0.55, 1.05, ink("#3d5f4a")),
    ]
    solids += [limb((4.0 * s, 3.3, 4.0 * c), (4.0 * s, 4.3, 4.0 * c), 0.05, 0.05, TRIM) for s, c in _ring_points(18)]
    for y, z in ((5.6, 2.5), (8.6, 2.14)):
        solids += window(0, y, z, 0.4, 0.5)
        solids += window(0, y, z, 0.36, 0.45, turn=62)
    angle = float(rng.uniform(15, 75))
    for k in range(4):
        solids += put_all(put_all(_mill_sail(), turn=(0, 0, angle + 90 * k)), (0, 12.1, 3.2), (-8, 0, 0))
    return solids


def _ring_points(count: int) -> list[tuple[float, float]]:
    return [(float(np.sin(a)), float(np.cos(a))) for a in np.arange(count) * 2 * np.pi / count]


def _mill_sail() -> list[Solid]:
    cloth = Finish(ink("#ddd0b4"), fuzz=0.3)
    bars = [box((0.62, 0.035, 0.04), TIMBER, (0.55, y, 0)) for y in np.arange(1.9, 8.0, 0.62)]
    rails = [limb((x, 1.6, 0), (x, 7.8, 0), 0.04, 0.04, TIMBER) for x in (0.52, 1.15)]
    return [
        limb((0, 0, 0), (0, 8.1, 0), 0.15, 0.09, TIMBER),
        *bars,
        *rails,
        box((0.3, 3.0, 0.015), cloth, (0.84, 4.7, 0.05)),
    ]


def bridge(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A humped stone bridge of three arches."""
    stone = stonework(choose(words, "#a89d88"), 0.9, 0.42)
    body: Solid = box((14.0, 2.4, 2.0), stone, (0, 2.4, 0))
    for x, r in ((-8.0, 2.6), (0.0, 3.6), (8.0, 2.6)):
        body = carve(body, put(drum(r, r, 6.0, stone, (0, -3.0, 0)), (x, 0.2, 0), (90, 0, 0)))
    solids = [body]
    for z in (-1.9, 1.9):
        wall = [
            box((2.05, 0.5, 0.2), stone, (x, 5.15 + 0.75 * (1 - (x / 14) ** 2) - 0.35, z), (0, 0, -x * 0.55))
            for x in np.arange(-12, 12.1, 3.0)
        ]
        solids += wall
    for x, r in ((-8.0, 2.6), (0.0, 3.6), (8.0, 2.6)):
        solids += [
            put(
                box((0.17, 0.36, 0.1), stonework(ink("#c2b8a2"), 3, 3), (0, r + 0.3, 0)),
                (x, 0.2, 2.0),
                (0, 0, float(a)),
            )
            for a in np.arange(-80, 81, 16)
        ]
    solids += [put(spire(1.1, 2.4, 4, stone), (x, -0.2, 2.3), (0, 45, 0)) for x in (-4.4, 4.4)]
    return solids


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "house": (house, Pose(-32, 9)),
    "cottage": (cottage, Pose(-30, 10)),
    "cabin": (cabin, Pose(-30, 9)),
    "church": (church, Pose(26, 6)),
    "barn": (barn, Pose(-34, 7)),
    "windmill": (windmill, Pose(-24, 2)),
    "bridge": (bridge, Pose(-22, 7)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a house or village building and how it is seen; the seed chooses paint."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 107)), pose
