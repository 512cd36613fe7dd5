"""Cut and laid sheets: paper cut-out, collage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, emboss, nearest, paper, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp, slid
from app.providers.local.paint.graphic.cells import rims
from app.providers.local.paint.graphic.regions import flatten, lay, pieces
from app.providers.local.paint.graphic.tools import colours, dots, vivid
from app.providers.local.plate import RGB, Gray, Plate


def _stack(plate: Plate, inks: NDArray[np.float32], labels: NDArray[np.int32]) -> Gray:
    """Each piece's place in the pile by its mean nearness, ties broken by lightness: 0 at the back."""
    count = len(inks)
    size = np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    depth = np.bincount(labels.ravel(), plate.depth.ravel(), count) / size
    order = np.argsort(np.argsort(-(depth + 0.12 * luma(inks))))
    return order[labels].astype(np.float32)


def cast(level: Gray, reach: float, steps: int = 5) -> Gray:
    """Soft shadow, 0…1, that higher sheets cast down and to the right over `reach` pixels."""
    shadow = np.zeros_like(level)
    for step in range(1, steps + 1):
        away = reach * step / steps
        moved = blur(slid(level, away * 0.7, away), 0.5 + away * 0.3)
        shadow = np.maximum(shadow, np.clip((moved - level) - 0.35 * (step - 1), 0, 1) * (1.12 - step / (steps + 1)))
    return shadow


def paper_cut(plate: Plate, look: Look, seed: int) -> RGB:
    """Layered paper cut-out: smooth cut sheets piled by nearness, each casting its shadow on the one below."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.4, 1.15, 0.52), look, 6, plate)
    inks, labels = pieces(calm, 11, seed, 3.0 * u, plate)
    names = colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else saturate(inks[None], 1.2)[0]
    level = _stack(plate, inks, labels)
    shadow = blur(cast(level, 9 * u), 0.8)
    sheet = lay(names, labels, 0.6)
    card = paper(labels.shape, seed, size=1.8)
    light = (1 + 0.10 * (0.4 + look.grain) * (card - 0.5)) * (1 - 0.62 * shadow)
    rim = np.clip(emboss(blur(level, 0.7), 0.5) - 1, 0, 0.35)
    drop = 1 + 0.10 * (0.5 - np.linspace(0, 1, plate.height, dtype=np.float32))[:, None]
    return clamp(sheet * (light * drop)[..., None] + 0.45 * rim[..., None])


def collage(plate: Plate, look: Look, seed: int) -> RGB:
    """Collage: torn papers, plain, printed and patterned, with white torn rims and shadows, a little out of place."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.35, 1.2, 0.54), look, 7, plate)
    shape = plate.depth.shape
    inks, labels = pieces(calm, 9, seed, 3.0 * u, plate)
    x, y = coordinates(shape)
    tear = (noise(shape, seed, 60, octaves=4, gain=0.65) - 0.5) * 9 * u
    tx = np.clip(np.rint(x + tear), 0, shape[1] - 1).astype(np.int32)
    ty = np.clip(np.rint(y - tear), 0, shape[0] - 1).astype(np.int32)
    torn = labels[ty, tx]
    names = colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else inks
    names = np.clip(names + random(seed, 591).normal(0, 0.035, names.shape), 0, 1).astype(np.float32)
    sheet = _patterned(lay(names, torn, 0.6), torn, x, y, u, seed)
    level = _stack(plate, inks, torn)
    shadow = cast(level, 6 * u)
    rim = rims(torn)
    ragged = (1.4 + 3.4 * noise(shape, seed + 3, 70, octaves=3)) * u
    higher = slid(level, 2 * u, 2 * u) < level
    white = clamp(0.5 + (ragged - rim) / 1.4) * higher
    fibre = 1 + 0.14 * (paper(shape, seed + 1, size=2.0) - 0.5)
    creased = emboss(noise(shape, seed + 4, 7, octaves=5, gain=0.55), 2.2)
    done = mix(sheet, np.broadcast_to(hexcode("#f7f3ea"), sheet.shape), white * 0.9)
    return clamp(done * (fibre * creased * (1 - 0.55 * shadow))[..., None])


def _patterned(sheet: RGB, labels: NDArray[np.int32], x: Gray, y: Gray, u: float, seed: int) -> RGB:
    """Printed patterns on some of the papers: stripes, dots, lines of type, a coarse screen."""
    rng = random(seed, 592)
    kinds = rng.permutation(np.arange(int(labels.max()) + 1)) % 6
    turn = float(rng.uniform(0, np.pi))
    stripe = smoothstep(
        0.1, 0.3, np.sin((x * np.cos(turn) + y * np.sin(turn)).astype(np.float32) / np.float32(4.2 * u))
    )
    spots = dots(np.full(labels.shape, 0.2, np.float32), 13 * u, 35)
    line = smoothstep(0.55, 0.7, np.abs((y / np.float32(7.5 * u)) % 1 - 0.5) * 2)
    words = line * (noise(labels.shape, seed + 7, 90, octaves=2, stretch=0.12) > 0.46)
    dark = sheet * 0.68
    pale = np.clip(sheet * 0.55 + 0.44, 0, 1)
    for kind, pattern, ink in ((0, stripe, pale), (1, spots, pale), (2, words.astype(np.float32), dark)):
        sheet = mix(sheet, ink, pattern * 0.55 * (kinds[labels] == kind))
    return sheet
