"""Things that float: hulls, sails and rigging, in metres, the waterline at y = 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import random
from app.providers.local.plate import Gray
from app.providers.local.things.outline import Curve, flat, smooth
from app.providers.local.things.pattern import ink, ridged, solid_grain, striped
from app.providers.local.things.solid import Finish, Points, Solid, box, drum, egg, limb, put, ring
from app.providers.local.things.sprite import Triple
from app.providers.local.things.stage import Pose
from app.providers.local.things.words import choose

_ROPE = Finish(ink("#4a4036"))
_SPAR = Finish(ink("#8a623c"), gloss=0.2)
_WARM = (1.0, 0.72, 0.34)


def hull(
    long: float,
    beam: float,
    keel: float,
    board: float,
    sheer: float,
    finish: Finish,
    *,
    bow: float = 2.2,
    stern: float = 0.45,
    deck: float | None = None,
) -> Solid:
    """A hull along x, bow to +x: half-length, half-beam, depth below and freeboard above the water, rise of the
    sheer at the ends; `stern` narrows the transom (1 pointed). Open, or decked `deck` metres under the gunwale."""

    def breadth(p: Points, inset: float) -> Gray:
        rise = np.clip((p[1] + keel - inset) / (keel + board), 0, 1.5)
        u = p[0] / ((long - inset) * np.where(p[0] > 0, 0.84 + 0.16 * np.minimum(rise, 1), 0.95 + 0.05 * rise))
        plan = np.where(u > 0, 1 - np.clip(u, 0, 2) ** bow, 1 - stern * np.clip(-u, 0, 1) ** 3)
        return np.asarray((beam - inset) * plan * rise**0.45, np.float32)

    def top(p: Points) -> Gray:
        u = p[0] / long
        return np.asarray(board + sheer * np.where(u > 0, u * u, 0.5 * u * u), np.float32)

    def distance(p: Points) -> Gray:
        side = (np.abs(p[2]) - breadth(p, 0.0)) * 0.75
        outer = np.maximum(np.maximum(side, p[1] - top(p)), np.maximum(-long - p[0], -keel - p[1]))
        depth = deck if deck is not None else keel + board
        room = np.maximum((np.abs(p[2]) - breadth(p, 0.05 * beam + 0.02)) * 0.75, top(p) - depth - p[1])
        return np.asarray(np.maximum(outer, -np.maximum(room, -long + 0.08 - p[0])), np.float32)

    return Solid(distance, float(np.hypot(long, beam + board + sheer)), finish)


def painted(upper: Triple, lower: Triple, line: float, strake: Triple) -> Finish:
    """Hull paint: topsides, boot below `line`, a strake between; weathered."""
    a, b, c = (np.array(v, np.float32) for v in (upper, lower, strake))

    def tint(p: Points) -> NDArray[np.float32]:
        value = (1 + 0.07 * solid_grain((p[0] * 0.35, p[1], p[2]), 2.2))[:, None]
        colour = np.where((p[1] < line)[:, None], b, a)
        colour = np.where((np.abs(p[1] - line) < 0.05)[:, None], c, colour)
        return np.asarray(colour * value, np.float32)

    return Finish(tint=tint, gloss=0.3, shine=24)


def sail(curve: Curve, belly: float, finish: Finish, at: Triple = (0, 0, 0), turn: Triple = (0, 0, 0)) -> Solid:
    """Cloth on an (x, y) outline, bellied towards +z."""
    shape = flat(curve)
    p = np.array(curve)
    centre = (p.min(0) + p.max(0)) / 2
    reach = float(np.linalg.norm(p - centre, axis=1).max())
    thick = 0.024 * reach
    wide, tall = (float(s) / 2 for s in p.max(0) - p.min(0))

    def distance(q: Points) -> Gray:
        side = shape(q[0], q[1])
        u, v = (q[0] - centre[0]) / wide, (q[1] - centre[1]) / tall + 0.25
        swell = belly * (1 - 0.8 * u * u) * (1 - 0.6 * v * v)
        return np.asarray(np.maximum(side, np.abs(q[2] - swell) - thick) * 0.7, np.float32)

    middle = (float(centre[0]), float(centre[1]), 0.0)
    return put(Solid(distance, float(np.hypot(reach, belly)), finish, middle), at, turn)


def canvas(colour: Triple, seam: float = 0.9) -> Finish:
    """Sailcloth with horizontal seams."""
    base = np.array(colour, np.float32)

    def tint(p: Points) -> NDArray[np.float32]:
        place = np.abs(p[1] / seam - np.round(p[1] / seam)) * seam
        line = np.clip(1 - place / 0.035, 0, 1)[:, None] * 0.16
        return np.asarray(base * (1 - line) * (1 + 0.035 * solid_grain(p, 3.0))[:, None], np.float32)

    return Finish(tint=tint, gloss=0.04, fuzz=0.35)


def sailboat(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """A sloop under main and jib; colour words dye the sails, or the hull when white sails are asked for."""
    cloth = choose(words, ("#efe7d6", "#b8452f", "#e9dcc0")[int(rng.integers(3))])
    if "white" in words and len(words) > 1:
        cloth = ink("#f2ecdf")
    body = painted(ink(("#2c4a6b", "#f0ebe0", "#7a3328")[int(rng.integers(3))]), ink("#6e2a22"), 0.12, ink("#e9dfc8"))
    main = smooth([(-0.15, 1.6), (-2.9, 1.5), (-3.0, 1.65), (-2.2, 4.2), (-1.1, 7.0), (-0.15, 9.6)], closed=False)
    jib = ((0.22, 8.0), (3.35, 1.3), (1.8, 1.35), (0.25, 1.7), (0.3, 3.4), (0.3, 5.5))
    return [
        hull(3.6, 1.15, 0.55, 0.75, 0.4, body, deck=0.18),
        limb((0, 0.4, 0), (0, 9.9, 0), 0.075, 0.05, _SPAR),
        limb((0, 1.45, 0), (-3.0, 1.35, 0.05), 0.06, 0.05, _SPAR),
        sail(main, 0.55, canvas(cloth), turn=(0, -7, 0)),
        sail(jib, 0.45, canvas(cloth), turn=(0, -5, 0)),
        limb((3.5, 1.1, 0), (0.1, 8.4, 0), 0.02, 0.02, _ROPE),
        limb((-3.4, 0.8, 0), (0, 9.8, 0), 0.018, 0.018, _ROPE),
        box((0.95, 0.2, 0.55), Finish(ink("#e6dcc6"), gloss=0.2), (0.7, 0.85, 0), soft=0.1),
        *_helm((-2.2, 0.95, 0.1), rng),
    ]


def _helm(at: Triple, rng: np.random.Generator) -> list[Solid]:
    coat = Finish(ink(("#394a66", "#8a4436", "#55603f")[int(rng.integers(3))]), fuzz=0.3)
    x, y, z = at
    return [
        limb((x, y - 0.1, z), (x + 0.05, y + 0.45, z), 0.2, 0.16, coat),
        egg((0.13, 0.15, 0.13), Finish(ink("#c99572")), (x + 0.08, y + 0.75, z)),
    ]


def rowing_boat(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """An open boat with thwarts and oars shipped."""
    paint = choose(words, ("#3f6f7a", "#8a3f32", "#d9cdb0")[int(rng.integers(3))])
    wood = Finish(ink("#9a7148"), gloss=0.15)
    body = replace(painted(paint, ink("#4a3a2c"), 0.02, ink("#e3d8bd")), bump=ridged(1, 0.16, 0.03))
    solids = [hull(2.1, 0.72, 0.2, 0.42, 0.28, body, bow=2.4, stern=0.35)]
    solids += [box((0.14, 0.03, 0.6), wood, (x, 0.24, 0)) for x in (-1.2, -0.2, 0.75)]
    return (
        solids
        + [limb((-1.3, 0.62, s * 0.2), (1.6, 0.6, s * 0.52), 0.03, 0.03, wood) for s in (-1, 1)]
        + [put(egg((0.3, 0.02, 0.09), wood), (-1.5, 0.62, s * 0.18)) for s in (-1, 1)]
    )


def fishing_boat(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """A small trawler: high bow, wheelhouse aft, mast with derrick, net drum and floats."""
    paint = choose(words, ("#2f6a86", "#a8392c", "#3f7a5a")[int(rng.integers(3))])
    white, dark = Finish(ink("#ece5d6"), gloss=0.15), Finish(ink("#3a3f45"), gloss=0.2)
    pane = Finish(ink("#27333d"), gloss=0.8, shine=40, lamp=_WARM)
    body = painted(paint, ink("#5f241c"), 0.15, ink("#efe6d2"))
    solids = [
        hull(5.2, 1.75, 0.9, 1.15, 1.15, body, bow=2.3, stern=0.4, deck=0.45),
        box((1.25, 1.05, 1.05), white, (-1.7, 2.0, 0), soft=0.06),
        box((1.45, 0.09, 1.2), Finish(paint, gloss=0.2), (-1.65, 3.1, 0), soft=0.04),
        limb((-1.7, 3.1, 0), (-1.7, 5.6, 0), 0.09, 0.05, _SPAR),
        limb((0.9, 1.0, 0), (0.9, 5.0, 0), 0.1, 0.06, _SPAR),
        limb((0.9, 2.2, 0), (3.6, 4.3, 0), 0.06, 0.05, _SPAR),
        limb((0.9, 4.9, 0), (4.9, 2.2, 0), 0.02, 0.02, _ROPE),
        limb((0.9, 4.9, 0), (-1.7, 5.5, 0), 0.02, 0.02, _ROPE),
        limb((-1.7, 5.5, 0), (-5.0, 1.7, 0), 0.02, 0.02, _ROPE),
        drum(0.5, 0.5, 1.6, Finish(ink("#5f7a5a"), bump=ridged(1, 0.2, 0.04)), (-3.9, 1.3, -0.8), (90, 0, 0)),
        box((0.5, 0.25, 0.5), Finish(ink("#b98a4a")), (1.9, 1.2, 0.2)),
        ring(0.3, 0.09, Finish(ink("#d9602b")), (-1.7, 2.0, 1.12), (90, 0, 0)),
    ]
    solids += [box((0.27, 0.28, 0.03), pane, (x, 2.45, 1.05)) for x in (-2.4, -1.7, -1.0)]
    solids += [box((0.03, 0.28, 0.3), pane, (-0.44, 2.45, z)) for z in (-0.5, 0.5)]
    solids += [
        egg((0.22, 0.22, 0.22), Finish(ink(c), gloss=0.4), (2.5 + 0.5 * k, 1.5, 0.75 - 0.1 * k))
        for k, c in enumerate(("#d9602b", "#e3b53a"))
    ]
    return [*solids, drum(0.14, 0.14, 0.25, replace(dark, lamp=(1.4, 1.0, 0.5)), (-1.7, 5.4, 0))]


_STAYS: tuple[tuple[Triple, Triple], ...] = (
    ((17.8, 6.5, 0), (7.0, 18.5, 0)),
    ((7.0, 18.8, 0), (0.0, 21.5, 0)),
    ((0.0, 21.8, 0), (-7.2, 17.0, 0)),
    ((-7.2, 17.2, 0), (-12.8, 4.5, 0)),
)


def _mast(x: float, tall: float, cloth: Finish) -> list[Solid]:
    solids = [limb((x, 2, 0), (x, tall, 0), 0.28, 0.12, _SPAR)]
    low = 3.6
    for k, share in enumerate((0.40, 0.32, 0.20)):
        high = share * (tall - 4.0)
        wide, top = 4.6 - 0.95 * k, 3.8 - 0.95 * k
        square = smooth(
            [
                (-wide, low),
                (0, low + 0.5),
                (wide, low),
                (top, low + high),
                (0, low + high + 0.1),
                (-top, low + high),
            ],
            closed=True,
            fine=3,
        )
        solids += [
            sail(square, 1.0, cloth, (x + 0.3, 0, 0), (0, 40, 0)),
            put(
                limb((-top - 0.2, 0, 0), (top + 0.2, 0, 0), 0.11, 0.11, _SPAR),
                (x + 0.3, low + high + 0.1, 0),
                (0, 40, 0),
            ),
        ]
        low += high + 0.5
    solids.append(put(box((0.9, 0.25, 0.03), Finish(ink("#a8322a"), fuzz=0.3)), (x - 0.9, tall + 0.1, 0)))
    return solids


def tall_ship(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """A three-masted square-rigger."""
    cloth = canvas(choose(words, "#ece2c9"), 1.8)
    body = painted(ink("#3a2a20"), ink("#5a3a26"), 1.1, ink("#d9c08a"))
    solids = [
        hull(13.0, 2.9, 1.6, 2.4, 2.0, body, bow=2.6, stern=0.3, deck=0.7),
        box((2.6, 0.8, 2.0), Finish(ink("#6b4a30")), (-10.2, 3.0, 0)),
        limb((11.5, 4.0, 0), (18.0, 6.6, 0), 0.25, 0.1, _SPAR),
    ]
    for x, tall in ((7.0, 19.0), (0.0, 22.0), (-7.2, 17.5)):
        solids += _mast(x, tall, cloth)
    solids += [
        sail(((8.2, 13.5), (10.5, 9.8), (16.5, 6.5), (12.0, 6.6), (9.0, 6.4)), 0.7, cloth, (0, 0, 0)),
        sail(smooth([(-8.0, 5.0), (-13.4, 5.4), (-12.4, 10.5), (-8.0, 12.0)]), 0.7, cloth, (0, 0, 0.2), (0, -6, 0)),
    ]
    return [*solids, *(limb(a, b, 0.04, 0.04, _ROPE) for a, b in _STAYS)]


def steamer(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """A liner: black hull, white upperworks, raked funnels, rows of lit portholes."""
    paint = choose(words, "#23282f")
    pane = Finish(ink("#2c3944"), gloss=0.6, shine=40, lamp=_WARM)
    white = Finish(ink("#eee8da"), gloss=0.12)
    body = painted(paint, ink("#7a2d24"), 0.9, ink("#e8e0cc"))
    solids = [hull(32.0, 4.4, 2.5, 5.2, 3.2, body, bow=3.2, stern=0.5, deck=0.5)]
    for k, (back, front) in enumerate(((-24.0, 18.0), (-20.0, 14.5), (-16.0, 11.5))):
        middle, half = (back + front) / 2, (front - back) / 2
        solids.append(box((half, 1.05, 3.6 - 0.5 * k), white, (middle, 6.0 + 2.15 * k, 0), soft=0.2))
        solids += [
            box((0.42, 0.42, 0.06), pane, (x, 6.2 + 2.15 * k, 3.6 - 0.5 * k))
            for x in np.arange(back + 1.6, front - 1, 2.3)
        ]
    band = choose(words, "#b5382b", 1)
    for x in (-9.0, -1.0, 7.0):
        solids += [
            put(drum(1.5, 1.4, 5.2, Finish(band, gloss=0.2)), (x, 11.0, 0), (0, 0, 8)),
            put(drum(1.45, 1.42, 1.3, Finish(ink("#22262b"))), (x - 0.72, 16.1, 0), (0, 0, 8)),
        ]
    solids += [
        limb((20.5, 7, 0), (20.5, 19, 0), 0.25, 0.1, _SPAR),
        limb((-25.0, 7, 0), (-25.0, 18, 0), 0.22, 0.1, _SPAR),
        limb((20.5, 18.8, 0), (31.5, 8.4, 0), 0.06, 0.06, _ROPE),
        limb((20.5, 18.8, 0), (-25, 17.8, 0), 0.05, 0.05, _ROPE),
        limb((-25, 17.8, 0), (-31.5, 7.2, 0), 0.06, 0.06, _ROPE),
    ]
    return solids + [put(egg((1.5, 0.5, 0.6), white), (x, 11.2, 3.2)) for x in (-13.0, -5.0, 3.0)]


def gondola(words: frozenset[str], rng: np.random.Generator) -> list[Solid]:
    """A gondola with its gondolier."""
    black = Finish(choose(words, "#1d1c20"), gloss=0.7, shine=40)
    stripe = Finish(tint=striped([ink("#f0ebe0"), ink("#2f4a7a")], 0.07, axis=1), fuzz=0.3)
    skin, dark = Finish(ink("#c9926c")), Finish(ink("#23242a"), fuzz=0.3)
    iron = Finish(ink("#c3c8cc"), gloss=0.9, shine=40)
    return [
        hull(4.6, 0.68, 0.15, 0.4, 0.85, black, bow=2.6, stern=0.8, deck=0.2),
        box((0.45, 0.12, 0.42), Finish(ink("#8a2530"), fuzz=0.5), (-0.4, 0.5, 0), soft=0.08),
        limb((4.45, 1.1, 0), (4.55, 1.95, 0), 0.07, 0.1, iron),
        limb((-2.9, 0.5, -0.1), (-2.85, 1.4, -0.02), 0.12, 0.13, dark),
        limb((-2.95, 0.5, 0.12), (-2.85, 1.4, 0.05), 0.12, 0.13, dark),
        limb((-2.85, 1.45, 0), (-2.75, 1.95, 0), 0.2, 0.19, stripe),
        limb((-2.7, 1.95, 0.16), (-2.2, 1.65, 0.3), 0.07, 0.06, stripe),
        limb((-2.7, 1.95, -0.1), (-2.25, 1.9, 0.25), 0.07, 0.06, stripe),
        egg((0.13, 0.16, 0.13), skin, (-2.72, 2.3, 0)),
        drum(0.26, 0.26, 0.03, Finish(ink("#d9bd7a")), (-2.72, 2.4, 0)),
        drum(0.14, 0.13, 0.1, Finish(ink("#d9bd7a")), (-2.72, 2.42, 0)),
        limb((-2.0, 3.0, 0.2), (-2.6, -0.2, 0.75), 0.035, 0.03, _SPAR),
    ]


_Maker = Callable[[frozenset[str], np.random.Generator], list[Solid]]
_MAKERS: dict[str, tuple[_Maker, Pose]] = {
    "sailboat": (sailboat, Pose(yaw=-24, pitch=5, afloat=True)),
    "rowing-boat": (rowing_boat, Pose(-32, 15, True)),
    "fishing-boat": (fishing_boat, Pose(-32, 8, True)),
    "ship": (tall_ship, Pose(-26, 4, True)),
    "steamer": (steamer, Pose(-30, 5, True)),
    "gondola": (gondola, Pose(-26, 9, True)),
}


def build(key: str, words: frozenset[str], seed: int) -> tuple[list[Solid], Pose]:
    """The solids of a vessel and how it is seen; the seed chooses paint."""
    maker, pose = _MAKERS[key]
    return maker(words, random(seed, 103)), pose
