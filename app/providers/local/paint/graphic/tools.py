"""What the graphic techniques share: tone, flat shapes, lines, screens, ink and sheets."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import (
    Flow,
    abstract,
    coordinates,
    edge_flow,
    inks_of,
    nearest,
    paper,
    saturate,
    sheet,
    to_lab,
    to_rgb,
    unit,
    xdog,
)
from app.providers.local.plate import RGB, Gray, Plate

Colours = NDArray[np.float32]
"""Inks as (k, 3) sRGB."""


def values(plate: Plate, look: Look, *, mean: float = 0.55, local: float = 0.35) -> Gray:
    """Luma stretched over 0…1 with a given mean, so that prints breathe whatever the hour of the picture.

    `local` adds contrast against the surroundings, which lifts things off their background.
    """
    gray = luma(plate.colour)
    around = _broad(gray, 0.05)
    gray = gray + np.float32(local * look.contrast) * (gray - around)
    low, high = np.percentile(gray[::4, ::4], (1.0, 99.0))
    gray = np.clip((gray - low) / max(float(high - low), 0.05), 0, 1)
    target = np.clip(mean + 0.16 * look.light, 0.2, 0.85)
    gamma = np.log(target) / np.log(np.clip(float(gray.mean()), 0.05, 0.95))
    return np.asarray(gray ** np.float32(np.clip(gamma, 0.5, 1.9)), np.float32)


def _broad(image: Gray, share: float) -> Gray:
    """A wide blur, `share` of the width, done small."""
    h, w = image.shape
    small = cv2.resize(image, (96, max(24, 96 * h // w)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(blur(small, 96 * share), (w, h), interpolation=cv2.INTER_CUBIC), np.float32)


def brighten(colour: RGB, mean: float) -> RGB:
    """The colour lifted or lowered by gamma two thirds of the way to an average luma of `mean`: night stays night."""
    now = float(np.clip(luma(colour).mean(), 0.03, 0.97))
    gamma = float(np.log(0.66 * mean + 0.34 * now) / np.log(now))
    return np.clip(colour, 0, 1) ** np.float32(np.clip(gamma, 0.45, 1.6))


def streaks(field: Gray, flow: Flow, length: float) -> Gray:
    """Line integral convolution by doubling: log2(length) passes, each averaging two samples along the flow.

    After Cabral and Leedom 1993; the repeated halves make the same box filter along the streamline.
    """
    x, y = coordinates(field.shape)
    reach, done = 0.5, field
    while reach < length:
        dx, dy = flow.tangent[..., 0] * np.float32(reach), flow.tangent[..., 1] * np.float32(reach)
        ahead = cv2.remap(done, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        back = cv2.remap(done, x - dx, y - dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
        done = np.asarray((ahead + back) * np.float32(0.5), np.float32)
        reach *= 2
    return done


def equalise(field: Gray) -> Gray:
    """The field's ranks, 0…1: thresholding at t then covers the share t of the sheet."""
    low, high = float(field.min()), float(field.max())
    bins = np.clip((field - low) * (1023 / max(high - low, 1e-6)), 0, 1023).astype(np.int32)
    share = np.cumsum(np.bincount(bins.ravel(), minlength=1024)).astype(np.float32)
    return np.asarray((share / share[-1])[bins], np.float32)


def gouges(shape: tuple[int, int], flow: Flow, seed: int, width: float, length: float) -> Gray:
    """Streaks that follow the flow, equalised: the marks of a graver, a pencil or a gouge. Sizes in pixels."""
    fine = random(seed, 311).random(shape, dtype=np.float32)
    fine = blur(fine, width * 0.42)
    return equalise(streaks(fine, flow, length))


def slanted(shape: tuple[int, int], degrees: float | Gray) -> Flow:
    """Directions `degrees` anticlockwise from the horizontal."""
    turn = np.broadcast_to(np.deg2rad(-np.asarray(degrees, np.float32)), shape)
    tangent = np.stack([np.cos(turn), np.sin(turn)], -1).astype(np.float32)
    return Flow(tangent=tangent, strength=np.ones(shape, np.float32))


def threshold(gray: Gray, at: Gray | float, soft: float = 0.06) -> Gray:
    """1 where `gray` exceeds `at`, over a soft step that keeps edges smooth."""
    return np.clip((gray - at) * np.float32(0.5 / soft) + np.float32(0.5), 0, 1)


def detail(plate: Plate, shape: tuple[int, int]) -> Gray:
    """Where small things stand before something farther, 0…1 at `shape`: the density of steps in depth.

    A tower against the sky keeps its windows there, while cliffs and clouds may be simplified.
    """
    h, w = shape
    depth = np.asarray(cv2.resize(plate.depth, (w, h), interpolation=cv2.INTER_AREA), np.float32)
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


def telling(colour: RGB, count: int, seed: int, fine: Gray | None = None) -> Colours:
    """k-means inks in Lab (Arthur 2007), darkest first, sampled where colours stand out from their surroundings.

    A small lamp or a red band then keeps an ink of its own beside a large sky; more so where `fine` is high.
    """
    lab = to_lab(colour)
    small = cv2.resize(lab, (48, 36), interpolation=cv2.INTER_AREA)
    around = cv2.resize(blur(small, 5), lab.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    off = np.sqrt(((lab - around) ** 2).sum(-1))
    worth = (6 + np.minimum(off, 60)) * (1 if fine is None else 1 + 5 * fine)
    weight = np.cumsum(worth.ravel(), dtype=np.float64)
    rng = random(seed, 221)
    index = np.minimum(np.searchsorted(weight, rng.random(5000) * weight[-1]), weight.size - 1)
    cv2.setRNGSeed(seed & 0x7FFFFFFF)
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 14, 0.5)
    sample = np.ascontiguousarray(lab.reshape(-1, 3)[index])
    centres = cv2.kmeans(sample, count, np.empty(0, np.int32), ends, 2, cv2.KMEANS_PP_CENTERS)[2]
    return to_rgb(centres[np.argsort(centres[:, 0])][None])[0]


def reduced(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """The image at half size, or as it is when that would leave less than 210 pixels."""
    h, w = image.shape[:2]
    if min(h, w) < 420:
        return image
    return np.asarray(cv2.resize(image, (w // 2, h // 2), interpolation=cv2.INTER_AREA), np.float32)


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
            share = np.asarray(cv2.resize(share, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)
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


def colours(look: Look, *default: str) -> Colours:
    """The Look's palette, or the technique's own."""
    return inks_of(look.palette) if look.palette else inks_of(default)


def two(look: Look, dark: str, pale: str) -> tuple[RGB, RGB]:
    """Ink and paper: the palette's darkest and palest where it has two, tinted by the Look's warmth."""
    inks = colours(look, dark, pale)
    order = inks[np.argsort(luma(inks))]
    pale_ink = order[-1] if len(order) > 1 and float(luma(order[-1:])[0]) > 0.45 else hexcode(pale)
    shift = np.array([0.035, 0.008, -0.05], np.float32) * np.float32(look.warmth)
    return np.clip(order[0] + shift * 0.6, 0, 1), np.clip(pale_ink + shift, 0, 1)


def outline(plate: Plate, width: float, *, level: float = 0.5, form: float = 0.8) -> Gray:
    """Contour ink, 1 on the line: flow-based XDoG of the flattened picture joined with depth and form edges.

    `width` in pixels, `form` weighs the geometry's edges.
    """
    gray = luma(plate.colour)
    low, high = np.percentile(gray[::4, ::4], (1, 99))
    gray = np.asarray((gray - low) / max(float(high - low), 0.05), np.float32)
    flow = edge_flow(blur(gray, width * 0.5), width * 1.6)
    sigma = max(0.5, width * 0.62)
    response = blur(gray, sigma) - blur(gray, sigma * 1.6)
    response = streaks(response, flow, width * 2.5)
    seen = smoothstep(0.012, 0.045 + 0.04 * (level - 0.5), -response)
    return np.maximum(seen, creases(plate, max(0.8, width * 0.7)) * np.float32(form))


def creases(plate: Plate, width: float) -> Gray:
    """Lines of the geometry, 1 on the line: the near side of sharp steps in depth, and sharp folds of the surface.

    Differences of Gaussians, so that the soft ramps of an estimated depth leave no line. `width` in pixels.
    """
    step = blur(plate.depth, width * 1.8) - blur(plate.depth, width * 0.5)
    bend = blur(plate.normal, width * 1.8) - blur(plate.normal, width * 0.5)
    fold = np.sqrt(np.asarray((bend * bend).sum(-1), np.float32))
    return np.maximum(smoothstep(0.015, 0.05, step), np.float32(0.7) * smoothstep(0.16, 0.4, fold))


def screen(shape: tuple[int, int], pitch: float, degrees: float, *, kind: str = "dot") -> Gray:
    """A halftone screen's threshold in 0…1, equalised: round-dot or line, `pitch` pixels apart."""
    x, y = coordinates(shape)
    turn = np.deg2rad(degrees)
    u = (x * np.float32(np.cos(turn)) + y * np.float32(np.sin(turn))) * np.float32(2 * np.pi / pitch)
    if kind == "line":
        return np.asarray(np.abs((u / np.float32(2 * np.pi)) % 1 - 0.5) * 2, np.float32)
    v = (y * np.float32(np.cos(turn)) - x * np.float32(np.sin(turn))) * np.float32(2 * np.pi / pitch)
    wave = (np.cos(u) + np.cos(v)) * np.float32(0.25) + np.float32(0.5)
    at = np.linspace(0, 1, 257, dtype=np.float32)
    cell = (np.cos(at * 2 * np.pi)[:, None] + np.cos(at * 2 * np.pi)[None]) * 0.25 + 0.5
    share = np.searchsorted(np.sort(cell[:-1, :-1].ravel()), at).astype(np.float32) / 65536
    return np.asarray(np.interp(wave, at, share), np.float32)


def dots(amount: Gray, pitch: float, degrees: float, *, kind: str = "dot") -> Gray:
    """Ink coverage `amount` as screened dots, 1 where ink lies."""
    soft = np.clip(0.9 / max(pitch, 1.5), 0.05, 0.5)
    return threshold(amount, 1 - screen(amount.shape, pitch, degrees, kind=kind), float(soft))


def on_paper(ink: Gray, look: Look, seed: int, dark: str, pale: str, *, tooth: float = 0.1) -> RGB:
    """One ink on one paper; `ink` in 0…1. The paper shows its tooth by the Look's grain."""
    dark_ink, pale_ink = two(look, dark, pale)
    height = paper(ink.shape, seed)
    ground = pale_ink * (1 + np.float32(tooth * look.grain) * (height - 0.5))[..., None]
    return np.clip(mix(ground.astype(np.float32), np.broadcast_to(dark_ink, ground.shape), ink), 0, 1)


def press(colour: RGB, look: Look, seed: int, *, tooth: float = 0.08) -> RGB:
    """Printed ink on paper with a little unevenness, as strong as the Look's grain asks."""
    height = paper(colour.shape, seed)
    slow = noise(colour.shape[:2], seed + 5, 6, octaves=3)
    factor = 1 + np.float32(look.grain) * (np.float32(tooth) * (height - 0.5) + 0.05 * (slow - 0.5))
    return np.clip(colour * factor[..., None], 0, 1)


def speckle(shape: tuple[int, int], seed: int, share: float) -> Gray:
    """Tiny spots where the ink did not take, 1 on a spot; `share` of the sheet."""
    cells = shape[1] / unit(shape) / 1.6
    spots = equalise(noise(shape, seed + 9, cells, octaves=2, gain=0.7))
    return smoothstep(1 - share, 1 - share * 0.4, spots)


def margin(colour: RGB, look: Look, seed: int, pale: RGB, *, width: float = 22, ragged: float = 2.5) -> RGB:
    """The picture on a sheet with a bare margin, sizes in units, when the Look asks for a border."""
    if not look.border:
        return colour
    inside = sheet(colour.shape, seed, margin=width, ragged=ragged)
    ground = pale * (1 + np.float32(0.08) * (paper(colour.shape, seed + 3) - 0.5))[..., None]
    return mix(ground.astype(np.float32), colour, inside)


def flatten(colour: RGB, look: Look, radius: float, plate: Plate) -> RGB:
    """Texture removed inside shapes; `radius` in units, sized by the Look. Small things of the plate keep theirs.

    Done at half size, so soft at the edges.
    """
    small = reduced(colour)
    done = abstract(small, max(1.5, radius * unit(small.shape) * look.scale))
    done = mix(done, small, 0.85 * detail(plate, (small.shape[0], small.shape[1])))
    if small is colour:
        return done
    return np.asarray(cv2.resize(done, colour.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def clean_line(plate: Plate, width: float, level: float) -> Gray:
    """XDoG ink of the whole tone, 1 on ink (Winnemoeller 2012), for drawings without halftones."""
    gray = luma(plate.colour)
    flow = edge_flow(gray, width * 2)
    return 1 - xdog(gray, max(0.6, width), sharp=20, level=level, soft=10, flow=flow)


def vivid(colour: RGB, chroma: float, contrast: float, mean: float | None = None) -> RGB:
    """Chroma and contrast pushed, the mean luma brought to `mean`."""
    done = saturate(brighten(colour, mean) if mean else colour, chroma)
    middle = np.float32(luma(done).mean())
    return np.clip(middle + (done - middle) * np.float32(contrast), 0, 1)


def nearest_hue(colour: RGB, inks: Colours) -> RGB:
    """Each pixel's ink of the nearest direction in the a, b plane of Lab, whatever its lightness."""
    lab, names = to_lab(colour), to_lab(inks[None].astype(np.float32))[0]
    toward = names[:, 1:] / (np.linalg.norm(names[:, 1:], axis=1, keepdims=True) + 1e-6)
    chosen = (lab[..., 1:] @ toward.T.astype(np.float32)).argmax(-1)
    return np.asarray(inks[chosen], np.float32)
