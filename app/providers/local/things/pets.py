"""Cats and rabbits, in metres."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.flesh import EYE, Bone, eyes, flesh, fur
from app.providers.local.things.pattern import ink, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, blend, egg, limb, put
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import COLOURS

_Random = np.random.Generator


def _coat(words: frozenset[str], rng: _Random) -> tuple[str, str, bool]:
    table = {
        "black": ("#2b2928", "#3a3634", False),
        "white": ("#ece6da", "#f2ede4", False),
        "grey": ("#85878a", "#b5b5b3", True),
        "ginger": ("#c47a3c", "#ecd9bd", True),
        "orange": ("#c47a3c", "#ecd9bd", True),
        "tabby": ("#8d7758", "#d9c7a8", True),
        "brown": ("#7d5f45", "#c9b08d", True),
    }
    named = next((table[w] for w in sorted(words) if w in table), None)
    return named or list(table.values())[int(rng.integers(len(table)))]


def cat(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A cat sitting, its tail round its feet, looking at the viewer; tabby, black, white, grey or ginger."""
    coat, bib, striped = _coat(words, rng)
    c, b = coat, bib
    bones: list[Bone] = [
        ((0, 0.12, -0.03), (0, 0.25, 0.02), 0.105, 0.075, c),
        ((0, 0.25, 0.02), (0, 0.315, 0.03), 0.068, 0.055, c),
        ((0, 0.2, 0.06), (0, 0.27, 0.06), 0.052, 0.042, b),
        ((0.04, 0.2, 0.055), (0.04, 0.035, 0.09), 0.034, 0.024, c),
        ((-0.04, 0.2, 0.055), (-0.04, 0.035, 0.09), 0.034, 0.024, c),
        ((0.04, 0.02, 0.09), (0.042, 0.02, 0.115), 0.026, 0.024, b),
        ((-0.04, 0.02, 0.09), (-0.042, 0.02, 0.115), 0.026, 0.024, b),
        ((0.085, 0.085, -0.03), (0.095, 0.05, 0.02), 0.07, 0.05, c),
        ((-0.085, 0.085, -0.03), (-0.095, 0.05, 0.02), 0.07, 0.05, c),
        ((0.105, 0.02, 0.02), (0.1, 0.02, 0.085), 0.027, 0.024, c),
        ((-0.105, 0.02, 0.02), (-0.1, 0.02, 0.085), 0.027, 0.024, c),
    ]
    tail = [
        (-0.06, 0.04, -0.12),
        (-0.16, 0.028, -0.08),
        (-0.18, 0.026, 0.02),
        (-0.12, 0.026, 0.11),
        (-0.03, 0.026, 0.15),
    ]
    bones += [(p, q, 0.027, 0.024, c) for p, q in itertools.pairwise(tail)]
    body = flesh(bones, 0.035, mirror=False, size=0.12, deep=0.0012)
    return [_tabby(body, coat) if striped else body, *cat_head(coat, bib, striped, rng, (0.0, 0.385, 0.05))]


def _tabby(body: Solid, coat: str) -> Solid:
    own = body.finish.tint
    dark = np.array(ink(coat), np.float32) * 0.55

    def tint(p: Points) -> NDArray[np.float32]:
        base = own(p) if own else np.zeros((len(p[0]), 3), np.float32)
        wave = np.sin(p[1] * 110 + 7 * np.abs(p[0]) / 0.1 + 0.9 * solid_grain(p, 0.15))
        line = np.clip((wave - 0.25) * 2.2, 0, 1)[:, None] * 0.55 * (p[2] < 0.2)[:, None]
        pale = np.clip((base.mean(1) - float(ink(coat)[1])) * 4, 0, 1)[:, None]
        return np.asarray(base + (dark - base) * line * (1 - pale), np.float32)

    return replace(body, finish=replace(body.finish, tint=tint))


def cat_head(coat: str, bib: str, striped: bool, rng: _Random, at: Triple) -> list[Solid]:
    """A cat's head (17 cm across the cheeks) facing +z, its middle at `at`."""
    iris = ink(("#8fae3f", "#d0a02c", "#5f9ab0")[int(rng.integers(3))])
    skull = [
        egg((0.082, 0.07, 0.07), fur(coat, 0.1)),
        egg((0.045, 0.03, 0.035), fur(coat, 0.1), (0.048, -0.03, 0.03)),
        egg((0.045, 0.03, 0.035), fur(coat, 0.1), (-0.048, -0.03, 0.03)),
        egg((0.024, 0.021, 0.022), fur(bib, 0.1), (0.0165, -0.027, 0.066)),
        egg((0.024, 0.021, 0.022), fur(bib, 0.1), (-0.0165, -0.027, 0.066)),
        egg((0.018, 0.018, 0.018), fur(bib, 0.1), (0, -0.047, 0.055)),
        limb((0, 0.02, 0.06), (0, -0.012, 0.078), 0.018, 0.014, fur(coat, 0.1)),
    ]
    head = blend(skull, 0.022, fur("#888888", 0.1, 0.001))
    solids = [
        _tabby(head, coat) if striped else head,
        egg((0.0115, 0.008, 0.007), Finish(ink("#b87f78"), gloss=0.4), (0, -0.011, 0.091)),
    ]
    for s in (1, -1):
        ear = blend(
            [
                limb((s * 0.045, 0.05, 0), (s * 0.068, 0.112, -0.005), 0.031, 0.006, fur(coat, 0.1)),
                limb((s * 0.06, 0.04, 0), (s * 0.068, 0.112, -0.005), 0.025, 0.005, fur(coat, 0.1)),
            ],
            0.012,
            fur(coat, 0.1, 0.001),
        )
        inner = limb(
            (s * 0.05, 0.056, 0.021), (s * 0.065, 0.098, 0.009), 0.016, 0.004, Finish(ink("#c99a8d"), fuzz=0.3)
        )
        eye = egg((0.0185, 0.0165, 0.0125), Finish(iris, gloss=1.4, shine=50), (s * 0.036, 0.009, 0.061))
        pupil = egg((0.0075, 0.0145, 0.006), EYE, (s * 0.0362, 0.009, 0.0695))
        solids += [ear, inner, eye, pupil]
        whisker = Finish(ink("#e9e4da"))
        solids += [
            limb((s * 0.026, -0.026 - 0.006 * k, 0.08), (s * 0.115, -0.012 - 0.022 * k, 0.07), 0.0011, 0.0005, whisker)
            for k in range(3)
        ]
    return [put(solid, at) for solid in solids]


def rabbit(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A rabbit sitting up a little, ears high."""
    c = next((COLOURS[w] for w in sorted(words) if w in COLOURS), "#9a7d60")
    bones: list[Bone] = [
        ((-0.08, 0.1, 0), (0.05, 0.11, 0), 0.095, 0.07, c),
        ((0.05, 0.11, 0), (0.1, 0.19, 0), 0.062, 0.05, c),
        ((0.1, 0.215, 0), (0.15, 0.2, 0), 0.052, 0.034, c),
        ((-0.07, 0.07, 0.06), (0.0, 0.04, 0.075), 0.065, 0.03, c),
        ((0.0, 0.02, 0.07), (0.06, 0.018, 0.07), 0.024, 0.02, c),
        ((0.07, 0.1, 0.035), (0.1, 0.02, 0.035), 0.026, 0.02, c),
        ((0.1, 0.018, 0.035), (0.125, 0.016, 0.035), 0.02, 0.017, c),
        ((0.05, 0.07, 0), (0.08, 0.14, 0), 0.04, 0.03, "#e0d3be"),
    ]
    ears = [
        put(egg((0.012, 0.072, 0.024), fur(c, 0.1), (0, 0.06, 0)), (0.085, 0.25, s * 0.022), (s * 12, 0, 14))
        for s in (1, -1)
    ]
    inner = [
        put(
            egg((0.008, 0.055, 0.014), fur("#cfa394", 0.1), (0.008, 0.06, 0)), (0.085, 0.25, s * 0.022), (s * 12, 0, 14)
        )
        for s in (1, -1)
    ]
    return [
        flesh(bones, 0.04, size=0.12, deep=0.0015),
        *ears,
        *inner,
        *eyes((0.128, 0.227, 0.038), 0.0105),
        egg((0.035, 0.035, 0.035), fur("#ece4d4", 0.1, 0.003), (-0.175, 0.1, 0)),
        egg((0.008, 0.006, 0.008), fur("#b08478"), (0.184, 0.205, 0)),
    ]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {"cat": (cat, Pose(-14, 8)), "rabbit": (rabbit, Pose(-34, 8))}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a small animal and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 113)), pose
