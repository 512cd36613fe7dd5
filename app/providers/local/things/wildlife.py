"""Birds, fish, whales, butterflies; in metres."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.flesh import EYE, Bone, eyes, flesh, fur, tube
from app.providers.local.things.outline import cushion, smooth
from app.providers.local.things.pattern import ink, mottled, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, blend, egg, limb, put
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.walls import tuple3
from app.providers.local.things.words import choose, named

_Random = np.random.Generator
_BEAK = Finish(ink("#d9a23c"), gloss=0.3)


def _feathered(base: Triple, tip: Triple, reach: float, bars: float = 0.0) -> Finish:
    """Colour running from the root (x = 0) to the tip (x = reach), quills across."""
    a, b = np.array(base, np.float32), np.array(tip, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        out = np.clip((np.abs(p[0]) / reach - 0.55) * 3.5, 0, 1)[:, None]
        quill = np.abs(np.sin(p[0] * np.float32(38 / reach)))
        value = (0.92 + 0.1 * quill - bars * (np.sin(p[1] * 60 / reach) > 0.3))[:, None]
        return np.asarray((a + (b - a) * out) * value, np.float32)

    return Finish(tint=tint, fuzz=0.3)


def _wing(span: float, chord: float, root: Triple, tip: Triple) -> Solid:
    """A spread wing from the origin to +x, leading edge +y; six primaries fingered at the tip."""
    fingers: list[tuple[float, float]] = []
    for k in range(5):
        x, y = span * (1.0 - 0.045 * k), chord * (0.42 - 0.2 * k)
        fingers += [(x, y), (x - 0.09 * span, y - 0.1 * chord)]
    outline = [
        (0.0, 0.42 * chord),
        (0.3 * span, 0.62 * chord),
        (0.55 * span, 0.66 * chord),
        (0.82 * span, 0.58 * chord),
        *fingers,
        (0.62 * span, -0.52 * chord),
        (0.3 * span, -0.5 * chord),
        (0.0, -0.45 * chord),
    ]
    return cushion(smooth(outline, closed=True, fine=3), 0.028 * span, 0.25 * chord, _feathered(root, tip, span))


_RAPTORS = {
    "eagle": ("#5b4130", "#2e221c", "#efe9dc"),
    "crow": ("#24252b", "#17181c", "#24252b"),
    "raven": ("#24252b", "#17181c", "#24252b"),
    "dove": ("#f2efe9", "#dcd8d2", "#f2efe9"),
    "hawk": ("#7d5a3c", "#3e2c20", "#c9ad87"),
}


def flying_bird(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A gull on the wing; an eagle, crow, dove or swallow where the words say so."""
    kind = next((_RAPTORS[w] for w in sorted(words) if w in _RAPTORS), ("#d9dde0", "#4a4d52", "#f2f0ea"))
    colours = [ink(c) for c in kind]
    if named(words):
        colours = [choose(words, "#dddddd")] * 3
    beat, lift = float(rng.uniform(16, 38)), float(rng.uniform(-6, 6))
    right = put(
        put(_wing(0.62, 0.2, colours[0], colours[1]), turn=(-78, 0, 0)), (0.0, 0.03, 0.05), (0, -90 + lift, beat)
    )
    left = put(
        put(_wing(0.62, 0.2, colours[0], colours[1]), turn=(-102, 0, 180)), (0.0, 0.03, -0.05), (0, -90 - lift, -beat)
    )
    head = fur(colours[2], 0.1)
    body = blend(
        [limb((-0.2, 0, 0), (0.1, 0.01, 0), 0.04, 0.065, head), egg((0.055, 0.05, 0.05), head, (0.2, 0.035, 0))],
        0.06,
        head,
    )
    tail = cushion(
        ((-0.18, 0.03), (-0.18, -0.03), (-0.36, -0.075), (-0.375, 0.0), (-0.36, 0.075)),
        0.01,
        0.02,
        fur(colours[1], 0.1),
        turn=(90, 0, 0),
    )
    return [
        body,
        right,
        left,
        tail,
        limb((0.24, 0.035, 0), (0.305, 0.02, 0), 0.016, 0.006, _BEAK),
        *eyes((0.222, 0.05, 0.041), 0.009),
    ]


def _twig() -> list[Solid]:
    bark = Finish(tint=mottled(ink("#6b5240"), 0.05, 0.2))
    leaf = Finish(tint=mottled(ink("#5f7f43"), 0.05, 0.12), fuzz=0.3)
    twig = [
        limb((-0.16, -0.012, 0), (0.02, 0.004, 0), 0.011, 0.009, bark),
        limb((0.02, 0.004, 0), (0.17, 0.03, 0.01), 0.009, 0.005, bark),
    ]
    return [
        *twig,
        *(
            put(egg((0.03, 0.004, 0.012), leaf), (x, y, 0.01), (20, 30, a))
            for x, y, a in ((0.17, 0.05, 40), (0.12, 0.0, -35), (-0.11, -0.035, 200))
        ),
    ]


def songbird(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A small bird on a twig: robin by default, else of the named colour."""
    breast = choose(words, "#c8602b")
    back = ink("#6d5a48") if not named(words) else tuple3(choose(words, "#6d5a48"), 0.7)
    b, c, pale = back, breast, ink("#e3d8c6")
    coat = [
        egg((0.062, 0.055, 0.052), fur(b, 0.06), (0, 0.09, 0), (0, 0, 28)),
        egg((0.045, 0.045, 0.043), fur(c, 0.06), (0.026, 0.085, 0)),
        egg((0.032, 0.03, 0.036), fur(pale, 0.06), (0.0, 0.06, 0)),
        egg((0.036, 0.034, 0.033), fur(b, 0.06), (0.04, 0.145, 0)),
        egg((0.021, 0.024, 0.026), fur(c, 0.06), (0.058, 0.136, 0)),
    ]
    body = blend(coat, 0.025, fur("#777777", 0.06))
    dark = tuple3(b, 0.7)
    solids = [
        body,
        limb((-0.05, 0.07, 0), (-0.15, 0.035, 0), 0.018, 0.014, fur(dark, 0.05)),
        limb((0.07, 0.142, 0), (0.094, 0.137, 0), 0.0075, 0.002, Finish(ink("#4a3f34"), gloss=0.3)),
        *eyes((0.056, 0.153, 0.026), 0.0062),
    ]
    for s in (1, -1):
        solids += [
            egg(
                (0.055, 0.028, 0.012),
                _feathered(tuple3(b, 0.85), dark, 0.06),
                (-0.018, 0.09, s * 0.047),
                (0, s * 6, 25),
            ),
            limb((0.0, 0.05, s * 0.014), (0.004, 0.012, s * 0.016), 0.004, 0.003, Finish(ink("#7a5a3f"))),
        ]
    return [*solids, *_twig()]


def owl(words: frozenset[str], rng: _Random) -> list[Solid]:
    """An owl on a post, facing the viewer, with facial discs and barred breast."""
    c = choose(words, "#8a6a48")
    pale, dark = ink("#dcc7a2"), tuple3(c, 0.55)

    def bars(p: Points) -> NDArray[np.float32]:
        base = np.array(c, np.float32) * (1 + 0.12 * solid_grain(p, 0.08))[:, None]
        front = np.clip((p[2] - 0.03) * 22, 0, 1)[:, None] * (p[1] < 0.27)[:, None]
        scale = (np.sin(p[1] * 190) + np.sin(p[0] * 150 + 1.5 * np.floor(p[1] * 30)) > 0.75)[:, None]
        breast = np.where(scale, np.array(dark, np.float32), np.array(pale, np.float32))
        return np.asarray(base + (breast - base) * front, np.float32)

    plumage = Finish(tint=bars, fuzz=0.4)
    body = blend(
        [egg((0.115, 0.15, 0.1), plumage, (0, 0.17, 0)), egg((0.105, 0.088, 0.09), plumage, (0, 0.325, 0.01))],
        0.06,
        plumage,
    )
    solids: list[Solid] = [body]
    for s in (1, -1):
        disc = Finish(tint=mottled(ink("#d6bd94"), 0.05, 0.07), fuzz=0.4)
        solids += [
            egg((0.046, 0.048, 0.022), disc, (s * 0.042, 0.335, 0.082), (0, s * 18, 0)),
            egg((0.0235, 0.0235, 0.014), Finish(ink("#e0a32b"), gloss=1.2, shine=50), (s * 0.041, 0.34, 0.099)),
            egg((0.0125, 0.0125, 0.01), EYE, (s * 0.0405, 0.34, 0.106)),
            limb((s * 0.06, 0.385, 0.03), (s * 0.088, 0.45, 0.02), 0.028, 0.005, Finish(dark, fuzz=0.4)),
            put(
                egg((0.035, 0.12, 0.07), _feathered(c, dark, 0.1), (0, 0, 0)), (s * 0.112, 0.17, -0.005), (0, 0, s * 6)
            ),
            *(
                limb((s * 0.035 + dx, 0.035, 0.07), (s * 0.035 + dx, 0.012, 0.095), 0.01, 0.006, _BEAK)
                for dx in (-0.015, 0.012)
            ),
        ]
    post = Finish(tint=mottled(ink("#6a5643"), 0.15, 0.2))
    return [
        *solids,
        limb((0, 0.325, 0.105), (0, 0.295, 0.118), 0.013, 0.004, Finish(ink("#3b3128"), gloss=0.4)),
        limb((0, 0.01, 0), (0, -0.16, 0), 0.095, 0.1, post),
    ]


def swan(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A swan afloat, wings half raised."""
    c = ink("#26262b") if "black" in words else ink("#f2efe8")
    white = fur(c, 0.4)
    neck = [(0.36, 0.12), (0.47, 0.3), (0.42, 0.5), (0.36, 0.66), (0.42, 0.8), (0.53, 0.81)]
    parts = [egg((0.5, 0.2, 0.25), white, (0, 0.1, 0)), egg((0.2, 0.1, 0.12), white, (-0.48, 0.2, 0), (0, 0, -25))]
    parts += tube([(x, y, 0.0) for x, y in neck], 0.1, 0.055, white)
    beak = Finish(ink("#d9702b"), gloss=0.4)
    solids = [
        blend(parts, 0.1, white),
        limb((0.58, 0.8, 0), (0.7, 0.755, 0), 0.034, 0.018, beak),
        egg((0.025, 0.022, 0.022), EYE, (0.6, 0.825, 0)),
        *eyes((0.55, 0.825, 0.045), 0.011),
    ]
    wing = smooth(
        [
            (0.28, 0.08),
            (0.05, 0.32),
            (-0.3, 0.4),
            (-0.62, 0.34),
            (-0.5, 0.22),
            (-0.56, 0.16),
            (-0.42, 0.1),
            (-0.1, 0.0),
        ],
        closed=True,
        fine=4,
    )
    return solids + [
        cushion(wing, 0.05, 0.1, _feathered(c, tuple3(c, 0.93), 0.6), (0, 0, s * 0.22), (s * 14, 0, 0)) for s in (1, -1)
    ]


def duck(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A mallard afloat."""
    bones: list[Bone] = [
        ((-0.12, 0.06, 0), (0.1, 0.05, 0), 0.085, 0.095, "#a39a8c"),
        ((0.12, 0.07, 0), (0.15, 0.13, 0), 0.075, 0.055, "#5a3a2a"),
        ((0.15, 0.15, 0), (0.17, 0.22, 0), 0.042, 0.045, "#2f6a4a"),
        ((-0.16, 0.08, 0), (-0.26, 0.13, 0), 0.05, 0.02, "#2e2a28"),
        ((-0.1, 0.09, 0.055), (0.06, 0.1, 0.06), 0.045, 0.05, "#8a7d6c"),
    ]
    return [
        flesh(bones, 0.035, size=0.12),
        limb((0.2, 0.215, 0), (0.27, 0.2, 0), 0.022, 0.018, _BEAK),
        *eyes((0.19, 0.24, 0.036), 0.008),
    ]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "bird": (flying_bird, Pose(-62, 9)),
    "songbird": (songbird, Pose(-24, 6)),
    "owl": (owl, Pose(-8, 3)),
    "swan": (swan, Pose(-22, 6, True)),
    "duck": (duck, Pose(-28, 8, True)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a creature and how it is seen."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 127)), pose
