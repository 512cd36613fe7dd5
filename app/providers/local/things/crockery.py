"""Vessels of clay and glass, flowers in a vase, candle and lantern; in metres, standing on y = 0."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, mottled, solid_grain
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    Tint,
    blend,
    carve,
    drum,
    egg,
    limb,
    put,
    put_all,
    ring,
)
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose, named

_GLAZES = (
    ("#e6dfcd", "#22525a", "#8b9aa0"),
    ("#e9e2d0", "#2f4f86", "#c9b88f"),
    ("#d8c9a8", "#8a4a2c", "#6d7a54"),
    ("#dfe3da", "#3d6b5c", "#b9a06a"),
)


def glazed(upper: Triple, lower: Triple, line: Triple, dip: float, band: float) -> Tint:
    """Slip above, a dipped glaze below a wavering edge, and a painted band; speckled like stoneware."""
    a, b, c = (np.array(v, np.float32) for v in (upper, lower, line))

    def tint(p: Points) -> NDArray[np.float32]:
        turn = np.arctan2(p[0], p[2])
        edge = dip + 0.0045 * np.sin(turn * 3 + 1) + 0.0012 * np.sin(turn * 11 + 2)
        low = np.clip((edge - p[1]) / 0.0018 + 0.5, 0, 1)[:, None]
        pool = np.clip(1 - np.abs(edge - 0.003 - p[1]) / 0.004, 0, 1)[:, None] * 0.35
        stripe = (
            np.clip(1.5 - np.abs(p[1] - band) / 0.0045, 0, 1)
            + np.clip(1.5 - np.abs(p[1] - band + 0.013) / 0.0018, 0, 1)
        )[:, None]
        speck = np.clip(solid_grain(p, 0.016) - 1.9, 0, 1)[:, None] * 0.35
        body = a * (1 + 0.035 * solid_grain(p, 0.25))[:, None] * (1 - speck)
        body = body + (c - body) * np.clip(stripe, 0, 1) * 0.8
        glaze = b * (1 + 0.12 * solid_grain(p, 0.3))[:, None] * (1 - pool)
        return np.asarray(body + (glaze - body) * low, np.float32)

    return tint


_JUG = smooth(
    [
        (0.058, 0.0),
        (0.06, 0.006),
        (0.078, 0.045),
        (0.092, 0.09),
        (0.087, 0.13),
        (0.064, 0.172),
        (0.051, 0.2),
        (0.052, 0.224),
        (0.062, 0.25),
    ]
)


def jug(words: frozenset[str], seed: int) -> list[Solid]:
    """A stoneware jug 25 cm tall, its lip pulled to a spout, with a strap handle."""
    rng = random(seed, 61)
    upper, lower, line = (ink(c) for c in _GLAZES[int(rng.integers(len(_GLAZES)))])
    if named(words):
        lower, upper = choose(words, "#22525a"), choose(words, "#e6dfcd", 1) if len(named(words)) > 1 else upper
    clay = Finish(tint=glazed(upper, lower, line, 0.082, 0.172), gloss=0.85, shine=70)
    inner = smooth([(0.057, 0.252), (0.0465, 0.224), (0.045, 0.2), (0.056, 0.172), (0.07, 0.14)])
    body = blend(
        [
            lathe(((0.0, 0.0), *_JUG, (0.0, 0.25)), clay),
            limb((-0.04, 0.225, 0), (-0.078, 0.252, 0), 0.02, 0.012, clay),
        ],
        0.02,
        clay,
    )
    hollow = blend(
        [
            lathe(((0.0, 0.14), *reversed(inner), (0.056, 0.3), (0.0, 0.3)), clay),
            limb((-0.03, 0.235, 0), (-0.075, 0.262, 0), 0.016, 0.011, clay),
        ],
        0.012,
        clay,
    )
    top = drum(0.2, 0.2, 0.1, clay, (0, 0.2515, 0))
    return [
        carve(carve(body, hollow), top),
        strap(
            [(0.054, 0.224), (0.09, 0.236), (0.118, 0.212), (0.122, 0.175), (0.108, 0.138), (0.086, 0.118)],
            0.0105,
            clay,
        ),
    ]


def strap(points: list[tuple[float, float]], thick: float, finish: Finish) -> Solid:
    curve = smooth(points, fine=4)
    pieces = [limb((*a, 0.0), (*b, 0.0), thick, thick, finish) for a, b in itertools.pairwise(curve)]
    return blend(pieces, thick * 0.6, finish)


def cup(words: frozenset[str], seed: int) -> list[Solid]:
    """A cup on a saucer with something hot in it."""
    colour = choose(words, ("#e8e1d2", "#7f9fa0", "#c9694a")[seed % 3])
    clay = Finish(tint=mottled(colour, 0.2, 0.04), gloss=0.7, shine=50)
    bowl = lathe(
        (
            (0.0, 0.012),
            (0.028, 0.012),
            (0.036, 0.03),
            (0.041, 0.06),
            (0.043, 0.088),
            (0.039, 0.088),
            (0.037, 0.078),
            (0.0, 0.076),
        ),
        clay,
    )
    tea = drum(0.0385, 0.0385, 0.002, Finish(ink("#5a2f17"), gloss=0.7, shine=60), (0, 0.0775, 0))
    saucer = lathe(
        ((0.0, 0.0), (0.03, 0.0), (0.04, 0.005), (0.07, 0.015), (0.068, 0.018), (0.03, 0.009), (0.0, 0.009)), clay
    )
    handle = strap([(0.04, 0.075), (0.06, 0.078), (0.07, 0.06), (0.06, 0.04), (0.038, 0.034)], 0.0045, clay)
    return [saucer, bowl, tea, put(handle, turn=(0, -20, 0))]


def teapot(words: frozenset[str], seed: int) -> list[Solid]:
    """A round teapot with spout, handle and lid."""
    colour = choose(words, ("#3f6f73", "#e3ddcd", "#7a3b33")[seed % 3])
    clay = Finish(tint=mottled(colour, 0.25, 0.06), gloss=0.8, shine=60)
    body = lathe(
        smooth([(0.0, 0.0), (0.045, 0.0), (0.075, 0.03), (0.085, 0.065), (0.07, 0.105), (0.036, 0.124), (0.0, 0.126)]),
        clay,
    )
    spout = [
        limb((-0.06, 0.05, 0), (-0.1, 0.075, 0), 0.024, 0.016, clay),
        limb((-0.1, 0.075, 0), (-0.128, 0.122, 0), 0.016, 0.009, clay),
    ]
    handle = strap([(0.066, 0.1), (0.105, 0.115), (0.132, 0.085), (0.115, 0.05), (0.076, 0.036)], 0.0085, clay)
    return [
        blend([body, *spout], 0.02, clay),
        handle,
        drum(0.038, 0.03, 0.012, clay, (0, 0.12, 0)),
        egg((0.011, 0.011, 0.011), clay, (0, 0.142, 0)),
        ring(0.038, 0.003, clay, (0, 0.121, 0)),
    ]


def bowl(words: frozenset[str], seed: int) -> list[Solid]:
    """An empty bowl."""
    clay = Finish(
        tint=mottled(choose(words, ("#5f7f8a", "#d9cdb2", "#8a5a41")[seed % 3]), 0.25, 0.06), gloss=0.7, shine=50
    )
    return [
        lathe(
            (
                (0.0, 0.0),
                (0.045, 0.0),
                (0.042, 0.01),
                (0.075, 0.035),
                (0.1, 0.075),
                (0.096, 0.076),
                (0.07, 0.042),
                (0.0, 0.02),
            ),
            clay,
        )
    ]


def plate(words: frozenset[str], seed: int) -> list[Solid]:
    """A rimmed plate."""
    clay = Finish(tint=mottled(choose(words, "#e6e0d2"), 0.25, 0.03), gloss=0.6, shine=50)
    line = Finish(ink("#3f5f8a"), gloss=0.6)
    return [
        lathe(
            ((0.0, 0.0), (0.07, 0.0), (0.085, 0.006), (0.125, 0.016), (0.124, 0.019), (0.083, 0.01), (0.0, 0.006)), clay
        ),
        ring(0.121, 0.0018, line, (0, 0.018, 0)),
    ]


MAKERS = {"jug": jug, "cup": cup, "teapot": teapot, "bowl": bowl, "plate": plate}


def make(key: str, words: frozenset[str], seed: int) -> list[Solid]:
    """A vessel standing on y = 0, turned a little by the seed."""
    turn = float(random(seed, 67).uniform(-20, 20)) + 180 * (seed % 2)
    return put_all(MAKERS[key](words, seed), turn=(0.0, turn, 0.0))


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids and how they are seen: a little from above."""
    return make(key, words, seed), Pose(pitch=14)
