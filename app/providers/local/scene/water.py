"""Water: mirrored scene, waves, Fresnel reflection, sun glitter, foam along the shore."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from app.providers.local.numeric import hexcode, mix, smoothstep
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.land import Land
from app.providers.local.scene.mood import Air
from app.providers.local.scene.stage import Layer
from app.providers.local.scene.view import FAR, View
from app.providers.local.strips import in_strips


def mirrored(view: View, land: Land, picture: RGB, sky: RGB, lift: float = 0.0) -> Layer:
    """The scene as still water would show it, for every row below the horizon.

    The reflected rays meet the land in `_bounces`; its colours are looked up where the same points stand in the
    picture. `lift` moves what is mirrored from `sky` by that many pixels.
    """
    z = _bounces(view, land)
    rows = np.arange(view.height, dtype=np.float32)[:, None] + 0.5
    return Layer(in_strips(partial(_seen, view, picture, sky, lift), z, rows), z, None, True)


def _seen(view: View, picture: RGB, sky: RGB, lift: float, z: Gray, rows: Gray) -> RGB:
    """Rows of the mirrored scene, whose rays meet the land at `z`."""
    columns = np.broadcast_to(np.arange(view.width, dtype=np.float32)[None], z.shape).copy()
    reflected = 2 * view.cy - rows
    land_rows = np.clip(reflected + 2 * view.focal * view.eye / np.maximum(z, 1) - 0.5, 0, view.height - 1)
    sky_rows = np.broadcast_to(np.clip(np.abs(reflected + lift) - 0.5, 0, view.height - 1), z.shape).astype(np.float32)
    seen = cv2.remap(picture, columns, land_rows.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    above_all = cv2.remap(sky, columns, sky_rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    hit = (z < FAR * 0.9).astype(np.float32)
    return mix(np.asarray(above_all, np.float32), np.asarray(seen, np.float32), hit)


def _bounces(view: View, land: Land) -> Gray:
    """Distance at which the ray mirrored at each water pixel meets the land, FAR where it meets the sky.

    A ray of slope s leaves the water at eye / s metres and climbs at s: it meets the first land beyond that is as
    high. Rows share their slope, so every second row is searched at once over all columns.
    """
    z = np.geomspace(land.near, land.far, 220).astype(np.float32)[:, None]
    columns = np.arange(0, view.width, 2, dtype=np.float32)
    x = (((columns + 0.5 - view.cx) / view.focal)[None] * z).astype(np.float32)
    ground = land.height(x, np.ascontiguousarray(np.broadcast_to(z, x.shape)))
    slope = np.where(ground > 0.05, (ground + view.eye) / z, -1).astype(np.float32)
    start = int(np.clip(view.cy, 0, view.height))
    found = np.full((view.height, len(columns)), FAR, np.float32)
    for row in range(start, view.height, 2):
        s = (row + 1 - view.cy) / view.focal
        first = int(np.searchsorted(z[:, 0], view.eye / max(s, 1e-4)))
        if first < len(z):
            reached = slope[first:] >= s
            found[row : row + 2] = np.where(reached.any(0), z[first + reached.argmax(0), 0], FAR)
    return np.ascontiguousarray(np.repeat(found, 2, 1)[:, : view.width])


def waves(view: View, field: Field, x: Gray, z: Gray, amount: float) -> tuple[Gray, Gray]:
    """Slopes of the surface along x and z: octaves of noise, each faded out where pixels no longer resolve it."""
    sx = np.zeros_like(x)
    sz = np.zeros_like(x)
    footprint = z * z / (view.focal * view.eye)
    for octave, (length, steep) in enumerate(
        ((34, 0.05), (15, 0.06), (7, 0.07), (3.2, 0.075), (1.5, 0.07), (0.7, 0.06))
    ):
        fade = smoothstep(0.5, 2.4, length / np.maximum(footprint, 1e-3)) * steep * amount
        ax, az = field.slope(x / (length * 1.9), z / length, octave + 1)
        sx += ax * fade * 0.55
        sz += az * fade
    return sx, sz


def choppiness(land: Land, air: Air) -> float:
    """How high the waves go: 0 still … 2 and more in a gale."""
    return land.wave * (0.45 + 1.2 * air.wind + (0.9 if air.wind > 0.9 else 0))


def still(view: View, air: Air, land: Land, image: RGB) -> RGB:
    """The mirrored image, in place, as softly as the waves leave it before they pull it about."""
    tall = 0.002 + 0.012 * min(choppiness(land, air), 1.0)
    cv2.GaussianBlur(image, (0, 0), 0.3 + view.unit * 0.0022, dst=image, sigmaY=0.3 + view.unit * tall)
    return image


def water(
    view: View, land: Land, air: Air, field: Field, image: RGB, sunlit: float, across: Gray, up: Gray, rows: Gray
) -> tuple[RGB, Gray, Gray]:
    """The water's colour for some rows of pixels below the horizon, and its slopes along x and z.

    `image` is what still water mirrors, `sunlit` how much of the sun or moon stands clear of the land, 0…1; `rows`
    are numbered from the picture's top, shape (n, 1).
    """
    down = np.maximum(-up, 1e-4)
    z = np.minimum(view.eye / down, FAR * 0.5)
    x = across * z
    choppy = choppiness(land, air)
    sx, sz = waves(view, field, x, z, choppy)
    image = _rippled(view, image, sx, sz, rows)
    cosine = np.clip(down / np.hypot(1, down) + sz * 0.9, 0, 1)
    floor = 0.58 - 0.46 * min(1.0, choppy * 1.6)
    fresnel = floor + (1 - floor) * (1 - cosine) ** 4
    near = smoothstep(0, 0.5, down)
    body = mix(
        np.broadcast_to(air.deep * 1.15 + air.haze * 0.16, image.shape), np.broadcast_to(air.deep, image.shape), near
    )
    body = body * (1 + sz * 2.2)[..., None]
    colour = mix(np.asarray(body, np.float32), image, fresnel)
    colour += air.glow * (glitter(view, air, across, up, sx, sz, choppy) * sunlit)[..., None]
    return np.clip(colour, 0, 1.25), sx, sz


def _rippled(view: View, image: RGB, sx: Gray, sz: Gray, rows: Gray) -> RGB:
    """The mirror image pulled about by the waves: more up and down than sideways."""
    columns = np.arange(view.width, dtype=np.float32)[None]
    pull = view.focal * 0.8
    fade = smoothstep(0, 0.06 * view.height, rows - view.cy)
    rows = rows + np.clip(sz * pull, -0.2 * view.height, 0.2 * view.height) * fade
    rows = np.maximum(rows, view.cy + 1)
    columns = columns + sx * pull * fade
    return np.asarray(cv2.remap(image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.float32)


def glitter(view: View, air: Air, across: Gray, up: Gray, sx: Gray, sz: Gray, choppy: float) -> Gray:
    """The sun's or moon's path: facets whose mirrored ray meets the disc (Cox and Munk 1954, as a Gaussian lobe)."""
    if air.grey > 0.6 or air.sun[1] < -0.02:
        return np.zeros_like(across)
    ax = (air.sun[0] * view.width - view.cx) / view.focal
    width = 0.035 + 0.10 * choppy + 0.10 * np.clip(-up, 0, 1)
    rx = across + 2.4 * sx
    ry = -up + 2.0 * sz
    tall = 0.13 + 0.28 * choppy
    lobe = np.exp(-(((rx - ax) / width) ** 2) - ((ry - air.sun[1]) / tall) ** 2)
    sparkle = smoothstep(0.0, 0.07, sz + 0.012) * 0.85 + 0.18
    strength = 0.55 if air.moon else 0.95
    return np.asarray(lobe * sparkle * strength * (1 - air.grey), np.float32)


def foam(view: View, land: Land, air: Air, field: Field, colour: RGB, across: Gray, up: Gray) -> RGB:
    """White water where the bottom comes up: broken lines that follow the shore, and caps when it blows."""
    z = np.minimum(view.eye / np.maximum(-up, 1e-4), 5000)
    x = across * z
    depth = -land.height(x, z)
    lace = field.fbm(x / 3, z / 2.2, 5, 0.62, salt=4)
    band = smoothstep(2.9, 0.1, depth + (field.fbm(x / 14, z / 10, 3) - 0.5) * 2.4)
    shore = smoothstep(0.78, 0.5, 1 - lace + (1 - band) * 0.62 - 0.22) * land.shore
    amount = shore * smoothstep(900, 250, z)
    if air.wind > 0.55:
        caps = (
            smoothstep(0.66, 0.74, field.fbm(x / 9, z / 4, 5, 0.6, salt=9)) * smoothstep(700, 90, z) * (air.wind - 0.4)
        )
        amount = np.maximum(amount, caps * land.wave)
    white = hexcode("#ffffff") * np.clip(air.ambient * 0.72 + air.key * 0.5, 0, 1)
    return mix(colour, np.broadcast_to(white, colour.shape).astype(np.float32), np.clip(amount, 0, 0.95) * (up < 0))
