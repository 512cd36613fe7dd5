"""Four-legged animals, in metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.flesh import EYE, HORN, Beast, Bone, eyes, flesh, fur
from app.providers.local.things.pattern import ink, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, blend, egg, limb, put
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import COLOURS

_Random = np.random.Generator
_HANGING = ((0.0, -0.02), (0.1, -0.12), (0.13, -0.4), (0.1, -0.72))


def _dyed(beast: Beast, words: frozenset[str]) -> Beast:
    code = next((COLOURS[w] for w in sorted(words) if w in COLOURS), None)
    return replace(beast, coat=code) if code else beast


_HORSE = Beast(
    long=1.02,
    back=1.55,
    chest=0.36,
    waist=0.31,
    rump=0.34,
    leg=(0.17, 0.075, 0.075),
    neck=(0.42, 0.52, 0.25, 0.135),
    head=(0.52, 0.15, 0.088, 0.95),
    ear=(0.17, 0.05, 12),
    tail=_HANGING,
    tail_size=(0.08, 0.06),
    coat="#7a4a2c",
    belly="#6d4128",
    sock="#3a2a22",
    muzzle="#4a3328",
)
_DEER = Beast(
    long=0.78,
    back=1.08,
    chest=0.235,
    waist=0.19,
    rump=0.21,
    leg=(0.1, 0.042, 0.04),
    neck=(0.3, 0.42, 0.125, 0.08),
    head=(0.29, 0.088, 0.05, 0.5),
    ear=(0.17, 0.045, 62),
    tail=((0.0, 0.0), (0.08, -0.05), (0.1, -0.16)),
    tail_size=(0.05, 0.04),
    coat="#9a6238",
    belly="#c9a57a",
    sock="#7d4f30",
    muzzle="#5a4030",
)
_COW = Beast(
    long=1.15,
    back=1.38,
    chest=0.40,
    waist=0.40,
    rump=0.36,
    leg=(0.16, 0.085, 0.09),
    neck=(0.42, 0.0, 0.24, 0.17),
    head=(0.42, 0.165, 0.115, 0.75),
    ear=(0.2, 0.06, 82),
    tail=((0.0, 0.1), (0.08, 0.0), (0.1, -0.4), (0.09, -0.8)),
    tail_size=(0.045, 0.05),
    coat="#e9e4da",
    belly="#e9e4da",
    sock="#ddd6ca",
    muzzle="#d9a79a",
)
_SHEEP = Beast(
    long=0.6,
    back=0.74,
    chest=0.19,
    waist=0.19,
    rump=0.19,
    leg=(0.09, 0.042, 0.042),
    neck=(0.22, 0.06, 0.17, 0.12),
    head=(0.2, 0.1, 0.062, 0.75),
    ear=(0.13, 0.035, 88),
    tail=((0.0, 0.0), (0.06, -0.08), (0.06, -0.16)),
    tail_size=(0.06, 0.05),
    coat="#e4dccb",
    belly="#d9d0bd",
    sock="#2e2926",
    muzzle="#2e2926",
    step=0.05,
    deep=0.03,
)
_FOX = Beast(
    long=0.42,
    back=0.41,
    chest=0.105,
    waist=0.085,
    rump=0.095,
    leg=(0.05, 0.026, 0.028),
    neck=(0.13, 0.11, 0.085, 0.07),
    head=(0.17, 0.082, 0.026, 0.32),
    ear=(0.125, 0.042, 14),
    tail=((0.0, 0.0), (0.13, -0.04), (0.3, -0.12), (0.46, -0.14)),
    tail_size=(0.04, 0.075),
    coat="#c2662c",
    belly="#e6d2b8",
    sock="#2e2420",
    muzzle="#efe4d2",
    step=0.06,
    deep=0.003,
)
_DOG = Beast(
    long=0.52,
    back=0.58,
    chest=0.15,
    waist=0.115,
    rump=0.125,
    leg=(0.07, 0.036, 0.042),
    neck=(0.14, 0.17, 0.105, 0.09),
    head=(0.21, 0.102, 0.055, 0.22),
    ear=(0.15, 0.055, 150),
    tail=((0.0, 0.02), (0.12, 0.1), (0.22, 0.24), (0.24, 0.38)),
    tail_size=(0.035, 0.02),
    coat="#b58a55",
    belly="#d9c09a",
    sock="#b99466",
    muzzle="#8a6642",
    step=0.07,
    deep=0.002,
)
_WOLF = replace(
    _DOG,
    coat="#7f8083",
    belly="#c9c6c0",
    sock="#9a9894",
    muzzle="#d6d2ca",
    ear=(0.13, 0.045, 12),
    head=(0.24, 0.1, 0.045, 0.3),
    tail=((0.0, -0.02), (0.1, -0.08), (0.16, -0.24), (0.17, -0.4)),
    tail_size=(0.04, 0.055),
    back=0.66,
    deep=0.006,
)
_BEAR = Beast(
    long=1.0,
    back=1.15,
    chest=0.42,
    waist=0.40,
    rump=0.43,
    leg=(0.21, 0.15, 0.14),
    neck=(0.34, 0.0, 0.32, 0.25),
    head=(0.36, 0.22, 0.1, 0.4),
    ear=(0.16, 0.085, 25),
    tail=((0.0, 0.0), (0.05, -0.05)),
    tail_size=(0.07, 0.06),
    coat="#5b402c",
    belly="#4f3726",
    sock="#452f22",
    muzzle="#8f6f52",
    step=0.2,
    deep=0.012,
)
_ELEPHANT = Beast(
    long=1.7,
    back=2.9,
    chest=0.88,
    waist=0.9,
    rump=0.85,
    leg=(0.40, 0.30, 0.31),
    neck=(0.62, 0.02, 0.58, 0.5),
    head=(0.55, 0.52, 0.36, 1.05),
    ear=(0.1, 0.05, 60),
    tail=((0.0, 0.0), (0.12, -0.3), (0.14, -1.0)),
    tail_size=(0.07, 0.05),
    coat="#85817d",
    belly="#7b7773",
    sock="#77736f",
    muzzle="#85817d",
    step=0.35,
    deep=0.012,
)
_LION = Beast(
    long=0.95,
    back=1.05,
    chest=0.3,
    waist=0.24,
    rump=0.26,
    leg=(0.15, 0.085, 0.09),
    neck=(0.26, 0.18, 0.24, 0.2),
    head=(0.3, 0.185, 0.11, 0.3),
    ear=(0.13, 0.065, 38),
    tail=((0.0, 0.05), (0.15, -0.1), (0.28, -0.42), (0.5, -0.5)),
    tail_size=(0.045, 0.03),
    coat="#c39a5c",
    belly="#d6b98a",
    sock="#c39a5c",
    muzzle="#e0cda8",
    step=0.18,
)


def _plain(beast: Beast) -> Callable[[frozenset[str], _Random], list[Solid]]:
    def maker(words: frozenset[str], rng: _Random) -> list[Solid]:
        return _dyed(beast, words).body()

    return maker


def horse(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A horse with mane and full tail."""
    beast = _dyed(_HORSE, words)
    hair = fur("#2b211c" if not words & {"white", "golden"} else "#e9dfc6", 0.3, 0.012)
    poll = beast.poll()
    mane = [egg((0.1, 0.12, 0.06), hair, (0.36 + 0.45 * t, 1.53 + 0.66 * t, 0.0)) for t in np.linspace(0, 1, 7)]
    tail = flesh(
        [
            ((-0.8, 1.46, 0), (-0.95, 1.22, 0), 0.06, 0.085, "#2b211c"),
            ((-0.95, 1.22, 0), (-0.97, 0.6, 0), 0.085, 0.03, "#2b211c"),
        ],
        0.05,
        size=0.3,
        deep=0.012,
    )
    lock = egg((0.1, 0.045, 0.04), hair, (poll[0] + 0.1, poll[1] + 0.08, 0), (0, 0, -50))
    return [*beast.body(), blend(mane, 0.08, hair), tail, lock]


def stag(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A red deer with branched antlers."""
    beast = _dyed(_DEER, words)
    x, y, _ = beast.poll()
    beams: list[Solid] = []
    for s in (1, -1):
        a, b, c, d = (
            (x - 0.02, y + 0.07, s * 0.04),
            (x - 0.13, y + 0.3, s * 0.2),
            (x - 0.08, y + 0.55, s * 0.27),
            (x + 0.03, y + 0.74, s * 0.2),
        )
        beams += [
            limb(a, b, 0.024, 0.02, HORN),
            limb(b, c, 0.02, 0.016, HORN),
            limb(c, d, 0.016, 0.007, HORN),
            limb((x - 0.05, y + 0.14, s * 0.09), (x + 0.14, y + 0.24, s * 0.11), 0.015, 0.006, HORN),
            limb(b, (x + 0.06, y + 0.42, s * 0.2), 0.014, 0.006, HORN),
            limb(c, (x - 0.2, y + 0.72, s * 0.3), 0.013, 0.006, HORN),
        ]
    return [*beast.body(), blend(beams, 0.02, HORN)]


def cow(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A piebald cow with horns and udder."""
    body, *rest = _dyed(_COW, words).body()
    own = body.finish.tint
    shift = float(rng.uniform(0, 9))
    patch = np.array(ink("#2b2624" if rng.random() < 0.5 else "#6d3f26"), np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        base = own(p) if own else np.zeros((len(p[0]), 3), np.float32)
        field = (
            np.sin(2.6 * p[0] + shift)
            + np.sin(3.1 * p[1] + 2 * shift)
            + np.sin(2.2 * p[2] + 1.7 * p[0])
            + 0.25 * solid_grain(p, 1.5)
        )
        dark = np.clip((field - 0.35) * 6, 0, 1)[:, None] * (p[0] < 1.06)[:, None]
        return np.asarray(base + (patch - base) * dark, np.float32)

    x, y, _ = _COW.poll()
    horns = [limb((x, y + 0.14, s * 0.12), (x + 0.02, y + 0.2, s * 0.26), 0.035, 0.025, HORN) for s in (1, -1)]
    horns += [limb((x + 0.02, y + 0.2, s * 0.26), (x + 0.06, y + 0.32, s * 0.28), 0.025, 0.008, HORN) for s in (1, -1)]
    udder = egg((0.2, 0.14, 0.15), fur("#d9a79a"), (-0.35, 0.62, 0))
    return [replace(body, finish=replace(body.finish, tint=tint)), *rest, *horns, udder]


def sheep(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A woolly sheep with a dark face."""
    beast = replace(_SHEEP, coat="#2e2926")
    wool = fur("#e6dfcf" if not words & {"black"} else "#3a3532", 0.25, 0.005, 0.5)
    balls = []
    for k in range(46):
        u, v = float(rng.uniform(-1, 1)), float(rng.uniform(0, 2 * np.pi))
        r = float(np.sqrt(max(1 - abs(u) ** 3, 0.05)))
        balls.append(
            egg((0.09, 0.09, 0.09), wool, (0.44 * u, 0.54 + 0.26 * r * float(np.sin(v)), 0.27 * r * float(np.cos(v))))
        )
    core = egg((0.48, 0.29, 0.29), wool, (0, 0.54, 0))
    cap = [egg((0.09, 0.08, 0.1), wool, (beast.poll()[0] - 0.03, beast.poll()[1] + 0.07, 0))]
    return [*beast.body(), blend([core, *balls], 0.035, wool), *cap]


def fox(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A fox, white-bibbed, brush tipped white."""
    beast = _dyed(_FOX, words)
    tip = egg((0.1, 0.062, 0.062), fur("#efe6d6", 0.1, 0.003), (-0.775, 0.235, 0))
    bib = egg((0.06, 0.085, 0.062), fur("#efe6d6", 0.1, 0.003), (0.27, 0.35, 0))
    return [*beast.body(), tip, bib]


def elephant(words: frozenset[str], rng: _Random) -> list[Solid]:
    """An elephant: great ears, trunk and tusks."""
    beast = _dyed(_ELEPHANT, words)
    hide = fur(beast.coat, 1.5, 0.012, 0.1)
    x, y, _ = beast.poll()
    path = [
        (x + 0.4, y - 0.45),
        (x + 0.66, y - 1.0),
        (x + 0.74, y - 1.6),
        (x + 0.8, y - 2.1),
        (x + 1.02, y - 2.38),
        (x + 1.25, y - 2.28),
    ]
    sizes = np.linspace(0.32, 0.11, len(path))
    trunk = blend(
        [
            limb((*a, 0.0), (*b, 0.0), float(s), float(e), hide)
            for a, b, s, e in zip(path[:-1], path[1:], sizes[:-1], sizes[1:], strict=True)
        ],
        0.12,
        hide,
    )
    ivory = Finish(ink("#e6dcc4"), gloss=0.4)
    solids = [*beast.body()[:1], trunk, *eyes((x + 0.36, y + 0.02, 0.44), 0.055)]
    for s in (1, -1):
        solids += [
            put(egg((0.62, 0.78, 0.07), hide), (x - 0.28, y - 0.22, s * 0.62), (0, s * -38, 0)),
            limb((x + 0.42, y - 0.62, s * 0.3), (x + 0.8, y - 1.1, s * 0.36), 0.085, 0.07, ivory),
            limb((x + 0.8, y - 1.1, s * 0.36), (x + 1.2, y - 1.12, s * 0.33), 0.07, 0.03, ivory),
        ]
    return solids


def lion(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A maned lion."""
    beast = _dyed(_LION, words)
    x, y, _ = beast.poll()
    hair = fur("#7d4f28", 0.35, 0.02, 0.4)
    mane = [
        egg(
            (0.17, 0.17, 0.12),
            hair,
            (x - 0.1 - 0.08 * (k % 2), y + 0.27 * float(np.sin(a)) - 0.03, 0.25 * float(np.cos(a))),
        )
        for k, a in enumerate(np.linspace(0, 2 * np.pi, 13))
    ]
    tuft = egg((0.1, 0.06, 0.06), hair, (-1.22, 0.46, 0))
    return [*beast.body(), blend([*mane, egg((0.26, 0.36, 0.27), hair, (x - 0.26, y - 0.22, 0))], 0.1, hair), tuft]


def _coat(words: frozenset[str], rng: _Random) -> tuple[str, str, bool]:
    table = {
        "black": ("#2b2928", "#3a3634", False),
        "white": ("#ece6da", "#f2ede4", False),
        "grey": ("#85878a", "#b5b5b3", True),
        "ginger": ("#c47a3c", "#ecd9bd", True),
        "orange": ("#c47a3c", "#ecd9bd", True),
        "tabby": ("#8d7758", "#d9c7a8", True),
        "brown": ("#7d5f45", "#c9b08d", True),
    }
    named = next((table[w] for w in sorted(words) if w in table), None)
    return named or list(table.values())[int(rng.integers(len(table)))]


def cat(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A cat sitting, its tail round its feet, looking at the viewer; tabby, black, white, grey or ginger."""
    coat, bib, striped = _coat(words, rng)
    c, b = coat, bib
    bones: list[Bone] = [
        ((0, 0.12, -0.03), (0, 0.25, 0.02), 0.105, 0.075, c),
        ((0, 0.25, 0.02), (0, 0.315, 0.03), 0.068, 0.055, c),
        ((0, 0.2, 0.06), (0, 0.27, 0.06), 0.052, 0.042, b),
        ((0.04, 0.2, 0.055), (0.04, 0.035, 0.09), 0.034, 0.024, c),
        ((-0.04, 0.2, 0.055), (-0.04, 0.035, 0.09), 0.034, 0.024, c),
        ((0.04, 0.02, 0.09), (0.042, 0.02, 0.115), 0.026, 0.024, b),
        ((-0.04, 0.02, 0.09), (-0.042, 0.02, 0.115), 0.026, 0.024, b),
        ((0.085, 0.085, -0.03), (0.095, 0.05, 0.02), 0.07, 0.05, c),
        ((-0.085, 0.085, -0.03), (-0.095, 0.05, 0.02), 0.07, 0.05, c),
        ((0.105, 0.02, 0.02), (0.1, 0.02, 0.085), 0.027, 0.024, c),
        ((-0.105, 0.02, 0.02), (-0.1, 0.02, 0.085), 0.027, 0.024, c),
    ]
    tail = [
        (-0.06, 0.04, -0.12),
        (-0.16, 0.028, -0.08),
        (-0.18, 0.026, 0.02),
        (-0.12, 0.026, 0.11),
        (-0.03, 0.026, 0.15),
    ]
    bones += [(p, q, 0.027, 0.024, c) for p, q in zip(tail[:-1], tail[1:], strict=True)]
    body = flesh(bones, 0.035, mirror=False, size=0.12, deep=0.0012)
    return [_tabby(body, coat) if striped else body, *cat_head(coat, bib, striped, rng, (0.0, 0.385, 0.05))]


def _tabby(body: Solid, coat: str) -> Solid:
    own = body.finish.tint
    dark = np.array(ink(coat), np.float32) * 0.55

    def tint(p: Points) -> NDArray[np.float32]:
        base = own(p) if own else np.zeros((len(p[0]), 3), np.float32)
        wave = np.sin(p[1] * 110 + 7 * np.abs(p[0]) / 0.1 + 0.9 * solid_grain(p, 0.15))
        line = np.clip((wave - 0.25) * 2.2, 0, 1)[:, None] * 0.55 * (p[2] < 0.2)[:, None]
        pale = np.clip((base.mean(1) - float(ink(coat)[1])) * 4, 0, 1)[:, None]
        return np.asarray(base + (dark - base) * line * (1 - pale), np.float32)

    return replace(body, finish=replace(body.finish, tint=tint))


def cat_head(coat: str, bib: str, striped: bool, rng: _Random, at: Triple) -> list[Solid]:
    """A cat's head (17 cm across the cheeks) facing +z, its middle at `at`."""
    iris = ink(("#8fae3f", "#d0a02c", "#5f9ab0")[int(rng.integers(3))])
    skull = [
        egg((0.082, 0.07, 0.07), fur(coat, 0.1)),
        egg((0.045, 0.03, 0.035), fur(coat, 0.1), (0.048, -0.03, 0.03)),
        egg((0.045, 0.03, 0.035), fur(coat, 0.1), (-0.048, -0.03, 0.03)),
        egg((0.024, 0.021, 0.022), fur(bib, 0.1), (0.0165, -0.027, 0.066)),
        egg((0.024, 0.021, 0.022), fur(bib, 0.1), (-0.0165, -0.027, 0.066)),
        egg((0.018, 0.018, 0.018), fur(bib, 0.1), (0, -0.047, 0.055)),
        limb((0, 0.02, 0.06), (0, -0.012, 0.078), 0.018, 0.014, fur(coat, 0.1)),
    ]
    head = blend(skull, 0.022, fur("#888888", 0.1, 0.001))
    solids = [
        _tabby(head, coat) if striped else head,
        egg((0.0115, 0.008, 0.007), Finish(ink("#b87f78"), gloss=0.4), (0, -0.011, 0.091)),
    ]
    for s in (1, -1):
        ear = blend(
            [
                limb((s * 0.045, 0.05, 0), (s * 0.068, 0.112, -0.005), 0.031, 0.006, fur(coat, 0.1)),
                limb((s * 0.06, 0.04, 0), (s * 0.068, 0.112, -0.005), 0.025, 0.005, fur(coat, 0.1)),
            ],
            0.012,
            fur(coat, 0.1, 0.001),
        )
        inner = limb(
            (s * 0.05, 0.056, 0.021), (s * 0.065, 0.098, 0.009), 0.016, 0.004, Finish(ink("#c99a8d"), fuzz=0.3)
        )
        eye = egg((0.0185, 0.0165, 0.0125), Finish(iris, gloss=1.4, shine=50), (s * 0.036, 0.009, 0.061))
        pupil = egg((0.0075, 0.0145, 0.006), EYE, (s * 0.0362, 0.009, 0.0695))
        solids += [ear, inner, eye, pupil]
        whisker = Finish(ink("#e9e4da"))
        solids += [
            limb((s * 0.026, -0.026 - 0.006 * k, 0.08), (s * 0.115, -0.012 - 0.022 * k, 0.07), 0.0011, 0.0005, whisker)
            for k in range(3)
        ]
    return [put(solid, at) for solid in solids]


def rabbit(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A rabbit sitting up a little, ears high."""
    c = next((COLOURS[w] for w in sorted(words) if w in COLOURS), "#9a7d60")
    bones: list[Bone] = [
        ((-0.08, 0.1, 0), (0.05, 0.11, 0), 0.095, 0.07, c),
        ((0.05, 0.11, 0), (0.1, 0.19, 0), 0.062, 0.05, c),
        ((0.1, 0.215, 0), (0.15, 0.2, 0), 0.052, 0.034, c),
        ((-0.07, 0.07, 0.06), (0.0, 0.04, 0.075), 0.065, 0.03, c),
        ((0.0, 0.02, 0.07), (0.06, 0.018, 0.07), 0.024, 0.02, c),
        ((0.07, 0.1, 0.035), (0.1, 0.02, 0.035), 0.026, 0.02, c),
        ((0.1, 0.018, 0.035), (0.125, 0.016, 0.035), 0.02, 0.017, c),
        ((0.05, 0.07, 0), (0.08, 0.14, 0), 0.04, 0.03, "#e0d3be"),
    ]
    ears = [
        put(egg((0.012, 0.072, 0.024), fur(c, 0.1), (0, 0.06, 0)), (0.085, 0.25, s * 0.022), (s * 12, 0, 14))
        for s in (1, -1)
    ]
    inner = [
        put(
            egg((0.008, 0.055, 0.014), fur("#cfa394", 0.1), (0.008, 0.06, 0)), (0.085, 0.25, s * 0.022), (s * 12, 0, 14)
        )
        for s in (1, -1)
    ]
    return [
        flesh(bones, 0.04, size=0.12, deep=0.0015),
        *ears,
        *inner,
        *eyes((0.128, 0.227, 0.038), 0.0105),
        egg((0.035, 0.035, 0.035), fur("#ece4d4", 0.1, 0.003), (-0.175, 0.1, 0)),
        egg((0.008, 0.006, 0.008), fur("#b08478"), (0.184, 0.205, 0)),
    ]


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "horse": (horse, Pose(-28, 5)),
    "deer": (stag, Pose(-30, 5)),
    "cow": (cow, Pose(-28, 6)),
    "sheep": (sheep, Pose(-32, 8)),
    "fox": (fox, Pose(-30, 8)),
    "dog": (_plain(_DOG), Pose(-32, 8)),
    "wolf": (_plain(_WOLF), Pose(-30, 6)),
    "bear": (_plain(_BEAR), Pose(-32, 6)),
    "elephant": (elephant, Pose(-36, 4)),
    "lion": (lion, Pose(-36, 5)),
    "cat": (cat, Pose(-14, 8)),
    "rabbit": (rabbit, Pose(-34, 8)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a beast and how it is seen."""
    maker, pose = _MAKERS[key]
    rng = random(seed, 113)
    return maker(words, rng), pose
