"""Light on the land: sun and sky on the surface colours, shadows, haze with distance and mist in the low."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.land import Land, Surface
from app.providers.local.scene.mood import Air
from app.providers.local.scene.view import FAR, Hits, View, normals
from app.providers.local.strips import in_strips


def surface(view: View, land: Land, hits: Hits) -> Surface:
    """The points that the hits stand for, with normals."""
    across, up = view.rays()
    z = np.minimum(hits.z, FAR * 0.5)
    x = across * z
    normal = in_strips(lambda x, z: normals(land.height, x, z, view), x, z)
    return Surface(x=x, y=view.eye + up * z, z=z, normal=normal)


def shaded(land: Land, air: Air, s: Surface, field: Field, lit: Gray) -> RGB:
    """Surface colours under key and sky light and a hint of light from the far side; `lit` is 0 in cast shadow … 1."""
    toward = np.array(air.toward, np.float32)
    facing = np.clip(s.normal @ toward, 0, 1)
    fine = field.fbm(s.x / 0.9 + s.y, s.z / 0.9 + s.y, 3, 0.7, salt=2)
    fine = (fine - 0.5) * smoothstep(160, 20, s.z) * 0.5
    facing = facing * (1 + _crags(s, field, air.toward[0]))
    sky = 0.55 + 0.45 * s.normal[..., 1]
    bounce = np.clip(-(s.normal @ (toward * np.array([1, 0, 1], np.float32))), 0, 1) * 0.12
    albedo = land.paint(s) * (1 + fine)[..., None]
    light = air.ambient * sky[..., None] + air.key * (facing * lit)[..., None] * 0.98 + air.glow * bounce[..., None]
    if air.sun[1] < 0.2 and not air.moon:
        light = light + air.glow * (0.16 * smoothstep(250, 1300, s.y) * facing)[..., None]
    return np.asarray(np.clip(albedo * light * 1.06, 0, 1.3), np.float32)


def _crags(s: Surface, field: Field, side: float) -> Gray:
    """Relief of steep rock that a heightfield has no room for: slope of noise over the wall's own plane."""
    size = np.clip(s.z / 45, 0.6, 40)
    u, v = (s.x + s.z * 0.6) / size / 4.2, s.y / size / 1.5
    step = 0.12 * (1 if side > 0 else -1)
    slope = field.fbm(u + step, v + 0.10, 4, 0.6, salt=3) - field.fbm(u, v, 4, 0.6, salt=3)
    return np.asarray(np.clip(slope * 5.5, -0.75, 0.75) * smoothstep(0.35, 0.7, s.steep), np.float32)


def hazed(colour: RGB, s: Surface, veil: NDArray[np.float32], reach: float) -> RGB:
    """Aerial perspective: towards the horizon's colour behind each column, thinner with height."""
    thin = np.exp(-np.clip(s.y, 0, None) / 2400)
    amount = 1 - np.exp(-((s.z * thin / reach) ** 0.85))
    return mix(colour, np.broadcast_to(veil[None], colour.shape), amount)


def misted(colour: RGB, s: Surface, veil: NDArray[np.float32], field: Field, amount: float, base: float) -> RGB:
    """Ground mist that pools below `base` metres, in drifting banks."""
    drift = field.fbm(s.x / 500, s.z / 300, 4, salt=10)
    low = np.exp(-np.clip(s.y - base * (drift - 0.5), 0, None) / (base * 0.5))
    far = smoothstep(base * 2.2, base * 16, s.z)
    bank = smoothstep(0.32, 0.68, drift)
    pale = veil * 0.75 + 0.25
    return mix(colour, np.broadcast_to(pale[None], colour.shape), np.clip(low * far * bank * amount, 0, 0.92))


def distance_depth(z: Gray) -> Gray:
    """Metres to the plate's depth: logarithmic, 0 at 1.5 m, 1 for the sky."""
    return np.asarray(np.clip(np.log(np.maximum(z, 1.5) / 1.5) / np.log(FAR / 1.5), 0, 1), np.float32)
