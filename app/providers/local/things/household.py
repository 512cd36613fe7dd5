"""Things of the house and garden: books, clocks, instruments, a skull, chairs, mushrooms, cacti; in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.flesh import tube
from app.providers.local.things.outline import board, lathe, smooth
from app.providers.local.things.pattern import ink, mottled, ridged, rough
from app.providers.local.things.solid import (
    Finish,
    Points,
    Solid,
    blend,
    box,
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
from app.providers.local.things.words import choose

_Random = np.random.Generator
_BRASS = Finish(ink("#b08a3f"), gloss=1.0, shine=40)
_DARK = Finish(ink("#241d19"), gloss=0.4, shine=30)


def _volume(at: Triple, turn: float, size: Triple, colour: Triple) -> list[Solid]:
    a, b, c = size
    cover = Finish(tint=mottled(colour, 0.3, 0.06), gloss=0.25, bump=rough(0.05, 0.0003))
    pages = Finish(ink("#e8dec5"), bump=ridged(1, 0.004, 0.0006))
    parts = [
        box((a, b * 0.86, c), pages, (0, b, 0)),
        box((a * 1.04, b * 0.12, c * 1.06), cover, (0, b * 0.12, 0)),
        box((a * 1.04, b * 0.12, c * 1.06), cover, (0, b * 1.88, 0)),
        box((a * 0.05, b, c * 1.06), cover, (-a, b, 0)),
        box((a * 0.07, b * 0.7, c * 0.12), _BRASS, (-a * 1.0, b, c * 0.55)),
        box((a * 0.07, b * 0.7, c * 0.12), _BRASS, (-a * 1.0, b, -c * 0.55)),
    ]
    return put_all(parts, at, (0, turn, 0))


def books(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A small stack of bound books."""
    first = choose(words, "#7a2f2a")
    return [
        *_volume((0, 0, 0), 78, (0.08, 0.019, 0.115), ink("#2f4a5f")),
        *_volume((0.008, 0.038, 0.004), 66, (0.075, 0.016, 0.105), first),
        *_volume((-0.004, 0.07, 0), 92, (0.066, 0.013, 0.096), ink("#5f6a3f")),
    ]


def clock(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A mantel clock in wood with a brass bezel, ten past ten."""
    wood = Finish(tint=mottled(choose(words, "#6b4128"), 0.15, 0.12), gloss=0.5, shine=34)

    def dial(p: Points) -> NDArray[np.float32]:
        radius, turn = np.sqrt(p[0] ** 2 + p[2] ** 2), np.arctan2(p[0], p[2]) / (2 * np.pi)
        hour, minute = (
            np.abs(turn * 12 - np.round(turn * 12)) / 12 * 6.28 * radius,
            np.abs(turn * 60 - np.round(turn * 60)) / 60 * 6.28 * radius,
        )
        mark = (
            ((radius > 0.047) & (radius < 0.058) & (hour < 0.0018))
            | ((radius > 0.0605) & (radius < 0.063) & (minute < 0.0007))
            | (np.abs(radius - 0.0595) < 0.0005)
        )
        return np.where(mark[:, None], np.array((0.12, 0.1, 0.09), np.float32), np.array((0.93, 0.9, 0.82), np.float32))

    outline = [
        (-0.105, 0.02),
        (0.105, 0.02),
        (0.105, 0.13),
        *((0.105 * float(np.cos(a)), 0.13 + 0.105 * float(np.sin(a))) for a in np.linspace(0.15, np.pi - 0.15, 14)),
        (-0.105, 0.13),
    ]
    face = put(drum(0.068, 0.068, 0.006, Finish(tint=dial, gloss=0.15), turn=(90, 0, 0)), (0, 0.135, 0.048))
    hands = [
        put(limb((0, 0, 0), (0, long, 0), 0.0022, 0.001, _DARK), (0, 0.135, 0.057), (0, 0, -turn))
        for long, turn in ((0.036, 305), (0.053, 60))
    ]
    return [
        board(tuple(outline), 0.05, wood, soft=0.008),
        box((0.125, 0.012, 0.065), wood, (0, 0.012, 0), soft=0.004),
        face,
        put(ring(0.07, 0.0055, _BRASS), (0, 0.135, 0.053), (90, 0, 0)),
        *hands,
        egg((0.004, 0.004, 0.004), _BRASS, (0, 0.135, 0.058)),
    ]


def skull(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A skull, as in a vanitas."""
    bone = Finish(tint=mottled(choose(words, "#ddcfae"), 0.12, 0.09), gloss=0.25, bump=rough(0.06, 0.0006))
    head = blend(
        [
            egg((0.07, 0.068, 0.085), bone, (0, 0.125, -0.015)),
            egg((0.052, 0.045, 0.045), bone, (0, 0.075, 0.035)),
            egg((0.04, 0.024, 0.03), bone, (0, 0.034, 0.045)),
            *(egg((0.022, 0.014, 0.02), bone, (s * 0.048, 0.078, 0.042)) for s in (-1, 1)),
        ],
        0.03,
        bone,
    )
    for s in (-1, 1):
        head = carve(head, egg((0.021, 0.0195, 0.035), bone, (s * 0.027, 0.101, 0.07)))
    head = carve(
        head,
        blend(
            [
                limb((0, 0.083, 0.075), (0.008, 0.064, 0.085), 0.006, 0.007, bone),
                limb((0, 0.083, 0.075), (-0.008, 0.064, 0.085), 0.006, 0.007, bone),
            ],
            0.006,
            bone,
        ),
    )
    teeth = [
        egg(
            (0.0047, 0.0085, 0.005),
            Finish(ink("#ebe3cc"), gloss=0.5),
            (0.037 * float(np.sin(a)), y, 0.04 + 0.036 * float(np.cos(a))),
        )
        for a in np.linspace(-1.0, 1.0, 9)
        for y in (0.040, 0.024)
    ]
    pits = [egg((0.016, 0.016, 0.01), Finish(ink("#17120e")), (s * 0.027, 0.1, 0.046)) for s in (-1, 1)]
    return [head, *teeth, *pits]


def chair(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A rush-seated ladder-back chair."""
    wood = Finish(tint=mottled(choose(words, "#9a6a35"), 0.4, 0.1), gloss=0.3)
    rush = Finish(tint=mottled(ink("#c2a05c"), 0.1, 0.12), bump=ridged(0, 0.022, 0.004))
    solids = [box((0.22, 0.025, 0.2), rush, (0, 0.45, 0), soft=0.015)]
    for s in (-1, 1):
        solids += [
            limb((s * 0.2, 0, 0.18), (s * 0.2, 0.47, 0.18), 0.021, 0.023, wood),
            limb((s * 0.19, 0, -0.19), (s * 0.19, 0.5, -0.18), 0.02, 0.023, wood),
            limb((s * 0.19, 0.5, -0.18), (s * 0.2, 1.0, -0.25), 0.023, 0.018, wood),
            egg((0.022, 0.032, 0.022), wood, (s * 0.2, 1.02, -0.252)),
            limb((s * 0.2, 0.2, 0.18), (s * 0.19, 0.2, -0.18), 0.012, 0.012, wood),
            limb((s * 0.2, 0.32, 0.18), (s * 0.19, 0.32, -0.18), 0.012, 0.012, wood),
        ]
    solids += [
        box((0.19, 0.035, 0.009), wood, (0, y, -0.19 - 0.12 * (y - 0.5)), (-8, 0, 0), soft=0.007)
        for y in (0.62, 0.76, 0.91)
    ]
    return solids + [limb((-0.2, y, 0.18), (0.2, y, 0.18), 0.012, 0.012, wood) for y in (0.16, 0.28)]


def umbrella(words: frozenset[str], rng: _Random) -> list[Solid]:
    """An open umbrella standing by itself."""
    colour = choose(words, "#b8322a")

    def scallop(p: Points) -> Gray:
        return np.asarray(0.05 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 4)), np.float32)

    shell = lathe(
        (
            (0.0, 0.30),
            (0.2, 0.275),
            (0.42, 0.18),
            (0.56, 0.02),
            (0.57, 0.0),
            (0.54, 0.0),
            (0.4, 0.14),
            (0.2, 0.23),
            (0.0, 0.26),
        ),
        Finish(colour, gloss=0.25, fuzz=0.2, bump=scallop),
    )
    hook = tube(
        [(0, -0.55, 0), (0, -0.63, 0), (0.04, -0.67, 0), (0.08, -0.62, 0)],
        0.016,
        0.014,
        Finish(ink("#6d452a"), gloss=0.5),
    )
    return put_all([shell, limb((0, -0.56, 0), (0, 0.38, 0), 0.011, 0.009, _DARK), *hook], (0, 0.68, 0), (0, 0, -12))


def mushroom(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A fly agaric, and a smaller one beside it."""
    red, white = np.array(choose(words, "#b52f22"), np.float32), np.array(ink("#f0e8d8"), np.float32)

    def spots(p: Points) -> NDArray[np.float32]:
        field = np.sin(p[0] * 190 + 1) * np.sin(p[2] * 190 + 2) + 0.5 * np.sin(p[1] * 170)
        return np.where(
            (field > 0.62)[:, None] & (p[1] > 0.066)[:, None],
            white,
            np.where((p[1] < 0.0655)[:, None], white * 0.9, red),
        )

    cap = lathe(
        smooth(
            [(0.0, 0.064), (0.03, 0.063), (0.052, 0.062), (0.056, 0.068), (0.047, 0.088), (0.028, 0.102), (0.0, 0.107)]
        ),
        Finish(tint=spots, gloss=0.6, shine=36),
    )
    stem = Finish(tint=mottled(ink("#ece3cf"), 0.05, 0.06))
    one = [
        lathe(smooth([(0.0, 0.0), (0.018, 0.0), (0.019, 0.012), (0.012, 0.035), (0.011, 0.066), (0.0, 0.07)]), stem),
        cap,
        lathe(((0.0, 0.048), (0.02, 0.044), (0.018, 0.048), (0.0, 0.053)), stem),
    ]
    return [*one, *put_all(one, (0.062, 0, 0.02), (0, 40, -8), 0.58)]


def cactus(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A saguaro with two arms, ribbed."""
    green = choose(words, "#5a7a48")

    def ribs(p: Points) -> Gray:
        return np.asarray(0.03 * np.abs(np.sin(np.arctan2(p[0], p[2]) * 7)), np.float32)

    skin = Finish(tint=mottled(green, 0.8, 0.08), gloss=0.12, fuzz=0.3, bump=ribs)
    arm = Finish(tint=mottled(green, 0.8, 0.08), gloss=0.12, fuzz=0.3, bump=ridged(2, 0.09, 0.02))
    solids = [limb((0, 0, 0), (0, 3.0, 0), 0.3, 0.26, skin)]
    for s, low, high in ((1, 1.1, 2.4), (-1, 1.5, 2.6)):
        solids.append(
            blend(
                tube(
                    [(0, low, 0), (s * 0.55, low + 0.05, 0.05), (s * 0.72, low + 0.4, 0.05), (s * 0.72, high, 0.05)],
                    0.17,
                    0.16,
                    arm,
                ),
                0.1,
                arm,
            )
        )
    flower = Finish(ink("#d9708a"), fuzz=0.5)
    return [
        *solids,
        egg((0.1, 0.07, 0.1), flower, (0.03, 3.27, 0.05)),
        egg((0.07, 0.05, 0.07), flower, (0.72, 2.58, 0.08)),
    ]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "book": (books, Pose(-20, 16)),
    "clock": (clock, Pose(-22, 8)),
    "skull": (skull, Pose(-28, 8)),
    "chair": (chair, Pose(-32, 12)),
    "umbrella": (umbrella, Pose(-10, 6)),
    "mushroom": (mushroom, Pose(-10, 8)),
    "cactus": (cactus, Pose(-12, 4)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a thing of the house or garden and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 163)), pose
