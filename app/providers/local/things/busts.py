"""Heads and shoulders of people, modelled as an illustrator would: calm, simple, a little larger in the eye.

The unit is half the height of a face; the middle of the head is the origin, the face looks to +z.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.things.flesh import tube
from app.providers.local.things.hair import hairdo, hollow
from app.providers.local.things.march import Rays, nearest
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, mottled, rough, solid_grain
from app.providers.local.things.people import HAIRS, SKINS, cloth
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    Tint,
    blend,
    box,
    egg,
    limb,
    meet,
    put,
    put_all,
    ring,
)
from app.providers.local.things.sprite import Triple
from app.providers.local.things.words import choose

_EYES = ("#5a3a22", "#4f7a8a", "#5f7a4a", "#3a2a20")
_WHITE = Finish(ink("#f1ede6"), gloss=0.6, shine=50)
_GLINT = Finish((1.0, 1.0, 1.0), gloss=0.0, lamp=(0.25, 0.25, 0.25))
_DARK = Finish(ink("#1c1614"), gloss=0.6, shine=40)


@dataclass(frozen=True)
class Sitter:
    """Who sits: colours, the size of the eyes, and what marks age and sex."""

    skin: Triple
    hair: Triple
    iris: Triple
    dress: Triple
    eye: float = 0.18
    jaw: float = 0.60
    brow: float = 0.022
    lips: Triple = (0.70, 0.33, 0.31)
    kind: str = "woman"


def sitter(kind: str, words: frozenset[str], rng: np.random.Generator) -> Sitter:
    """A sitter of the kind, the rest from words ("red hair" cannot be told from a red dress) and the seed."""
    skin = ink(SKINS[int(rng.integers(len(SKINS)))])
    hair = ink(HAIRS[int(rng.integers(4 if max(skin) > 0.7 else 2))])
    dress = choose(words, ("#7d2f33", "#2f5068", "#4a5f45", "#b5803a", "#55406a")[int(rng.integers(5))])
    base = Sitter(skin, hair, ink(_EYES[int(rng.integers(4))]), dress, kind=kind)
    if kind == "child":
        return replace(base, eye=0.215, jaw=0.64, brow=0.02)
    if kind == "man":
        return replace(base, eye=0.165, jaw=0.69, brow=0.042, lips=(skin[0] * 0.86, skin[1] * 0.68, skin[2] * 0.66))
    if kind in ("old man", "old woman"):
        lips = (skin[0] * 0.84, skin[1] * 0.68, skin[2] * 0.66)
        return replace(base, hair=ink("#dcd9d2"), eye=0.155, jaw=0.66, brow=0.045, lips=lips)
    return base


def _skin(who: Sitter) -> Finish:
    base = np.array(who.skin, np.float32)
    rose = np.array((min(base[0] * 1.02, 1), base[1] * 0.72, base[2] * 0.68), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        cheek = np.exp(-(((np.abs(p[0]) - 0.42) / 0.24) ** 2 + ((p[1] + 0.26) / 0.2) ** 2)) * (p[2] > 0)
        nose = np.exp(-((p[0] / 0.12) ** 2 + ((p[1] + 0.24) / 0.12) ** 2)) * (p[2] > 0.6)
        warm = np.clip(0.40 * cheek + 0.25 * nose, 0, 0.8)[:, None]
        return np.asarray((base + (rose - base) * warm) * (1 + 0.012 * solid_grain(p, 0.5))[:, None], np.float32)

    return Finish(tint=tint, gloss=0.16, shine=16, fuzz=0.22)


def _front(head: Solid, x: float, y: float) -> float:
    """Where the face's surface stands at (x, y)."""
    ray = Rays(np.array([[x, y, 4.0]], np.float32), np.array([0, 0, -1], np.float32))
    reach, _ = nearest([head], ray, 0.002)
    return 4.0 - float(reach[0]) if np.isfinite(reach[0]) else 0.6


def face(who: Sitter) -> Solid:
    """Skull, jaw, cheekbones, nose, ears and neck as one skin."""
    skin = _skin(who)
    parts = [
        egg((0.78, 0.86, 0.86), skin, (0, 0.22, -0.1)),
        egg((who.jaw, 0.62, 0.62), skin, (0, -0.40, 0.06)),
        egg((0.22 * who.jaw / 0.6, 0.17, 0.2), skin, (0, -0.85, 0.40)),
        limb((0, 0.14, 0.70), (0, -0.17, 0.84), 0.05, 0.07, skin),
        egg((0.078, 0.066, 0.085), skin, (0, -0.215, 0.86)),
    ]
    for s in (-1, 1):
        parts += [
            egg((0.22, 0.17, 0.16), skin, (s * 0.38, -0.25, 0.44)),
            egg((0.05, 0.042, 0.06), skin, (s * 0.07, -0.245, 0.80)),
            egg((0.26, 0.09, 0.12), skin, (s * 0.32, 0.29, 0.62)),
        ]
    head = blend(parts, 0.15, skin)
    sockets = [egg((who.eye * 1.28, who.eye * 0.92, 0.13), skin, (s * 0.32, 0.06, 0.80)) for s in (-1, 1)]
    for socket in sockets:
        head = hollow(head, socket, 0.1)
    ears = [egg((0.075, 0.2, 0.13), skin, (s * 0.77, -0.03, -0.1), (0, s * -20, 0)) for s in (-1, 1)]
    neck = limb((0, -0.6, -0.18), (0, -1.75, -0.26), 0.36, 0.42, skin)
    return blend([head, *ears, neck], 0.09, skin)


def _eye(who: Sitter, head: Solid, side: int) -> list[Solid]:
    x, y, r = side * 0.32, 0.06, who.eye
    z = _front(head, x, y) - r * 0.62
    at = (x, y, z)
    skin = replace(_skin(who), tint=mottled((who.skin[0] * 0.93, who.skin[1] * 0.86, who.skin[2] * 0.84), 1.0, 0.01))
    upper = meet(
        egg((r * 1.13, r * 1.1, r * 1.13), skin, at),
        box((0.4, 0.2, 0.5), skin, (x, y + 0.2 + r * 0.33, z), (-12, 0, side * -5)),
    )
    lower = meet(
        egg((r * 1.06, r * 1.06, r * 1.06), skin, at),
        box((0.4, 0.2, 0.5), skin, (x, y - 0.2 - r * 0.56, z), (10, 0, side * 4)),
    )
    look = 0.04
    iris = egg(
        (r * 0.56, r * 0.56, r * 0.2),
        Finish(tint=_iris(who.iris, r * 0.56), gloss=0.5, shine=50),
        (x + look * 0.3, y + 0.012, z + r * 0.87),
    )
    pupil = egg((r * 0.26, r * 0.26, r * 0.12), _DARK, (x + look * 0.3, y + 0.012, z + r * 1.0))
    glint = egg((r * 0.12, r * 0.13, r * 0.06), _GLINT, (x + look * 0.3 - r * 0.2, y + 0.012 + r * 0.24, z + r * 1.08))
    lash = Finish(ink("#2a1e1a"))
    arc = [
        (x + side * r * u, y + r * (0.40 + 0.16 * (1 - u * u)) - 0.10 * r * u, z + r * (1.0 - 0.42 * u * u))
        for u in (-0.86, -0.4, 0.1, 0.6, 1.02)
    ]
    return [egg((r, r, r), _WHITE, at), upper, lower, iris, pupil, glint, *tube(arc, 0.011, 0.017, lash)]


def _iris(colour: Triple, radius: float) -> Tint:
    base = np.array(colour, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        out = np.sqrt(p[0] ** 2 + p[1] ** 2) / radius
        ray = 0.18 * np.sin(np.arctan2(p[1], p[0]) * 17)
        value = (1.25 + ray - 0.7 * np.clip((out - 0.72) * 4, 0, 1) - 0.3 * np.clip(p[1] / radius, -1, 1))[:, None]
        return np.asarray(base * value, np.float32)

    return tint


def _features(who: Sitter, head: Solid) -> list[Solid]:
    lip = Finish(who.lips, gloss=0.35, shine=24, fuzz=0.1)
    deep = Finish((who.lips[0] * 0.55, who.lips[1] * 0.45, who.lips[2] * 0.45))

    def on(x: float, y: float, lift: float) -> Triple:
        return x, y, _front(head, x, y) + lift

    wide = 0.215 if who.kind != "child" else 0.18
    top = [
        on(-wide, -0.478, -0.018),
        on(-0.07, -0.49, -0.006),
        on(0, -0.503, -0.008),
        on(0.07, -0.49, -0.006),
        on(wide, -0.478, -0.018),
    ]
    low = [
        on(-wide * 0.85, -0.515, -0.02),
        on(-0.08, -0.585, 0.0),
        on(0.08, -0.585, 0.0),
        on(wide * 0.85, -0.515, -0.02),
    ]
    seam = [
        on(-wide * 1.06, -0.470, 0.006),
        on(-0.09, -0.531, 0.022),
        on(0.09, -0.531, 0.022),
        on(wide * 1.06, -0.470, 0.006),
    ]
    solids = [
        blend(tube(top, 0.015, 0.015, lip, 0.016), 0.02, lip),
        blend(tube(low, 0.018, 0.018, lip, 0.024), 0.02, lip),
        *tube(seam, 0.006, 0.006, deep, 0.006),
    ]
    nostril = Finish((who.skin[0] * 0.5, who.skin[1] * 0.35, who.skin[2] * 0.3))
    return [*solids, *(egg((0.022, 0.012, 0.016), nostril, on(s * 0.05, -0.272, -0.010)) for s in (-1, 1))]


def _brows(who: Sitter, head: Solid) -> list[Solid]:
    hair = Finish((who.hair[0] * 0.8, who.hair[1] * 0.78, who.hair[2] * 0.76), fuzz=0.2)
    solids: list[Solid] = []
    for s in (-1, 1):
        places = ((0.16, 0.315), (0.28, 0.345), (0.42, 0.345), (0.54, 0.29))
        arc = [(s * x, y, _front(head, s * x, y) + 0.003) for x, y in places]
        solids.append(blend(tube(arc, who.brow, who.brow * 0.45, hair), 0.02, hair))
    return solids


def _clothes(who: Sitter, rng: np.random.Generator) -> list[Solid]:
    wool = replace(cloth(who.dress), bump=rough(1.4, 0.004))
    torso = blend(
        [
            limb((-0.98, -2.15, -0.28), (0.98, -2.15, -0.28), 0.40, 0.40, wool),
            egg((1.28, 1.3, 0.74), wool, (0, -3.0, -0.2)),
            *(limb((s * 1.15, -2.2, -0.28), (s * 1.4, -3.6, -0.2), 0.4, 0.42, wool) for s in (-1, 1)),
            limb((0, -1.7, -0.27), (0, -1.95, -0.27), 0.5, 0.66, wool),
        ],
        0.3,
        wool,
    )
    if who.kind in ("man", "old man"):
        shirt, lapel = cloth(ink("#e9e3d6")), cloth((who.dress[0] * 0.8, who.dress[1] * 0.8, who.dress[2] * 0.8))
        return [
            hollow(torso, egg((0.34, 0.75, 0.6), wool, (0, -1.75, 0.5)), 0.1),
            limb((0, -1.52, -0.14), (0, -2.7, 0.16), 0.45, 0.34, shirt),
            *tube([(0.0, -1.72, 0.42), (0.02, -2.2, 0.56), (0, -2.7, 0.62)], 0.07, 0.13, lapel),
        ]
    neckline = hollow(torso, egg((0.56, 0.62, 0.8), wool, (0, -1.66, 0.34)), 0.1)
    skin = _skin(who)
    chest = blend(
        [
            limb((-0.5, -2.12, -0.2), (0.5, -2.12, -0.2), 0.36, 0.36, skin),
            limb((0, -1.5, -0.24), (0, -2.0, -0.2), 0.4, 0.44, skin),
        ],
        0.2,
        skin,
    )
    pearl = Finish(ink("#efe8da"), gloss=0.9, shine=40)
    beads = [
        egg(
            (0.05, 0.05, 0.05),
            pearl,
            (0.52 * float(np.sin(a)), -1.72 - 0.16 * float(np.cos(a)), -0.22 + 0.5 * float(np.cos(a))),
        )
        for a in np.linspace(-1.5, 1.5, 19)
    ]
    return [neckline, chest, *(beads if who.kind == "woman" else [])]


def bust(kind: str, words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """Head and shoulders of a woman, man, child, old man or old woman."""
    who = sitter(kind, words, rng)
    head = face(who)
    clothes = put_all(_clothes(who, rng), (0, 0.36, 0))
    solids = [
        head,
        *_eye(who, head, -1),
        *_eye(who, head, 1),
        *_features(who, head),
        *_brows(who, head),
        *hairdo(who.kind, who.hair, rng),
        *clothes,
    ]
    if kind.startswith("old"):
        rim = Finish(ink("#8f7440"), gloss=0.9, shine=40)
        z = _front(head, 0.32, 0.0) + 0.08
        solids += [put(ring(0.235, 0.016, rim), (s * 0.32, 0.04, z), (90, 0, 0)) for s in (-1, 1)] + [
            limb((-0.09, 0.08, z), (0.09, 0.08, z), 0.016, 0.016, rim),
            *(limb((s * 0.55, 0.08, z), (s * 0.8, 0.05, -0.1), 0.014, 0.014, rim) for s in (-1, 1)),
        ]
    if kind == "man" and words & {"hat", "cap"}:
        felt = cloth(who.dress)
        solids += put_all(
            [lathe(smooth([(0.0, 0.0), (1.35, 0.0), (1.35, 0.05), (0.9, 0.08), (0.84, 0.6), (0.0, 0.7)]), felt)],
            (0, 0.75, -0.12),
            (-8, 0, 0),
        )
    return solids
