"""Drawings: stippling, pen and ink, pencil, charcoal, chalk on a board, line art."""

from __future__ import annotations

import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, mix, noise, smoothstep
from app.providers.local.paint.fields import coordinates, form_flow, paper, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp, resized, slid
from app.providers.local.paint.graphic.cells import relax, scatter, voronoi
from app.providers.local.paint.graphic.intaglio import hatching
from app.providers.local.paint.graphic.regions import flatten, lay, shapes
from app.providers.local.paint.graphic.tools import (
    brighten,
    clean_line,
    colours,
    gouges,
    margin,
    on_paper,
    outline,
    slanted,
    two,
    values,
)
from app.providers.local.plate import RGB, Gray, Plate


def stipple(plate: Plate, look: Look, seed: int) -> RGB:
    """Stippling: dots of one ink at the centroids of a weighted Voronoi diagram (Secord 2002)."""
    h, w = plate.depth.shape
    u = unit(plate.colour.shape)
    tone = values(plate, look, mean=0.6, local=0.8)
    line = outline(plate, 1.3 * u)
    dark = np.clip((1 - tone) ** 1.5 + 0.5 * smoothstep(0.2, 0.8, line), 0.004, 1).astype(np.float32)
    count = int(np.clip(17000 / look.scale**2, 3000, 24000))
    shrink = min(1.0, 620 / w)
    small = resized(dark, (int(w * shrink), int(h * shrink)))
    points = relax(scatter(small, count, seed), small, 5) / np.float32(shrink)
    labels = voronoi(points, (h, w))
    x, y = coordinates((h, w))
    far = np.hypot(x - points[labels, 0], y - points[labels, 1])
    area = np.bincount(labels.ravel(), minlength=len(points)).astype(np.float32)
    held = np.bincount(labels.ravel(), np.clip(1 - tone, 0.02, 0.92).ravel(), len(points)) / np.maximum(area, 1)
    radius = np.clip(np.sqrt(held * area / np.pi) * 0.96, 0.55 * u, 3.4 * u * look.scale).astype(np.float32)
    ink = np.clip(radius[labels] - far + 0.5, 0, 1)
    done = on_paper(ink, look, seed, "#15161c", "#f6f1e6")
    return margin(done, look, seed, two(look, "#15161c", "#f6f1e6")[1])


def pen_ink(plate: Plate, look: Look, seed: int) -> RGB:
    """Pen and ink: varied contour, spotted blacks, sparse hatching, much bare paper (Winkenbach and Salesin 1994)."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.68, local=0.9)
    swell = 0.75 + 0.7 * noise(tone.shape, seed + 1, 12, octaves=2)
    line = np.clip(smoothstep(0.14, 0.5, outline(plate, (1.5 + 0.8 * look.line) * u)) * swell * 1.2, 0, 1)
    hatch = hatching(plate, look, np.clip(tone + 0.14, 0, 1), seed, pitch=4.6 * u, wobble=0.8, angles=(58, 35, -35, 4))
    black = smoothstep(0.2, 0.14, blur(tone, 1.2 * u))
    ink = np.maximum(np.maximum(line, hatch * 0.92), black)
    done = on_paper(np.clip(ink, 0, 1), look, seed, "#121317", "#fbf8f0")
    return margin(done, look, seed, two(look, "#121317", "#fbf8f0")[1])


def xdog_ink(plate: Plate, look: Look, seed: int) -> RGB:
    """Brush-pen ink by extended difference of Gaussians with flow (Winnemoeller 2012): blacks, whites, living edges."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.55, local=1.0)
    gray = Plate(colour=np.repeat(tone[..., None], 3, -1), depth=plate.depth, normal=plate.normal)
    ink = clean_line(gray, 1.5 * u, 0.5)
    wash = smoothstep(0.55, 0.25, blur(tone, 5 * u)) * 0.16
    done = on_paper(np.clip(np.maximum(ink, wash), 0, 1), look, seed, "#111218", "#f7f4ec")
    return margin(done, look, seed, two(look, "#111218", "#f7f4ec")[1])


def pencil(plate: Plate, look: Look, seed: int) -> RGB:
    """Graphite: strokes along the form laid over one diagonal hand, on paper whose tooth takes the lead.

    Stroke textures are line integral convolution of noise (Mao 2001: automatic generation of pencil drawing).
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.6, local=0.6)
    shape = tone.shape
    form = gouges(shape, form_flow(plate, 10 * u, seed, wander=0.4), seed, 0.9 * u, 36 * u)
    hand = gouges(shape, slanted(shape, 48), seed + 1, 0.9 * u, 44 * u)
    tooth = paper(shape, seed, size=1.5)
    dark = np.clip(1 - blur(tone, 0.6 * u), 0, 1)
    texture = 0.92 + 0.42 * (form - 0.5) + (0.42 - 0.3 * dark) * (hand - 0.5)
    pressed = np.clip(dark**1.25 * 1.12, 0, 1)
    shade = np.clip(pressed * texture + (tooth - 0.5) * 0.9 * pressed * (1.05 - pressed), 0, 0.94)
    line = smoothstep(0.1, 0.5, outline(plate, (1.1 + 0.6 * look.line) * u))
    drawn = line * np.clip(0.6 + 0.5 * noise(shape, seed + 3, 30, octaves=3) * (0.6 + 0.8 * tooth), 0, 0.95)
    fade = _vignette(shape, seed, 0.05)
    ink = np.clip(np.maximum(shade, drawn) * fade, 0, 0.95)
    done = on_paper(ink.astype(np.float32), look, seed, "#26272b", "#f8f5ee", tooth=0.12)
    return margin(done, look, seed, two(look, "#26272b", "#f8f5ee")[1])


def charcoal(plate: Plate, look: Look, seed: int) -> RGB:
    """Charcoal: smudged masses, the stick's side over a rough tooth, pressed accents, lights lifted with an eraser.

    Tone follows Majumder and Gopi 2002 (hardware accelerated charcoal rendering): contrast first, then grain.
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.5, local=0.8)
    shape = tone.shape
    broad = gouges(shape, slanted(shape, -48), seed, 3.6 * u, 70 * u)
    form = gouges(shape, form_flow(plate, 12 * u, seed, wander=0.5), seed + 1, 2.2 * u, 44 * u)
    tooth = paper(shape, seed, size=2.3)
    dark = np.clip(1 - (0.35 * blur(tone, 3 * u) + 0.65 * tone), 0, 1)
    smudge = np.clip(blur(dark, 5 * u) * 0.55 + dark * 0.25, 0, 1) * (0.75 + 0.5 * noise(shape, seed + 4, 6, octaves=4))
    stick = np.clip((dark * 1.7 - 0.42) * (0.55 + 0.35 * broad + 0.55 * form), 0, 1.3)
    taken = smoothstep(0.2, 0.8, np.asarray(stick - (tooth - 0.5) * 0.9, np.float32)) * np.clip(stick * 1.1, 0.2, 1)
    line = smoothstep(0.1, 0.5, outline(plate, (2.2 + look.line) * u)) * np.clip(0.3 + tooth, 0, 1)
    lifted = smoothstep(0.86, 0.97, tone) * smoothstep(0.35, 0.7, form)
    ink = np.clip(np.maximum(1 - (1 - smudge * 0.75) * (1 - taken), line * 0.9), 0, 0.96) * (1 - 0.75 * lifted)
    done = on_paper(ink.astype(np.float32), look, seed, "#17161a", "#ece6da", tooth=0.16)
    return margin(done, look, seed, two(look, "#17161a", "#ece6da")[1], ragged=5)


def chalkboard(plate: Plate, look: Look, seed: int) -> RGB:
    """Chalk on a slate board: dusty coloured strokes where it is light, contours, half-wiped dust."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.6, local=0.9)
    shape = tone.shape
    hand = gouges(shape, form_flow(plate, 10 * u, seed, wander=0.6), seed, 1.7 * u, 60 * u)
    tooth = paper(shape, seed, size=1.9)
    light = np.clip(tone * 1.15 - 0.2, 0, 1)
    taken = smoothstep(0.2, 0.75, np.asarray(light * (0.55 + 0.85 * hand) - (tooth - 0.5) * 0.9, np.float32)) * 0.85
    line = smoothstep(0.15, 0.5, outline(plate, (1.9 + look.line) * u)) * np.clip(0.45 + 0.8 * tooth, 0, 1)
    chalk = mix(np.full_like(plate.colour, 0.95), saturate(brighten(plate.colour, 0.68), 1.5 * look.chroma), 0.8)
    board = colours(look, "#24302d")[0] * (0.92 + 0.25 * noise(shape, seed + 2, 3, octaves=4))[..., None]
    dust = blur(light, 16 * u) * (0.06 + 0.16 * noise(shape, seed + 4, 5, octaves=4))
    done = mix(board.astype(np.float32), np.full_like(board, 0.9, np.float32), dust)
    return clamp(mix(done, chalk, np.clip(np.maximum(taken, line), 0, 0.95)))


def line_art(plate: Plate, look: Look, seed: int) -> RGB:
    """Minimal line art: one even line, two or three pale shapes that slip out of register, wide bare ground."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(plate.colour, look, 8, plate)
    inks, labels = shapes(calm, 5, seed, 6 * u, plate)
    tints = saturate(brighten(inks[None], 0.74), 1.5 * look.chroma)[0]
    pale = two(look, "#20242c", "#faf7f1")[1]
    chroma = tints.max(-1) - tints.min(-1)
    strength = np.where(chroma >= np.sort(chroma)[-3], 0.85, 0.16).astype(np.float32)
    tints = pale + (tints - pale) * strength[:, None]
    wash = lay(tints.astype(np.float32), labels, 0.8)
    wash = slid(wash, 5 * u, 4 * u)
    line = smoothstep(0.08, 0.25, outline(plate, (1.5 + 0.8 * look.line) * u))
    line = smoothstep(0.35, 0.65, blur(line.astype(np.float32), 0.8 * u))
    done = wash * (1 + 0.05 * look.grain * (paper(labels.shape, seed) - 0.5))[..., None]
    return clamp(mix(done.astype(np.float32), np.broadcast_to(hexcode("#20242c"), done.shape), line))


def _vignette(shape: tuple[int, int], seed: int, edge: float) -> Gray:
    """1 inside, falling to 0 irregularly towards the sheet's edges, as a sketch is left off."""
    h, w = shape
    x = np.linspace(0, 1, w, dtype=np.float32)[None]
    y = np.linspace(0, 1, h, dtype=np.float32)[:, None]
    inward = np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y)) * np.ones(shape, np.float32)
    return smoothstep(0.0, edge, inward + (noise(shape, seed + 13, 16, octaves=3) - 0.5) * np.float32(edge * 1.3))
