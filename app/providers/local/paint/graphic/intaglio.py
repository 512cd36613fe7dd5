"""Prints from cut and bitten plates: engraving, etching, cross-hatching."""

from __future__ import annotations

import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, mix, noise, smoothstep
from app.providers.local.paint.fields import coordinates, form_flow, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp
from app.providers.local.paint.graphic.tools import (
    brighten,
    creases,
    gouges,
    margin,
    on_paper,
    outline,
    slanted,
    threshold,
    two,
    values,
)
from app.providers.local.plate import RGB, Gray, Plate


def bands(plate: Plate, pitch: float, degrees: float | Gray, bend: float, drift: Gray) -> Gray:
    """Distance to the nearest of parallel lines that bow over the form, 0 on a line and 1 midway.

    Lines run at `degrees`, `pitch` pixels apart, displaced by the surface normal as a graver follows a solid
    (Ostromoukhov 1999: engraving by warped screens). `bend` in pitches, `drift` displaces freehand, in pitches.
    """
    x, y = coordinates(plate.depth.shape)
    turn = np.deg2rad(degrees)
    along = x * np.sin(turn) + y * np.cos(turn)
    normal = blur(plate.normal, pitch * 0.9)
    swell = (1 - normal[..., 2]) * 1.6 - normal[..., 1] - normal[..., 0] * np.sin(turn)
    phase = along / np.float32(pitch) + np.float32(bend) * swell + drift
    return np.asarray(np.abs(phase % 1 - 0.5) * 2, np.float32)


def _cut(line: Gray, dark: Gray, pitch: float) -> Gray:
    """Ink of lines whose width covers the share `dark` of the sheet, antialiased for lines `pitch` pixels apart."""
    soft = np.float32(min(0.5, 1.1 / max(pitch, 1.2)))
    return clamp(clamp((dark - (1 - line)) / soft + 0.5) * smoothstep(0.02, 0.1, dark))


def engraving(plate: Plate, look: Look, seed: int) -> RGB:
    """Line engraving: swelling lines that bow over the form, a second set across them in the darks.

    Warped line screens after Ostromoukhov 1999 (digital facial engraving), bent by the plate's normals.
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.56, local=0.7)
    dark = blur(1 - tone, 0.6 * u)
    drift = (noise(tone.shape, seed, 4, octaves=2) - 0.5) * 1.6
    pitch = max(2.4, 4.6 * u)
    first = _cut(bands(plate, pitch, 4, 5.0, drift), np.clip(dark * 1.02 - 0.06, 0, 0.86), pitch)
    second = _cut(bands(plate, pitch, 62, 5.0, drift), np.clip(dark * 1.5 - 0.8, 0, 0.62), pitch)
    line = smoothstep(0.15, 0.6, outline(plate, (1.0 + 0.5 * look.line) * u))
    ink = np.maximum(np.maximum(first, second), line * 0.95)
    ink = ink * (0.92 + 0.16 * noise(tone.shape, seed + 2, 60, octaves=2))
    done = on_paper(np.clip(ink, 0, 1), look, seed, "#1b1a1f", "#f3ecdb")
    return margin(done, look, seed, two(look, "#1b1a1f", "#f3ecdb")[1], ragged=0.3)


def etching(plate: Plate, look: Look, seed: int) -> RGB:
    """Etching: freehand bitten lines in several directions, warm plate tone wiped towards the middle, plate mark.

    Hatching by prioritised stroke sets (Winkenbach and Salesin 1994): each darker value adds a set.
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.5, local=0.7)
    ink = hatching(plate, look, tone, seed, pitch=3.7 * u, wobble=1.0, angles=(52, -40, 8, 88))
    line = smoothstep(0.2, 0.7, outline(plate, (0.9 + 0.5 * look.line) * u))
    wobbled = line * (0.55 + 0.6 * noise(tone.shape, seed + 5, 40, octaves=2))
    ink = np.clip(np.maximum(ink, wobbled), 0, 1)
    x, y = (
        np.linspace(-1, 1, plate.width, dtype=np.float32),
        np.linspace(-1, 1, plate.height, dtype=np.float32)[:, None],
    )
    wiped = 0.05 + 0.14 * smoothstep(0.3, 1.5, np.asarray(x * x + y * y, np.float32)) + 0.10 * (1 - tone)
    film = wiped * (0.7 + 0.6 * noise(tone.shape, seed + 6, 4, octaves=4))
    done = on_paper(np.clip(ink * 0.93 + film * (1 - ink), 0, 1), look, seed, "#2a1d16", "#f0e4cb", tooth=0.14)
    return margin(done, look, seed, two(look, "#2a1d16", "#f0e4cb")[1], width=20, ragged=0.4)


def cross_hatching(plate: Plate, look: Look, seed: int) -> RGB:
    """Cross-hatched pen drawing: each darker value adds a set of lines across the last (Winkenbach 1994)."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.62, local=0.8)
    ink = hatching(plate, look, tone, seed, pitch=5.2 * u, wobble=0.55, angles=(45, -45, 2, 90))
    line = smoothstep(0.15, 0.55, outline(plate, (1.2 + 0.6 * look.line) * u))
    ink = np.maximum(np.maximum(ink, line * 0.95), smoothstep(0.09, 0.03, tone))
    done = on_paper(np.clip(ink, 0, 1), look, seed, "#17182a", "#f7f3e9")
    return margin(done, look, seed, two(look, "#17182a", "#f7f3e9")[1])


def hatching(
    plate: Plate, look: Look, tone: Gray, seed: int, *, pitch: float, wobble: float, angles: tuple[float, ...]
) -> Gray:
    """Ink of hatching, sets at `angles` degrees added one by one as the tone darkens; strokes start and stop by hand.

    `pitch` in pixels between lines; a set's lines thicken within its own range of values.
    """
    shape = tone.shape
    calm = blur(tone, pitch * 0.25)
    ink = np.zeros(shape, np.float32)
    sky = (plate.depth > 0.97).astype(np.float32)
    limits = (0.82, 0.6, 0.4, 0.24)
    for index, (angle, limit) in enumerate(zip(angles, limits, strict=True)):
        drift = (noise(shape, seed + index, 9, octaves=3) - 0.5) * np.float32(wobble * 2.2)
        aims = np.float32(angle) * (1 - 0.8 * sky)
        line = bands(plate, pitch * (1 + 0.07 * index), aims, 1.2, drift)
        hand = gouges(shape, slanted(shape, aims), seed + 20 + index, pitch * 0.6, pitch * 11)
        due = np.clip((limit - calm) * 1.5 + (hand - 0.5) * 0.34, 0, 1)
        width = np.clip(0.14 + due * 0.75, 0, 0.6) * smoothstep(0.0, 0.07, due)
        ink = mix(ink[..., None], np.ones((*shape, 1), np.float32), _cut(line, clamp(width), pitch))[..., 0]
    return ink


def scratchboard(plate: Plate, look: Look, seed: int) -> RGB:
    """Scratchboard: white cuts through black, following the form and denser towards the light, tinted by hand.

    Cuts are line integral convolution of noise along the form (Cabral and Leedom 1993), equalised to the tone.
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.42, local=0.9)
    flow = form_flow(plate, 8 * u, seed, wander=0.8)
    marks = gouges(tone.shape, flow, seed, 1.1 * u, 30 * u)
    cuts = threshold(np.asarray(tone * 1.05 - 0.04, np.float32), marks, 0.16) * smoothstep(0.05, 0.2, tone)
    edge = creases(plate, 1.2 * u)
    cuts = np.maximum(cuts, edge * smoothstep(0.2, 0.5, blur(tone, 3 * u)))
    cuts = np.asarray(cuts * (0.85 + 0.3 * noise(tone.shape, seed + 1, 50, octaves=2)), np.float32)
    dark, pale = two(look, "#0e0e12", "#f7f2e6")
    tint = np.clip(saturate(brighten(plate.colour, 0.72), 1.2 * look.chroma), 0, 1)
    light = mix(np.broadcast_to(pale, tint.shape), tint, 0.55 * min(look.chroma, 1.3))
    return clamp(mix(np.broadcast_to(dark, light.shape), light, np.clip(cuts, 0, 1)))


def pyrography(plate: Plate, look: Look, seed: int) -> RGB:
    """Pyrography: burnt lines and scorched shading on a planed board whose grain shows through."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.62, local=0.9)
    shape = tone.shape
    rings = noise(shape, seed, 2.2, octaves=4, stretch=5)
    grain = 0.5 + 0.5 * np.sin(rings * 70) * noise(shape, seed + 1, 6, octaves=3, stretch=20)
    fine = noise(shape, seed + 2, 30, octaves=3, stretch=14)
    pale, deep = two(look, "#a8733f", "#e6c590")[::-1]
    wood = mix(np.broadcast_to(pale, (*shape, 3)), np.broadcast_to(deep, (*shape, 3)), 0.12 + 0.34 * grain * fine * 1.6)
    hatch = hatching(plate, look, tone, seed, pitch=4.4 * u, wobble=0.7, angles=(40, -38, 6, 86))
    line = smoothstep(0.12, 0.5, outline(plate, (1.7 + 0.7 * look.line) * u))
    burnt = np.maximum(hatch * 0.7, line * 0.95)
    scorch = np.clip(blur(np.asarray(burnt, np.float32), 4 * u) * 0.55 + (1 - tone) * 0.22, 0, 0.7)
    brown = mix(wood, np.broadcast_to(hexcode("#7a4318"), wood.shape), scorch)
    return clamp(mix(brown, np.broadcast_to(hexcode("#24110a"), wood.shape), np.clip(burnt, 0, 1) * 0.9))
