"""Dry media on toothed paper: soft pastel, oil pastel and crayon, chalk, coloured pencil."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.ground import coats, evened, importance, inked, keyed, vivid
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.plate import RGB, Gray, Plate

_FAWN = np.array([0.60, 0.50, 0.42], np.float32)
_SLATE = np.array([0.235, 0.255, 0.275], np.float32)
_SHEET = np.array([0.965, 0.955, 0.925], np.float32)


def _tooth(shape: tuple[int, ...], seed: int, size: float) -> Gray:
    """The peaks of a laid pastel paper, spread evenly over 0…1."""
    grain = fields.paper(shape, seed, size=size)
    return np.asarray(np.clip((grain - 0.5) * 1.5 + 0.5, 0, 1), np.float32)


def pastel(plate: Plate, look: Look, seed: int) -> RGB:
    """Soft pastel: powdery side strokes over fawn paper that shows through, blended masses, crisp last touches."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(fields.tone(plate.colour, 0.95, 0.12), 0.10, 0.97, 0.5), 1.25, floor=8)
    colour = inked(colour, plate, look.line)
    tooth = _tooth(colour.shape, seed, 2.3)
    easel = Easel(mix(np.broadcast_to(_FAWN, colour.shape), blur(colour, 5 * u), 0.45), tooth, seed)
    stick = Brush(edge=0.6, dry=0.25, streak=0.08, taper=0.2, square=0.5, bend=0.8, furrow=0.2, ridge=0.0, sway=0.2)
    plan = (
        (stick.but(width=36 * s, cover=2.8, length=(1.5, 3.5), tooth=0.55, jitter=0.03, tint=0.02), 4),
        (stick.but(width=17 * s, cover=2.6, error=0.035, tooth=0.6, length=(2, 4.5), jitter=0.045, tint=0.03), 1.6),
        (stick.but(width=8 * s, cover=2.4, error=0.05, tooth=0.5, limit=0.14, jitter=0.04, tint=0.025), 0.6),
        (stick.but(width=4 * s, cover=2.8, error=0.07, tooth=0.35, limit=0.11, jitter=0.03), 0),
    )
    angles = [fields.form_flow(plate, r * u, seed).angle for r in (8, 3.5)]
    coats(easel, colour, (angles[0], angles[1]), plan, importance(plate, 0.35))
    dust = 1 + (tooth - 0.5) * np.float32(0.10 + 0.12 * look.grain)
    return np.clip(easel.lit(0.04) * dust[..., None], 0, 1)


def oil_pastel(plate: Plate, look: Look, seed: int) -> RGB:
    """Oil pastel and crayon: waxy, saturated sticks pressed into rough white paper, lines laid side by side."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(fields.tone(plate.colour, 1.05, 0.16), 0.12, 0.98, 0.6), 1.5, floor=14)
    colour = inked(colour, plate, look.line, 1.6)
    tooth = _tooth(colour.shape, seed, 3.6)
    easel = Easel(mix(np.broadcast_to(_SHEET, colour.shape), blur(colour, 6 * u), 0.3), tooth, seed)
    wax = Brush(edge=0.25, dry=0.15, streak=0.14, taper=0.1, bend=0.7, furrow=0.5, ridge=0.3, sway=0.16, tint=0.04)
    plan = (
        (wax.but(width=17 * s, cover=2.3, length=(3, 6), tooth=0.62, jitter=0.04, limit=0.3), 3),
        (wax.but(width=12.5 * s, cover=2.0, error=0.05, length=(3, 6), tooth=0.66, jitter=0.07), 1.6),
        (wax.but(width=7 * s, cover=2.0, error=0.075, length=(2, 6), tooth=0.55, jitter=0.06, limit=0.16), 0.6),
        (wax.but(width=4.6 * s, cover=1.8, error=0.1, tooth=0.42, jitter=0.04, limit=0.13), 0),
    )
    angles = [fields.form_flow(plate, r * u, seed, wander=1.4).angle for r in (6, 3.5)]
    coats(easel, colour, (angles[0], angles[1]), plan, importance(plate, 0.45))
    return easel.lit(0.16, gloss=0.35, weave=0.25)


def chalk(plate: Plate, look: Look, seed: int) -> RGB:
    """Coloured chalks on slate paper: lights drawn, darks left to the paper, dust rubbed along the form."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(plate.colour, 0.04, 1.0, 0.75), 1.1, floor=6)
    value = luma(colour)
    tooth = _tooth(colour.shape, seed, 2.6)
    ground = np.broadcast_to(_SLATE, colour.shape) * (1 + (tooth - 0.5) * 0.16)[..., None]
    flow = fields.form_flow(plate, 4 * u, seed)
    drag = _hatching(value.shape, _slanted(flow, -0.75, 0.5), seed + 121, u * s, 15)
    grip = np.asarray(tooth * 0.5 + drag * 0.5, np.float32)
    press = np.asarray(0.2 + 0.70 * smoothstep(0.0, 0.9, value), np.float32)
    laid = smoothstep(-0.16, 0.16, np.asarray(press - (1 - grip) * 1.02, np.float32))
    dust = blur(press, 5 * u) * 0.34
    light = np.asarray(np.clip(colour * 0.9 + 0.14, 0, 1), np.float32)
    picture = mix(np.asarray(ground, np.float32), light, np.clip(np.maximum(laid * 0.95, dust), 0, 1))
    even = evened(luma(blur(plate.colour, u)), u)
    edge = 1 - fields.xdog(1 - even, 1.4 * u * s, sharp=16, level=0.3, soft=7, flow=flow)
    drawn = np.clip(edge + fields.depth_edges(plate, 1.8 * u * s) * 0.7, 0, 1) * smoothstep(0.25, 0.5, grip)
    white = np.asarray(light * 0.4 + 0.58, np.float32)
    return np.clip(mix(picture, white, drawn * (0.6 + 0.3 * look.line)), 0, 1)


def _hatching(shape: tuple[int, int], flow: fields.Flow, seed: int, u: float, length: float) -> Gray:
    """Pencil lines along a flow, evenly 0…1: line integral convolution of fine noise, sharpened across."""
    fibre = noise(shape, seed, shape[1] / u / 1.9, octaves=1)
    lines = fields.lic(fibre, flow, length * u)
    lines = (lines - float(lines.mean())) / (float(lines.std()) + 1e-6)
    return np.asarray(np.clip(0.5 + lines * 0.29, 0, 1), np.float32)


def _slanted(flow: fields.Flow, slant: float, share: float) -> fields.Flow:
    """The flow pulled towards one hand direction, as a wrist hatches."""
    double = np.dstack([np.cos(flow.angle * 2), np.sin(flow.angle * 2)]) * flow.strength[..., None] * (1 - share)
    double = double + np.array([np.cos(2 * slant), np.sin(2 * slant)], np.float32) * share
    angle = np.arctan2(double[..., 1], double[..., 0]) / 2
    tangent = np.dstack([np.cos(angle), np.sin(angle)]).astype(np.float32)
    return fields.Flow(tangent=tangent, strength=flow.strength)


def coloured_pencil(plate: Plate, look: Look, seed: int) -> RGB:
    """Coloured pencil: layers of hatching in several pencils on white paper, pressed hardest in the darks."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(fields.tone(plate.colour, 1.0, 0.22), 0.14, 1.0, 0.7), 1.35, floor=8)
    colour = mix(fields.kuwahara(colour, 3.5 * u), colour, 0.35)
    density: NDArray[np.float32] = np.clip(-np.log(np.clip(colour, 0.06, 1)), 0, 2.4)
    form = fields.form_flow(plate, 6 * u, seed)
    tooth = _tooth(colour.shape, seed, 1.9)
    shape = plate.depth.shape
    one = _hatching(shape, _slanted(form, -0.9, 0.45), seed + 131, u * s, 17)
    two = _hatching(shape, _slanted(form, -0.35, 0.35), seed + 132, u * s, 13)
    grip = 0.35 * tooth + 0.65 * one
    cross = 0.35 * tooth + 0.65 * two
    mass = luma(density)
    first = smoothstep(-0.30, 0.22, np.asarray(mass * 0.42 + grip - 0.62, np.float32))
    second = smoothstep(-0.22, 0.25, np.asarray(mass * 0.42 + cross - 0.92, np.float32))
    hue = np.array([1.12, 0.98, 0.90], np.float32)
    laid = density * (first[..., None] * 0.92 * hue + second[..., None] * 0.62 * (2 - hue))
    even = evened(luma(plate.colour), u)
    line = 1 - fields.xdog(even, 1.0 * u * s, sharp=18, level=0.27, soft=6, flow=form)
    laid = laid + (line * smoothstep(0.2, 0.6, grip) * (0.55 + 0.4 * look.line))[..., None]
    inside = fields.sheet(shape, seed, margin=30 if look.border else 8, ragged=10)
    ragged = smoothstep(0.1, 0.9, np.asarray(inside + (one - 0.5) * 0.5 * (inside < 1), np.float32))
    white = _SHEET * (1 + (tooth - 0.5) * np.float32(0.05 + 0.05 * look.grain))[..., None]
    return np.asarray(np.clip(white * np.exp(-laid * ragged[..., None]), 0, 1), np.float32)
