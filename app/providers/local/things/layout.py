"""Where things stand on a table: the tallest first, a little off the middle, small things gathered before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.things.catalogue import ROOM_OF, THINGS
from app.providers.local.things.solid import Solid, bounds, put_all

DECIMETRES = 10.0
_HANDFUL = {"lemon": 3, "orange": 2, "apple": 3, "pear": 2, "mushroom": 3}
_ALIASES = {word: trait.key for trait in THINGS if trait.place == "table" for word in (trait.key, *trait.words)}


@dataclass(frozen=True)
class Placed:
    """Solids in decimetres where they stand, with the radius of their footprint and the seed-free key."""

    key: str
    solids: tuple[Solid, ...]
    x: float
    z: float
    reach: float


def known(items: Sequence[str]) -> list[str]:
    """Keys of the table things among the items, in order; plurals and other names of a thing count as the thing."""
    found = []
    for item in items:
        name = item.lower().strip()
        for form in (name, name.removesuffix("s"), name.removesuffix("es"), name.removesuffix("ies") + "y"):
            key = _ALIASES.get(form)
            if key:
                found.append(key)
                break
    return found


def arranged(items: Sequence[str], seed: int, words: frozenset[str]) -> list[Placed]:
    """Every item made and placed; a lone fruit becomes a handful, lemons bring a half with them."""
    keys = _counted(known(items) or ["jug", "lemon"])
    models: list[tuple[float, str, list[Solid], float]] = []
    for number, key in enumerate(keys):
        solids = put_all(_made(key, words, seed + 31 * number), scale=DECIMETRES)
        (x, _, z), _ = bounds(solids)
        reach = max(float(np.hypot(s.middle()[0] - x, s.middle()[2] - z)) + 0.82 * s.radius * s.scale for s in solids)
        tall = max(float(s.middle()[1]) + s.radius * s.scale for s in solids)
        models.append(
            (tall, key, put_all(solids, (-x, 0.0, -z)), min(reach, 0.55 * tall + 0.35) if tall > 1.8 else reach)
        )
    models.sort(key=lambda m: -m[0])
    return _spread(models, seed)


def _made(key: str, words: frozenset[str], seed: int) -> list[Solid]:
    room = import_module(f"app.providers.local.things.{ROOM_OF[key]}")
    solids: list[Solid] = room.build(key, words, seed)[0]
    return solids


def _counted(keys: list[str]) -> list[str]:
    many: list[str] = []
    for key in dict.fromkeys(keys):
        times = keys.count(key)
        many += [key] * (times if times > 1 else _HANDFUL.get(key, 1))
        if key == "lemon":
            many.append("half-lemon")
    return many[:14]


def _spread(models: list[tuple[float, str, list[Solid], float]], seed: int) -> list[Placed]:
    rng = random(seed, 83)
    side = -1.0 if rng.random() < 0.6 else 1.0
    placed: list[Placed] = []
    gx, gz = (g.ravel() for g in np.meshgrid(np.linspace(-3.1, 3.1, 63), np.linspace(-2.0, 2.0, 41)))
    for tall, key, solids, reach in models:
        if not placed:
            x, z = side * 0.55 + float(rng.uniform(-0.15, 0.15)), -0.5
        else:
            focus = (-side * 0.75, 1.5 if key == "half-lemon" else 0.75) if tall < 1.5 else (-side * 1.2, -1.0)
            cost = np.hypot(gx - focus[0], (gz - focus[1]) * 1.25) + 0.5 * rng.random(gx.size)
            for other in placed:
                gap = np.hypot(gx - other.x, gz - other.z) - (reach + other.reach)
                cost = cost + np.where(gap < 0.03, 50 - 10 * gap, 0)
                hides = (np.abs(gx - other.x) < 0.6 * other.reach) & (gz > other.z) & (tall > 0.9)
                cost = cost + 1.5 * hides
            best = int(np.argmin(cost))
            x, z = float(gx[best]), float(gz[best])
        placed.append(Placed(key, tuple(put_all(solids, (x, 0.0, z))), x, z, reach))
    return placed
