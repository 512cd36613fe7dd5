"""Blocks on a grid: pixel art, eight-bit, voxels, toy bricks, and a signal that glitches."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, nearest, saturate, unit
from app.providers.local.paint.graphic.arrays import Colours, clamp
from app.providers.local.paint.graphic.regions import telling
from app.providers.local.paint.graphic.tools import colours, creases, vivid
from app.providers.local.plate import RGB, Gray, Plate

CONSOLE = ("#000000", "#1d2b53", "#7e2553", "#008751", "#ab5236", "#5f574f", "#c2c3c7", "#fff1e8", "#ff004d", "#ffa300",
           "#ffec27", "#00e436", "#29adff", "#83769c", "#ff77a8", "#ffccaa")  # fmt: skip

MOULDED = (
    "#05131d", "#6d6e5c", "#a0a5a9", "#f4f4f4", "#0a3463", "#0055bf", "#5a93db", "#9fc3e9", "#720e0f", "#c91a09",
    "#f2705e", "#fe8a18", "#f8bb3d", "#f2cd37", "#fbe696", "#184632", "#237841", "#4b9f4a", "#bbe90b", "#582a12",
    "#895f38", "#cfa070", "#e4cd9e", "#3f3691", "#845e84", "#e4adc8", "#36aebf", "#354e5a",
)  # fmt: skip
"""Moulded plastic, by the names of the trade: black, greys, whites, blues, reds, yellows, greens, browns, violets."""


def bayer(shape: tuple[int, ...]) -> Gray:
    """The 8x8 ordered dither (Bayer 1973) tiled over `shape`, centred on 0, in -0.5…0.5."""
    pattern = np.zeros((1, 1), np.float32)
    for _ in range(3):
        pattern = np.block([[4 * pattern, 4 * pattern + 2], [4 * pattern + 3, 4 * pattern + 1]])
    rows, columns = -(-shape[0] // 8), -(-shape[1] // 8)
    return (np.tile((pattern + 0.5) / 64 - 0.5, (rows, columns))[: shape[0], : shape[1]]).astype(np.float32)


def _shrunk(image: NDArray[np.float32], across: int) -> NDArray[np.float32]:
    """The image `across` cells wide, each cell the mean of its area."""
    h, w = image.shape[:2]
    return np.asarray(
        cv2.resize(image, (across, max(8, round(across * h / w))), interpolation=cv2.INTER_AREA), np.float32
    )


def _grown(image: NDArray[np.float32], plate: Plate) -> RGB:
    """Cells back at the plate's size as hard squares."""
    size = (plate.width, plate.height)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_NEAREST_EXACT), np.float32)


def _crisp(plate: Plate, across: int, chroma: float, mean: float) -> RGB:
    """Cells with their local contrast raised, so that small things still read."""
    cells = _shrunk(vivid(plate.colour, chroma, 1.15, mean), across)
    return clamp(cells + 0.55 * (cells - blur(cells, 1.2)))


def _dithered(cells: RGB, inks: Colours, spread: float) -> RGB:
    return inks[nearest(np.clip(cells + spread * bayer(cells.shape)[..., None], 0, 1), inks)].astype(np.float32)


def pixel_art(plate: Plate, look: Look, seed: int) -> RGB:
    """Pixel art: a few dozen palette colours chosen for the picture, ordered dither (Bayer 1973), dark contours."""
    across = int(np.clip(144 / look.scale, 40, 280))
    cells = _crisp(plate, across, 1.35, 0.47)
    inks = colours(look) if look.palette else telling(cells, 24, seed)
    done = _dithered(cells, inks, 0.075)
    edge = _shrunk(creases(plate, 1.6 * unit(plate.colour.shape)), across)
    done = mix(done, inks[nearest(done * 0.42, inks)].astype(np.float32), (edge > 0.34).astype(np.float32))
    return _grown(done, plate)


def eight_bit(plate: Plate, look: Look, seed: int) -> RGB:
    """Eight-bit console: large pixels in sixteen fixed colours, coarse ordered dither, faint scan lines."""
    across = int(np.clip(96 / look.scale, 32, 200))
    cells = _crisp(plate, across, 1.6, 0.45)
    inks = colours(look, *CONSOLE)
    jitter = (random(seed, 551).random(cells.shape[:2], dtype=np.float32) - 0.5) * 0.02
    done = _grown(_dithered(np.clip(cells + jitter[..., None], 0, 1), inks, 0.2), plate)
    rows = np.linspace(0, cells.shape[0] * 2, plate.height, endpoint=False, dtype=np.float32)
    scan = 0.93 + 0.07 * ((rows % 1) < 0.5)
    return np.asarray(done * scan[:, None, None], np.float32)


def voxel(plate: Plate, look: Look, seed: int) -> RGB:
    """Voxels: cubes stacked towards the viewer by nearness, with lit tops and shaded sides (cabinet projection)."""
    h, w = plate.depth.shape
    across = int(np.clip(92 / look.scale, 30, 160))
    cells = _crisp(plate, across, 1.3, 0.5)
    inks = colours(look) if look.palette else telling(cells, 28, seed)
    cells = inks[nearest(cells, inks)].astype(np.float32)
    block = w / across
    near = 1 - _shrunk(plate.depth, across)
    tone = cells @ np.array([0.3, 0.55, 0.15], np.float32)
    order = near + 0.16 * (tone - blur(tone, 4))
    rank = np.clip((order - order.min()) / max(float(np.ptp(order)), 1e-3), 0, 1)
    tall = np.round(rank * 5) * block * 0.42
    x, y = coordinates((h, w))
    rows, columns = cells.shape[:2]
    owner = np.zeros((h, w), np.int32)
    side = np.full((h, w), 3, np.int8)
    for step in range(int(block * 0.42 * 5) + 2):
        cx = np.clip((x - 0.6 * step) / block, 0, columns - 1e-3)
        cy = np.clip((y + 0.8 * step) / (h / rows), 0, rows - 1e-3)
        index = cy.astype(np.int32) * columns + cx.astype(np.int32)
        reach = tall.ravel()[index]
        covers = reach >= step
        owner = np.where(covers, index, owner)
        face = np.where(reach < step + 1, 0, np.where(cx % 1 < (1 - cy % 1), 1, 2)).astype(np.int8)
        side = np.where(covers, face, side)
    shade = np.array([1.0, 0.72, 0.52, 1.0], np.float32)[side]
    rim = np.minimum(x / block % 1, y / (h / rows) % 1)
    light = shade * (1 + 0.05 * (rim < 0.12) * (side == 0))
    done = cells.reshape(-1, 3)[owner] * light[..., None]
    return clamp(blur(done.astype(np.float32), 0.4))


def brick(plate: Plate, look: Look, seed: int) -> RGB:
    """Toy bricks: a plate of studs in the moulder's colours, each stud lit, with its shadow and the bricks' seams."""
    h, w = plate.depth.shape
    across = int(np.clip(64 / look.scale, 24, 120))
    cells = _crisp(plate, across, 1.5, 0.5)
    inks = colours(look, *MOULDED)
    done = _grown(_dithered(cells, inks, 0.05), plate)
    rows = cells.shape[0]
    x, y = coordinates((h, w))
    fx, fy = (x + 0.5) / w * across % 1 - 0.5, (y + 0.5) / h * rows % 1 - 0.5
    soft = 1.2 * across / w
    far = np.hypot(fx, fy)
    stud = smoothstep(0.31 + soft, 0.31 - soft, far)
    ring = np.exp(-(((far - 0.30) / 0.055) ** 2)) * (-(fx + fy) / np.maximum(far, 0.05))
    shadow = smoothstep(0.36, 0.2, np.hypot(fx - 0.09, fy - 0.10)) * (1 - stud)
    seam = smoothstep(0.5 - 2.2 * soft, 0.5, np.maximum(np.abs(fx), np.abs(fy)))
    gloss = 0.10 * smoothstep(0.2, 0, np.hypot(fx + 0.08, fy + 0.1)) * stud
    wear = 0.05 * (noise((h, w), seed, across, octaves=1) - 0.5)
    light = 1 + 0.30 * ring - 0.32 * shadow - 0.3 * seam + 0.05 * stud + wear
    return clamp(done * light[..., None] + gloss[..., None])


def glitch(plate: Plate, look: Look, seed: int) -> RGB:
    """Glitch: torn and shifted rows, channels out of step, sorted pixels, block errors, scan lines."""
    u = unit(plate.colour.shape) * look.scale
    h, w = plate.depth.shape
    rng = random(seed, 561)
    picture = vivid(plate.colour, 1.45, 1.25, 0.45)
    picture = _sorted_runs(picture, rng, u)
    shift = np.zeros(h, np.float32)
    for _ in range(26):
        top, tall = int(rng.random() * h), max(2, int(rng.exponential(13) * u))
        shift[top : top + tall] += rng.normal(0, 24) * u if rng.random() < 0.6 else rng.normal(0, 5) * u
    x, y = coordinates((h, w))
    channels = []
    for offset, part in zip((-7.0, 0.0, 7.0), cv2.split(picture), strict=True):
        moved = cv2.remap(
            part, (x + shift[:, None] + np.float32(offset * u)) % w, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
        )
        channels.append(moved)
    done = np.stack(channels, -1)
    for _ in range(18):
        bw, bh = int(rng.uniform(20, 120) * u), int(rng.uniform(4, 22) * u)
        left, upper = int(rng.random() * (w - bw)), int(rng.random() * (h - bh))
        patch = np.asarray(done[upper : upper + bh, left : left + bw], np.float32)
        tint = hexcode(str(rng.choice(["#00f0ff", "#ff2d78", "#f8f24a", "#7a3cff"])))
        done[upper : upper + bh, left : left + bw] = mix(patch[:, ::-1], np.broadcast_to(tint, patch.shape), 0.45)
    scan = 0.9 + 0.1 * np.sin(y[:, :1] * np.float32(2 * np.pi / max(3.0, 3.2 * u)))
    static = (rng.random((h, w), dtype=np.float32) - 0.5) * 0.09 * look.grain
    return clamp(saturate(done.astype(np.float32), 1.1) * scan[..., None] + static[..., None])


def _sorted_runs(picture: RGB, rng: np.random.Generator, u: float) -> RGB:
    """Bands of columns whose lower pixels are sorted by light (Asendorf 2010, pixel sorting)."""
    h, w = picture.shape[:2]
    done = picture.copy()
    for _ in range(7):
        left, wide = int(rng.random() * w), int(rng.uniform(14, 70) * u)
        top = int(rng.uniform(0.1, 0.6) * h)
        tall = int(rng.uniform(0.15, 0.4) * h)
        patch = done[top : top + tall, left : left + wide]
        order = np.argsort(patch.sum(-1), axis=0)
        done[top : top + tall, left : left + wide] = np.take_along_axis(patch, order[..., None], 0)
    return done
