"""Standing figures: women, men and children dressed for a walk, a robot, an astronaut; in metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.flesh import EYE, fur
from app.providers.local.things.outline import lathe, smooth
from app.providers.local.things.pattern import ink, mottled
from app.providers.local.things.solid import Finish, Points, Solid, blend, drum, egg, limb, put, put_all, ring
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_Random = np.random.Generator
SKINS = ("#e0b08c", "#c68f68", "#8f5f42", "#eabf9e", "#6d4630")
HAIRS = ("#2b211c", "#5a3a24", "#8f5f32", "#c9a35c", "#8a8784")


def cloth(colour: Triple, folds: float = 0.0, count: int = 9) -> Finish:
    """Woollen cloth, with hanging folds when asked."""

    def bump(p: Points) -> Gray:
        return np.asarray(
            folds * np.abs(np.sin(np.arctan2(p[0], p[2]) * (count / 2) + 0.8 * np.sin(3 * p[1]))), np.float32
        )

    return Finish(tint=mottled(colour, 0.6, 0.06), gloss=0.03, fuzz=0.35, bump=bump if folds else None)


def _arm(shoulder: Triple, elbow: Triple, hand: Triple, sleeve: Finish, skin: Finish) -> list[Solid]:
    return [
        blend([limb(shoulder, elbow, 0.075, 0.058, sleeve), limb(elbow, hand, 0.058, 0.05, sleeve)], 0.04, sleeve),
        egg((0.042, 0.05, 0.045), skin, hand),
    ]


def _head(at: Triple, skin: Finish, hair: Finish, long: bool) -> list[Solid]:
    x, y, z = at
    face = blend(
        [
            egg((0.088, 0.112, 0.1), skin, at),
            limb((x, y - 0.08, z - 0.01), (x, y - 0.19, z - 0.02), 0.05, 0.055, skin),
            egg((0.014, 0.02, 0.02), skin, (x, y - 0.012, z + 0.098)),
        ],
        0.03,
        skin,
    )
    locks = [
        egg((0.098, 0.1, 0.1), hair, (x, y + 0.035, z - 0.028)),
        egg((0.09, 0.05, 0.05), hair, (x, y + 0.085, z + 0.045)),
    ]
    if long:
        locks += [
            limb((x + s * 0.085, y, z - 0.03), (x + s * 0.09, y - 0.2, z - 0.03), 0.045, 0.035, hair) for s in (-1, 1)
        ] + [limb((x, y, z - 0.07), (x, y - 0.25, z - 0.08), 0.085, 0.07, hair)]
    eyes = [egg((0.012, 0.014, 0.008), EYE, (x + s * 0.035, y + 0.01, z + 0.088)) for s in (-1, 1)]
    lips = egg((0.024, 0.007, 0.008), Finish(ink("#a5534a")), (x, y - 0.056, z + 0.088))
    return [face, blend(locks, 0.03, hair), *eyes, lips]


def _umbrella(at: Triple, colour: Triple) -> list[Solid]:
    x, y, z = at
    pale = (min(colour[0] * 1.12, 1.0), min(colour[1] * 1.12, 1.0), min(colour[2] * 1.12, 1.0))

    def tint(p: Points) -> NDArray[np.float32]:
        gore = np.floor((np.arctan2(p[0], p[2]) / (2 * np.pi) + 1) * 8).astype(int) % 2
        return np.asarray(np.array([colour, pale], np.float32)[gore], np.float32)

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
        Finish(tint=tint, gloss=0.25, fuzz=0.2, bump=scallop),
    )
    stick = Finish(ink("#3b2c22"), gloss=0.4)
    return put_all([shell, limb((0, -0.62, 0), (0, 0.38, 0), 0.012, 0.01, stick)], (x, y + 0.55, z), (8, 0, -6))


def _colouring(rng: _Random, hairs: int) -> tuple[Finish, Finish]:
    skin = Finish(ink(SKINS[int(rng.integers(len(SKINS)))]), gloss=0.12, fuzz=0.2)
    return skin, fur(HAIRS[int(rng.integers(hairs))], 0.1, 0.003)


def _shod(skin: Finish, shoe: Finish) -> list[Solid]:
    return [
        blend(
            [
                limb((s * 0.09, 0.25, 0), (s * 0.09, 0.06, 0.01), 0.045, 0.035, skin),
                egg((0.04, 0.035, 0.09), shoe, (s * 0.09, 0.035, 0.04)),
            ],
            0.02,
            shoe,
        )
        for s in (-1, 1)
    ]


def woman(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A woman in a coat or a long dress, hat or umbrella as the words or the seed have it."""
    skin, hair = _colouring(rng, 4)
    dress = choose(words, ("#a8382f", "#2f5a7a", "#c9963f", "#6d4a6d", "#3f6a55")[int(rng.integers(5))])
    skirt, top = cloth(dress, 0.03, 14), cloth(dress)
    gown = lathe(
        smooth([(0.0, 0.16), (0.36, 0.16), (0.33, 0.35), (0.25, 0.7), (0.165, 1.02), (0.15, 1.1), (0.0, 1.12)]), skirt
    )
    bust = blend(
        [
            limb((0, 1.08, 0), (0, 1.28, 0), 0.13, 0.14, top),
            limb((-0.13, 1.36, 0), (0.13, 1.36, 0), 0.07, 0.07, top),
            egg((0.13, 0.08, 0.1), top, (0, 1.25, 0.05)),
        ],
        0.07,
        top,
    )
    belt = ring(0.152, 0.022, Finish(ink("#2e2421"), gloss=0.3), (0, 1.08, 0))
    shoe = Finish(ink("#2b2220"), gloss=0.4)
    solids = [gown, bust, belt, *_head((0, 1.6, 0.01), skin, hair, True)]
    solids += _shod(skin, shoe)
    if words & {"umbrella", "parasol", "rain", "rainy"} or rng.random() < 0.25:
        hand = (0.2, 1.2, 0.22)
        solids += [
            *_arm((0.19, 1.36, 0), (0.28, 1.1, 0.06), hand, top, skin),
            *_umbrella((0.2, 1.42, 0.2), choose(words, "#b8322a", 1)),
        ]
    else:
        solids += _arm((0.19, 1.36, 0), (0.26, 1.08, 0.0), (0.24, 0.84, 0.09), top, skin)
        straw = Finish(tint=mottled(ink("#d9bd80"), 0.2, 0.08), fuzz=0.2)
        solids += [
            drum(0.2, 0.2, 0.018, straw, (0, 1.69, -0.01)),
            lathe(smooth([(0.0, 0.0), (0.108, 0.0), (0.1, 0.07), (0.0, 0.1)]), straw, (0, 1.7, -0.01)),
            ring(0.106, 0.013, cloth(dress), (0, 1.715, -0.01)),
        ]
    return solids + _arm((-0.19, 1.36, 0), (-0.26, 1.08, 0.0), (-0.22, 0.85, 0.1), top, skin)


def _trousers(trouser: Finish, shoe: Finish) -> list[Solid]:
    solids: list[Solid] = []
    for s, step in ((1, 0.13), (-1, -0.1)):
        solids += [
            blend(
                [
                    limb((s * 0.1, 0.62, 0), (s * 0.1, 0.36, step * 0.7), 0.085, 0.066, trouser),
                    limb((s * 0.1, 0.36, step * 0.7), (s * 0.1, 0.08, step), 0.066, 0.055, trouser),
                ],
                0.03,
                trouser,
            ),
            egg((0.052, 0.045, 0.115), shoe, (s * 0.1, 0.045, step + 0.045)),
        ]
    return solids


def man(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A man in a long coat and a hat, a scarf, walking."""
    skin, hair = _colouring(rng, 3)
    colour = choose(words, ("#3a4354", "#5a4a3a", "#4a5a4a", "#2b2d33")[int(rng.integers(4))])
    if words & {"old", "grandfather", "elderly"}:
        hair = fur("#d5d2cc", 0.1, 0.003)
    coat, skirt = cloth(colour), cloth(colour, 0.02, 8)
    trouser, shoe = cloth(ink("#2e2d31")), Finish(ink("#221d1b"), gloss=0.4)
    felt = cloth((colour[0] * 0.7, colour[1] * 0.7, colour[2] * 0.7))
    solids = [
        lathe(smooth([(0.0, 0.5), (0.25, 0.5), (0.215, 0.8), (0.185, 1.05), (0.2, 1.1), (0.0, 1.12)]), skirt),
        blend(
            [
                limb((0, 1.06, 0), (0, 1.3, 0), 0.165, 0.17, coat),
                limb((-0.18, 1.4, 0), (0.18, 1.4, 0), 0.085, 0.085, coat),
            ],
            0.09,
            coat,
        ),
        *_head((0, 1.66, 0.01), skin, hair, False),
        drum(0.165, 0.17, 0.016, felt, (0, 1.735, 0)),
        lathe(smooth([(0.0, 0.0), (0.106, 0.0), (0.1, 0.1), (0.05, 0.115), (0.0, 0.1)]), felt, (0, 1.745, 0)),
        ring(0.108, 0.012, Finish(ink("#1e1c1d")), (0, 1.76, 0)),
        put(ring(0.085, 0.036, cloth(choose(words, "#9a3a30", 1))), (0, 1.5, 0.0), (8, 0, 0)),
        limb((0.05, 1.47, 0.1), (0.07, 1.2, 0.175), 0.035, 0.04, cloth(choose(words, "#9a3a30", 1))),
    ]
    solids += _trousers(trouser, shoe)
    solids += _arm((-0.24, 1.4, 0), (-0.3, 1.12, -0.04), (-0.27, 0.88, 0.06), coat, skin)
    if words & {"umbrella", "rain", "rainy"}:
        return [
            *solids,
            *_arm((0.24, 1.4, 0), (0.33, 1.15, 0.06), (0.24, 1.25, 0.24), coat, skin),
            *_umbrella((0.22, 1.48, 0.22), ink("#26282e")),
        ]
    return solids + _arm((0.24, 1.4, 0), (0.3, 1.12, 0.02), (0.28, 0.9, 0.12), coat, skin)


def child(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A child in a bright coat and wellingtons, with a knitted hat."""
    skin, hair = _colouring(rng, 4)
    coat, boot = (
        cloth(choose(words, ("#e0b030", "#c8402f", "#3f7fa8")[int(rng.integers(3))])),
        Finish(ink("#c23b32"), gloss=0.5),
    )
    knit = cloth(choose(words, "#3f6a8a", 1), 0.012, 22)
    solids = [
        lathe(smooth([(0.0, 0.3), (0.2, 0.3), (0.17, 0.5), (0.13, 0.72), (0.0, 0.76)]), coat),
        blend(
            [
                limb((-0.08, 0.76, 0), (0.08, 0.76, 0), 0.075, 0.075, coat),
                limb((0, 0.66, 0), (0, 0.76, 0), 0.12, 0.1, coat),
            ],
            0.05,
            coat,
        ),
    ]
    solids += put_all(_head((0, 0, 0), skin, hair, False), (0, 0.98, 0.01), scale=0.98)
    solids += [
        lathe(smooth([(0.0, 0.0), (0.103, 0.0), (0.104, 0.03), (0.085, 0.09), (0.0, 0.125)]), knit, (0, 1.02, -0.005)),
        egg((0.036, 0.036, 0.036), fur("#f0e6d2", 0.1, 0.006), (0, 1.165, 0)),
    ]
    for s in (-1, 1):
        solids += [
            limb((s * 0.075, 0.34, 0), (s * 0.075, 0.2, 0), 0.055, 0.05, cloth(ink("#3a4250"))),
            blend(
                [
                    limb((s * 0.075, 0.2, 0), (s * 0.075, 0.05, 0), 0.062, 0.055, boot),
                    egg((0.055, 0.045, 0.09), boot, (s * 0.075, 0.045, 0.04)),
                ],
                0.02,
                boot,
            ),
        ]
        solids += _arm((s * 0.13, 0.76, 0), (s * 0.21, 0.62, 0.01), (s * 0.22, 0.47, 0.06), replace(coat), skin)
    return solids


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, _Maker] = {"woman": woman, "man": man, "child": child}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a figure, turned a little left or right, and how it is seen."""
    turn = float(random(seed, 131).uniform(14, 30)) * (1 if seed % 2 else -1)
    solids = _MAKERS[key](words, random(seed, 137))
    return solids, Pose(turn, 4)
