"""Stringed instruments, in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.flesh import tube
from app.providers.local.things.outline import board, cushion, smooth
from app.providers.local.things.pattern import ink, solid_grain
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    box,
    drum,
    limb,
    put,
    put_all,
    ring,
)
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_Random = np.random.Generator


_DARK = Finish(ink("#241d19"), gloss=0.4, shine=30)


_BOUT = (
    (0.0, 0.0),
    (0.062, 0.008),
    (0.1, 0.045),
    (0.1, 0.1),
    (0.0, 0.17),
    (0.072, 0.225),
    (0.082, 0.27),
    (0.065, 0.32),
    (0.02, 0.345),
    (0.0, 0.347),
)


def _varnish(scale: float, wood: Triple) -> Finish:
    grainy = np.array(wood, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        line = 0.06 * np.sin(p[0] * 420 / scale + 2 * solid_grain(p, 0.4 * scale))
        edge = 1 - 0.35 * np.clip((np.abs(p[0]) / (0.1 * scale) - 0.55), 0, 1)
        return np.asarray(grainy * (edge * (1 + line))[:, None], np.float32)

    return Finish(tint=tint, gloss=0.8, shine=46)


def _strung(scale: float, wood: Triple, waist: float, flat_top: bool) -> list[Solid]:
    varnish = _varnish(scale, wood)
    half = [(waist if y == 0.17 else x, y) for x, y in _BOUT]
    outline = smooth(
        [(x * scale, y * scale) for x, y in half] + [(-x * scale, y * scale) for x, y in half[-2:0:-1]],
        closed=True,
        fine=4,
    )
    body = (
        board(outline, 0.045 * scale, varnish, soft=0.012)
        if flat_top
        else cushion(outline, 0.034 * scale, 0.05 * scale, varnish)
    )
    top = (0.045 if flat_top else 0.034) * scale
    neck = [
        box((0.014 * scale, 0.14 * scale, 0.008), _DARK, (0, 0.46 * scale, top * 0.75)),
        box((0.02 * scale, 0.045 * scale, 0.01), varnish, (0, 0.635 * scale, top * 0.6)),
        box((0.032 * scale, 0.006, 0.012), _DARK, (0, 0.11 * scale, top + 0.008)),
    ]
    wire = Finish(ink("#d8d2c4"), gloss=0.8)
    strings = [
        limb(
            (x * 0.012 * scale, 0.09 * scale, top + 0.015),
            (x * 0.008 * scale, 0.61 * scale, top + 0.004),
            0.0007,
            0.0007,
            wire,
        )
        for x in (-1.0, -0.33, 0.33, 1.0)
    ]
    pegs = [
        limb((s * 0.018 * scale, y * scale, top * 0.6), (s * 0.042 * scale, y * scale, top * 0.6), 0.005, 0.006, _DARK)
        for s in (-1, 1)
        for y in (0.615, 0.65)
    ]
    return [body, *neck, *strings, *pegs]


def violin(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A violin with its bow, leaning."""
    parts = _strung(1.0, choose(words, "#a3592a"), 0.056, False)
    parts += tube([(0, 0.68, 0.02), (0, 0.71, 0.0), (0, 0.7, -0.022), (0, 0.685, -0.01)], 0.011, 0.006, _DARK)
    parts += [
        box((0.014, 0.045, 0.004), _DARK, (0, 0.055, 0.036)),
        *(
            put(limb((0, -0.025, 0), (0, 0.025, 0), 0.0025, 0.0025, _DARK), (s * 0.038, 0.135, 0.033), (0, 0, s * 12))
            for s in (-1, 1)
        ),
    ]
    bow = [
        limb((0.13, 0.02, 0.0), (0.2, 0.68, 0.0), 0.0045, 0.0035, Finish(ink("#5a2f1c"), gloss=0.6)),
        limb((0.142, 0.02, 0.012), (0.207, 0.66, 0.01), 0.0022, 0.0022, Finish(ink("#e9e2d0"))),
    ]
    return put_all([*parts, *bow], turn=(-10, 0, -9))


def guitar(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A flat-topped guitar, standing."""
    parts = _strung(1.45, choose(words, "#c98a44"), 0.064, True)
    hole = put(drum(0.05, 0.05, 0.004, _DARK, turn=(90, 0, 0)), (0, 0.30, 0.066))
    return put_all(
        [*parts, hole, put(ring(0.055, 0.004, Finish(ink("#6d4526"))), (0, 0.30, 0.067), (90, 0, 0))], turn=(-8, 0, 6)
    )


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {"violin": (violin, Pose(-20, 4)), "guitar": (guitar, Pose(-22, 4))}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of an instrument and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 163)), pose
