"""How living bodies are built: limbs and muscles run together, fur, eyes; and four-legged beasts from measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.providers.local.things.outline import smooth
from app.providers.local.things.pattern import ink, rough
from app.providers.local.things.solid import Finish, Solid, blend, egg, limb, put
from app.providers.local.things.sprite import Triple

EYE = Finish(ink("#171412"), gloss=1.4, shine=60)
HORN = Finish(ink("#8f7f63"), gloss=0.2)
Bone = tuple[Triple, Triple, float, float, str]


def fur(code: str | Triple, size: float = 0.4, deep: float = 0.0, fuzz: float = 0.35) -> Finish:
    """A coat: value wavers over `size` metres, hair `deep` metres proud."""
    base = ink(code) if isinstance(code, str) else code
    return Finish(base, gloss=0.06, fuzz=fuzz, bump=rough(size * 0.8, 0.22 * deep) if deep else None, grain=size)


def flesh(bones: Sequence[Bone], soft: float, *, mirror: bool = True, size: float = 0.4, deep: float = 0.0) -> Solid:
    """Tapers blended; those off the middle plane (z > 0) are doubled on the other side when `mirror`."""
    parts: list[Solid] = []
    for a, b, start, end, code in bones:
        coat = fur(code, size)
        parts.append(limb(a, b, start, end, coat))
        if mirror and (a[2] or b[2]):
            parts.append(limb((a[0], a[1], -a[2]), (b[0], b[1], -b[2]), start, end, coat))
    return blend(parts, soft, fur("#808080", size, deep))


def tube(
    points: Sequence[Triple], start: float, end: float, finish: Finish, swell: float = 0.0, fine: int = 4
) -> list[Solid]:
    """Tapers along a smooth curve through the points, thickest `swell` above the straight taper half way."""
    path = np.array(
        [
            [*a, *b]
            for a, b in zip(
                smooth([(p[0], p[1]) for p in points], fine=fine),
                smooth([(p[2], 0.0) for p in points], fine=fine),
                strict=True,
            )
        ]
    )
    t = np.linspace(0, 1, len(path))
    sizes = start + (end - start) * t + swell * np.sin(np.pi * t)
    places = [(float(a), float(b), float(c)) for a, b, c, _ in path]
    return [
        limb(a, b, float(r), float(s), finish)
        for a, b, r, s in zip(places[:-1], places[1:], sizes[:-1], sizes[1:], strict=True)
    ]


def both(solid: Solid) -> list[Solid]:
    """The solid and its image across the plane z = 0 (for round things: only its place is mirrored)."""
    x, y, z = solid.at
    return [solid, replace(solid, at=(x, y, -z))]


def eyes(at: Triple, size: float) -> list[Solid]:
    """A dark glossy eye either side."""
    return both(egg((size, size, size), EYE, at))


@dataclass(frozen=True)
class Beast:
    """Measures of a standing four-legged animal, head to +x, in metres.

    `long` from hip to shoulder, `back` the height of the back; radii of `chest`, `waist`, `rump`; `leg` radii at
    the top, knee and foot; `neck` is where the poll stands from the withers (x, y) and the radii at both ends;
    `head` its length, brow and muzzle radii and how far it hangs; `ear` its length, radius and outward lean.
    """

    long: float
    back: float
    chest: float
    waist: float
    rump: float
    leg: tuple[float, float, float]
    neck: tuple[float, float, float, float]
    head: tuple[float, float, float, float]
    ear: tuple[float, float, float]
    tail: tuple[tuple[float, float], ...]
    tail_size: tuple[float, float]
    coat: str
    belly: str
    sock: str
    muzzle: str
    step: float = 0.12
    deep: float = 0.0

    def poll(self) -> Triple:
        """Where the head joins the neck."""
        return self.long / 2 + self.neck[0], self.back + self.neck[1], 0.0

    def nose(self) -> Triple:
        """The end of the muzzle."""
        x, y, _ = self.poll()
        return x + self.head[0] * float(np.cos(self.head[3])), y - self.head[0] * float(np.sin(self.head[3])), 0.0

    def body(self) -> list[Solid]:
        """Flesh, eyes and nose."""
        half, top = self.long / 2, self.back
        shoulder, hip = (half, top - self.chest, 0.0), (-half, top - self.rump, 0.0)
        waist = (-half * 0.25, top - self.waist * 1.05, 0.0)
        poll, nose = self.poll(), self.nose()
        belly = (half * 0.2, top - self.chest - 0.25 * self.waist, 0.0)
        bones: list[Bone] = [
            (shoulder, waist, self.chest, self.waist, self.coat),
            (waist, hip, self.waist, self.rump, self.coat),
            (belly, (-half * 0.4, belly[1] + 0.05 * self.chest, 0), self.chest * 0.8, self.waist * 0.75, self.belly),
            ((half * 0.9, top - self.neck[2] * 0.9, 0), poll, self.neck[2], self.neck[3], self.coat),
            (poll, nose, self.head[1], self.head[2], self.coat),
            (
                (nose[0] - 0.2 * self.head[0], nose[1] + 0.06 * self.head[0], 0),
                nose,
                self.head[2] * 0.9,
                self.head[2] * 0.95,
                self.muzzle,
            ),
        ]
        for side, ahead in ((1, 1), (-1, -1)):
            bones += self._leg(half * 0.92, self.chest, side, self.step * ahead, fore=True)
            bones += self._leg(-half * 0.96, self.rump, side, -self.step * ahead * 0.8, fore=False)
        points = [(-half - 0.88 * self.rump - x, top - 0.4 * self.rump + y, 0.0) for x, y in self.tail]
        sizes = np.linspace(*self.tail_size, len(points))
        bones += [
            (a, b, float(s), float(e), self.coat)
            for a, b, s, e in zip(points[:-1], points[1:], sizes[:-1], sizes[1:], strict=True)
        ]
        flank = flesh(bones, 0.3 * self.leg[0] + 0.07 * self.chest, mirror=False, size=self.chest * 1.4, deep=self.deep)
        return [flank, *self._face()]

    def _leg(self, x: float, depth: float, side: int, step: float, *, fore: bool) -> list[Bone]:
        top, knee, foot = self.leg
        wide = depth * 0.52 * side
        start = (x, self.back - depth * 1.15, wide)
        bend = 0.04 if fore else -0.1
        joint = (x + step * 0.35 + bend * self.back, self.back * (0.33 if fore else 0.36), wide)
        ankle = (x + step * 0.8 - (0 if fore else 0.04 * self.back), self.back * 0.09, wide)
        toe = (ankle[0] + 0.35 * foot, foot * 0.75, wide)
        return [
            (start, joint, top, knee, self.coat),
            (joint, ankle, knee, foot * 0.78, self.sock),
            (ankle, toe, foot * 0.85, foot, self.sock),
        ]

    def _face(self) -> list[Solid]:
        poll, nose = self.poll(), self.nose()
        length, lean = self.ear[0], self.ear[2]
        coat, inner = fur(self.coat, self.chest), fur(self.muzzle, self.chest)
        solids: list[Solid] = []
        for side in (1, -1):
            root = (poll[0] - 0.15 * self.head[1], poll[1] + self.head[1] * 0.75, side * self.head[1] * 0.55)
            ear = egg((self.ear[1] * 0.5, length / 2, self.ear[1]), coat, (0, length * 0.42, 0))
            solids.append(put(ear, root, (side * lean, 0, 8)))
            solids.append(
                put(
                    egg(
                        (self.ear[1] * 0.3, length * 0.36, self.ear[1] * 0.6),
                        inner,
                        (self.ear[1] * 0.32, length * 0.4, 0),
                    ),
                    root,
                    (side * lean, 0, 8),
                )
            )
        t = 0.27
        r = self.head[1] + (self.head[2] - self.head[1]) * t
        eye = (poll[0] + (nose[0] - poll[0]) * t, poll[1] + (nose[1] - poll[1]) * t + r * 0.42, r * 0.93)
        tip = egg(
            (self.head[2] * 0.42, self.head[2] * 0.36, self.head[2] * 0.55),
            EYE,
            (nose[0] + self.head[2] * 0.7, nose[1] + self.head[2] * 0.3, 0),
        )
        return [*solids, *eyes(eye, max(self.head[1] * 0.16, 0.011)), tip]
