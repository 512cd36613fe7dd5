"""Heads of dog, fox, wolf, lion and bear for portraits, facing +z; the unit is half the height of a face."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.providers.local.things.flesh import EYE, fur
from app.providers.local.things.pattern import ink
from app.providers.local.things.solid import Finish, Solid, blend, egg, limb
from app.providers.local.things.words import COLOURS

_GLINT = Finish((1.0, 1.0, 1.0), gloss=0.0, lamp=(0.25, 0.25, 0.25))


@dataclass(frozen=True)
class Muzzle:
    """Measures and colours of a head with a muzzle."""

    coat: str
    pale: str
    nose: str
    iris: str
    skull: tuple[float, float, float]
    snout: tuple[float, float, float]
    cheek: float
    eye: float
    apart: float
    ear: str
    ruff: float = 0.0
    mane: str = ""


_HEADS: dict[str, Muzzle] = {
    "dog": Muzzle(
        "#b07f48",
        "#e6d2ac",
        "#1f1a19",
        "#5a3a20",
        (0.74, 0.74, 0.74),
        (0.42, 1.02, 0.28),
        0.34,
        0.135,
        0.33,
        "flop",
        0.4,
    ),
    "fox": Muzzle(
        "#c2662c",
        "#f1e8da",
        "#1f1a19",
        "#b5802c",
        (0.74, 0.62, 0.66),
        (0.22, 1.12, 0.15),
        0.46,
        0.125,
        0.36,
        "tall",
        0.9,
    ),
    "wolf": Muzzle(
        "#7d7f82",
        "#d9d6cf",
        "#1f1a19",
        "#c9a03a",
        (0.76, 0.66, 0.72),
        (0.32, 1.15, 0.21),
        0.48,
        0.125,
        0.36,
        "tall",
        1.0,
    ),
    "lion": Muzzle(
        "#c39a5c",
        "#e3d2ad",
        "#6d4038",
        "#b5802c",
        (0.80, 0.78, 0.74),
        (0.42, 0.86, 0.34),
        0.42,
        0.14,
        0.38,
        "round",
        0.3,
        mane="#7d4f28",
    ),
    "bear": Muzzle(
        "#5b402c",
        "#a5825f",
        "#1f1a19",
        "#3a2418",
        (0.86, 0.76, 0.78),
        (0.38, 0.95, 0.28),
        0.48,
        0.11,
        0.36,
        "round",
        0.6,
    ),
}


def _ears(m: Muzzle, coat: Finish, inner: Finish) -> list[Solid]:
    solids: list[Solid] = []
    for s in (-1, 1):
        if m.ear == "flop":
            solids.append(
                blend(
                    [
                        limb((s * 0.62, 0.62, -0.05), (s * 0.90, 0.15, 0.05), 0.16, 0.22, coat),
                        limb((s * 0.90, 0.15, 0.05), (s * 0.90, -0.42, 0.12), 0.22, 0.16, coat),
                    ],
                    0.15,
                    coat,
                )
            )
        elif m.ear == "round":
            solids += [
                egg((0.25, 0.25, 0.12), coat, (s * 0.66, 0.72, -0.12)),
                egg((0.16, 0.16, 0.07), inner, (s * 0.66, 0.71, -0.02)),
            ]
        else:
            tall = 1.18
            tip = (s * 0.70, tall, -0.14)
            solids.append(
                blend(
                    [
                        limb((s * 0.40, 0.55, -0.1), tip, 0.2, 0.035, coat),
                        limb((s * 0.64, 0.40, -0.1), tip, 0.2, 0.035, coat),
                    ],
                    0.1,
                    coat,
                )
            )
            solids.append(limb((s * 0.51, 0.60, 0.09), (s * 0.67, tall - 0.2, -0.06), 0.12, 0.025, inner))
    return solids


def _eyes(m: Muzzle) -> list[Solid]:
    solids: list[Solid] = []
    lid = Finish(ink("#2a2019"))
    for s in (-1, 1):
        x, y, z, r = s * m.apart, 0.10, m.skull[2] * 0.84, m.eye
        solids += [
            egg((r * 1.16, r * 1.04, r * 0.6), lid, (x, y, z + r * 0.02), (0, s * 18, s * 10)),
            egg((r, r * 0.9, r * 0.62), Finish(ink(m.iris), gloss=0.7, shine=50), (x, y, z + r * 0.12)),
        ]
        solids += [
            egg((r * 0.55, r * 0.55, r * 0.34), EYE, (x, y, z + r * 0.54)),
            egg((r * 0.15, r * 0.17, r * 0.1), _GLINT, (x - r * 0.26, y + r * 0.34, z + r * 0.72)),
        ]
    return solids


def _head(m: Muzzle) -> list[Solid]:
    coat, pale, plain = fur(m.coat, 0.7), fur(m.pale, 0.7), fur("#888888", 0.9, 0.012)
    a, b, c = m.skull
    wide, out, tip = m.snout
    z = c * 0.5 + out * 0.5
    parts = [
        egg((a, b, c), coat, (0, 0.12, 0)),
        limb((0, 0.12, c * 0.62), (0, -0.12, z), wide * 0.7, tip, coat),
        limb((0, -0.34, c * 0.45), (0, -0.30, z * 0.98), wide * 0.8, tip * 0.95, pale),
        limb((0, -0.46, c * 0.4), (0, -0.47, z * 0.82), wide * 0.5, tip * 0.6, pale),
    ]
    for s in (-1, 1):
        parts += [
            egg(
                (m.cheek * 0.8, m.cheek * 0.66, m.cheek * 0.8), pale if m.ruff > 0.8 else coat, (s * 0.46, -0.25, 0.16)
            ),
            egg((tip * 0.9, tip * 0.72, tip * 0.9), pale, (s * tip * 0.52, -0.30, z * 0.97)),
        ]
    nose = Finish(ink(m.nose), gloss=1.0, shine=30)
    top = (-0.12 + tip * 0.32, z + tip * 0.9)
    solids = [
        blend(parts, 0.18, plain),
        blend(
            [
                egg((tip * 0.50, tip * 0.32, tip * 0.3), nose, (0, top[0], top[1])),
                egg((tip * 0.2, tip * 0.3, tip * 0.2), nose, (0, top[0] - tip * 0.3, top[1] - 0.01)),
            ],
            0.05,
            nose,
        ),
    ]
    dark = Finish(ink("#2c211c"))
    solids += [limb((0, top[0] - tip * 0.45, z + tip * 0.80), (0, -0.42, z + tip * 0.62), 0.012, 0.012, dark)]
    solids += [limb((0, -0.42, z + tip * 0.66), (s * tip * 0.95, -0.48, z * 0.9), 0.014, 0.008, dark) for s in (-1, 1)]
    return [*solids, *_eyes(m), *_ears(m, coat, fur(m.pale, 0.5))]


def _shoulders(m: Muzzle) -> list[Solid]:
    coat, pale, plain = fur(m.coat, 1.0), fur(m.pale, 1.0), fur("#888888", 1.4, 0.02)
    neck = [
        limb((0, -0.3, -0.35), (0, -1.5, -0.45), 0.62, 0.85, coat),
        limb((0, -1.5, -0.45), (0, -3.2, -0.5), 0.9, 1.15, coat),
        limb((0, -0.9, 0.05), (0, -2.4, 0.2), 0.42, 0.6, pale),
    ]
    neck += [egg((0.24, 0.34, 0.24), pale, (s * 0.55 * m.ruff, -0.75, 0.0), (0, 0, s * 30)) for s in (-1, 1)]
    solids = [blend(neck, 0.25, plain)]
    if m.mane:
        hair = fur(m.mane, 1.6, 0.03)
        tufts = [
            egg(
                (0.5, 0.42, 0.36),
                hair,
                (1.0 * float(np.sin(t)), 0.08 + 1.02 * float(np.cos(t)), -0.3 - 0.12 * (k % 2)),
                (0, 0, -float(np.degrees(t))),
            )
            for k, t in enumerate(np.linspace(-2.7, 2.7, 17))
        ]
        solids.append(blend([*tufts, egg((0.95, 1.1, 0.5), hair, (0, -1.2, -0.35))], 0.2, hair))
    return solids


def _maker(kind: str) -> Callable[[frozenset[str], np.random.Generator], list[Solid]]:
    def make(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
        m = _HEADS[kind]
        coats = {"dog": ("#b07f48", "#5a3d28", "#d9b878", "#3a3533")}
        code = next((COLOURS[w] for w in sorted(words) if w in COLOURS), None)
        code = code or coats.get(kind, (m.coat,))[int(rng.integers(len(coats.get(kind, (m.coat,)))))]
        pale = "#3f3a37" if code in ("#2b2928", COLOURS["black"]) else m.pale
        chosen = replace(m, coat=code, pale=pale)
        return [*_head(chosen), *_shoulders(chosen)]

    return make


MAKERS = {kind: _maker(kind) for kind in _HEADS}
