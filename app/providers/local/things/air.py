"""Things that float in the air."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, striped
from app.providers.local.things.solid import Finish, Points, Solid, Tint, box, drum, limb, ring
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import aged, named

_GORES = 24
_SCHEMES = (
    ("#c23b32", "#e9d9b4"),
    ("#d98a2b", "#b5362f", "#f0d9a0"),
    ("#2f7f86", "#eadfc6"),
    ("#3b5aa0", "#d9a13a", "#f0e6d2"),
    ("#7c3f6e", "#e0a83e"),
    ("#c9503a", "#2f7d80"),
    ("#e0b23a", "#c9532f"),
)


def _gored(colours: list[str], words: frozenset[str], pattern: int) -> Tint:
    table = np.array([aged(ink(c), words) for c in colours], np.float32)
    count = len(table)

    def tint(p: Points) -> NDArray[np.float32]:
        turn = np.arctan2(p[0], p[2]) / (2 * np.pi) * _GORES + _GORES
        gore = np.floor(turn)
        row = np.floor((p[1] - 6) * 0.8)
        shift = (0 * row, row * (np.abs(row - 9) < 5), np.abs((gore % 8) - 4) + row)[pattern]
        step = (gore // (2 if pattern == 0 else 1) + shift).astype(np.int32)
        colour = table[step % count]
        colour = np.where((np.abs(p[1] - 14.4) < 0.55)[:, None] & (pattern == 0), table[-1] * 0.96, colour)
        seam = np.clip(1 - np.abs(turn - np.round(turn)) / 0.05, 0, 1) * 0.16
        return np.asarray(colour * (1 - seam)[:, None], np.float32)

    return tint


def _swell(p: Points) -> Gray:
    turn = np.arctan2(p[0], p[2]) * (_GORES / 2)
    return np.asarray(0.2 * np.abs(np.sin(turn)), np.float32)


_ENVELOPE = smooth(
    [
        (1.9, 4.6),
        (3.3, 6.3),
        (6.0, 9.6),
        (8.2, 12.8),
        (9.0, 16.0),
        (8.2, 19.6),
        (5.8, 22.4),
        (2.8, 23.8),
        (0.0, 24.2),
    ]
)


def balloon(words: frozenset[str], seed: int) -> list[Solid]:
    """A gored envelope 18 m across, skirt, burner and wicker basket."""
    rng = random(seed, 17)
    colours = named(words)
    scheme = list(_SCHEMES[int(rng.integers(len(_SCHEMES)))])
    if colours:
        scheme = [*colours, "#efe5d0"] if len(colours) == 1 else colours
    cloth = Finish(
        tint=_gored(scheme, words, int(rng.integers(3))),
        gloss=0.1,
        shine=9,
        fuzz=0.25,
        bump=_swell,
        lamp=(0.13, 0.065, 0.02),
    )
    skirt = Finish(ink("#3b3230"), gloss=0.05)
    wicker = Finish(tint=striped([ink("#8f6238"), ink("#75502c")], 0.13, axis=1), gloss=0.05)
    rim = Finish(ink("#4a2f1d"), gloss=0.2)
    solids = [
        lathe(((0.0, 4.6), *_ENVELOPE), cloth),
        drum(1.55, 1.95, 1.1, skirt, (0, 3.7, 0)),
        box((1.05, 0.75, 0.95), wicker, (0, 0.75, 0), soft=0.12),
        box((1.12, 0.12, 1.02), rim, (0, 1.5, 0), soft=0.1),
        drum(0.25, 0.25, 0.35, Finish(ink("#b9bcc0"), gloss=0.6, lamp=(1.6, 0.9, 0.35)), (0, 3.0, 0)),
        ring(0.7, 0.06, rim, (0, 3.0, 0)),
    ]
    solids += [
        limb((x, 1.5, z), (x * 1.6, 4.0, z * 1.6), 0.05, 0.05, rim) for x in (-0.95, 0.95) for z in (-0.85, 0.85)
    ]
    folk = Finish(ink("#38415a")), Finish(ink("#d9a884"))
    for x, shade in ((-0.45, 0), (0.35, 1)):
        solids += [
            limb((x, 1.4, 0.1), (x, 2.1, 0.1), 0.26, 0.2, folk[0] if shade else Finish(ink("#8a3f38"))),
            limb((x, 2.42, 0.1), (x, 2.5, 0.1), 0.17, 0.17, folk[1]),
        ]
    return solids


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of something airborne and how it is seen."""
    turn = float(random(seed, 23).uniform(0, 360))
    return balloon(words, seed), Pose(yaw=turn, pitch=-7)
