"""Four-legged animals, in metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.things.flesh import HORN, Beast, eyes, flesh, fur
from app.providers.local.things.measures import BEAR, COW, DEER, DOG, ELEPHANT, FOX, HORSE, LION, SHEEP, WOLF
from app.providers.local.things.pattern import ink, solid_grain
from app.providers.local.things.solid import Finish, Points, Solid, blend, egg, limb, put
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import COLOURS

_Random = np.random.Generator


def _dyed(beast: Beast, words: frozenset[str]) -> Beast:
    code = next((COLOURS[w] for w in sorted(words) if w in COLOURS), None)
    return replace(beast, coat=code) if code else beast


def _plain(beast: Beast) -> Callable[[frozenset[str], _Random], list[Solid]]:
    def maker(words: frozenset[str], rng: _Random) -> list[Solid]:
        return _dyed(beast, words).body()

    return maker


def horse(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A horse with mane and full tail."""
    beast = _dyed(HORSE, words)
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
    beast = _dyed(DEER, words)
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
    body, *rest = _dyed(COW, words).body()
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

    x, y, _ = COW.poll()
    horns = [limb((x, y + 0.14, s * 0.12), (x + 0.02, y + 0.2, s * 0.26), 0.035, 0.025, HORN) for s in (1, -1)]
    horns += [limb((x + 0.02, y + 0.2, s * 0.26), (x + 0.06, y + 0.32, s * 0.28), 0.025, 0.008, HORN) for s in (1, -1)]
    udder = egg((0.2, 0.14, 0.15), fur("#d9a79a"), (-0.35, 0.62, 0))
    return [replace(body, finish=replace(body.finish, tint=tint)), *rest, *horns, udder]


def sheep(words: frozenset[str], rng: _Random) -> list[Solid]:
    """A woolly sheep with a dark face."""
    beast = replace(SHEEP, coat="#2e2926")
    wool = fur("#e6dfcf" if not words & {"black"} else "#3a3532", 0.25, 0.005, 0.5)
    balls = []
    for _ in range(46):
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
    beast = _dyed(FOX, words)
    tip = egg((0.1, 0.062, 0.062), fur("#efe6d6", 0.1, 0.003), (-0.775, 0.235, 0))
    bib = egg((0.06, 0.085, 0.062), fur("#efe6d6", 0.1, 0.003), (0.27, 0.35, 0))
    return [*beast.body(), tip, bib]


def elephant(words: frozenset[str], rng: _Random) -> list[Solid]:
    """An elephant: great ears, trunk and tusks."""
    beast = _dyed(ELEPHANT, words)
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
    beast = _dyed(LION, words)
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


_Maker = Callable[[frozenset[str], _Random], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "horse": (horse, Pose(-28, 5)),
    "deer": (stag, Pose(-30, 5)),
    "cow": (cow, Pose(-28, 6)),
    "sheep": (sheep, Pose(-32, 8)),
    "fox": (fox, Pose(-30, 8)),
    "dog": (_plain(DOG), Pose(-32, 8)),
    "wolf": (_plain(WOLF), Pose(-30, 6)),
    "bear": (_plain(BEAR), Pose(-32, 6)),
    "elephant": (elephant, Pose(-36, 4)),
    "lion": (lion, Pose(-36, 5)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a beast and how it is seen."""
    maker, pose = _MAKERS[key]
    rng = random(seed, 113)
    return maker(words, rng), pose
