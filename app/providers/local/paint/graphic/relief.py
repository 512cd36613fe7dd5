"""Prints from carved blocks: linocut, woodcut, colour woodblock."""

from __future__ import annotations

import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, smoothstep
from app.providers.local.paint.fields import form_flow, unit
from app.providers.local.paint.graphic.regions import flatten, lay, near, shapes
from app.providers.local.paint.graphic.tools import (
    colours,
    equalise,
    gouges,
    margin,
    on_paper,
    outline,
    press,
    speckle,
    threshold,
    two,
    values,
    vivid,
)
from app.providers.local.plate import RGB, Gray, Plate

UKIYO = ("#1b2b4a", "#2c5d84", "#6f9fb3", "#bccfc4", "#efe3c8", "#e9c46a", "#e3a878", "#c9674a", "#a83a2c", "#4f6145",
         "#8c9a78", "#5a4a48", "#8d8fa8", "#d9b7b0")  # fmt: skip


def carved(plate: Plate, look: Look, seed: int, width: float, length: float) -> Gray:
    """Ink of a carved block: gouge marks along the form stand white where the tone asks for light.

    The marks are line integral convolution (Cabral and Leedom 1993) of noise, equalised so that the cleared share
    equals the tone, as in Ostromoukhov's engraving screens (1999); solid blacks and whites are kept.
    """
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.5, local=0.6)
    tone = np.asarray(np.clip((blur(tone, 0.7 * u) - 0.5) * 1.35 + 0.5, 0, 1), np.float32)
    flow = form_flow(plate, 9 * u, seed, wander=0.7)
    marks = gouges(tone.shape, flow, seed, width * u, length * u)
    steep = smoothstep(0.03, 0.16, tone) * (tone < 1)
    cleared = threshold(tone * 1.06 - 0.03, 0.5 + (marks - 0.5) * 0.92, 0.09) * np.maximum(steep, tone > 0.9)
    line = outline(plate, (1.3 + look.line) * u)
    edge = smoothstep(0.12, 0.5, line) * smoothstep(0.08, 0.3, tone)
    ink = np.maximum(1 - cleared, edge)
    return np.asarray(ink * (1 - 0.85 * speckle(tone.shape, seed, 0.015 + 0.03 * look.grain)), np.float32)


def linocut(plate: Plate, look: Look, seed: int) -> RGB:
    """Linocut: broad gouge marks along the form on one dark block, over one flat second block of the warmest area.

    Marks after Cabral and Leedom 1993 and Ostromoukhov 1999, see `carved`.
    """
    u = unit(plate.colour.shape) * look.scale
    ink = carved(plate, look, seed, 2.3, 46)
    default = ("#14202b", "#d8552f", "#f3ead8")
    dark, pale = two(look, default[0], default[2])
    plates = colours(look, *default)
    second = plates[len(plates) // 2] if len(plates) > 2 else hexcode(default[1])
    colour = blur(plate.colour, 4 * u)
    middle = 1 - np.abs(luma(colour) / max(float(np.percentile(luma(colour)[::4, ::4], 97)), 0.2) - 0.5) * 2
    warm = equalise(np.asarray(colour[..., 0] - colour[..., 2] + 0.45 * np.clip(middle, -0.5, 1), np.float32))
    area = smoothstep(0.52, 0.6, warm) if look.chroma > 0.35 else np.zeros_like(warm)
    sheet = mix(np.broadcast_to(pale, plate.colour.shape), np.broadcast_to(second, plate.colour.shape), area * 0.94)
    done = press(mix(sheet, np.broadcast_to(dark, sheet.shape), ink), look, seed)
    return margin(done, look, seed, pale)


def woodcut(plate: Plate, look: Look, seed: int) -> RGB:
    """Black-line woodcut: long narrow knife marks and the plank's grain in the blacks. Marks as in `carved`."""
    u = unit(plate.colour.shape) * look.scale
    ink = carved(plate, look, seed + 1, 1.35, 64)
    grain = noise(ink.shape, seed + 4, 5, octaves=4, stretch=26)
    rings = 0.5 + 0.5 * np.sin((grain * 46) + np.float32(0.0))
    ink = ink * (1 - 0.5 * look.grain * smoothstep(0.8, 1.0, np.asarray(rings, np.float32)) * blur(ink, 3 * u))
    done = on_paper(np.asarray(ink, np.float32), look, seed, "#1a1613", "#f1e6cf")
    return margin(done, look, seed, two(look, "#1a1613", "#f1e6cf")[1])


def woodblock(plate: Plate, look: Look, seed: int) -> RGB:
    """Colour woodblock in the manner of ukiyo-e: flat areas in old pigments, bokashi, key-block line, seal.

    Areas are k-means in Lab with a majority vote on borders; each is printed in the nearest of fourteen Edo inks; the
    key block is flow-based XDoG (Winnemoeller 2012) joined with depth edges; wood grain shows in the flats.
    """
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.3, 1.15, 0.56), look, 6, plate)
    inks, labels = shapes(calm, 12, seed, 2.2 * u, plate)
    names = colours(look, *UKIYO)
    flat = lay(near(inks, names, 0.3), labels)
    flat = mix(flat, calm, 0.14)
    y = np.linspace(0, 1, plate.height, dtype=np.float32)[:, None] * np.ones((1, plate.width), np.float32)
    sky = smoothstep(0.9, 0.99, plate.depth)
    deep = names[np.argsort(luma(names))[1 if len(names) > 1 else 0]]
    flat = mix(flat, np.broadcast_to(deep, flat.shape), (np.clip(1 - y / 0.26, 0, 1) ** 1.5) * (0.12 + 0.55 * sky))
    grain = noise(y.shape, seed + 3, 3, octaves=4, stretch=40)
    flat = flat * (1 + np.float32(0.18 * look.grain) * (grain - 0.5))[..., None]
    line = smoothstep(0.15, 0.55, outline(plate, (1.5 + 0.6 * look.line) * u))
    done = press(mix(flat.astype(np.float32), np.broadcast_to(hexcode("#16202c"), flat.shape), line * 0.92), look, seed)
    done = _seal(done, seed)
    return margin(done, look, seed, hexcode("#f1e7d0"), width=16, ragged=0.5)


def _seal(colour: RGB, seed: int) -> RGB:
    """A red seal with a few carved strokes near a lower or upper corner, away from the busier side."""
    h, w = colour.shape[:2]
    size = int(min(h, w) * 0.075)
    left = float(luma(colour[:, : w // 2]).std()) < float(luma(colour[:, w // 2 :]).std())
    x0 = int(w * 0.045) if left else int(w * 0.955) - size
    y0 = int(h * 0.06)
    tall = min(int(size * 1.35), h - y0)
    stamp = np.ones((tall, size), np.float32)
    signs = noise((tall, size), seed + 8, 4, octaves=1)
    stamp[signs > np.quantile(signs, 0.72)] = 0
    edge = max(1, size // 10)
    frame = np.ones_like(stamp)
    frame[edge:-edge, edge:-edge] = 0
    done = colour.copy()
    patch = done[y0 : y0 + tall, x0 : x0 + size]
    done[y0 : y0 + tall, x0 : x0 + size] = mix(
        patch, np.broadcast_to(hexcode("#b8352a"), patch.shape), blur(np.maximum(stamp, frame), 0.5) * 0.94
    )
    return done
