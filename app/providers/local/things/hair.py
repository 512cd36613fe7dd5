"""Hair and beards of the heads that sit for portraits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.plate import Gray
from app.providers.local.things.flesh import tube
from app.providers.local.things.pattern import grain
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    blend,
    carve,
    egg,
    limb,
    meet,
    put,
)
from app.providers.local.things.sprite import Triple


def strands(colour: Triple, high: float = 0.022) -> Finish:
    """Hair: combed streaks of light and dark, with relief."""
    base = np.array(colour, np.float32)

    def comb(p: Points) -> Gray:
        turn = np.arctan2(p[0], p[2] + 0.12)
        return grain(turn * np.float32(0.62), p[1] * np.float32(0.035) + 0.1 * np.abs(turn))

    def tint(p: Points) -> NDArray[np.float32]:
        return np.asarray(base * np.clip(1 + 0.2 * comb(p), 0.4, 1.7)[:, None], np.float32)

    return Finish(tint=tint, gloss=0.3, shine=12, fuzz=0.25, bump=lambda p: comb(p) * np.float32(high * 0.5))


def hollow(solid: Solid, hole: Solid, soft: float) -> Solid:
    """`solid` without `hole`, the edge rounded over `soft` (a smooth maximum)."""
    outer, inner = carve(solid, put(hole, (0, 50, 0))), meet(hole, hole)

    def distance(p: Points) -> Gray:
        a, b = outer.field(p), -inner.field(p)
        h = np.maximum(soft - np.abs(a - b), 0)
        return np.asarray(np.maximum(a, b) + h * h * (0.25 / soft), np.float32)

    return replace(outer, field=distance)


def _hair_cap(hair: Finish, low: float, fringe: float) -> Solid:
    """Hair lying on the skull, open for the face; `low` is how far down the back it comes."""
    cap = blend(
        [egg((0.88, 0.93, 0.96), hair, (0, 0.30, -0.16)), egg((0.82, 0.5, 0.62), hair, (0, low, -0.34))], 0.2, hair
    )
    opening = blend(
        [egg((0.60, 0.78, 0.8), hair, (0.05, fringe, 0.72)), egg((0.5, 0.5, 0.8), hair, (0, -0.6, 0.6))], 0.2, hair
    )
    return hollow(cap, opening, 0.12)


def hairdo(kind: str, colour: Triple, rng: np.random.Generator) -> list[Solid]:
    hair = strands(colour)
    if kind == "woman":
        return _long_hair(hair, rng)
    if kind == "child":
        bob = [limb((s * 0.74, 0.2, -0.08), (s * 0.72, -0.5, -0.02), 0.2, 0.22, hair) for s in (-1, 1)]
        bangs = [
            limb((x * 0.5, 0.98, 0.35), (x, 0.50 + 0.04 * abs(x), 0.74 - 0.4 * x * x), 0.15, 0.1, hair)
            for x in (-0.5, -0.25, 0.0, 0.25, 0.5)
        ]
        return [blend([_hair_cap(hair, -0.2, 0.0), *bob, *bangs], 0.12, hair)]
    if kind == "old woman":
        return [blend([_hair_cap(hair, -0.1, -0.06), egg((0.36, 0.3, 0.34), hair, (0, 1.2, -0.3))], 0.1, hair)]
    if kind == "old man":
        sides = [egg((0.13, 0.36, 0.5), hair, (s * 0.70, 0.10, -0.36)) for s in (-1, 1)]
        return [*sides, *_beard(hair, 0.5)]
    cap = blend(
        [
            _hair_cap(hair, -0.02, -0.06),
            *(limb((-0.5 + 0.2 * k, 0.95, 0.42), (-0.15 + 0.22 * k, 1.06, 0.5), 0.16, 0.13, hair) for k in range(4)),
        ],
        0.14,
        hair,
    )
    return [cap, *(_beard(strands(colour, 0.03), 0.16) if rng.random() < 0.45 else [])]


def _long_hair(hair: Finish, rng: np.random.Generator) -> list[Solid]:
    if rng.random() < 0.4:
        bun = egg((0.42, 0.38, 0.42), hair, (0.1, 1.12, -0.5))
        wisps = [limb((s * 0.70, 0.35, 0.2), (s * 0.75, -0.15, 0.16), 0.1, 0.02, hair) for s in (-1, 1)]
        return [blend([_hair_cap(hair, -0.12, -0.02), *wisps], 0.1, hair), bun]
    locks: list[Solid] = []
    for s in (-1, 1):
        locks += tube(
            [
                (s * 0.55, 0.85, 0.25),
                (s * 0.80, 0.2, 0.1),
                (s * 0.80, -0.6, -0.02),
                (s * 0.92, -1.3, 0.1),
                (s * 0.74, -2.0, 0.36),
            ],
            0.2,
            0.12,
            hair,
            0.12,
            2,
        )
        locks += tube(
            [(s * 0.4, 0.7, -0.5), (s * 0.84, -0.3, -0.4), (s * 0.98, -1.2, -0.3), (s * 0.9, -1.9, -0.1)],
            0.3,
            0.18,
            hair,
            0.1,
            2,
        )
    return [blend([_hair_cap(hair, -0.4, -0.02), *locks], 0.14, hair)]


def _beard(hair: Finish, full: float) -> list[Solid]:
    parts = [
        egg((0.56, 0.40, 0.5), hair, (0, -0.70, 0.16)),
        egg((0.34, 0.28 + full * 0.6, 0.28), hair, (0, -0.86 - full * 0.5, 0.38)),
    ]
    beard = hollow(blend(parts, 0.2, hair), egg((0.30, 0.17, 0.5), hair, (0, -0.52, 0.75)), 0.08)
    lip = [limb((s * 0.03, -0.41, 0.86), (s * 0.27, -0.50, 0.70), 0.055, 0.03, hair) for s in (-1, 1)]
    return [beard, blend(lip, 0.05, hair)]
