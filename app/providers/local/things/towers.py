"""Towers: the lighthouse with its keeper's house, and things that share its masonry."""

from __future__ import annotations

import numpy as np

from app.providers.local.things.outline import lathe
from app.providers.local.things.pattern import bands, ink, ridged
from app.providers.local.things.roofs import gable
from app.providers.local.things.solid import Finish, Solid, box, drum, egg, limb, put, ring
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_WARM = (1.0, 0.72, 0.34)
_IRON = Finish(ink("#2b2f36"), gloss=0.35, shine=18)


def lighthouse(strong: Triple) -> list[Solid]:
    """A banded tower 16 m tall on a plinth, with gallery, lantern and dome; the keeper's house at its foot."""
    pale = ink("#f2ece0")
    paint = Finish(tint=bands([pale, strong, pale, strong, pale], [2.7, 5.2, 7.7, 10.2], weather=0.05), gloss=0.12)
    stone = Finish(ink("#8d8578"), gloss=0.03)
    profile = [
        (0.0, 0.0),
        (2.05, 0.0),
        (1.95, 1.2),
        (1.72, 4.0),
        (1.52, 7.5),
        (1.4, 10.6),
        (1.42, 11.3),
        (1.85, 12.0),
        (0.0, 12.0),
    ]
    return [
        drum(2.5, 2.3, 0.7, stone),
        lathe(tuple(profile), paint),
        drum(2.05, 2.05, 0.22, _IRON, (0.0, 12.0, 0.0)),
        *_rail(1.98, 12.2, 0.85, 14),
        drum(1.15, 1.15, 0.5, Finish(strong, gloss=0.2), (0.0, 12.2, 0.0)),
        drum(0.95, 0.95, 1.65, Finish((0.5, 0.56, 0.6), gloss=0.9, shine=60, lamp=(1.5, 1.15, 0.6)), (0.0, 12.7, 0.0)),
        *(limb((x, 12.7, z), (x, 14.4, z), 0.05, 0.05, _IRON) for x, z in _circle(1.0, 10)),
        ring(1.0, 0.06, _IRON, (0.0, 13.5, 0.0)),
        drum(1.28, 1.2, 0.2, Finish(strong, gloss=0.3), (0.0, 14.3, 0.0)),
        lathe(
            ((0.0, 14.5), (1.2, 14.5), (1.1, 14.85), (0.8, 15.25), (0.4, 15.55), (0.14, 15.7), (0.0, 15.7)),
            Finish(strong, gloss=0.5, shine=24),
        ),
        egg((0.17, 0.17, 0.17), _IRON, (0.0, 15.8, 0.0)),
        limb((0, 15.8, 0), (0, 16.7, 0), 0.05, 0.03, _IRON),
        *_tower_windows(),
        *_keepers_house(pale, strong),
    ]


def _circle(radius: float, count: int) -> list[tuple[float, float]]:
    angles = np.arange(count) * 2 * np.pi / count + 0.2
    return [(float(radius * np.sin(a)), float(radius * np.cos(a))) for a in angles]


def _rail(radius: float, foot: float, tall: float, posts: int) -> list[Solid]:
    solids = [ring(radius, 0.045, _IRON, (0.0, foot + tall * k, 0.0)) for k in (0.5, 1.0)]
    return solids + [limb((x, foot, z), (x, foot + tall, z), 0.04, 0.04, _IRON) for x, z in _circle(radius, posts)]


def _tower_windows() -> list[Solid]:
    pane = Finish(ink("#28323d"), gloss=0.8, shine=40, lamp=_WARM)
    frame = Finish(ink("#e9e2d2"))
    solids = []
    for y, radius, turn in ((4.2, 1.72, 10.0), (7.3, 1.55, -14.0), (10.0, 1.43, 8.0)):
        group = [box((0.3, 0.5, 0.12), frame, (0, y, radius)), box((0.2, 0.4, 0.16), pane, (0, y, radius))]
        solids += [put(s, turn=(0, turn, 0)) for s in group]
    door = [
        box((0.55, 1.0, 0.2), frame, (0, 1.4, 1.85)),
        box((0.42, 0.9, 0.25), Finish(ink("#4a3a2c")), (0, 1.3, 1.85)),
    ]
    return solids + [put(s, turn=(0, -30.0, 0)) for s in door]


def _keepers_house(pale: Triple, strong: Triple) -> list[Solid]:
    wall, roof = Finish(pale, gloss=0.04), Finish(strong, bump=ridged(1, 0.22, 0.05), gloss=0.06)
    pane = Finish(ink("#2a3440"), gloss=0.7, shine=40, lamp=_WARM)
    brick, x = Finish(ink("#9a5a45")), 4.9
    solids = [
        box((2.6, 1.35, 1.7), wall, (x, 1.35, 0)),
        put(gable(1.95, 1.5, 2.85, roof, turn=(0, 90, 0)), (x, 2.7, 0)),
        box((0.32, 0.7, 0.32), brick, (x + 1.6, 4.1, -0.3)),
        box((0.4, 1.0, 0.08), Finish(strong), (x, 1.0, 1.7)),
    ]
    solids += [box((0.42, 0.5, 0.08), pane, (x + dx, 1.6, 1.68)) for dx in (-1.5, 1.5)]
    solids += [box((0.05, 0.5, 0.1), wall, (x + dx, 1.6, 1.69)) for dx in (-1.5, 1.5)]
    return solids


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a tower and how it is seen."""
    return lighthouse(choose(words, "#b8342b")), Pose(yaw=-18, pitch=4)
