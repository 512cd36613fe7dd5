"""Posters: travel, art deco, Bauhaus, psychedelic, and cel-shaded animation."""

from __future__ import annotations

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, form_flow, unit
from app.providers.local.paint.graphic.arrays import clamp, resized
from app.providers.local.paint.graphic.regions import flatten, lay, near, shapes, vote
from app.providers.local.paint.graphic.tools import colours, gouges, outline, press, values, vivid
from app.providers.local.plate import RGB, Gray, Plate

SUNNY = (
    "#14283f", "#1f4e6b", "#3b8491", "#8fc1b5", "#f6e7c4", "#f3c26b", "#ec8f4c", "#cf5139", "#7d2f35", "#5a7247",
    "#a8b26b", "#3a3f3a", "#d9b99b", "#9f86a5", "#e7a9a0",
)  # fmt: skip
"""Poster inks of the railways: navy to cream, corals, olives, mauves."""


def focus(plate: Plate) -> tuple[float, float]:
    """The brightest large spot as fractions of width and height: the sun, a lamp, a window."""
    small = resized(luma(plate.colour), (64, 48))
    _, _, _, at = cv2.minMaxLoc(blur(small, 2.5))
    return (at[0] + 0.5) / 64, (at[1] + 0.5) / 48


LACQUER = (
    "#0b1a20", "#12343b", "#1f5f5b", "#5f9c8f", "#b98b4e", "#e4c27a", "#f4e6c3", "#7a2e2b", "#c26a3d", "#28304f",
    "#8892a8",
)  # fmt: skip
"""Lacquer, jade and gilt."""


def framed(colour: RGB, outer: float, pale: RGB, rule: RGB, *, foot: float = 0.0) -> RGB:
    """A plain border `outer` units wide with a thin rule inside it and, with `foot`, a solid band at the bottom."""
    h, w = colour.shape[:2]
    u = unit(colour.shape)
    edge, band = round(outer * u), round(foot * u)
    done = colour.copy()
    if band:
        done[h - edge - band : h - edge] = rule
        line = max(1, round(2.4 * u))
        done[h - edge - band - line * 2 : h - edge - band - line] = pale
    done[:edge] = done[h - edge :] = pale
    done[:, :edge] = done[:, w - edge :] = pale
    inset = round(outer * 0.62 * u)
    cv2.rectangle(done, (inset, inset), (w - 1 - inset, h - 1 - inset), tuple(map(float, rule)), max(1, round(1.3 * u)))
    return done


def travel_poster(plate: Plate, look: Look, seed: int) -> RGB:
    """Retro travel poster: simplified shapes in sunny inks, sprayed grain where they turn, cream border and foot."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.45, 1.25, 0.58), look, 6, plate)
    inks, labels = shapes(calm, 11, seed, 2.6 * u, plate)
    names = colours(look, *SUNNY)
    flat = lay(near(inks, names, 0.5), labels)
    wide = blur(calm, 9 * u)
    turn = luma(calm) - luma(blur(flat, 5 * u)) + 0.7 * (luma(calm) - luma(wide))
    grain = random(seed, 601).random(labels.shape, dtype=np.float32)
    sprayed = smoothstep(-0.3, 0.5, turn * 3.2 + (blur(grain, 0.5) - 0.5) * 0.6)
    flat = np.clip(flat * (0.84 + 0.32 * sprayed)[..., None], 0, 1)
    line = smoothstep(0.3, 0.7, outline(plate, 1.2 * u)) * np.float32(0.25 + 0.6 * look.line)
    done = press(mix(flat, flat * 0.45, line), look, seed)
    dark = near(inks[:1], names)[0]
    return framed(done.astype(np.float32), 18, hexcode("#f6ead0"), dark.astype(np.float32), foot=36)


def art_deco(plate: Plate, look: Look, seed: int) -> RGB:
    """Art deco: rays from the light, planes graded like lacquer, gilt contours, stepped gilt corners."""
    u = unit(plate.colour.shape) * look.scale
    h, w = plate.depth.shape
    calm = flatten(vivid(plate.colour, 0.95, 1.3, 0.42), look, 6, plate)
    inks, labels = shapes(calm, 9, seed, 3.0 * u, plate)
    names = colours(look, *LACQUER)
    flat = mix(lay(near(inks, names, 0.3), labels), calm, 0.16)
    x, y = coordinates((h, w))
    fx, fy = focus(plate)
    angle = np.arctan2(y - fy * h, x - fx * w)
    wave = np.abs((angle * np.float32(15 / np.pi)) % 1 - 0.5) * 2
    far = np.hypot(x - fx * w, y - fy * h) / h
    rays = (wave - 0.5) * smoothstep(0.02, 0.25, far) * smoothstep(0.95, 1.0, plate.depth)
    spray = random(seed, 611).random((h, w), dtype=np.float32) - 0.5
    rings = np.abs((far * 7.0) % 1 - 0.5) * 2
    flat = flat * (1 + 0.30 * rays + 0.10 * spray * (0.5 + rings))[..., None]
    gold = _gilt((h, w), seed)
    line = smoothstep(0.18, 0.5, outline(plate, (1.5 + look.line) * u))
    done = mix(np.clip(flat, 0, 1).astype(np.float32), gold, line * 0.85)
    return clamp(mix(done, gold, _stepped((h, w), unit(plate.colour.shape))))


def _gilt(shape: tuple[int, int], seed: int) -> RGB:
    """Gold with a broad diagonal sheen."""
    x, y = coordinates(shape)
    sheen = 0.5 + 0.5 * np.sin((x + y) / shape[1] * 7 + 3 * noise(shape, seed + 21, 4, octaves=3))
    return mix(
        np.broadcast_to(hexcode("#a8762f"), (*shape, 3)), np.broadcast_to(hexcode("#f8e3a0"), (*shape, 3)), sheen
    )


def _stepped(shape: tuple[int, int], u: float) -> Gray:
    """A double frame with fans of steps in the corners, 1 where gilt."""
    h, w = shape
    mask = np.zeros(shape, np.float32)
    for inset, weight in ((9, 3.0), (16, 1.2)):
        a = round(inset * u)
        cv2.rectangle(mask, (a, a), (w - 1 - a, h - 1 - a), 1.0, max(1, round(weight * u)), cv2.LINE_AA)
    for step in range(4):
        a, b = round((16 + 13 * step) * u), round((16 + 13 * (3 - step)) * u)
        weight = max(1, round(1.5 * u))
        for sx, sy in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
            px, py = (a if sx > 0 else w - 1 - a), (b if sy > 0 else h - 1 - b)
            ex, ey = (0 if sx > 0 else w - 1), (0 if sy > 0 else h - 1)
            cv2.line(mask, (px, py), (ex, py), 1.0, weight, cv2.LINE_AA)
            cv2.line(mask, (px, py), (px, ey), 1.0, weight, cv2.LINE_AA)
    return mask


def bauhaus(plate: Plate, look: Look, seed: int) -> RGB:
    """Bauhaus: the picture reduced to a few flat tones, cut by a circle, a bar and a diagonal that swap the inks.

    Counterchange, as in Moholy-Nagy's transparent planes: where a figure overlaps, the order of the inks turns.
    """
    u = unit(plate.colour.shape) * look.scale
    h, w = plate.depth.shape
    tone = values(plate, look, mean=0.54, local=0.8)
    calm = luma(flatten(np.repeat(tone[..., None], 3, -1), look, 7, plate))
    hue = flatten(plate.colour, look, 7, plate)
    warm = np.clip((hue[..., 0] - hue[..., 2]) * 3, -1, 1)
    level = np.clip(np.floor(calm * 4.2), 0, 3).astype(np.int32) * 2 + (warm > 0.1)
    level = vote(level, 8, 2.6 * u, (h, w))
    base = colours(look, "#15151a", "#15151a", "#1f3f8f", "#c7261f", "#8fa3b5", "#f0b51e", "#efe6d2", "#f6eedd")
    inks = base[np.linspace(0, len(base) - 1, 8).round().astype(int)]
    turned = inks[[3, 2, 5, 7, 2, 3, 5, 4]]
    rng = random(seed, 621)
    x, y = coordinates((h, w))
    fx, fy = focus(plate)
    circle = np.hypot(x - (0.35 * fx + 0.65 * rng.uniform(0.3, 0.7)) * w, y - (0.4 * fy + 0.6 * 0.45) * h) < 0.33 * h
    slope = rng.choice([-1, 1]) * rng.uniform(0.55, 0.9)
    across = (x - rng.uniform(0.3, 0.7) * w) * slope + (y - 0.5 * h)
    bar = np.abs(across) < 0.055 * h
    swap = circle ^ bar ^ (across > 0.42 * h)
    done = blur(np.where(swap[..., None], turned[level], inks[level]).astype(np.float32), 0.6)
    ring = np.zeros((h, w), np.float32)
    cv2.circle(ring, (int(rng.uniform(0.12, 0.88) * w), int(rng.uniform(0.12, 0.3) * h)), int(0.085 * h), 1.0,
               max(2, int(0.018 * h)), cv2.LINE_AA)  # fmt: skip
    done = mix(done, np.broadcast_to(inks[3], done.shape), ring)
    line = smoothstep(0.3, 0.6, outline(plate, 1.4 * u)) * np.float32(0.35 + 0.6 * look.line)
    return press(mix(done, np.broadcast_to(inks[0], done.shape), line), look, seed, tooth=0.1)


def psychedelic(plate: Plate, look: Look, seed: int) -> RGB:
    """Psychedelic poster: bands of loud inks that ripple along the tone and round every contour."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.5, local=1.0)
    shape = tone.shape
    flow = form_flow(plate, 9 * u, seed, wander=2.2)
    swirl = gouges(shape, flow, seed, 7 * u, 120 * u)
    calm = luma(flatten(np.repeat(tone[..., None], 3, -1), look, 6, plate))
    far = plate.depth > 0.95
    phase = calm * 3.0 + np.where(far, 0.9, 0.45) * blur(swirl, 2.0 * u) + noise(shape, seed + 2, 2, octaves=2) * 1.2
    inks = colours(look, "#2a0a5e", "#e0115f", "#ff7a00", "#ffe14d", "#12b886", "#0c6fd1", "#8a2be2")
    count = len(inks)
    at = (phase * np.float32(count / 2.6)) % count
    low = at.astype(np.int32) % count
    edge = smoothstep(0.44, 0.56, np.asarray(at % 1, np.float32))
    done = mix(blur(inks[low], 0.5), blur(inks[(low + 1) % count], 0.5), edge)
    done = np.clip(done * (0.62 + 0.62 * calm)[..., None], 0, 1).astype(np.float32)
    line = smoothstep(0.12, 0.4, outline(plate, (2.4 + look.line) * u))
    return press(mix(done, np.broadcast_to(hexcode("#1a0730"), done.shape), line), look, seed)


def anime(plate: Plate, look: Look, seed: int) -> RGB:
    """Animation cel: two or three tones a shape with crisp terminators, painted sky, fine coloured line, light bloom.

    Toon shading by quantised luminance (Winnemoeller 2006, real-time video abstraction).
    """
    u = unit(plate.colour.shape) * look.scale
    bright = vivid(plate.colour, 1.45, 1.12, 0.55)
    calm = flatten(bright, look, 4, plate)
    light = luma(calm)
    bins = 7.0
    scaled = light * bins
    base = np.floor(scaled)
    part = scaled - base
    sharp = (base + 0.5 + 0.5 * np.tanh((part - 0.5) * 9)) / bins
    cel = calm * (sharp / np.maximum(light, 0.03))[..., None]
    sky = smoothstep(0.95, 0.99, plate.depth)
    cel = mix(np.clip(cel, 0, 1).astype(np.float32), calm, 0.65 * sky)
    shadow = smoothstep(0.5, 0.2, light) * 0.22
    cel = mix(cel, cel * np.array([0.78, 0.82, 1.12], np.float32), shadow)
    line = smoothstep(0.2, 0.6, outline(plate, (1.1 + 0.8 * look.line) * u))
    done = mix(cel, np.clip(cel * 0.28 + hexcode("#1b1838") * 0.12, 0, 1), line * 0.85)
    glow = blur(np.clip(done - 0.62, 0, 1), 14 * u) * 1.1 + blur(np.clip(done - 0.7, 0, 1), 40 * u) * 0.9
    done = 1 - (1 - done) * (1 - np.clip(glow, 0, 0.6))
    fx, _ = focus(plate)
    x = np.linspace(0, 1, plate.width, dtype=np.float32)[None]
    wash = np.exp(-(((x - fx) / 0.5) ** 2)) * np.linspace(0.08, 0, plate.height, dtype=np.float32)[:, None]
    tint = hexcode("#fff1d0") * (1 + 0.02 * (noise(light.shape, seed, 8, octaves=2) - 0.5))[..., None]
    return clamp(mix(done.astype(np.float32), tint.astype(np.float32), wash.astype(np.float32)))
