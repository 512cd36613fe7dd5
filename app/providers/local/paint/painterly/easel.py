"""The easel: lays groups of strokes on a canvas, with their bristles, the ground's tooth and the paint's relief."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, random
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.strokes import Brush, Strokes, Values, plan
from app.providers.local.plate import RGB, Gray

_ROWS, _COLUMNS = 256, 128
_CHUNK = 65_536
_PITCH = 0.7
_THIRD = np.full(3, 1 / 3, np.float32)


def bristles(seed: int) -> NDArray[np.float32]:
    """A sheet of bristle marks, even in 0…1: across a stroke by rows, along it by columns (wraps in both)."""
    rng = random(seed, 311)
    hair = rng.random((_ROWS, _COLUMNS), dtype=np.float32)
    tiled = np.tile(hair, (3, 3))
    long = cv2.GaussianBlur(tiled, (0, 0), sigmaX=22, sigmaY=0.75)[_ROWS : 2 * _ROWS, _COLUMNS : 2 * _COLUMNS]
    short = cv2.GaussianBlur(tiled, (0, 0), sigmaX=3, sigmaY=0.6)[_ROWS : 2 * _ROWS, _COLUMNS : 2 * _COLUMNS]
    mixed = long / long.std() + short / short.std() * 0.35
    ranks = np.empty(mixed.size, np.float32)
    ranks[np.argsort(mixed.ravel())] = np.linspace(0, 1, mixed.size, dtype=np.float32)
    return ranks.reshape(mixed.shape)


def _on_arc(strokes: Strokes, run: Values) -> tuple[Values, Values]:
    """Points on each stroke's spine, `run` px ahead of its centre, one row a stroke."""
    across = strokes.curve[:, None] * run * run / 2
    c, s = np.cos(strokes.heading)[:, None], np.sin(strokes.heading)[:, None]
    px = strokes.x[:, None] + run * c - across * s
    py = strokes.y[:, None] + run * s + across * c
    return np.asarray(px, np.float32), np.asarray(py, np.float32)


class Easel:
    """A canvas being painted: `colour` (h, w, 3), `relief` (h, w) thickness of paint, `tooth` (h, w) of the ground."""

    def __init__(self, ground: RGB, tooth: Gray, seed: int) -> None:
        self.colour: RGB = ground.astype(np.float32).copy()
        self.relief: Gray = np.zeros(ground.shape[:2], np.float32)
        self.tooth = tooth
        self.seed = seed
        self.unit = fields.unit(ground.shape)
        self._hair = bristles(seed)

    def paint(
        self, reference: RGB, angle: Gray, brush: Brush, *, weight: Gray | None = None, fresh: bool = False
    ) -> None:
        """Plan and lay one brush; `fresh` paints everywhere, else only where the canvas differs enough."""
        strokes = plan(reference, None if fresh else self.colour, angle, brush, self.seed, weight=weight)
        self.lay(strokes, brush)

    def lay(self, strokes: Strokes, brush: Brush) -> None:
        """Lay the strokes in a few groups; later ones lie over earlier ones."""
        groups = max(1, min(brush.groups, len(strokes)))
        for which in np.array_split(np.arange(len(strokes)), groups):
            if len(which):
                self._lay_group(strokes.part(which), brush)

    def _footprint(self, strokes: Strokes) -> NDArray[np.int32]:
        """Which stroke covers each pixel, counted from 1; 0 none. Many small strokes are stamped without a loop."""
        longest = int(float((strokes.back + strokes.ahead + 2 * strokes.half).max()) / _PITCH) + 2
        widest = int(float(strokes.half.max()) * 2 / _PITCH) + 2
        if len(strokes) > 200 and len(strokes) * longest * widest < 1_300_000:
            stamps = np.zeros(self.relief.size, np.int32)
            together = max(1, 2 * _CHUNK // (longest * widest))
            for first in range(0, len(strokes), together):
                which = np.arange(first, min(first + together, len(strokes)))
                self._stamp(stamps, strokes.part(which), first, longest, widest)
            return stamps.reshape(self.relief.shape)
        owner = np.zeros(self.relief.shape, np.int32)
        along = np.linspace(0, 1, 7, dtype=np.float32)[None]
        run = -strokes.back[:, None] + (strokes.back + strokes.ahead)[:, None] * along
        px, py = _on_arc(strokes, run)
        points = (np.stack([px, py], -1) * 16).astype(np.int32)
        thick = np.maximum(1, np.ceil(strokes.half * 2 + 1)).astype(int).tolist()
        for number, (path, width) in enumerate(zip(points, thick, strict=True), 1):
            cv2.polylines(owner, [path], False, number, width, cv2.LINE_8, 4)
        return owner

    def _stamp(self, owner: NDArray[np.int32], strokes: Strokes, first: int, longest: int, widest: int) -> None:
        """Number strokes in the footprint, from `first` + 1, by points close enough to leave no hole."""
        h, w = self.relief.shape
        reach = (strokes.back + strokes.ahead + 2 * strokes.half)[:, None]
        ahead = np.arange(longest, dtype=np.float32)[None] * np.float32(_PITCH)
        aside = (np.arange(widest, dtype=np.float32) - (widest - 1) / 2) * np.float32(_PITCH)
        px, py = _on_arc(strokes, ahead - (strokes.back + strokes.half)[:, None])
        c, s = np.cos(strokes.heading), np.sin(strokes.heading)
        ix = (px[:, :, None] + (-s[:, None] * aside + np.float32(0.5))[:, None, :]).astype(np.int32)
        iy = (py[:, :, None] + (c[:, None] * aside + np.float32(0.5))[:, None, :]).astype(np.int32)
        seen = (ix >= 0) & (ix < w) & (iy >= 0) & (iy < h) & (ahead <= reach)[:, :, None]
        seen &= (np.abs(aside)[None] <= strokes.half[:, None] + 0.5)[:, None, :]
        number = np.arange(first + 1, first + len(strokes) + 1, dtype=np.int32)[:, None, None]
        owner[(iy * w + ix)[seen]] = np.broadcast_to(number, seen.shape)[seen]

    def _lay_group(self, strokes: Strokes, brush: Brush) -> None:
        owner = self._footprint(strokes).ravel()
        for start in range(0, len(owner), _CHUNK):
            number = owner[start : start + _CHUNK]
            inside = np.flatnonzero(number)
            if len(inside):
                self._lay_pixels(strokes, brush, inside + start, number[inside] - 1)

    def _lay_pixels(self, strokes: Strokes, brush: Brush, where: NDArray[np.int64], k: NDArray[np.int32]) -> None:
        """Paint the pixels `where`, each with its stroke `k`."""
        along, across, run = self._place(where, k, strokes)
        half = strokes.half[k]
        hair = self._hair_at(along, across, half, strokes.phase[k])
        alpha = self._alpha(where, along, across, run, half, hair, brush)
        start = strokes.colour[k]
        if brush.slide:
            start += (strokes.last[k] - start) * (along / (run + 1e-6) * brush.slide * (0.5 + hair))[:, None]
        start += ((hair - 0.5) * brush.streak * (0.35 + start @ _THIRD))[:, None]
        flat = self.colour.reshape(-1, 3)
        below = flat[where]
        flat[where] = below + (start - below) * alpha[:, None]
        rim = np.abs(across / half)
        thickness = 0.35 + brush.furrow * (hair - 0.5) + brush.ridge * np.minimum(rim * rim, 1) ** 2
        relief = self.relief.reshape(-1)
        under = relief[where]
        relief[where] = under + (thickness * np.minimum(half / 6, 1.6) + under * 0.35 - under) * alpha

    def _place(self, where: NDArray[np.int64], k: NDArray[np.int32], strokes: Strokes) -> tuple[Values, Values, Values]:
        """Pixels' places in their strokes: along from the start (px), across from the spine (px), whole run (px)."""
        width = self.relief.shape[1]
        dx = (where % width).astype(np.float32) - strokes.x[k]
        dy = (where // width).astype(np.float32) - strokes.y[k]
        c, s = np.cos(strokes.heading)[k], np.sin(strokes.heading)[k]
        ahead = dx * c + dy * s
        across = dy * c - dx * s - strokes.curve[k] * ahead * ahead / 2
        back = strokes.back[k]
        return ahead + back, across, back + strokes.ahead[k]

    def _hair_at(self, along: Values, across: Values, half: Values, phase: Values) -> Values:
        pitch = max(1.0, 1.5 * self.unit)
        row = (across / pitch + phase * _ROWS).astype(np.int32) & (_ROWS - 1)
        column = (along * (0.9 / self.unit) + phase * 977).astype(np.int32) & (_COLUMNS - 1)
        return np.asarray(self._hair[row, column], np.float32)

    def _alpha(
        self, where: NDArray[np.int64], along: Values, across: Values, run: Values, half: Values, hair: Values, b: Brush
    ) -> Values:
        """How much paint each pixel takes: rim, ragged ends, bristles running dry, tooth of the ground."""
        share = np.clip(along / (run + 1e-6), 0, 1)
        ends = 4 * share * (1 - share)
        slim = half * (1 - b.taper + b.taper * np.sqrt(ends))
        soft = np.maximum(half * b.edge, 0.7)
        alpha = np.clip((slim - np.abs(across)) / soft + 0.5, 0, 1)
        rounded = 0.9 - 0.55 * (across / half) ** 2
        ragged = half * (rounded + b.square * (0.2 - rounded) - 0.7 * b.dry * (1 - hair))
        alpha *= np.clip((ragged + np.minimum(along, run - along)) / soft + 0.5, 0, 1)
        if b.dry:
            alpha *= np.clip((hair - b.dry * (share * share * 0.75 + 0.06)) * 7 + 0.5, 0, 1)
        if b.tooth:
            peak = self.tooth.reshape(-1)[where]
            load = 1 - 0.5 * (across / half) ** 2
            alpha *= np.clip((peak + load * (1.0 - 0.5 * b.tooth) - 0.85 * b.tooth) * (1 + 5 * b.tooth), 0, 1)
        return np.asarray(alpha * b.opacity, np.float32)

    def dab(self, x: Values, y: Values, radius: Values, colour: RGB, *, thick: float = 0.6) -> None:
        """Round dabs, all at once: centres and radii in px, colours (n, 3); later ones lie on top."""
        size = self.relief.size
        owner, share, dome = np.full(size, -1, np.int32), np.zeros(size, np.float32), np.zeros(size, np.float32)
        reach = int(np.ceil(float(radius.max(initial=0.5)) + 0.5))
        together = max(1, _CHUNK // (2 * reach + 1) ** 2)
        for first in range(0, len(x), together):
            some = slice(first, first + together)
            where, dot, cover, high = self._dabbed(x[some], y[some], radius[some], reach)
            owner[where], share[where], dome[where] = dot + first, cover, high
        where = np.flatnonzero(owner >= 0)
        flat = self.colour.reshape(-1, 3)
        for first in range(0, len(where), _CHUNK):
            here = where[first : first + _CHUNK]
            flat[here] += (colour[owner[here]] - flat[here]) * share[here, None]
        self.relief.reshape(-1)[where] = dome[where] * np.float32(thick) * share[where]

    def _dabbed(
        self, x: Values, y: Values, radius: Values, reach: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], Values, Values]:
        """Pixels that dabs touch: which, by which dab, how much of each (0…1) and how high the dab's dome is there."""
        h, w = self.relief.shape
        steps = np.arange(-reach, reach + 1)
        cx, cy = np.floor(x).astype(np.int32), np.floor(y).astype(np.int32)
        px = cx[:, None, None] + steps[None, None]
        py = cy[:, None, None] + steps[None, :, None]
        distance = np.hypot(px + 0.5 - x[:, None, None], py + 0.5 - y[:, None, None])
        alpha = np.clip(radius[:, None, None] - distance + 0.5, 0, 1)
        alpha *= (px >= 0) & (px < w) & (py >= 0) & (py < h)
        owner, row, column = np.nonzero(alpha > 0.02)
        where = py[owner, row, 0] * w + px[owner, 0, column]
        dome = 1 - (distance[owner, row, column] / (radius[owner] + 0.5)) ** 2
        share = alpha[owner, row, column].astype(np.float32)
        return where, owner, share, np.clip(dome, 0, 1).astype(np.float32)

    def lit(self, strength: float, *, gloss: float = 0.25, weave: float = 0.0) -> RGB:
        """The canvas under a raking light from above left: relief shading, a little gloss on the crests."""
        relief = blur(self.relief, 0.55 * self.unit) + self.tooth * np.float32(weave)
        shade = fields.emboss(relief, strength * 2.2 * min(1.5, max(0.6, self.unit)))
        lifted = self.colour * shade[..., None]
        shine = np.clip(shade - 1.12, 0, 0.4) * np.float32(gloss)
        return np.asarray(np.clip(lifted + shine[..., None], 0, 1), np.float32)
