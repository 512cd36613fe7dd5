"""Water media: watercolour, wet-on-wet, ink wash.

A wash is an optical density on white paper (Kubelka-Munk reduced to Beer's law), shaped as in Curtis 1997 and
Bousseau 2006: edge darkening, granulation in the paper's valleys, turbulent flow of pigment, backruns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, random, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.ground import evened, importance, keyed, split_light, vivid
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips

_WHITE = np.array([0.985, 0.975, 0.95], np.float32)
_XUAN = np.array([0.955, 0.935, 0.88], np.float32)
_INDIGO = np.array([0.26, 0.36, 0.66], np.float32)
_GAMBOGE = np.array([1.0, 0.88, 0.62], np.float32)
_GRAPHITE = np.array([0.30, 0.27, 0.25], np.float32)


def _wobbled(image: RGB, seed: int, reach: float) -> RGB:
    """Outlines as a wet brush leaves them: a slow hand and a little of the paper's tooth; `reach` in px."""
    shape = image.shape[:2]
    dx = noise(shape, seed + 81, 22, octaves=4, gain=0.62) - 0.5
    dy = noise(shape, seed + 82, 22, octaves=4, gain=0.62) - 0.5
    return fields.warp(image, dx * reach, dy * reach)


def _washes(colour: RGB, seed: int, levels: float, firm: float) -> RGB:
    """Lightness laid in `levels` glazes with firm, wandering borders; `firm` is how much of it is stepped."""
    shape = colour.shape[:2]
    value = luma(colour)
    drift = (noise(shape, seed + 83, 6, octaves=4) - 0.5) * 0.55
    rung = value * levels + drift
    low = np.floor(rung)
    stepped = (low + smoothstep(0.38, 0.62, np.asarray(rung - low, np.float32)) - drift * 0.6) / levels
    wanted = value + (np.clip(stepped, 0.02, 1) - value) * firm
    return np.asarray(np.clip(colour * (wanted / np.maximum(value, 0.02))[..., None], 0, 1), np.float32)


def _rims(density: Gray, u: float) -> Gray:
    """Pigment gathered inside the border of every wash, 0…1."""
    fine = blur(density, 0.8 * u)
    inner = np.clip(fine - blur(density, 3.2 * u), 0, 1) * 2.2 + np.clip(fine - blur(density, 9 * u), 0, 1) * 0.7
    return np.asarray(np.clip(inner, 0, 0.8), np.float32)


def _blooms(shape: tuple[int, int], seed: int, count: int) -> tuple[Gray, Gray]:
    """Backruns: where water pushed pigment out (0…1), and the dark frilled rim it left (0…1)."""
    rng = random(seed, 421)
    x, y = fields.coordinates(shape)
    frill = noise(shape, seed + 84, 14, octaves=4, gain=0.6) - 0.5
    pale, rim = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    size = float(np.sqrt(shape[0] * shape[1]))
    for _ in range(count):
        cx, cy, r = rng.random() * shape[1], rng.random() * shape[0], size * rng.uniform(0.06, 0.16)
        reach = np.hypot(x - cx, (y - cy) * 1.25) / r + frill * 0.9
        pale = np.maximum(pale, smoothstep(1.0, 0.35, reach) * np.float32(rng.uniform(0.4, 0.9)))
        rim = np.maximum(rim, smoothstep(0.16, 0.0, np.abs(reach - 1)) * smoothstep(1.2, 0.9, reach))
    return pale, rim


def _on_paper(density: RGB, tooth: Gray, white: NDArray[np.float32], grain: float) -> RGB:
    light = fields.emboss(tooth, 0.10 + 0.22 * grain)

    def rows(density: RGB, light: Gray) -> RGB:
        return np.asarray(np.clip(white * np.exp(-density) * light[..., None], 0, 1), np.float32)

    return in_strips(rows, density, light)


def _edge_of_sheet(density: RGB, seed: int, margin: float, u: float) -> RGB:
    """The wash ends raggedly before the sheet does, with pigment gathered on its border."""
    inside = fields.sheet(density.shape, seed + 5, margin=margin, ragged=9)
    rim = np.clip(inside - blur(inside, 3 * u), 0, 1)
    return np.asarray(density * (inside * (1 + 1.1 * rim))[..., None], np.float32)


def watercolour(plate: Plate, look: Look, seed: int) -> RGB:
    """Watercolour: clear glazes with dark rims on cold-pressed paper, lights left white, a trace of pencil."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = split_light(keyed(fields.tone(plate.colour, 0.95, 0.32), 0.15, 0.99, 0.65), _INDIGO, _GAMBOGE, 0.13)
    colour = vivid(colour, 1.22, floor=9)
    keep = np.clip(importance(plate, 0.0) * 1.3, 0, 1)
    shapes = mix(
        fields.abstract(colour, 12 * u * s, passes=3), mix(fields.kuwahara(colour, 3.2 * u * s), colour, 0.45), keep
    )
    del colour
    shapes = _wobbled(shapes, seed, 15 * u * s)
    shapes = _washes(shapes, seed, 4.6, 0.6)
    density = in_strips(lambda part: np.clip(-np.log(np.clip(part, 0.05, 1)) - 0.05, 0, None) * 0.92, shapes)
    del shapes
    mass = luma(density)
    shape = plate.depth.shape
    tooth = fields.paper(shape, seed, size=3.2)
    flow = noise(shape, seed + 85, 4, octaves=5, gain=0.6) - 0.5
    pale, rim = _blooms(shape, seed, 6)
    calm = 1 - smoothstep(0.1, 0.5, keep)
    amount = 1 + 0.95 * flow + (0.42 - tooth) * (0.35 + 0.5 * look.grain) + 1.15 * _rims(mass, u * s)
    amount += calm * (0.35 * rim - 0.4 * pale)
    wet = _edge_of_sheet(density * np.clip(amount, 0.15, 2.4)[..., None], seed, 26.0 if look.border else 11.0, u)
    del density, amount, mass, flow, pale, rim
    sheet = _on_paper(wet, tooth, _WHITE, look.grain)
    del wet
    line = 1 - fields.xdog(evened(luma(plate.colour), u), 0.9 * u, sharp=18, level=0.22, soft=7)
    trace = np.clip(line * tooth * 1.3, 0, 1) * np.float32(0.28 + 0.5 * look.line)
    return mix(sheet, sheet * _GRAPHITE, trace)


def wet_on_wet(plate: Plate, look: Look, seed: int) -> RGB:
    """Wet on wet: colours that run into one another on soaked paper, with blooms; only the near things hold an edge."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shape = plate.depth.shape
    colour = vivid(keyed(fields.tone(plate.colour, 0.98, 0.28), 0.13, 0.99, 0.6), 1.35, floor=9)
    keep = blur(np.clip(importance(plate, 0.0) * 1.1 * (1.2 - plate.depth), 0, 1), 2 * u)
    run = blur(colour, 9 * u * s)
    for step, (cells, reach) in enumerate(((4, 90), (11, 44), (30, 20))):
        dx = noise(shape, seed + 90 + step, cells, octaves=3) - 0.5
        dy = noise(shape, seed + 95 + step, cells, octaves=3) - 0.35
        run = fields.warp(run, dx * reach * u * s, -dy * reach * u * s)
    held = _wobbled(fields.abstract(colour, 5 * u), seed, 12 * u)
    soft = mix(run, held, np.clip(0.2 + keep * 0.85, 0, 0.92))
    density = np.clip(-np.log(np.clip(soft, 0.05, 1)) - 0.06, 0, None) * np.float32(0.95)
    tooth = fields.paper(shape, seed, size=3.4)
    pale, rim = _blooms(shape, seed, 7)
    veins = np.abs(noise(shape, seed + 99, 7, octaves=5, gain=0.6) - 0.5)
    calm = 1 - keep
    amount = 1 + 1.1 * (noise(shape, seed + 98, 3.5, octaves=4) - 0.5) + (0.45 - tooth) * (0.3 + 0.5 * look.grain)
    amount += calm * (0.55 * rim - 0.6 * pale) + smoothstep(0.05, 0.0, veins) * 0.25 * calm
    wet = _edge_of_sheet(density * np.clip(amount, 0.1, 2.3)[..., None], seed, 30.0 if look.border else 9.0, u)
    return _on_paper(wet, tooth, _WHITE, look.grain)


def ink_wash(plate: Plate, look: Look, seed: int) -> RGB:
    """Sumi-e: washes of black ink that thin with distance, brushed contours running dry, one red seal."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    shape = plate.depth.shape
    grey = luma(fields.abstract(plate.colour, 8 * u * s, passes=3))
    low, high = float(np.quantile(grey, 0.03)), float(np.quantile(grey, 0.94))
    dark = np.clip((high - grey) / max(high - low, 0.12), 0, 1) ** 1.35
    mist = 1 - 0.72 * smoothstep(0.35, 1.0, blur(plate.depth, 6 * u))
    tone = _wobbled(np.repeat((dark * mist)[..., None], 3, -1).astype(np.float32), seed, 22 * u * s)
    stepped = 1 - luma(_washes(np.clip(1 - tone * 0.9, 0.05, 1), seed, 4, 0.75))
    soft = mix(stepped[..., None], blur(stepped, 7 * u)[..., None], smoothstep(0.4, 0.9, plate.depth))[..., 0]
    flow = noise(shape, seed + 85, 4, octaves=5, gain=0.6)
    tooth = fields.paper(shape, seed, size=2.2)
    density = soft * 1.15 * (0.55 + 0.9 * flow) * (1 + 1.5 * _rims(np.asarray(soft, np.float32), u * s))
    density += _contour_ink(plate, seed, u * s) * (0.4 + 0.6 * mist)
    density = np.clip(density * (0.9 + 0.35 * (0.5 - tooth)), 0, 2.6)
    ink = np.array([0.98, 0.99, 0.93], np.float32)
    sheet = _on_paper(density[..., None] * ink, tooth, _XUAN, look.grain * 0.5)
    return _sealed(sheet, seed, u)


def _contour_ink(plate: Plate, seed: int, u: float) -> Gray:
    """Density of brushed outlines: pressure comes and goes, and the hairs part (fei bai, flying white)."""
    shape = plate.depth.shape
    flow = fields.edge_flow(plate.colour, 4 * u)
    press = noise(shape, seed + 101, 9, octaves=2)
    colour = blur(plate.colour, 1.2 * u)
    thin = 1 - fields.xdog(evened(luma(colour), u), 1.2 * u, sharp=14, level=0.3, soft=7)
    bold = fields.depth_edges(plate, 2.6 * u)
    hair = fields.lic(noise(shape, seed + 102, 420, octaves=1), flow, 14 * u)
    split = smoothstep(0.44, 0.53, hair + (press - 0.4) * 0.35)
    line = np.maximum(thin * smoothstep(0.3, 0.6, press + 0.12), smoothstep(0.3, 0.8, bold) * (0.4 + press))
    return np.asarray(np.clip(line, 0, 1) * (0.35 + 0.65 * split) * 1.7, np.float32)


def _sealed(sheet: RGB, seed: int, u: float) -> RGB:
    """A red seal in a lower corner, carved marks left in paper."""
    h, w = sheet.shape[:2]
    side = int(34 * u)
    left, top = (int(26 * u), h - side - int(26 * u)) if seed % 2 else (w - side - int(26 * u), h - side - int(26 * u))
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / max(side, 1)
    rows = np.abs((y * 3.2) % 1 - 0.5) < 0.17
    posts = np.abs(x - 0.3 - 0.4 * (np.floor(y * 3.2) % 2)) < 0.06
    carved = (rows & (x > 0.16) & (x < 0.84)) | (posts & (y > 0.12) & (y < 0.9))
    worn = noise((side, side), seed + 103, 9, octaves=3) if side > 3 else np.full((side, side), 0.6, np.float32)
    red = (~carved).astype(np.float32) * smoothstep(0.22, 0.36, worn) * 0.88
    patch = sheet[top : top + side, left : left + side]
    done = sheet.copy()
    done[top : top + side, left : left + side] = mix(
        patch, patch * 0.15 + np.array([0.66, 0.12, 0.09], np.float32), red
    )
    return done
