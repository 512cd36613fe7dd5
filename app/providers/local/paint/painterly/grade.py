"""A Look's global factors: the grade before the paint goes on, grain and the unpainted edge after."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import luma, mix, smoothstep
from app.providers.local.paint import fields
from app.providers.local.plate import RGB, Plate
from app.providers.local.strips import strips

_PAPER = np.array([0.968, 0.957, 0.929], np.float32)


def warmed(colour: RGB, warmth: float) -> RGB:
    """Warmer (towards amber, warmth > 0) or cooler (towards blue) with luma kept."""
    gains = np.array([1 + 0.13 * warmth, 1 + 0.015 * warmth, 1 - 0.17 * warmth], np.float32)
    tinted = colour * gains
    kept = luma(colour) / np.maximum(luma(tinted), 1e-4)
    return np.asarray(np.clip(tinted * kept[..., None], 0, 1), np.float32)


def towards_palette(colour: RGB, codes: tuple[str, ...], amount: float) -> RGB:
    """Colours drawn to a palette: each pixel moves to the soft nearest of the inks, its lightness mostly kept."""
    lab = fields.to_lab(colour)
    inks = fields.to_lab(fields.inks_of(codes)[None])[0]
    flat = lab.reshape(-1, 3)
    gap = (flat * flat).sum(-1)[:, None] + (inks * inks).sum(-1) - 2 * flat @ inks.T
    pull = np.exp(-(gap - gap.min(-1, keepdims=True)) / 450)
    wanted = (pull @ inks / pull.sum(-1, keepdims=True)).reshape(lab.shape)
    shares = np.array([0.45, 1.0, 1.0], np.float32) * np.float32(amount)
    return fields.to_rgb(lab + (wanted - lab) * shares)


def graded(plate: Plate, look: Look, own: frozenset[str]) -> Plate:
    """The plate with chroma, contrast, warmth, light and palette applied, save what the technique owns."""
    colour = plate.colour
    if "palette" not in own and look.palette:
        colour = towards_palette(colour, look.palette, 0.8)
    if "warmth" not in own and look.warmth:
        colour = warmed(colour, look.warmth)
    contrast = 1.0 if "contrast" in own else look.contrast
    light = 0.0 if "light" in own else look.light
    if contrast != 1.0 or light:
        colour = fields.tone(colour, contrast, light)
    if "chroma" not in own and look.chroma != 1.0:
        colour = fields.saturate(colour, look.chroma)
    return plate if colour is plate.colour else msgspec.structs.replace(plate, colour=colour)


def finished(picture: RGB, look: Look, seed: int, own: frozenset[str]) -> NDArray[np.uint8]:
    """Bytes of the picture, with the sheet's grain and its unpainted edge unless the technique made its own."""
    if "grain" not in own and look.grain > 0:
        tooth = fields.paper(picture.shape, seed, size=2.4) - np.float32(0.5)
        picture = picture * (1 + tooth * np.float32(0.10 * look.grain))[..., None]
    if "border" not in own and look.border:
        picture = bordered(picture, seed)
    out = np.empty(picture.shape, np.uint8)
    for part, rows in strips(picture, out):
        rows[:] = np.clip(part, 0, 1) * 255 + 0.5
    return out


def bordered(picture: RGB, seed: int, *, margin: float = 22.0, ragged: float = 6.0) -> RGB:
    """The picture on a larger sheet: an unpainted, slightly ragged margin, in units."""
    tooth = fields.paper(picture.shape, seed + 3, size=3.0) - np.float32(0.5)
    bare = _PAPER * (1 + tooth * np.float32(0.08))[..., None]
    return mix(bare, picture, fields.sheet(picture.shape, seed, margin=margin, ragged=ragged))


def vignette(shape: tuple[int, ...], strength: float) -> NDArray[np.float32]:
    """A factor that falls towards the corners by `strength`, as a lens does (cos^4 law, softened)."""
    x, y = fields.coordinates(shape)
    dx, dy = x / shape[1] * 2 - 1, y / shape[0] * 2 - 1
    return np.asarray(1 - strength * smoothstep(0.25, 1.9, np.asarray(dx * dx + dy * dy, np.float32)), np.float32)
