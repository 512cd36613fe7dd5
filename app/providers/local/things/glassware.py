"""Glass, candle and lantern; in metres, standing on y = 0."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.crockery import strap
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, mottled
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    drum,
    limb,
    put_all,
)
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose


def bottle(words: frozenset[str], seed: int) -> list[Solid]:
    """A wine bottle with a label."""
    base, label = choose(words, ("#1f3a26", "#2b1d16", "#24404a")[seed % 3]), np.array(ink("#e5d9b8"), np.float32)
    dark = np.array(base, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        paper = ((p[1] > 0.055) & (p[1] < 0.13) & (np.abs(np.arctan2(p[0], p[2]) - 0.2) < 1.15))[:, None]
        rule = ((np.abs(p[1] - 0.115) < 0.002) | (np.abs(p[1] - 0.08) < 0.001))[:, None]
        return np.asarray(np.where(paper, np.where(rule, label * 0.55, label), dark), np.float32)

    curve = smooth(
        [
            (0.0, 0.0),
            (0.036, 0.0),
            (0.0385, 0.01),
            (0.0385, 0.1),
            (0.0385, 0.17),
            (0.032, 0.2),
            (0.0165, 0.228),
            (0.014, 0.25),
            (0.0135, 0.295),
            (0.0, 0.297),
        ]
    )
    cork = Finish(ink("#6b1f24"), gloss=0.3)
    return [lathe(curve, Finish(tint=tint, gloss=1.1, shine=90)), drum(0.0155, 0.0155, 0.045, cork, (0, 0.254, 0))]


def glass(words: frozenset[str], seed: int) -> list[Solid]:
    """A stemmed glass of wine."""
    clear = Finish(ink("#c3cdd0"), gloss=1.0, shine=110, clear=0.82)
    wine = Finish(choose(words, "#6d1326"), gloss=0.7, shine=60)
    bowl = lathe(
        (
            (0.004, 0.08),
            (0.02, 0.087),
            (0.035, 0.105),
            (0.04, 0.13),
            (0.036, 0.165),
            (0.033, 0.185),
            (0.0315, 0.185),
            (0.034, 0.165),
            (0.038, 0.13),
            (0.033, 0.107),
            (0.019, 0.089),
            (0.0, 0.084),
        ),
        clear,
    )
    foot = lathe(
        (
            (0.0, 0.0),
            (0.034, 0.0),
            (0.033, 0.003),
            (0.006, 0.008),
            (0.0035, 0.03),
            (0.0035, 0.075),
            (0.006, 0.083),
            (0.0, 0.083),
        ),
        clear,
    )
    filled = lathe(((0.0, 0.085), (0.019, 0.09), (0.032, 0.107), (0.0375, 0.13), (0.0, 0.13)), wine)
    return [filled, foot, bowl]


def candle(words: frozenset[str], seed: int) -> list[Solid]:
    """A lit candle on a brass stick."""
    wax = Finish(tint=mottled(choose(words, "#efe3c6"), 0.2, 0.03), gloss=0.25, lamp=(0.16, 0.09, 0.03))
    brass = Finish(ink("#a9803c"), gloss=1.0, shine=40)
    stick = lathe(
        (
            (0.0, 0.0),
            (0.055, 0.0),
            (0.057, 0.006),
            (0.02, 0.014),
            (0.012, 0.03),
            (0.017, 0.045),
            (0.012, 0.06),
            (0.022, 0.08),
            (0.024, 0.086),
            (0.0, 0.086),
        ),
        brass,
    )
    flame = Finish((1.0, 0.8, 0.42), gloss=0, lamp=(1.5, 1.0, 0.45))
    fire = lathe(smooth([(0.0, 0.208), (0.006, 0.212), (0.0085, 0.222), (0.005, 0.238), (0.0, 0.256)]), flame)
    return [
        stick,
        drum(0.0135, 0.0125, 0.115, wax, (0, 0.084, 0)),
        limb((0, 0.198, 0), (0, 0.21, 0), 0.0012, 0.001, Finish((0.1, 0.08, 0.07))),
        fire,
    ]


def lantern(words: frozenset[str], seed: int) -> list[Solid]:
    """A storm lantern."""
    iron = Finish(choose(words, "#3a3d42"), gloss=0.5, shine=26)
    light = Finish((0.8, 0.66, 0.42), gloss=0.8, shine=60, lamp=(1.3, 0.85, 0.38))
    frame = [
        limb((x, 0.03, z), (x * 0.8, 0.2, z * 0.8), 0.005, 0.005, iron)
        for x in (-0.055, 0.055)
        for z in (-0.055, 0.055)
    ]
    arch = strap([(-0.05, 0.22), (-0.045, 0.29), (0.0, 0.32), (0.045, 0.29), (0.05, 0.22)], 0.004, iron)
    return [
        drum(0.08, 0.075, 0.03, iron),
        lathe(smooth([(0.0, 0.03), (0.045, 0.03), (0.056, 0.09), (0.04, 0.17), (0.036, 0.2), (0.0, 0.2)]), light),
        *frame,
        drum(0.065, 0.025, 0.05, iron, (0, 0.2, 0)),
        drum(0.02, 0.022, 0.02, iron, (0, 0.25, 0)),
        arch,
    ]


_MAKERS = {"bottle": bottle, "wine-glass": glass, "candle": candle, "lantern": lantern}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids, standing on y = 0 and turned a little by the seed, and how they are seen."""
    turn = float(random(seed, 67).uniform(-18, 18))
    return put_all(_MAKERS[key](words, seed), turn=(0.0, turn, 0.0)), Pose(pitch=14)
