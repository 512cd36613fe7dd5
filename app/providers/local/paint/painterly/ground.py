"""What painters decide before the first stroke: the ground, where detail is due, and how colours are pushed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, luma, mix, noise, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips

Coat = tuple[Brush, float]
"""A brush and how far the reference is softened for it, in units."""

SIENNA = np.array([0.56, 0.37, 0.24], np.float32)
CREAM = np.array([0.93, 0.89, 0.80], np.float32)
UMBER = np.array([0.20, 0.13, 0.09], np.float32)


def stained(colour: RGB, stain: NDArray[np.float32], amount: float) -> RGB:
    """An underpainting: large soft shapes over a ground stained one colour."""
    return mix(blur(colour, 26 * fields.unit(colour.shape)), np.broadcast_to(stain, colour.shape), amount)


def importance(plate: Plate, base: float) -> Gray:
    """Where small strokes are due, 0…1: outlines of things and fine detail, `base` everywhere."""
    u = fields.unit(plate.colour.shape)
    edges = fields.depth_edges(plate, 2 * u)
    grey = luma(plate.colour)
    fine = np.abs(grey - blur(grey, 3 * u))
    due = base + blur(edges, 4 * u) * 1.5 + blur(np.asarray(fine, np.float32), 4 * u) * 14
    return np.asarray(np.clip(due, 0, 1), np.float32)


def coats(easel: Easel, colour: RGB, angles: tuple[Gray, Gray], plan: tuple[Coat, ...], due: Gray | None) -> None:
    """Lay several brushes, largest first: the first covers, the others mend what differs.

    `angles` are the directions for large and for small brushes (under 12 units); small ones keep to `due`.
    """
    u = fields.unit(colour.shape)
    for number, (brush, soft) in enumerate(plan):
        small = brush.width < 12
        easel.paint(
            blur(colour, soft * u),
            angles[1] if small else angles[0],
            brush,
            weight=due if small else None,
            fresh=number == 0,
        )


def touches(easel: Easel, colour: RGB, angle: Gray, due: Gray, brush: Brush) -> None:
    """Last small touches on the subject: only where detail is densest, `due` squared."""
    easel.paint(colour, angle, brush, weight=np.asarray(due * due, np.float32))


def split_light(colour: RGB, cool: NDArray[np.float32], warm: NDArray[np.float32], amount: float) -> RGB:
    """Shadows drawn to one colour and lights to another, lightness kept (complementary light, Chevreul 1839)."""

    def rows(part: RGB) -> RGB:
        grey = luma(part)
        tint = mix(cool, warm, smoothstep(0.15, 0.85, grey))
        kept = np.asarray(tint * (grey / np.maximum(luma(tint), 1e-3))[..., None], np.float32)
        return np.clip(mix(part, kept, amount), 0, 1)

    return in_strips(rows, colour)


def patches(shape: tuple[int, ...], seed: int, cells: float) -> Gray:
    """Slow patches, 0…1 evenly, for colour that wanders."""
    field = noise((shape[0], shape[1]), seed, cells, octaves=2)
    return np.asarray(np.clip((field - 0.5) * 2.4 + 0.5, 0, 1), np.float32)


def vivid(colour: RGB, chroma: float, *, floor: float = 0.0) -> RGB:
    """Chroma in Lab times `chroma`, at least `floor` (Lab units) where there is any hue at all."""

    def rows(part: RGB) -> RGB:
        lab = fields.to_lab(part)
        a, b = lab[..., 1], lab[..., 2]
        have = np.sqrt(a * a + b * b) + np.float32(1e-3)
        wanted = np.maximum(have * chroma, np.minimum(floor, have * 6))
        wanted = np.minimum(wanted, 78 + 0.2 * have)
        lab[..., 1:] *= (wanted / have)[..., None]
        return fields.to_rgb(lab)

    return in_strips(rows, colour)


def evened(grey: Gray, u: float) -> Gray:
    """Lightness against its surroundings, about 0.5 everywhere: outlines are found in the dark as in the light."""
    around = blur(grey, 34 * u)
    return np.asarray(np.clip(0.5 * (grey + 0.06) / (around + 0.06), 0, 1), np.float32)


def keyed(colour: RGB, low: float, high: float, amount: float) -> RGB:
    """The picture's own darkest and lightest tones (2nd and 98th percentile) moved towards `low` and `high`."""
    grey = luma(colour)
    dark, light = (float(v) for v in np.quantile(grey[::3, ::3], (0.02, 0.98)))
    gain = (high - low) / max(light - dark, 0.2)

    def rows(part: RGB, grey: Gray) -> RGB:
        wanted = low + (grey - dark) * gain
        value = np.clip(grey + (wanted - grey) * amount, 0.0, 1.0)
        return np.asarray(np.clip(part * (value / np.maximum(grey, 0.015))[..., None], 0, 1), np.float32)

    return in_strips(rows, colour, grey)


def inked(colour: RGB, plate: Plate, strength: float, width: float = 1.1) -> RGB:
    """Outlines of things laid in dark before painting, by `strength` 0…1; `width` in units."""
    if strength <= 0:
        return colour
    u = fields.unit(colour.shape)
    drawn = 1 - fields.xdog(evened(luma(plate.colour), u), width * u, sharp=20, level=0.3, soft=7)
    line = np.clip(np.maximum(drawn, fields.depth_edges(plate, width * 1.4 * u)) * min(1.0, strength * 1.6), 0, 0.9)
    return mix(colour, np.asarray(colour * 0.18, np.float32), np.asarray(line, np.float32))
