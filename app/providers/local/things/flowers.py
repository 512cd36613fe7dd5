"""Flowers: blooms, stems and leaves, and vases that hold them; in metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, mottled, rough
from app.providers.local.things.solid import Finish, Points, Solid, blend, egg, limb, put, put_all
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_LEAF = Finish(tint=mottled(ink("#4e6f3a"), 0.1, 0.12), gloss=0.15, fuzz=0.2)
_DARK = Finish(tint=mottled(ink("#3d5a33"), 0.1, 0.12), gloss=0.12, fuzz=0.2)


def _shaded(colour: Triple, deep: Triple, reach: float) -> Finish:
    near, far = np.array(deep, np.float32), np.array(colour, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        out = np.clip(np.sqrt(p[0] ** 2 + p[1] ** 2 + p[2] ** 2) / reach, 0, 1)[:, None]
        return np.asarray(near + (far - near) * out, np.float32)

    return Finish(tint=tint, gloss=0.06, fuzz=0.45)


def _petals(count: int, size: Triple, tilt: float, out: float, finish: Finish, phase: float = 0.0) -> list[Solid]:
    solids = []
    for k in range(count):
        petal = egg(size, finish, (0.0, 0.0, out))
        solids.append(put(put(petal, turn=(-tilt, 0, 0)), turn=(0, 360.0 * k / count + phase, 0)))
    return solids


def sunflower(colour: Triple, rng: np.random.Generator) -> list[Solid]:
    """Two rows of rays round a dark seeded disc, facing up (y)."""
    deep = (colour[0] * 0.9, colour[1] * 0.62, colour[2] * 0.5)
    ray, seeds = (
        _shaded(colour, deep, 0.075),
        Finish(tint=mottled(ink("#43291a"), 0.02, 0.3), bump=rough(0.012, 0.0012)),
    )
    return [
        blend([*_petals(13, (0.0125, 0.0035, 0.026), 12, 0.047, ray)], 0.004, ray),
        blend([*_petals(13, (0.011, 0.0035, 0.024), 28, 0.041, ray, 14)], 0.004, ray),
        egg((0.031, 0.012, 0.031), seeds, (0, 0.006, 0)),
        egg((0.03, 0.01, 0.03), _LEAF, (0, -0.007, 0)),
    ]


def rose(colour: Triple, rng: np.random.Generator) -> list[Solid]:
    """A bloom of cupped petals in three whorls."""
    deep = (colour[0] * 0.62, colour[1] * 0.5, colour[2] * 0.55)
    petal, heart = _shaded(colour, deep, 0.036), _shaded(colour, deep, 0.05)
    solids = [egg((0.011, 0.013, 0.011), heart, (0, 0.012, 0))]
    for count, tilt, out, lift, big, phase in (
        (3, 68, 0.010, 0.006, 0.014, 0),
        (5, 52, 0.017, 0.003, 0.018, 30),
        (6, 26, 0.024, -0.001, 0.021, 8),
    ):
        whorl = _petals(count, (big, 0.0042, big * 0.92), tilt, out, petal, phase)
        solids += put_all(whorl, (0, lift, 0))
    return [*solids, egg((0.011, 0.01, 0.011), _LEAF, (0, -0.012, 0))]


def tulip(colour: Triple, rng: np.random.Generator) -> list[Solid]:
    """A cup of six upright petals."""
    flame = (min(colour[0] * 1.15, 1), colour[1] * 1.1 + 0.06, colour[2] + 0.04)
    petal = _shaded(flame, colour, 0.05)
    inner = put_all(_petals(3, (0.017, 0.006, 0.028), 76, 0.024, petal, 60), (0, 0.002, 0))
    return [
        blend(
            [
                egg((0.02, 0.02, 0.02), petal, (0, 0.018, 0)),
                *_petals(3, (0.017, 0.006, 0.027), 70, 0.026, petal),
                *inner,
            ],
            0.006,
            petal,
        )
    ]


def daisy(colour: Triple, rng: np.random.Generator) -> list[Solid]:
    """A single row of narrow rays round a yellow eye."""
    ray, eye = _shaded(colour, colour, 0.03), Finish(tint=mottled(ink("#e0a82b"), 0.02, 0.15), bump=rough(0.01, 0.0006))
    return [*_petals(13, (0.0058, 0.0022, 0.0145), 8, 0.0225, ray), egg((0.0105, 0.006, 0.0105), eye, (0, 0.002, 0))]


BLOOMS = {
    "sunflower": (sunflower, "#e8ac22", 1.0),
    "rose": (rose, "#b5263a", 1.0),
    "tulip": (tulip, "#c8383a", 1.0),
    "daisy": (daisy, "#f0ece0", 1.0),
}


def _leaf(at: Triple, turn: Triple, size: float, finish: Finish) -> Solid:
    return put(put(egg((size * 0.32, size * 0.06, size), finish, (0, 0, size)), turn=turn), at)


def stem(kind: str, colour: Triple, foot: Triple, head: Triple, nod: Triple, rng: np.random.Generator) -> list[Solid]:
    """A flower on its stem with two leaves; `nod` turns the bloom (degrees about x, y, z)."""
    middle = ((foot[0] + head[0]) / 2, (foot[1] + head[1]) / 2 + 0.01, (foot[2] + head[2]) / 2)
    green = 0.0028
    solids = [limb(foot, middle, green, green, _DARK), limb(middle, head, green, green * 0.9, _DARK)]
    for k in range(2):
        at = tuple(m + (h - m) * (0.3 * k) for m, h in zip(middle, head, strict=True))
        turn = (float(rng.uniform(-30, 5)), float(rng.uniform(0, 360)), 0.0)
        solids.append(_leaf((at[0], at[1], at[2]), turn, float(rng.uniform(0.024, 0.034)), _LEAF))
    return solids + put_all(BLOOMS[kind][0](colour, rng), head, nod)


def _bouquet(
    kinds: tuple[str, ...], colour: Triple | None, mouth: float, rng: np.random.Generator, many: int
) -> list[Solid]:
    solids: list[Solid] = []
    for k in range(many):
        kind = kinds[k % len(kinds)]
        ringed = 0.0 if k == 0 else 1.0 if k <= many // 2 else 0.62
        turn = 2.4 * k + float(rng.uniform(-0.2, 0.2))
        x, z = ringed * 0.105 * np.sin(turn), ringed * 0.075 * np.cos(turn)
        y = mouth + 0.15 - 0.07 * ringed + 0.018 * float(rng.uniform(-1, 1)) + (0.03 if k > many // 2 else 0)
        nod = (48.0 + float(rng.uniform(-10, 14)), float(np.degrees(x * 5.5)), 0.0)
        own = colour or ink(BLOOMS[kind][1])
        solids += stem(kind, own, (0.0, mouth - 0.05, 0.0), (float(x), float(y), float(z) + 0.02), nod, rng)
    for k in range(9):
        lean = (float(rng.uniform(-38, -5)), 360.0 * k / 9 + float(rng.uniform(-15, 15)), 0.0)
        solids.append(_leaf((0, mouth + 0.012, 0), lean, float(rng.uniform(0.035, 0.05)), _DARK if k % 2 else _LEAF))
    return solids


def vase(key: str, words: frozenset[str], seed: int) -> list[Solid]:
    """A glazed vase, with flowers of the kind the key or the words name."""
    rng = random(seed, 71)
    clay = Finish(tint=mottled(ink(("#3f6a80", "#d9cfb8", "#6f7f5a")[seed % 3]), 0.25, 0.07), gloss=0.8, shine=60)
    body = lathe(
        smooth(
            [
                (0.0, 0.0),
                (0.04, 0.0),
                (0.062, 0.04),
                (0.07, 0.085),
                (0.052, 0.14),
                (0.032, 0.17),
                (0.037, 0.192),
                (0.03, 0.192),
                (0.025, 0.17),
                (0.0, 0.165),
            ]
        ),
        clay,
    )
    named = tuple(k for k in BLOOMS if k in words or k + "s" in words)
    kinds = (
        {"sunflowers": ("sunflower",), "roses": ("rose",), "tulips": ("tulip",)}.get(key)
        or named
        or ("rose", "daisy", "tulip")
    )
    few = words - {"rose"} if "rose" in kinds else words
    colour = choose(few, "#000000") if len(kinds) == 1 else None
    plain = colour is None or max(colour) == 0
    return [body, *_bouquet(kinds, None if plain else colour, 0.19, rng, 7 if kinds == ("sunflower",) else 9)]


def make(key: str, words: frozenset[str], seed: int) -> list[Solid]:
    """A vase of flowers by key, or a single flower standing in the ground."""
    rng = random(seed, 73)
    if key in BLOOMS:
        colour = choose(words - {"rose"}, BLOOMS[key][1])
        return put_all(
            stem(key, colour, (0, 0, 0), (0.01, 0.3, 0.01), (58, float(rng.uniform(-30, 30)), 0), rng), scale=1.0
        )
    return vase(key, words, seed)


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids and how they are seen: a little from above."""
    return make(key, words, seed), Pose(pitch=14)
