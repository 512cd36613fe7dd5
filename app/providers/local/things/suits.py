"""A robot and an astronaut, in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.providers.local.numeric import random
from app.providers.local.things.flesh import tube
from app.providers.local.things.pattern import ink, mottled
from app.providers.local.things.people import cloth
from app.providers.local.things.solid import Finish, Solid, blend, box, drum, egg, limb, put, ring
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_Random = np.random.Generator


def robot(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A friendly tin robot with lit eyes."""
    paint = choose(words, ("#7f9aa3", "#c9773a", "#8a9a6a")[int(rng.integers(3))])
    tin, dark = Finish(tint=mottled(paint, 0.8, 0.07), gloss=0.8, shine=30), Finish(ink("#3a3f45"), gloss=0.5, shine=24)
    glow = Finish(ink("#ffd98a"), gloss=0.6, lamp=(0.9, 0.7, 0.3))
    solids = [
        box((0.34, 0.36, 0.24), tin, (0, 1.0, 0), soft=0.06),
        box((0.26, 0.2, 0.2), tin, (0, 1.62, 0), soft=0.05),
        drum(0.09, 0.09, 0.1, dark, (0, 1.35, 0)),
        box((0.2, 0.13, 0.03), dark, (0, 1.12, 0.24), soft=0.02),
        limb((0, 1.82, 0), (0, 2.02, 0), 0.018, 0.012, dark),
        egg((0.045, 0.045, 0.045), Finish(ink("#c8382f"), gloss=0.9, lamp=(0.9, 0.2, 0.15)), (0, 2.05, 0)),
        box((0.12, 0.018, 0.02), dark, (0, 1.52, 0.2)),
    ]
    solids += [
        egg((0.025, 0.025, 0.015), Finish(ink(c), gloss=0.8, lamp=(0.3, 0.25, 0.1)), (x, 1.12, 0.275))
        for x, c in ((-0.11, "#c8382f"), (0, "#e0b030"), (0.11, "#4a9a5a"))
    ]
    for s in (-1, 1):
        solids += [
            put(drum(0.078, 0.078, 0.03, dark, turn=(90, 0, 0)), (s * 0.11, 1.66, 0.19)),
            egg((0.055, 0.055, 0.03), glow, (s * 0.11, 1.66, 0.22)),
            put(drum(0.06, 0.04, 0.08, dark, turn=(0, 0, -s * 90)), (s * 0.25, 1.63, 0)),
            egg((0.1, 0.1, 0.1), dark, (s * 0.39, 1.26, 0)),
            *tube([(s * 0.42, 1.22, 0), (s * 0.52, 1.0, 0.03), (s * 0.5, 0.74, 0.12)], 0.055, 0.055, dark),
            egg((0.09, 0.1, 0.09), tin, (s * 0.5, 0.68, 0.14)),
            limb((s * 0.16, 0.66, 0), (s * 0.17, 0.16, 0.0), 0.075, 0.075, dark),
            box((0.13, 0.08, 0.19), tin, (s * 0.17, 0.08, 0.05), soft=0.04),
        ]
        solids += [ring(0.08, 0.02, tin, (s * 0.165, y, 0)) for y in (0.28, 0.4, 0.52)]
    return solids


def astronaut(words: frozenset[str], rng: _Random) -> list[Solid]:
    """An astronaut in a white suit with a golden visor."""
    suit = cloth(choose(words - {"golden", "gold"}, "#e9e6df"), 0.012, 6)
    grey, red = Finish(ink("#8a8d92"), gloss=0.4), Finish(ink("#b5382f"))
    solids = [
        blend(
            [
                limb((0, 0.98, 0), (0, 1.3, 0), 0.22, 0.25, suit),
                limb((-0.22, 1.4, 0), (0.22, 1.4, 0), 0.12, 0.12, suit),
            ],
            0.12,
            suit,
        ),
        egg((0.2, 0.215, 0.2), Finish(ink("#f0eee8"), gloss=0.7, shine=40), (0, 1.72, 0)),
        egg((0.165, 0.15, 0.1), Finish(ink("#b5822f"), gloss=1.6, shine=50), (0, 1.725, 0.125)),
        ring(0.17, 0.035, grey, (0, 1.54, 0)),
        box((0.24, 0.33, 0.12), Finish(ink("#d5d2cb"), gloss=0.2), (0, 1.32, -0.3), soft=0.06),
        box((0.13, 0.09, 0.05), grey, (0, 1.2, 0.25), soft=0.02),
        ring(0.235, 0.03, grey, (0, 0.98, 0)),
    ]
    for s in (-1, 1):
        elbow, hand = (s * 0.42, 1.12, 0.03), (s * 0.4, 0.86, 0.17)
        if s > 0 and words & {"waving", "hello"}:
            elbow, hand = (0.5, 1.42, 0.05), (0.55, 1.75, 0.1)
        arm = [limb((s * 0.27, 1.4, 0), elbow, 0.115, 0.095, suit), limb(elbow, hand, 0.095, 0.085, suit)]
        solids += [
            blend(arm, 0.05, suit),
            egg((0.085, 0.095, 0.085), grey, hand),
            put(ring(0.108, 0.018, red), ((s * 0.27 + elbow[0]) / 2, (1.4 + elbow[1]) / 2, 0.015), (0, 0, s * 28)),
            blend(
                [
                    limb((s * 0.13, 0.95, 0), (s * 0.15, 0.55, 0.05), 0.15, 0.125, suit),
                    limb((s * 0.15, 0.55, 0.05), (s * 0.15, 0.14, 0.0), 0.125, 0.115, suit),
                ],
                0.05,
                suit,
            ),
            egg((0.12, 0.09, 0.19), grey, (s * 0.15, 0.085, 0.05)),
        ]
    return solids


_MAKERS: dict[str, Callable[[frozenset[str], _Random], list[Solid]]] = {"robot": robot, "astronaut": astronaut}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a suited figure and how it is seen."""
    turn = float(random(seed, 131).uniform(14, 30)) * (1 if seed % 2 else -1)
    return _MAKERS[key](words, random(seed, 137)), Pose(turn, 4)
