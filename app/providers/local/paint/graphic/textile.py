"""Thread, wool, wax and clay: cross-stitch, embroidery, knitting, felt, batik, clay."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import coordinates, emboss, form_flow, nearest, saturate, unit
from app.providers.local.paint.graphic.arrays import clamp, resized, slid
from app.providers.local.paint.graphic.regions import flatten, lay, pieces, shapes, telling
from app.providers.local.paint.graphic.tools import colours, creases, gouges, outline, streaks, vivid
from app.providers.local.plate import RGB, Gray, Plate


def _cells(plate: Plate, across: int, down: int, chroma: float) -> RGB:
    """Mean colours of a grid of stitches, local contrast raised."""
    cells = resized(vivid(plate.colour, chroma, 1.15, 0.5), (across, down))
    return clamp(cells + 0.5 * (cells - blur(cells, 1.2)))


def _grown(cells: NDArray[np.float32], plate: Plate) -> NDArray[np.float32]:
    size = (plate.width, plate.height)
    return np.asarray(cv2.resize(cells, size, interpolation=cv2.INTER_NEAREST_EXACT), np.float32)


def cross_stitch(plate: Plate, look: Look, seed: int) -> RGB:
    """Cross-stitch: two crossed threads a square in counted skeins on woven linen, the upper thread catching light."""
    h, w = plate.depth.shape
    across = int(np.clip(104 / look.scale, 36, 170))
    down = max(12, round(across * h / w))
    cells = _cells(plate, across, down, 1.3)
    skeins = colours(look) if look.palette else telling(cells, 26, seed)
    thread = _grown(skeins[nearest(cells, skeins)].astype(np.float32), plate)
    x, y = coordinates((h, w))
    fx, fy = (x + 0.5) / w * across % 1 - 0.5, (y + 0.5) / h * down % 1 - 0.5
    soft = 1.1 * across / w
    under, over = np.abs(fx - fy) * 0.7071, np.abs(fx + fy) * 0.7071
    end = smoothstep(0.5 + soft * 0.5, 0.5 - soft * 0.5, np.maximum(np.abs(fx), np.abs(fy)))
    lower = smoothstep(0.27 + soft, 0.27 - soft, under) * end
    upper = smoothstep(0.27 + soft, 0.27 - soft, over) * end
    twist = 0.09 * np.sin((fx - fy) * np.float32(34)) * (w / across > 5)
    linen = (
        hexcode("#d9cdb4")
        * (0.66 + 0.12 * np.cos(fx * np.float32(4 * np.pi)) * np.cos(fy * np.float32(4 * np.pi)))[..., None]
    )
    shade = 1 + 0.06 * (noise((h, w), seed, across, octaves=2) - 0.5)
    done = mix(linen.astype(np.float32), thread * (0.84 + twist)[..., None], lower)
    rounded = 1.2 - 0.42 * (over / 0.27) ** 2 + twist
    return clamp(mix(done, np.clip(thread * (rounded * shade)[..., None], 0, 1), upper))


def embroidery(plate: Plate, look: Look, seed: int) -> RGB:
    """Embroidery: long and short stitches of stranded silk that follow the form, raised and glossy, on cotton.

    Stitches are line integral convolution of noise along the form (Cabral and Leedom 1993), lit as rods across
    their run (Kajiya and Kay 1989).
    """
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.4, 1.15, 0.5), look, 4, plate)
    inks, labels = shapes(calm, 16, seed, 1.4 * u, plate)
    threads = lay(colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else inks, labels, 0.8 * u)
    threads = mix(threads, calm, 0.4)
    flow = form_flow(plate, 8 * u, seed, wander=0.8)
    shape = plate.depth.shape
    strand = gouges(shape, flow, seed, 1.3 * u, 26 * u)
    ragged = streaks(blur(threads, 0.5), flow, 11 * u)
    threads = mix(threads, ragged, 0.7)
    relief = blur(strand, 0.5 * u)
    tangent = flow.tangent
    sheen = np.sqrt(np.clip(1 - (tangent[..., 0] * 0.55 + tangent[..., 1] * 0.83) ** 2, 0, 1))
    light = emboss(relief, 0.75) * (0.72 + 0.30 * sheen + 0.34 * (strand - 0.35))
    glint = smoothstep(0.82, 1.0, strand) * sheen**3 * 0.16
    edge = smoothstep(0.15, 0.6, outline(plate, 1.6 * u)) * 0.38
    done = np.clip(threads * light[..., None], 0, 1) * (1 - edge)[..., None] + glint[..., None]
    return clamp(done)


def knitted(plate: Plate, look: Look, seed: int) -> RGB:
    """Knitting: rows of V-shaped stitches in a dozen wools, fuzzy, with shadow between the columns."""
    h, w = plate.depth.shape
    across = int(np.clip(84 / look.scale, 30, 140))
    down = max(14, round(across * h / w * 1.25))
    cells = _cells(plate, across, down, 1.25)
    wools = colours(look) if look.palette else telling(cells, 16, seed)
    x, y = coordinates((h, w))
    fx = (x + 0.5) / w * across % 1 - 0.5
    lean = (0.5 - np.abs(fx)) * 1.05
    row = (y + 0.5) / h * down + lean
    cx = np.clip((x + 0.5) / w * across, 0, across - 1e-3).astype(np.int32)
    cy = np.clip(row, 0, down - 1e-3).astype(np.int32)
    wool = wools[nearest(cells, wools)].astype(np.float32)[cy, cx]
    fy = row % 1 - 0.5
    arm = np.abs(np.abs(fx) - 0.25)
    loop = np.sqrt((arm / 0.27) ** 2 + (fy / 0.56) ** 2)
    body = np.clip(1.18 - 0.62 * loop**2, 0.28, 1.2)
    ply = 0.08 * np.sin((fy * 2.4 + np.sign(fx) * fx * 5.0) * np.float32(2 * np.pi))
    fuzz = blur(random(seed, 571).random((h, w), dtype=np.float32), 0.7 * unit(plate.colour.shape)) - 0.5
    light = body * (1 + ply * (w / across > 6) + 0.5 * fuzz)
    return clamp(blur(wool, 0.5) * light[..., None])


def felt(plate: Plate, look: Look, seed: int) -> RGB:
    """Felt applique: soft cut pieces in layers, each with its shadow and a running stitch just inside the cut."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.35, 1.15, 0.52), look, 6, plate)
    inks, labels = pieces(calm, 9, seed, 3.2 * u, plate)
    names = colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else inks
    shape = labels.shape
    fibre = streaks(
        random(seed, 581).random(shape, dtype=np.float32), form_flow(plate, 14 * u, seed, wander=2.5), 9 * u
    )
    wool = (fibre - 0.5) * 0.8 + (noise(shape, seed, 120, octaves=3) - 0.5) * 0.22
    colour = lay(names, labels, 1.0)
    order = np.argsort(
        np.argsort([float(plate.depth[labels == i].mean()) if (labels == i).any() else 1 for i in range(len(inks))])
    )
    level = (len(inks) - order[labels]).astype(np.float32)
    soft = blur(level, 1.0 * u)
    fall = slid(blur(level, 2.6 * u), 2.4 * u, 3.2 * u) - soft
    shadow = np.clip(fall * 0.5, 0, 1) * 0.45
    inside = _inset(labels)
    dash = noise(shape, seed + 5, 60, octaves=1)
    stitch = smoothstep(1.1 * u, 0.4 * u, np.abs(inside - 5.5 * u)) * smoothstep(0.44, 0.54, dash)
    light = (1 + wool) * emboss(soft, 0.35) * (1 - shadow)
    done = np.clip(colour * light[..., None], 0, 1)
    yarn = np.clip(colour * 0.4 + 0.58, 0, 1) if float(luma(colour).mean()) < 0.6 else colour * 0.45
    return clamp(mix(done, yarn, stitch * 0.8))


def _inset(labels: NDArray[np.int32]) -> Gray:
    """Distance in pixels to the border of the own piece."""
    same = np.full(labels.shape, 255, np.uint8)
    same[:, 1:][labels[:, 1:] != labels[:, :-1]] = 0
    same[1:][labels[1:] != labels[:-1]] = 0
    return np.asarray(cv2.distanceTransform(same, cv2.DIST_L2, 5), np.float32)


def batik(plate: Plate, look: Look, seed: int) -> RGB:
    """Batik: dye in flat pools, pale wax lines around the shapes, and the dark crackle of broken wax.

    Crackle as the borders of a warped cell pattern (Wyvill 2004, rendering cracks in batik: distance to cracks).
    """
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.55, 1.2, 0.45), look, 5, plate)
    inks, labels = shapes(calm, 8, seed, 2.8 * u, plate)
    dyes = colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else saturate(inks[None], 1.35)[0]
    shape = labels.shape
    pool = mix(lay(dyes, labels, 0.9 * u), calm, 0.2)
    bleed = noise(shape, seed, 9, octaves=5) - 0.5
    pool = np.clip(pool * (1 + 0.42 * bleed)[..., None], 0, 1)
    wax = smoothstep(2.3 * u, 1.0 * u, _inset(labels) + (noise(shape, seed + 1, 40, octaves=2) - 0.5) * 2.4 * u)
    wax = np.maximum(wax, smoothstep(0.15, 0.5, outline(plate, 1.8 * u)))
    done = mix(pool.astype(np.float32), np.broadcast_to(hexcode("#f6e7c1"), pool.shape), wax * 0.9)
    crack = np.zeros(shape, np.float32)
    for index, cells in enumerate((5.0, 11.0, 23.0)):
        ridge = np.abs(noise(shape, seed + 11 + index, cells, octaves=4, gain=0.55) - 0.5)
        steep = np.hypot(cv2.Sobel(ridge, cv2.CV_32F, 1, 0), cv2.Sobel(ridge, cv2.CV_32F, 0, 1)) / 8 + 1e-4
        crack = np.maximum(crack, smoothstep((1.5 - 0.35 * index) * u, 0.2 * u, ridge / steep) * (0.85 - 0.2 * index))
    patchy = smoothstep(0.4, 0.62, noise(shape, seed + 17, 4, octaves=2))
    weave = 1 + 0.07 * (noise(shape, seed + 18, 260, octaves=1) - 0.5)
    dark = np.clip(dyes[np.argmin(luma(dyes))] * 0.5, 0, 1)
    done = mix(done, np.broadcast_to(dark, done.shape), crack * (0.35 + 0.65 * patchy) * 0.62)
    return clamp(done * weave[..., None])


def clay(plate: Plate, look: Look, seed: int) -> RGB:
    """Modelling clay: swollen lumps of plasticine in few colours, soft studio light, thumb marks and dents.

    Shading by the plate's normals joined with the pieces' own inflated relief (Johnston 2002, Lumo).
    """
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.4, 1.1, 0.54), look, 6, plate)
    inks, labels = pieces(calm, 11, seed, 2.8 * u, plate)
    names = colours(look)[nearest(inks[None], colours(look))[0]] if look.palette else inks
    body = mix(lay(names, labels, 1.0 * u), calm, 0.18)
    swell = np.sqrt(np.clip(_inset(labels) / (13 * u), 0, 1)) * 9 * u
    swell = blur(swell.astype(np.float32), 2.2 * u)
    shape = labels.shape
    ridges = noise(shape, seed, 9, octaves=2) * 60 + (noise(shape, seed + 1, 2.5, octaves=1) - 0.5) * 40
    prints = smoothstep(0.62, 0.7, noise(shape, seed + 2, 11, octaves=1))
    thumb = np.sin(ridges * 2.2) * prints * 0.22 * u
    dents = (noise(shape, seed + 3, 26, octaves=3) - 0.5) * 4.2 * u
    height = swell + thumb + dents
    gx, gy = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.125)
    normal = blur(plate.normal, 2 * u) + np.dstack([-gx, gy, np.ones_like(gx)]) * 0.9
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-6
    diffuse = np.clip(normal @ np.array([-0.42, 0.62, 0.66], np.float32), 0, 1)
    gloss = np.clip(normal @ np.array([-0.26, 0.40, 0.88], np.float32), 0, 1) ** 26
    nook = 0.62 + 0.38 * smoothstep(0, 5 * u, _inset(labels))
    light = (0.44 + 0.74 * diffuse) * nook * (1 - 0.35 * blur(creases(plate, 1.5 * u), 2 * u))
    return clamp(body * light[..., None] + 0.17 * gloss[..., None])
