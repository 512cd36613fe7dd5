"""Mechanical prints: halftone, comic, pop art, risograph, screen print, newspaper."""

from __future__ import annotations

import cv2
import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, hexcode, luma, mix, noise, random, smoothstep
from app.providers.local.paint.fields import paper, saturate, unit
from app.providers.local.paint.graphic.arrays import Colours, clamp, slid
from app.providers.local.paint.graphic.regions import flatten, lay, shapes
from app.providers.local.paint.graphic.tools import (
    brighten,
    colours,
    dots,
    margin,
    on_paper,
    outline,
    press,
    speckle,
    two,
    values,
    vivid,
)
from app.providers.local.plate import RGB, Gray, Plate


def halftone(plate: Plate, look: Look, seed: int) -> RGB:
    """Four-colour halftone: round dots at the printer's angles 15, 75, 0 and 45 degrees, inks multiplied.

    Amplitude-modulated screening as in Ulichney 1987, grey component replaced by the black screen.
    """
    u = unit(plate.colour.shape) * look.scale
    bright = vivid(blur(plate.colour, 0.8 * u), 1.5, 1.3, 0.55)
    ink = 1 - bright
    black = np.asarray(ink.min(-1) ** 1.7, np.float32)
    sheet = np.broadcast_to(hexcode("#fbf6ea"), bright.shape).astype(np.float32)
    pitch = 5.6 * u
    for channel, code, angle in ((2, "#ffe21f", 0), (1, "#ec1f7d", 75), (0, "#0aa5dd", 15)):
        amount = np.clip(ink[..., channel] - 0.75 * black, 0, 1)
        sheet = sheet * mix(
            np.ones_like(sheet), np.broadcast_to(hexcode(code), sheet.shape), dots(amount, pitch, angle)
        )
    sheet = sheet * (1 - 0.88 * dots(black, pitch, 45)[..., None])
    return margin(press(sheet.astype(np.float32), look, seed), look, seed, hexcode("#fbf6ea"))


def comic(plate: Plate, look: Look, seed: int) -> RGB:
    """Comic page: flat process colours, Ben Day dots in the half-tones, spotted blacks, bold contour.

    Contours are flow-based XDoG (Winnemoeller 2012) joined with the plate's depth edges.
    """
    u = unit(plate.colour.shape) * look.scale
    bright = vivid(plate.colour, 1.55, 1.15, 0.5)
    calm = flatten(bright, look, 3, plate)
    inks, labels = shapes(calm, 12, seed, 1.0 * u, plate)
    inks = np.round(np.clip(inks * 1.06, 0, 1) * 5) / 5
    flat = lay(inks.astype(np.float32), labels)
    gray = luma(calm)
    middle = smoothstep(0.62, 0.34, gray) * smoothstep(0.1, 0.24, gray)
    screened = dots(middle * 0.34, 6.5 * u, 45)
    flat = mix(flat, flat * 0.62 + hexcode("#20306a") * 0.06, screened)
    light = dots(smoothstep(0.66, 0.95, gray) * 0.3, 6.5 * u, 45)
    flat = mix(flat, np.clip(flat * 0.6 + 0.4, 0, 1), light)
    line = smoothstep(0.12, 0.42, outline(plate, (2.0 + look.line) * u))
    black = np.maximum(line, smoothstep(0.12, 0.09, blur(gray, 1.2 * u)))
    done = press(mix(flat, np.broadcast_to(hexcode("#14121c"), flat.shape), black), look, seed)
    return margin(done, look, seed, hexcode("#fdf9ee"), width=14, ragged=0)


POPS = (
    ("#1c1a5e", "#e8237f", "#ff8f1f", "#ffe23d", "#fff6dc"),
    ("#2b0f4f", "#0a7fd1", "#16c2b5", "#ffd23f", "#fff4e3"),
    ("#17153b", "#d4213d", "#ff6fa8", "#ffd9a0", "#e9fbff"),
    ("#0b3b3c", "#7a2bbf", "#f2419c", "#7be0d8", "#fff9c7"),
)  # fmt: skip


def pop_art(plate: Plate, look: Look, seed: int) -> RGB:
    """Pop art: tones in loud flat inks, big dots between two of them, a black screen pulled slightly off register."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.55, local=0.8)
    calm = blur(tone, 1.8 * u)
    inks = colours(look, *POPS[int(random(seed, 61).integers(len(POPS)))])
    hue = flatten(saturate(plate.colour, 1.5), look, 7, plate)
    warm = smoothstep(-0.02, 0.12, hue[..., 0] - hue[..., 2])
    steps = np.clip(calm * (len(inks) - 1) + (warm - 0.5) * 0.55, 0, len(inks) - 1)
    low = np.floor(steps).astype(np.int32)
    part = steps - low
    dot = dots(smoothstep(0.3, 0.95, part.astype(np.float32)), 10 * u, 30)
    high = np.minimum(low + 1, len(inks) - 1)
    flat = mix(blur(inks[low], 0.5), blur(inks[high], 0.5), dot)
    black = np.maximum(smoothstep(0.2, 0.15, calm), smoothstep(0.15, 0.45, outline(plate, (2.2 + look.line) * u)))
    black = slid(black, 2.2 * u, 1.6 * u)
    key = inks[np.argmin(luma(inks))] * 0.35
    return margin(press(mix(flat, np.broadcast_to(key, flat.shape), black), look, seed), look, seed, inks[-1])


def _separate(ink: RGB, drums: Colours) -> list[Gray]:
    """How much of each drum's ink, least squares against the wanted absorption, clipped to 0…1."""
    absorb = 1 - drums
    solve = np.linalg.pinv(absorb @ absorb.T + 0.06 * np.eye(len(drums), dtype=np.float32))
    amounts = np.clip(ink.reshape(-1, 3) @ absorb.T @ solve.T.astype(np.float32) * 1.05, 0, 1)
    return [np.asarray(amounts[:, i].reshape(ink.shape[:2]), np.float32) for i in range(len(drums))]


def risograph(plate: Plate, look: Look, seed: int) -> RGB:
    """Risograph: two or three translucent soy inks, each a grainy stochastic screen, out of register on warm stock.

    Separation by least squares on the inks' absorption; the screen is blue-ish noise by thresholding (Ulichney 1988).
    """
    u = unit(plate.colour.shape) * look.scale
    drums = colours(look, "#15478a", "#ff5b52", "#ffc629")
    calm = vivid(flatten(plate.colour, look, 2.5, plate), 1.6, 1.4, 0.58)
    sheet = np.broadcast_to(hexcode("#f7f1e3"), calm.shape).astype(np.float32)
    rng = random(seed, 71)
    for index, amount in enumerate(_separate(1 - calm, drums)):
        dx, dy = rng.uniform(-2.6, 2.6, 2) * u
        moved = slid(amount, dx, dy)
        screen = dots(moved, 4.4 * u, 17 + 31 * index)
        grain = random(seed, 72, index).random(amount.shape, dtype=np.float32)
        grain = blur(grain, 0.6 * u)
        rough = np.clip((moved - 0.5 + (0.5 - grain) * 1.1) * 3 + 0.5, 0, 1)
        laid = (0.45 * screen + 0.55 * rough) * (
            0.93 - 0.2 * look.grain * noise(amount.shape, seed + index, 7, octaves=4)
        )
        sheet = sheet * (1 - laid[..., None] * (1 - drums[index]))
    return margin(press(sheet, look, seed, tooth=0.06), look, seed, hexcode("#f7f1e3"), width=18, ragged=0.8)


def duotone(plate: Plate, look: Look, seed: int) -> RGB:
    """Duotone: the picture in two inks, one for the light half of the tone and one for the dark, line-screened."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.55, local=0.6)
    inks = colours(look, "#1f1f6e", "#ff5d6c", "#fdf3e0")
    dark, second, pale = inks[0], inks[len(inks) // 2], two(look, "#1f1f6e", "#fdf3e0")[1]
    first = dots(np.clip(1.35 - tone * 1.75, 0, 1), 5.2 * u, 45)
    deep = dots(np.clip(0.98 - tone * 1.9, 0, 1), 5.2 * u, 20, kind="line")
    sheet = mix(np.broadcast_to(pale, plate.colour.shape), np.broadcast_to(second, plate.colour.shape), first)
    done = press(mix(sheet, np.broadcast_to(dark, sheet.shape), deep), look, seed)
    return margin(done, look, seed, pale)


def screen_print(plate: Plate, look: Look, seed: int) -> RGB:
    """Screen print: six opaque inks pulled light to dark, each slightly off register, thick edges, pinholes."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(plate.colour, 1.35, 1.2, 0.5), look, 4, plate)
    inks, labels = shapes(calm, 8, seed, 1.8 * u, plate)
    names = colours(look) if look.palette else inks
    order = np.argsort(-luma(inks))
    rng = random(seed, 81)
    sheet = np.broadcast_to(hexcode("#f6efdf"), calm.shape).astype(np.float32)
    steps = np.linspace(len(names) - 1, 0, len(order)).round().astype(int) if look.palette else order
    for place, index in enumerate(order):
        area = np.isin(labels, order[place:]).astype(np.float32) if place else np.ones(labels.shape, np.float32)
        dx, dy = (rng.uniform(-1.6, 1.6, 2) * u) if place else (0.0, 0.0)
        laid = slid(blur(area, 0.6 * u), dx, dy)
        ink = names[steps[place]] if look.palette else saturate(inks[index][None, None], 1.15)[0, 0]
        sheet = mix(
            sheet, np.broadcast_to(ink, sheet.shape), laid * (1 - 0.5 * speckle(labels.shape, seed + place, 0.006))
        )
    line = smoothstep(0.3, 0.6, outline(plate, (1.4 + look.line) * u)) * np.float32(0.25 + 0.6 * look.line)
    sheet = mix(sheet, np.broadcast_to(inks[0] * 0.5, sheet.shape), line)
    return margin(press(sheet, look, seed, tooth=0.05), look, seed, hexcode("#f6efdf"), width=20, ragged=0.6)


def newsprint(plate: Plate, look: Look, seed: int) -> RGB:
    """Newspaper photograph: one coarse black screen at 45 degrees on yellowed, see-through stock."""
    u = unit(plate.colour.shape) * look.scale
    tone = values(plate, look, mean=0.58, local=0.9)
    ink = dots(np.clip(1.12 - tone * 1.3, 0, 1), 4.8 * u, 45) * (0.9 - 0.25 * noise(tone.shape, seed, 90, octaves=2))
    ghost = blur(np.asarray(tone[:, ::-1], np.float32), 3 * u)
    shown = np.clip(ink + 0.05 * (1 - ghost) * (paper(tone.shape, seed) + 0.5), 0, 1)
    done = on_paper(shown.astype(np.float32), look, seed, "#22201d", "#e9dfc6", tooth=0.16)
    return margin(done, look, seed, hexcode("#e9dfc6"), width=14, ragged=0.3)


def stencil(plate: Plate, look: Look, seed: int) -> RGB:
    """Spray-painted stencil on a wall: cut layers with soft overspray, drips and a plastered ground."""
    u = unit(plate.colour.shape) * look.scale
    calm = flatten(vivid(brighten(plate.colour, 0.48), 1.7, 1.3), look, 5, plate)
    inks, labels = shapes(calm, 8, seed, 2.4 * u, plate)
    wall = hexcode("#c9c1b4") * (0.8 + 0.4 * noise(labels.shape, seed, 7, octaves=6, gain=0.6))[..., None]
    joints = np.abs((np.linspace(0, 9, plate.height, dtype=np.float32)[:, None] % 1) - 0.5) > 0.475
    wall = (wall * (1 - 0.16 * joints[..., None])).astype(np.float32)
    names = colours(look) if look.palette else saturate(inks[None], 1.7)[0]
    mist = random(seed, 91).random(labels.shape, dtype=np.float32)
    for index in np.argsort(-luma(inks)):
        area = (labels == index).astype(np.float32)
        tight, wide = blur(area, 1.2 * u), blur(area, 9 * u)
        laid = np.maximum(smoothstep(0.35, 0.65, tight), smoothstep(0.1, 1.3, wide - mist * 0.45) * 0.8)
        reach = max(3, int(64 * u))
        down = np.asarray(cv2.blur(tight, (1, reach), anchor=(0, reach - 1)), np.float32)
        runs = noise(labels.shape, seed + 6, 70, octaves=1, stretch=0.004)
        laid = np.maximum(laid, smoothstep(0.80, 0.86, runs) * smoothstep(0.12, 0.6, down) * 0.8)
        wall = mix(wall, np.broadcast_to(names[index % len(names)], wall.shape), laid * 0.96)
    line = smoothstep(0.15, 0.5, outline(plate, (2.6 + look.line) * u))
    line = np.maximum(line, smoothstep(0.0, 1.4, blur(line, 5 * u) * 1.6 - mist * 0.5))
    return clamp(mix(wall, np.broadcast_to(hexcode("#15131a"), wall.shape), np.clip(line, 0, 1) * 0.9))
