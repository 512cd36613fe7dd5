"""Pictures painted on a screen: digital painting, matte painting, airbrush."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, mix, noise, random, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.grade import vignette
from app.providers.local.paint.painterly.ground import coats, importance, inked, keyed, split_light, vivid
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.plate import RGB, Gray, Plate

_TEAL = np.array([0.16, 0.34, 0.46], np.float32)
_AMBER = np.array([1.0, 0.80, 0.52], np.float32)


def bloom(colour: RGB, u: float, threshold: float, amount: float) -> RGB:
    """Light spilling from the brightest places, over two radii, added on a screen."""
    bright = colour * smoothstep(threshold, 1.0, luma(colour))[..., None]
    spill = (blur(bright, 7 * u) + blur(bright, 26 * u)) * np.float32(amount * 0.5)
    return np.asarray(1 - (1 - colour) * (1 - np.clip(spill, 0, 1)), np.float32)


def rim_light(plate: Plate, u: float) -> Gray:
    """Where light from behind would catch an outline, 0…1: surfaces that turn away, up and to the right."""
    turned = np.clip(plate.normal[..., 1] * 0.7 + plate.normal[..., 0] * 0.5, 0, 1) * (1 - plate.normal[..., 2])
    return blur(np.asarray(np.clip(turned, 0, 1), np.float32), 1.2 * u)


def digital_painting(plate: Plate, look: Look, seed: int) -> RGB:
    """Digital painting: clean confident strokes with soft blends, glowing light, crisp focus, teal against amber."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = split_light(fields.tone(plate.colour, 1.12, 0.05), _TEAL, _AMBER, 0.2)
    colour = vivid(keyed(colour, 0.04, 0.97, 0.45), 1.3)
    colour = inked(colour, plate, look.line, 1.0)
    easel = Easel(blur(colour, 12 * u), np.full(plate.depth.shape, 0.5, np.float32), seed)
    soft = Brush(edge=0.55, dry=0.12, streak=0.035, jitter=0.02, tint=0.012, opacity=0.85, square=0.4, taper=0.4)
    plan = (
        (soft.but(width=48 * s, cover=2.6, length=(1.5, 4), bend=1.3), 6),
        (soft.but(width=24 * s, cover=2.2, error=0.04, length=(2, 5), jitter=0.03, limit=0.14), 2.5),
        (soft.but(width=10 * s, cover=2.6, error=0.045, length=(2, 6), limit=0.11, edge=0.35), 0.8),
        (soft.but(width=4.4 * s, cover=3.2, error=0.045, limit=0.09, edge=0.3, opacity=1.0), 0),
    )
    angles = [fields.form_flow(plate, r * u, seed).angle for r in (9, 3)]
    coats(easel, colour, (angles[0], angles[1]), plan, importance(plate, 0.4))
    crisp = np.clip(importance(plate, 0.0) * 0.75, 0, 0.65)
    picture = mix(easel.colour, fields.kuwahara(colour, 2.4 * u), crisp)
    picture = picture + rim_light(plate, u)[..., None] * _AMBER * np.float32(0.14)
    picture = bloom(np.asarray(np.clip(picture, 0, 1), np.float32), u, 0.68, 0.5)
    return picture * vignette(picture.shape, 0.22)[..., None]


def matte_painting(plate: Plate, look: Look, seed: int) -> RGB:
    """Matte painting for film: grand depth in hazy planes, god rays, fine brushwork, dust in the light."""
    u = fields.unit(plate.colour.shape)
    colour = keyed(fields.tone(plate.colour, 1.08), 0.03, 0.97, 0.5)
    colour = mix(colour, fields.kuwahara(colour, 3.6 * u * look.scale), 0.75)
    grey = luma(colour)
    sky = blur(np.asarray(grey * smoothstep(0.55, 0.95, plate.depth), np.float32), 24 * u)
    top = int(np.argmax(sky))
    sun = np.array([top % plate.width, top // plate.width], np.float32)
    air = np.asarray(colour.reshape(-1, 3)[top] * 0.7 + _AMBER * 0.22, np.float32)
    haze = smoothstep(0.25, 0.95, plate.depth) * (1 - smoothstep(0.96, 1.0, plate.depth)) * 0.34
    drift = noise(grey.shape, seed + 141, 4, octaves=5, stretch=3.0)
    colour = mix(colour, np.broadcast_to(air, colour.shape), haze * (0.45 + 1.1 * drift))
    colour = split_light(colour, _TEAL, _AMBER, 0.16)
    rays = _rays(np.asarray(grey * (plate.depth > 0.6), np.float32), sun)
    colour = np.asarray(1 - (1 - colour) * (1 - rays[..., None] * air * np.float32(0.5)), np.float32)
    rng = random(seed, 441)
    motes = (rng.random(grey.shape, dtype=np.float32) > 1 - 0.00016 / u).astype(np.float32)
    specks = np.clip(blur(motes, 1.3 * u) * 9, 0, 1) * (0.2 + rays)
    colour = np.asarray(np.clip(colour + specks[..., None] * air * 0.5, 0, 1), np.float32)
    colour = bloom(fields.saturate(colour, 1.12), u, 0.66, 0.55)
    return colour * vignette(colour.shape, 0.24)[..., None]


def _rays(light: Gray, sun: NDArray[np.float32]) -> Gray:
    """Crepuscular rays by radial blur towards the sun (Mitchell 2007), doubling the reach at every step."""
    h, w = light.shape
    x, y = fields.coordinates(light.shape)
    bright = smoothstep(0.5, 0.95, light)
    total = bright
    for step in range(5):
        pull = np.float32(0.035 * 2**step * 0.6)
        nearer = fields.warp(total, (sun[0] - x) * pull, (sun[1] - y) * pull)
        total = np.asarray((total + nearer) / 2, np.float32)
    fade = 1 / (1 + (((x - sun[0]) / w) ** 2 + ((y - sun[1]) / h) ** 2) * 3)
    return np.asarray(np.clip(total * fade * 1.3, 0, 1), np.float32)


def airbrush(plate: Plate, look: Look, seed: int) -> RGB:
    """Airbrush: seamless gradients sprayed through masks, chrome highlights, fine spatter, not one brush mark."""
    u = fields.unit(plate.colour.shape)
    s = look.scale
    colour = vivid(keyed(fields.tone(plate.colour, 1.1, 0.08), 0.06, 0.98, 0.5), 1.4, floor=10)
    masked = fields.abstract(colour, 9 * u * s, passes=3)
    inner = blur(masked, 4.5 * u * s)
    edges = np.clip(importance(plate, 0.0) * 1.2, 0, 1)
    picture = mix(inner, masked, edges)
    grey = luma(picture)
    relief = np.clip(blur(grey, 1.6 * u) - blur(grey, 11 * u), -0.12, 0.12)
    picture = np.clip(picture + relief[..., None] * 1.0, 0, 1)
    shine = smoothstep(0.72, 0.98, blur(grey, 2.5 * u))
    picture = bloom(mix(np.asarray(picture, np.float32), np.ones_like(picture), shine * 0.4), u, 0.72, 0.75)
    rng = random(seed, 451)
    spray = blur(rng.normal(0, 1, grey.shape).astype(np.float32), 0.7 * u)
    spray = spray / (float(spray.std()) + 1e-6)
    fall = 0.35 + 0.65 * smoothstep(0.35, 0.65, noise(grey.shape, seed + 143, 5, octaves=3))
    return np.asarray(np.clip(picture + (spray * fall * 0.026 * (0.5 + look.grain))[..., None], 0, 1), np.float32)
