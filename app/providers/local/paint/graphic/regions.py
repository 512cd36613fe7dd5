"""Flat shapes: inks that tell a picture, areas with rounded borders, small things kept."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, mix, random, smoothstep
from app.providers.local.paint.fields import abstract, nearest, to_lab, to_rgb, unit
from app.providers.local.paint.graphic.arrays import Colours, resized
from app.providers.local.plate import RGB, Gray, Plate


def detail(plate: Plate, shape: tuple[int, int]) -> Gray:
    """Where small things stand before something farther, 0…1 at `shape`: the density of steps in depth.

    A tower against the sky keeps its windows there, while cliffs and clouds may be simplified.
    """
    h, w = shape
    depth = resized(plate.depth, (w, h))
    u = unit(shape)
    step = blur(depth, 2.2 * u) - blur(depth, 0.7 * u)
    return smoothstep(0.13, 0.30, blur(smoothstep(0.015, 0.05, step), 9 * u))


def shapes(colour: RGB, count: int, seed: int, smooth: float, plate: Plate) -> tuple[Colours, NDArray[np.int32]]:
    """Flat colour areas: k-means inks, darkest first, and labels whose borders a majority vote has rounded.

    `smooth` in pixels; islands smaller than that vanish, save in small things of the plate. Counted at half size,
    bordered at full size.
    """
    h, w = colour.shape[:2]
    half = reduced(colour)
    fine = detail(plate, (half.shape[0], half.shape[1]))
    inks = telling(half, count, seed, fine)
    labels = nearest(half, inks)
    return inks, vote(labels, len(inks), smooth * half.shape[1] / w, (h, w), fine)


def layers(plate: Plate) -> NDArray[np.int32]:
    """0 for the sky, 1 for what is far, 2 for what is near, parted by Otsu's threshold (1979) on the depth."""
    levels = (np.clip(plate.depth, 0, 1) * 255).astype(np.uint8)
    ground = levels[plate.depth < 0.985]
    if ground.size < 64:
        return np.zeros(levels.shape, np.int32)
    parted, _ = cv2.threshold(ground.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    found = (plate.depth < 0.985).astype(np.int32) + (levels <= parted)
    return vote(found, 3, 1.2 * unit(levels.shape), (plate.height, plate.width))


def pieces(colour: RGB, count: int, seed: int, smooth: float, plate: Plate) -> tuple[Colours, NDArray[np.int32]]:
    """Flat areas as in `shapes` that never reach across from one depth layer into another; one ink a piece kind."""
    h, w = colour.shape[:2]
    half = reduced(colour)
    size = (half.shape[0], half.shape[1])
    fine = detail(plate, size)
    inks = telling(half, count, seed, fine)
    depth = resized(layers(plate).astype(np.float32), (size[1], size[0]), cv2.INTER_NEAREST).astype(np.int32)
    kind = depth * len(inks) + nearest(half, inks)
    areas = np.bincount(kind.ravel(), minlength=3 * len(inks))
    kept = np.flatnonzero(areas > 0.0008 * kind.size)
    number = np.full(len(areas), -1, np.int32)
    number[kept] = np.arange(len(kept))
    return inks[kept % len(inks)], vote(number[kind], len(kept), smooth * size[1] / w, (h, w), fine)


def telling(colour: RGB, count: int, seed: int, fine: Gray | None = None) -> Colours:
    """k-means inks in Lab (Arthur 2007), darkest first, sampled where colours stand out from their surroundings.

    A small lamp or a red band then keeps an ink of its own beside a large sky; more so where `fine` is high.
    """
    lab = to_lab(colour)
    around = resized(blur(resized(lab, (48, 36)), 5), (lab.shape[1], lab.shape[0]), cv2.INTER_LINEAR)
    off = np.sqrt(((lab - around) ** 2).sum(-1))
    worth = (6 + np.minimum(off, 60)) * (1 if fine is None else 1 + 5 * fine)
    weight = np.cumsum(worth.ravel(), dtype=np.float64)
    rng = random(seed, 221)
    index = np.minimum(np.searchsorted(weight, rng.random(5000) * weight[-1]), weight.size - 1)
    cv2.setRNGSeed(seed & 0x7FFFFFFF)
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 14, 0.5)
    sample = np.ascontiguousarray(lab.reshape(-1, 3)[index])
    centres = cv2.kmeans(sample, count, np.empty(0, np.int32), ends, 2, cv2.KMEANS_PP_CENTERS)[2]
    ordered = np.asarray(centres[np.argsort(centres[:, 0])], np.float32)
    return np.asarray(to_rgb(ordered[None])[0], np.float32)


def reduced(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """The image at half size, or as it is when that would leave less than 210 pixels."""
    h, w = image.shape[:2]
    if min(h, w) < 420:
        return image
    return resized(image, (w // 2, h // 2))


def vote(
    labels: NDArray[np.int32], count: int, smooth: float, shape: tuple[int, int], fine: Gray | None = None
) -> NDArray[np.int32]:
    """Labels at `shape` after a majority vote among neighbours within about `smooth` pixels, closer where `fine`."""
    best = np.full(shape, -1.0, np.float32)
    chosen = np.zeros(shape, np.int32)
    for index in range(count):
        own = (labels == index).astype(np.float32)
        share = blur(own, max(0.5, smooth))
        if fine is not None and smooth > 0.8:
            share = share + (blur(own, 0.55) - share) * fine
        if share.shape != shape:
            share = resized(share, (shape[1], shape[0]), cv2.INTER_LINEAR)
        wins = share > best
        chosen[wins] = index
        np.maximum(best, share, out=best)
    return chosen


def lay(inks: Colours, labels: NDArray[np.int32], soft: float = 0.6) -> RGB:
    """Labels as colour, borders softened by `soft` pixels against jagged steps."""
    return blur(inks.astype(np.float32)[labels], soft)


def near(inks: Colours, names: Colours, keep: float = 0.0) -> Colours:
    """Each ink replaced by the nearest of `names`, keeping the share `keep` of itself."""
    chosen = names[nearest(inks[None].astype(np.float32), names)[0]]
    return np.asarray(chosen + (inks - chosen) * keep, np.float32)


def flatten(colour: RGB, look: Look, radius: float, plate: Plate) -> RGB:
    """Texture removed inside shapes; `radius` in units, sized by the Look. Small things of the plate keep theirs.

    Done at half size, so soft at the edges.
    """
    small = reduced(colour)
    done = abstract(small, max(1.5, radius * unit(small.shape) * look.scale))
    done = mix(done, small, 0.85 * detail(plate, (small.shape[0], small.shape[1])))
    if small is colour:
        return done
    return resized(done, (colour.shape[1], colour.shape[0]), cv2.INTER_LINEAR)


def nearest_hue(colour: RGB, inks: Colours) -> RGB:
    """Each pixel's ink of the nearest direction in the a, b plane of Lab, whatever its lightness."""
    lab, names = to_lab(colour), to_lab(inks[None].astype(np.float32))[0]
    toward = names[:, 1:] / (np.linalg.norm(names[:, 1:], axis=1, keepdims=True) + 1e-6)
    chosen = (lab[..., 1:] @ toward.T.astype(np.float32)).argmax(-1)
    return np.asarray(inks[chosen], np.float32)
