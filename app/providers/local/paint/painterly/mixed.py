"""Mixed and bold media: line and wash, wax crayon, acrylic, gold leaf."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, random, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.ground import coats, evened, importance, inked, keyed, stained, vivid
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.paint.painterly.water import watercolour
from app.providers.local.plate import RGB, Gray, Plate

_SHEET = np.array([0.975, 0.965, 0.94], np.float32)
_INK = np.array([0.10, 0.09, 0.13], np.float32)
_GOLD = ((0.0, "#2b1806"), (0.28, "#7a4d12"), (0.52, "#c8922c"), (0.74, "#ecc964"), (1.0, "#fff3c4"))


def _drawn(plate: Plate, seed: int, u: float, width: float) -> Gray:
    """A sketched outline, 0…1: two passes of an unsteady pen that do not quite meet."""
    grey = evened(luma(plate.colour), u)
    shape = grey.shape
    once = 1 - fields.xdog(grey, width * u, sharp=22, level=0.31, soft=8)
    once = np.maximum(once, smoothstep(0.25, 0.8, fields.depth_edges(plate, width * 1.2 * u)))
    total = np.zeros(shape, np.float32)
    for number, (reach, strength) in enumerate(((5.0, 1.0), (9.0, 0.7))):
        dx = noise(shape, seed + 171 + number, 9, octaves=2) - 0.5
        dy = noise(shape, seed + 181 + number, 9, octaves=2) - 0.5
        lifted = smoothstep(0.28, 0.42, noise(shape, seed + 191 + number, 12, octaves=2))
        total = np.maximum(total, fields.warp(once, dx * reach * u, dy * reach * u) * lifted * np.float32(strength))
    return np.clip(total, 0, 1)


def line_and_wash(plate: Plate, look: Look, seed: int) -> RGB:
    """Line and wash: a travelling sketch in waterproof ink, loose watercolour dropped in, much paper left white."""
    u = fields.unit(plate.colour.shape)
    shape = plate.depth.shape
    bright = msgspec.structs.replace(plate, colour=fields.saturate(fields.tone(plate.colour, 1.0, 0.18), 1.15))
    wash = watercolour(bright, msgspec.structs.replace(look, line=0.0), seed)
    x, y = fields.coordinates(shape)
    rim = np.hypot((x / shape[1] - 0.5) * 1.9, (y / shape[0] - 0.5) * 1.9)
    splash = noise(shape, seed + 173, 5, octaves=5, gain=0.6)
    laid = smoothstep(1.12, 0.98, np.asarray(rim + (splash - 0.5) * 1.15, np.float32))
    laid = laid * (0.25 + 0.75 * smoothstep(0.30, 0.36, np.asarray(splash + 0.4 * (1 - plate.depth), np.float32)))
    tooth = fields.paper(shape, seed, size=3.2)
    bare = _SHEET * (1 + (tooth - 0.5) * np.float32(0.05))[..., None]
    pooled = np.clip(laid - blur(laid, 3 * u), 0, 1)[..., None] * 0.5
    sheet = mix(np.asarray(bare, np.float32), np.asarray(wash * (1 - pooled * (1 - wash)), np.float32), laid)
    line = _drawn(plate, seed, u, 1.0 * look.scale) * np.float32(0.86 + 0.14 * look.line)
    return mix(sheet, np.broadcast_to(_INK, sheet.shape), line)


def crayon(plate: Plate, look: Look, seed: int) -> RGB:
    """Wax crayon: bold scribble to and fro in pure colours, rough paper between the strokes, thick dark outlines."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shapes = fields.abstract(plate.colour, 6 * u * s)
    colour = vivid(keyed(fields.tone(shapes, 1.0, 0.2), 0.14, 0.97, 0.65), 1.75, floor=20)
    tooth = fields.paper(colour.shape, seed, size=3.4)
    tooth = np.clip((tooth - 0.5) * 1.7 + 0.5, 0, 1)
    easel = Easel(mix(np.broadcast_to(_SHEET, colour.shape), blur(colour, 4 * u), 0.42), tooth, seed)
    turn = np.round(noise(tooth.shape, seed + 175, 3, octaves=1) * 5) * 0.35 - 1.3
    form = fields.form_flow(plate, 6 * u, seed)
    angle = np.where(form.strength > 0.75, form.angle, turn).astype(np.float32)
    wax = Brush(edge=0.3, dry=0.1, streak=0.1, taper=0.05, bend=0.35, furrow=0.3, ridge=0.2, sway=0.12, limit=0.2)
    plan = (
        (wax.but(width=9 * s, cover=2.2, length=(5, 10), tooth=0.66, jitter=0.04, tint=0.04), 3),
        (wax.but(width=8.6 * s, cover=1.1, error=0.16, length=(4, 9), tooth=0.66, jitter=0.05, tint=0.05), 1.5),
        (wax.but(width=6 * s, cover=2.0, error=0.15, length=(2, 6), tooth=0.55, limit=0.15), 0.5),
    )
    coats(easel, colour, (angle, angle), plan, None)
    grip = smoothstep(0.25, 0.55, tooth + 0.12)
    line = _drawn(plate, seed, u, 2.0 * s) * grip
    dark = np.array([0.16, 0.13, 0.22], np.float32)
    return mix(easel.lit(0.08, gloss=0.2), np.broadcast_to(dark, colour.shape), line * 0.9)


def acrylic(plate: Plate, look: Look, seed: int) -> RGB:
    """Acrylic: clean flat brushmarks, bright opaque colour, hard overlaps with a plastic sheen."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(fields.tone(plate.colour, 1.12), 0.06, 0.98, 0.55), 1.45, floor=8)
    keep = importance(plate, 0.0)
    colour = mix(fields.kuwahara(colour, 6.5 * u * s), colour, np.clip(keep + 0.15, 0, 1))
    colour = inked(colour, plate, look.line, 1.4)
    easel = Easel(
        stained(colour, np.array([0.86, 0.45, 0.30], np.float32), 0.3), fields.canvas(colour.shape, seed), seed
    )
    flat = Brush(square=1.0, taper=0.0, edge=0.06, dry=0.3, streak=0.06, jitter=0.035, tint=0.02, bend=0.5, sway=0.22)
    plan = (
        (flat.but(width=42 * s, cover=3.0, length=(1.4, 3.2), slide=0.3), 5 * s),
        (flat.but(width=23 * s, cover=2.2, error=0.06, length=(1.4, 3.4), limit=0.16), 2.4 * s),
        (flat.but(width=11 * s, cover=2.4, error=0.075, length=(1.4, 3.6), limit=0.13), 1),
        (flat.but(width=4.2 * s, cover=3.4, error=0.075, length=(1.5, 4), limit=0.09, dry=0.1, edge=0.2), 0),
    )
    angles = [fields.form_flow(plate, r * u, seed).angle for r in (10, 3.5)]
    coats(easel, colour, (angles[0], angles[1]), plan, np.clip(keep + 0.25, 0, 1))
    return easel.lit(0.14, gloss=0.5, weave=0.08 * look.grain)


def _leaf(shape: tuple[int, int], seed: int, u: float) -> tuple[Gray, Gray]:
    """Gold leaf in squares: its tone 0…1, and its seams and creases 0…1."""
    x, y = fields.coordinates(shape)
    pitch = 62 * u
    wave = (noise(shape, seed + 177, 14, octaves=3) - 0.5) * 9 * u
    column = (x + wave) / pitch + 0.37
    row = (y + wave[::-1, ::-1]) / pitch + 0.21
    number = np.floor(column).astype(np.int32) * 31 + np.floor(row).astype(np.int32) * 17
    shade = random(seed, 481).random(512).astype(np.float32)[number % 512]
    gap = np.minimum(np.abs(column - np.round(column)), np.abs(row - np.round(row))) * pitch
    crease = np.abs(noise(shape, seed + 178, 16, octaves=4) - 0.5)
    marks = np.maximum(smoothstep(1.6 * u, 0.2 * u, gap) * 0.8, smoothstep(0.02, 0.0, crease) * 0.6)
    tone = 0.5 + 0.16 * (shade - 0.5) + 0.5 * (noise(shape, seed + 179, 26, octaves=4) - 0.5)
    return np.asarray(tone, np.float32), np.asarray(marks, np.float32)


def gold_leaf(plate: Plate, look: Look, seed: int) -> RGB:
    """Gold leaf after icons and Klimt: distance laid in leaf, things flat with dark contours and gold dots."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shape = plate.depth.shape
    value = luma(plate.colour)
    shapes = fields.abstract(vivid(keyed(plate.colour, 0.14, 0.98, 0.7), 1.3, floor=10), 6 * u * s)
    tone, marks = _leaf(shape, seed, u * s)
    mean = float(value.mean())
    tone = tone + 0.75 * (blur(value, 5 * u) - mean) - marks * 0.28
    leaf = _ramped(np.clip(tone, 0, 1)) * fields.emboss(blur(tone, 0.8 * u), 2.4 * u)[..., None]
    level = float(np.quantile(plate.depth[::4, ::4], 0.72))
    behind = smoothstep(min(level, 0.965) - 0.05, min(level, 0.965) + 0.02, plate.depth)
    dots = _dotted(shape, seed, u * s) * smoothstep(0.5, 0.22, value) * (1 - behind)
    painted = mix(shapes, np.asarray(leaf * 0.95 + 0.03, np.float32), np.clip(dots, 0, 1) * 0.85)
    painted = mix(painted, np.asarray(leaf * shapes * 1.6, np.float32), 0.16)
    picture = mix(painted, np.asarray(leaf, np.float32), behind * 0.94)
    picture = inked(np.clip(picture, 0, 1), plate, 0.5 + 0.3 * look.line, 1.5)
    return np.clip(picture, 0, 1)


def _ramped(tone: Gray) -> RGB:
    stops = [at for at, _ in _GOLD]
    codes: NDArray[np.float32] = fields.inks_of(tuple(code for _, code in _GOLD))
    return np.stack([np.interp(tone, stops, codes[:, i]) for i in range(3)], -1).astype(np.float32)


def _dotted(shape: tuple[int, int], seed: int, u: float) -> Gray:
    """Rows of small gold rings and dots, a punched ornament, 0…1."""
    x, y = fields.coordinates(shape)
    pitch = 15 * u
    row = np.floor(y / pitch)
    px = (x / pitch + 0.5 * (row % 2)) % 1 - 0.5
    py = (y / pitch) % 1 - 0.5
    away = np.hypot(px, py) * pitch
    ring = smoothstep(1.3 * u, 0.3 * u, np.abs(away - 4.2 * u)) + smoothstep(1.9 * u, 0.8 * u, away)
    some = smoothstep(0.46, 0.54, noise(shape, seed + 180, 6, octaves=2))
    return np.asarray(np.clip(ring * some, 0, 1), np.float32)
