"""Light-sensitive sheets and instruments: cyanotype, blueprint, X-ray, thermal camera, contour map, silhouette."""

from __future__ import annotations

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, mix, noise, ramp, smoothstep
from app.providers.local.paint.fields import coordinates, emboss, paper, unit
from app.providers.local.paint.graphic.arrays import clamp
from app.providers.local.paint.graphic.regions import flatten
from app.providers.local.paint.graphic.tools import (
    brighten,
    colours,
    equalise,
    gouges,
    margin,
    outline,
    press,
    slanted,
    values,
)
from app.providers.local.plate import RGB, Gray, Plate

LAYERS = [
    (0.0, "#1f5f7a"),
    (0.22, "#5fa8a3"),
    (0.38, "#b5cf86"),
    (0.55, "#f3df96"),
    (0.72, "#e09a52"),
    (0.88, "#a85436"),
    (1.0, "#fbf3ea"),
]
"""Layer tints of relief maps, valley to peak."""


def cyanotype(plate: Plate, look: Look, seed: int) -> RGB:
    """Cyanotype (Herschel 1842): Prussian blue by the tone, brushed sensitiser with bare streaked edges."""
    tone = values(plate, look, mean=0.5, local=0.6)
    shape = tone.shape
    height = paper(shape, seed, size=2.2)
    coat = noise(shape, seed + 1, 3, octaves=3)
    exposed = np.clip(tone * 0.95 + 0.03 + (height - 0.5) * 0.11 + (coat - 0.5) * 0.12, 0, 1)
    stops = [(0.0, "#06182e"), (0.22, "#0c3560"), (0.5, "#2a6ea3"), (0.78, "#9cc2d3"), (1.0, "#f3f2e8")]
    done = ramp(exposed, stops)
    u = unit(plate.colour.shape)
    brush = gouges(shape, slanted(shape, 0), seed, 3.4 * u, 120 * u) - 0.5
    brush_down = gouges(shape, slanted(shape, 90), seed + 1, 3.4 * u, 120 * u) - 0.5
    x, y = coordinates(shape)
    side = np.minimum(x, shape[1] - 1 - x) + brush**3 * 62 * u
    top = np.minimum(y, shape[0] - 1 - y) + brush_down**3 * 40 * u
    wave = (noise(shape, seed + 2, 7, octaves=3) - 0.5) * 26 * u
    inside = smoothstep(13 * u, 17 * u, np.asarray(np.minimum(side, top) + wave, np.float32))
    pale = hexcode("#f1ede0") * (1 + 0.1 * (height - 0.5))[..., None]
    rim = blur(inside, 5 * u)
    done = done * (1 - 0.25 * (rim * (1 - rim) * 4) * inside)[..., None]
    return clamp(mix(pale.astype(np.float32), done.astype(np.float32), inside))


def blueprint(plate: Plate, look: Look, seed: int) -> RGB:
    """Blueprint: white construction lines and hatching on Prussian blue, a fine grid, a title block."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.5, local=0.9)
    shape = tone.shape
    x, y = coordinates(shape)
    ground = colours(look, "#123f7c")[0] * (0.86 + 0.3 * noise(shape, seed, 3, octaves=4))[..., None]
    step = 24 * u
    fine = np.minimum(np.abs(x / step % 1 - 0.5), np.abs(y / step % 1 - 0.5)) * 2 * step
    broad = np.minimum(np.abs(x / (5 * step) % 1 - 0.5), np.abs(y / (5 * step) % 1 - 0.5)) * 10 * step
    grid = 0.13 * np.clip(1.4 - fine, 0, 1) + 0.17 * np.clip(1.8 - broad, 0, 1)
    line = smoothstep(0.03, 0.2, outline(plate, (1.3 + 0.6 * look.line) * u))
    pitch = 5.0 * u
    band = np.abs(((x + y) * np.float32(0.7071) / pitch) % 1 - 0.5) * 2
    dark = np.clip((0.42 - blur(tone, u)) * 2.2, 0, 0.5)
    hatch = np.clip((dark - band) * pitch * 0.9 + 0.4, 0, 1) * (dark > 0.02)
    glow = 0.16 * smoothstep(0.35, 1.0, blur(tone, 1.5 * u))
    chalk = np.clip(np.maximum(line * 0.95, hatch * 0.55) * (0.8 + 0.4 * paper(shape, seed)) + grid + glow, 0, 1)
    frame = np.zeros(shape, np.float32)
    h, w = shape
    inset, weight = int(15 * u), max(1, round(1.6 * u))
    cv2.rectangle(frame, (inset, inset), (w - 1 - inset, h - 1 - inset), 1.0, weight)
    bw, bh = int(min(150 * u, w * 0.3)), int(44 * u)
    cv2.rectangle(frame, (w - 1 - inset - bw, h - 1 - inset - bh), (w - 1 - inset, h - 1 - inset), 1.0, weight)
    for part in (1, 2):
        level = h - 1 - inset - bh * part // 3
        cv2.line(frame, (w - 1 - inset - bw, level), (w - 1 - inset, level), 0.8, max(1, weight // 2))
    done = mix(
        ground.astype(np.float32), np.broadcast_to(hexcode("#eaf2fa"), ground.shape), np.maximum(chalk, frame * 0.85)
    )
    return clamp(done * (1 + 0.06 * look.grain * (paper(shape, seed + 1) - 0.5))[..., None])


def xray(plate: Plate, look: Look, seed: int) -> RGB:
    """X-ray film: absorption along the line of sight, so rims glow and faces clear; blue-black film with grain.

    The rim law is the grazing-angle path length through a shell, 1/n_z (as in Raskar 2004's depth-edge pictures).
    """
    u = unit(plate.colour.shape)
    tone = values(plate, look, mean=0.45, local=1.0)
    facing = np.clip(blur(plate.normal, 1.2 * u)[..., 2], 0.16, 1)
    thing = smoothstep(0.985, 0.93, plate.depth)
    shell = np.clip((1 / facing - 1) * 0.32, 0, 1)
    rim = blur(outline(plate, 2.2 * u), 1.2 * u)
    halo = blur(rim, 6 * u)
    dense = (
        (0.16 + 0.5 * shell + 0.42 * (1 - tone)) * (0.3 + 0.7 * thing)
        + 0.55 * rim
        + 0.35 * halo
        + 0.14 * (1 - thing) * tone
    )
    dense = np.clip(dense, 0, 1) ** np.float32(1.2)
    grain = (noise(tone.shape, seed, 300, octaves=2) - 0.5) * 0.12 * look.grain
    stops = [(0.0, "#02060c"), (0.3, "#0f2a40"), (0.6, "#4c86a6"), (0.85, "#b9dfee"), (1.0, "#f6fdff")]
    return ramp(np.clip(dense + grain, 0, 1), stops)


def thermal(plate: Plate, look: Look, seed: int) -> RGB:
    """Thermal camera: temperature guessed from light, warmth of colour and nearness, in the iron palette."""
    u = unit(plate.colour.shape) * look.scale
    colour = plate.colour
    warm = colour[..., 0] - 0.6 * colour[..., 2]
    near = 1 - plate.depth
    heat = 0.5 * values(plate, look, mean=0.5, local=0.5) + 0.55 * warm + 0.22 * near
    heat = blur(np.asarray(heat, np.float32), 2.2 * u)
    low, high = np.percentile(heat[::4, ::4], (1, 99.3))
    heat = (heat - low) / max(float(high - low), 1e-3) + (noise(heat.shape, seed, 160, octaves=2) - 0.5) * 0.04
    stops = [(0.0, "#05030f"), (0.16, "#240a5e"), (0.36, "#7b128f"), (0.54, "#d2384f"), (0.7, "#f68a1c"),
             (0.86, "#fdd447"), (1.0, "#fffde8")]  # fmt: skip
    return ramp(np.clip(heat, 0, 1), stops)


def topographic(plate: Plate, look: Look, seed: int) -> RGB:
    """Contour map: layer tints and index contours of the relief, hill-shaded by the normals (Imhof 1965)."""
    u = unit(plate.colour.shape) * look.scale
    tone = blur(values(plate, look, mean=0.5, local=0.7), 4.6 * u)
    relief = blur(1 - plate.depth, 2.2 * u)
    spread = max(float(relief.std()), 0.05)
    height = 0.62 * tone + 0.38 * np.clip((relief - relief.mean()) / (3.2 * spread) + 0.5, 0, 1)
    height = equalise(np.asarray(height, np.float32))
    height = np.asarray(height * 0.9 + 0.05 * (noise(tone.shape, seed, 4, octaves=3) - 0.5), np.float32)
    stops = LAYERS
    if look.palette:
        names = list(look.palette)
        stops = [(i / max(len(names) - 1, 1), code) for i, code in enumerate(names)]
    levels = 13
    layer = np.floor(height * levels) / levels
    tint = mix(ramp(layer.astype(np.float32), stops), flatten(brighten(plate.colour, 0.6), look, 7, plate), 0.30)
    shade = emboss(blur(height, 1.6 * u) * 30, 0.08)
    slope = np.hypot(cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.125))
    minor = _contour(height * levels, slope * levels, 0.8 * u)
    major = _contour(height * np.float32(levels / 4), slope * np.float32(levels / 4), 1.5 * u)
    line = np.maximum(minor * 0.7, major * 0.95)
    line = np.maximum(line, 0.8 * smoothstep(0.2, 0.6, outline(plate, 1.5 * u)))
    done = mix(tint * shade[..., None], np.broadcast_to(hexcode("#5a3d2e"), tint.shape), line)
    return margin(press(done, look, seed), look, seed, hexcode("#f6efe0"), width=18, ragged=0)


def _contour(level: Gray, slope: Gray, width: float) -> Gray:
    """1 on whole numbers of `level`, `width` pixels wide wherever the slope is; nothing where it is level."""
    off = np.abs(level - np.round(level)) / np.maximum(slope, 1e-4)
    return np.asarray(np.clip(width * 0.5 - off + 0.5, 0, 1) * smoothstep(0.0006, 0.004, slope), np.float32)


def silhouette(plate: Plate, look: Look, seed: int) -> RGB:
    """Silhouettes in layers of distance: near things nearly black, each layer behind paler in the sky's own colour."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(brighten(plate.colour, 0.5), look, 6, plate)
    far = plate.depth > 0.985
    y = np.linspace(0, 1, plate.height, dtype=np.float32)[:, None] * np.ones_like(plate.depth)
    top, low = (
        (calm[far].mean(0), calm[far & (y > np.median(y[far]))].mean(0))
        if far.sum() > 400
        else (calm[:40].mean((0, 1)), calm.mean((0, 1)))
    )
    glow = blur(calm, 22 * u)
    sky = mix(
        mix(np.broadcast_to(top, calm.shape), np.broadcast_to(low, calm.shape), smoothstep(0, 0.75, y)), glow, 0.6
    )
    tone = values(plate, look, mean=0.5, local=0.9)
    dark = smoothstep(0.62, 0.4, blur(tone, 1.0 * u)) * (1 - 0.6 * far)
    steps = np.round(np.clip(plate.depth, 0, 1) ** 1.5 * 6) / 6
    ink = mix(np.broadcast_to(hexcode("#0d0c16"), calm.shape), sky * 0.72, (0.08 + 0.8 * steps).astype(np.float32))
    shade = np.clip(dark + 0.55 * (1 - far.astype(np.float32)) * smoothstep(0.9, 0.5, tone), 0, 1)
    done = mix(sky, ink, blur(shade.astype(np.float32), 0.6))
    grain = 1 + 0.05 * look.grain * (noise(tone.shape, seed, 200, octaves=2) - 0.5)
    return clamp(done * grain[..., None])
