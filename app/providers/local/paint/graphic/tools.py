"""What the graphic techniques share: tone, flat shapes, lines, screens, ink and sheets."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import (
    Flow,
    carried,
    coordinates,
    edge_flow,
    inks_of,
    paper,
    saturate,
    sheet,
    unit,
    xdog,
)
from app.providers.local.paint.graphic.arrays import Colours, clamp, resized
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips


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
    small = resized(image, (96, max(24, 96 * h // w)))
    return resized(blur(small, 96 * share), (w, h), cv2.INTER_CUBIC)


def brighten(colour: RGB, mean: float) -> RGB:
    """The colour lifted or lowered by gamma two thirds of the way to an average luma of `mean`: night stays night."""
    now = float(np.clip(luma(colour).mean(), 0.03, 0.97))
    gamma = float(np.log(0.66 * mean + 0.34 * now) / np.log(now))
    return np.clip(colour, 0, 1) ** np.float32(np.clip(gamma, 0.45, 1.6))


def streaks(field: Gray, flow: Flow, length: float) -> Gray:
    """Line integral convolution by doubling: log2(length) passes, each averaging two samples along the flow.

    After Cabral and Leedom 1993; the repeated halves make the same box filter along the streamline.
    """
    reach, done = 0.5, field
    while reach < length:
        done = in_strips(partial(carried, done, reach), *coordinates(field.shape), flow.tangent)
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
    return clamp((gray - at) * np.float32(0.5 / soft) + np.float32(0.5))


def colours(look: Look, *default: str) -> Colours:
    """The Look's palette, or the technique's own."""
    return inks_of(look.palette) if look.palette else inks_of(default)


def two(look: Look, dark: str, pale: str) -> tuple[RGB, RGB]:
    """Ink and paper: the palette's darkest and palest where it has two, tinted by the Look's warmth."""
    inks = colours(look, dark, pale)
    order = inks[np.argsort(luma(inks))]
    pale_ink = order[-1] if len(order) > 1 and float(luma(order[-1:])[0]) > 0.45 else hexcode(pale)
    shift = np.array([0.035, 0.008, -0.05], np.float32) * np.float32(look.warmth)
    return clamp(order[0] + shift * 0.6), clamp(pale_ink + shift)


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
    return clamp(np.maximum(seen, creases(plate, max(0.8, width * 0.7)) * np.float32(form)))


def creases(plate: Plate, width: float) -> Gray:
    """Lines of the geometry, 1 on the line: the near side of sharp steps in depth, and sharp folds of the surface.

    Differences of Gaussians, so that the soft ramps of an estimated depth leave no line. `width` in pixels.
    """
    step = blur(plate.depth, width * 1.8) - blur(plate.depth, width * 0.5)
    square = np.zeros(step.shape, np.float32)
    for number in range(3):
        axis = np.ascontiguousarray(plate.normal[..., number])
        bend = blur(axis, width * 1.8) - blur(axis, width * 0.5)
        square += np.asarray(bend * bend, np.float32)
    fold = np.sqrt(square)
    return clamp(np.maximum(smoothstep(0.015, 0.05, step), np.float32(0.7) * smoothstep(0.16, 0.4, fold)))


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
    return clamp(mix(ground.astype(np.float32), np.broadcast_to(dark_ink, ground.shape), ink))


def press(colour: RGB, look: Look, seed: int, *, tooth: float = 0.08) -> RGB:
    """Printed ink on paper with a little unevenness, as strong as the Look's grain asks."""
    height = paper(colour.shape, seed)
    slow = noise(colour.shape[:2], seed + 5, 6, octaves=3)
    factor = 1 + np.float32(look.grain) * (np.float32(tooth) * (height - 0.5) + 0.05 * (slow - 0.5))
    return clamp(colour * factor[..., None])


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


def clean_line(plate: Plate, width: float, level: float) -> Gray:
    """XDoG ink of the whole tone, 1 on ink (Winnemoeller 2012), for drawings without halftones."""
    gray = luma(plate.colour)
    flow = edge_flow(gray, width * 2)
    return 1 - xdog(gray, max(0.6, width), sharp=20, level=level, soft=10, flow=flow)


def vivid(colour: RGB, chroma: float, contrast: float, mean: float | None = None) -> RGB:
    """Chroma and contrast pushed, the mean luma brought to `mean`."""
    done = saturate(brighten(colour, mean) if mean else colour, chroma)
    middle = np.float32(luma(done).mean())
    return clamp(middle + (done - middle) * np.float32(contrast))
