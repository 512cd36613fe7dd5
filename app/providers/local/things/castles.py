"""Castles and their towers, in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.things.outline import lathe
from app.providers.local.things.pattern import ink, ridged
from app.providers.local.things.roofs import gable
from app.providers.local.things.solid import (
    Finish,
    Solid,
    box,
    drum,
    limb,
    put,
    put_all,
)
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.walls import TIMBER, WARM, stonework, tiles
from app.providers.local.things.words import choose

_Random = np.random.Generator


def _slit(x: float, y: float, z: float, turn: float = 0.0, at: Triple = (0, 0, 0), size: float = 1.0) -> Solid:
    pane = Finish(ink("#20262e"), gloss=0.2, lamp=WARM)
    return put(put(box((0.22 * size, 0.75 * size, 0.12), pane, (x, y, z)), turn=(0, turn, 0)), at)


def _turret(at: Triple, radius: float, tall: float, stone: Finish, roof: Finish | None, flag: Triple) -> list[Solid]:
    solids = [
        drum(radius * 1.12, radius, tall, stone),
        drum(radius * 1.05, radius * 1.22, 0.9, stone, (0, tall - 1.6, 0)),
        drum(radius * 1.22, radius * 1.22, 0.7, stone, (0, tall - 0.7, 0)),
    ]
    count = max(8, int(radius * 6)) // 2 * 2
    for k in range(count):
        a = 2 * np.pi * k / count
        block = box((radius * 0.2, 0.45, 0.25), stone, (0, tall + 0.4, radius * 1.1))
        solids.append(put(block, turn=(0, float(np.degrees(a)), 0)))
    if roof:
        solids += [
            lathe(
                ((0.0, 0.0), (radius * 1.3, 0.0), (radius * 0.62, radius * 1.5), (0.0, radius * 3.4)),
                roof,
                (0, tall + 0.3, 0),
            ),
            limb((0, tall + radius * 3.4, 0), (0, tall + radius * 3.4 + 2.2, 0), 0.07, 0.05, TIMBER),
            box((0.75, 0.33, 0.03), Finish(flag, fuzz=0.3), (0.8, tall + radius * 3.4 + 1.8, 0)),
        ]
    solids += [
        _slit(0, tall * share, radius * (1.12 - 0.12 * share), turn)
        for share, turn in ((0.42, 10), (0.7, -20), (0.62, 62), (0.35, -60))
    ]
    return put_all(solids, at)


def _curtain(a: tuple[float, float], b: tuple[float, float], tall: float, stone: Finish) -> list[Solid]:
    long = float(np.hypot(b[0] - a[0], b[1] - a[1])) / 2
    turn = float(np.degrees(np.arctan2(-(b[1] - a[1]), b[0] - a[0])))
    solids = [box((long, tall / 2, 0.9), stone, (0, tall / 2, 0)), box((long, 0.2, 1.1), stone, (0, tall - 0.9, 0))]
    solids += [box((0.5, 0.45, 0.3), stone, (x, tall + 0.4, 0.75)) for x in np.arange(-long + 1, long, 1.8)]
    return put_all(solids, ((a[0] + b[0]) / 2, 0, (a[1] + b[1]) / 2), (0, turn, 0))


def castle(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A gatehouse, four corner towers and a tall keep with spired turrets, flags flying."""
    stone = stonework(choose(words, ("#b0a690", "#a6a39b")[int(rng.integers(2))]), 1.3, 0.62)
    ruined = bool(words & {"ruined", "ruin", "ruins", "abandoned"})
    roof = None if ruined else tiles(choose(words, ("#3f5873", "#84433a", "#4a5a52")[int(rng.integers(3))], 1), 0.6, 1)
    flag = ink("#a8322a")
    corners = [(-11.0, 8.0), (11.0, 8.0), (12.0, -7.0), (-12.0, -7.0)]
    solids: list[Solid] = []
    for (x, z), tall in zip(corners, (11.0, 13.0, 14.5, 15.5), strict=True):
        solids += _turret((x, 0, z), 2.3, tall, stone, roof, flag)
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        solids += _curtain(corners[a], corners[b], 7.2, stone)
    gate = Finish(ink("#3b2a1e"), bump=ridged(0, 0.45, 0.05))
    solids += [
        *_turret((-2.7, 0, 8.6), 1.5, 10.0, stone, roof, flag),
        *_turret((2.7, 0, 8.6), 1.5, 10.0, stone, roof, flag),
        box((2.2, 4.2, 1.4), stone, (0, 4.2, 8.4)),
        box((1.35, 1.9, 0.2), gate, (0, 1.9, 9.75)),
        put(drum(1.35, 1.35, 0.4, gate, turn=(90, 0, 0)), (0, 3.8, 9.55)),
    ]
    solids += [
        box((3.6, 8.5, 3.2), stone, (1.5, 8.5, -2.0)),
        *_turret((-2.4, 0, -0.6), 1.7, 21.0, stone, roof, flag),
        *_turret((5.0, 0, -4.0), 2.0, 24.0, stone, roof, flag),
        *_turret((4.6, 0, 0.9), 1.2, 18.5, stone, roof, flag),
    ]
    if roof:
        solids.append(put(gable(3.4, 3.4, 3.7, roof, turn=(0, 90, 0)), (1.5, 17.0, -2.0)))
    return solids + [_slit(x, y, 1.25, 0, (1.5, 0, 0), 1.3) for x in (-1.6, 0.4, 2.2) for y in (11.0, 14.2)]


def tower(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A lone round tower with a conical roof."""
    stone = stonework(choose(words, "#a89f8d"), 1.0, 0.5)
    roof = None if words & {"ruined", "old", "ruin"} else tiles(choose(words, "#7d4336", 1), 0.5, 1)
    door = box((0.7, 1.3, 0.3), Finish(ink("#4a3322")), (0, 1.3, 2.85))
    return [*_turret((0, 0, 0), 2.6, 15.0, stone, roof, ink("#a8322a")), door]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {"castle": (castle, Pose(-24, 7)), "tower": (tower, Pose(-10, 4))}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a castle or tower and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 109)), pose
