"""Facades: walls of a street or a skyline, projected column by column, with windows, shops and lit rooms."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import hexcode
from app.providers.local.plate import RGB, Gray
from app.providers.local.scene.mood import Air
from app.providers.local.scene.view import View


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """A building's dress. Pitches and sizes in metres; `share` is the part of its windows lit at night."""

    wall: str
    glass: str = "#31404f"
    pitch: tuple[float, float] = (3.2, 3.5)
    pane: tuple[float, float] = (0.58, 0.55)
    share: float = 0.38
    lamp: str = "#ffca72"
    shop: bool = False
    sign: str = ""
    seed: int = 0


class Wall(msgspec.Struct, frozen=True, kw_only=True):
    """A vertical rectangle from (x0, z0) to (x1, z1) between heights `low` and `high`, in metres."""

    x0: float
    z0: float
    x1: float
    z1: float
    low: float
    high: float
    style: Style


class Canvas(msgspec.Struct, frozen=True):
    """Where walls are painted: colour, coverage, distance, normal's x and emitted light, at the view's size.

    All but the distance in half precision: it is a large board.
    """

    view: View
    colour: NDArray[np.float16]
    cover: NDArray[np.float16]
    z: Gray
    side: NDArray[np.float16]
    glow: NDArray[np.float16]


def canvas(view: View) -> Canvas:
    shape = (view.height, view.width)
    return Canvas(
        view,
        np.zeros((*shape, 3), np.float16),
        np.zeros(shape, np.float16),
        np.full(shape, 6e4, np.float32),
        np.zeros(shape, np.float16),
        np.zeros((*shape, 3), np.float16),
    )


def _hash(a: Gray, b: Gray, seed: int) -> Gray:
    """A number in 0…1 for each pair of cells."""
    mixed = np.sin(a * 12.9898 + b * 78.233 + seed * 0.613) * 43758.547
    return np.asarray(mixed - np.floor(mixed), np.float32)


def paint_wall(board: Canvas, wall: Wall, air: Air, reach: float, veil: NDArray[np.float32]) -> None:
    """Paint one wall over what is there; call from far to near."""
    view = board.view
    c0 = view.cx + view.focal * wall.x0 / wall.z0
    c1 = view.cx + view.focal * wall.x1 / wall.z1
    left, right = int(np.floor(max(min(c0, c1), 0))), int(np.ceil(min(max(c0, c1), view.width)))
    if right <= left:
        return
    column = np.clip(np.arange(left, right, dtype=np.float32) + 0.5, min(c0, c1), max(c0, c1))
    t = (column - c0) / (c1 - c0) if abs(c1 - c0) > 1e-3 else np.zeros_like(column)
    inverse = 1 / wall.z0 + (1 / wall.z1 - 1 / wall.z0) * t
    z = (1 / inverse).astype(np.float32)
    length = float(np.hypot(wall.x1 - wall.x0, wall.z1 - wall.z0))
    along = (z - wall.z0) / (wall.z1 - wall.z0) if abs(wall.z1 - wall.z0) > 1e-3 else t
    u = (along * length).astype(np.float32)
    near = float(z.min())
    top = int(np.clip(np.floor(view.cy - view.focal * (wall.high - view.eye) / near), 0, view.height))
    low_z = near if wall.low < view.eye else float(z.max())
    bottom = int(np.clip(np.ceil(view.cy - view.focal * (wall.low - view.eye) / low_z), 0, view.height))
    if bottom <= top:
        return
    v = view.eye + (view.cy - np.arange(top, bottom, dtype=np.float32)[:, None] - 0.5) * z[None] / view.focal
    inside = (v < wall.high) & (v > wall.low)
    uu = np.broadcast_to(u[None], v.shape)
    colour, glow = _dressed(wall, uu, v, air, length)
    amount = (1 - np.exp(-((z / reach) ** 0.85)))[None, :, None]
    colour = (
        colour
        + (veil[np.clip((column * len(veil) / view.width).astype(int), 0, len(veil) - 1)][None] - colour) * amount
    )
    zone = (slice(top, bottom), slice(left, right))
    board.colour[zone][inside] = colour[inside]
    board.glow[zone][inside] = (glow * (1 - amount * 0.6))[inside]
    board.cover[zone][inside] = 1
    board.z[zone][inside] = np.broadcast_to(z[None], v.shape)[inside]
    board.side[zone][inside] = _normal(wall)[0]


def _normal(wall: Wall) -> tuple[float, float]:
    """The wall's normal (x, towards the viewer), on the side of the camera."""
    dx, dz = wall.x1 - wall.x0, wall.z1 - wall.z0
    length = max(float(np.hypot(dx, dz)), 1e-6)
    nx, nz = dz / length, -dx / length
    if nx * -wall.x0 + nz * -wall.z0 < 0:
        nx, nz = -nx, -nz
    return nx, -nz


def _dressed(wall: Wall, u: Gray, v: Gray, air: Air, length: float) -> tuple[RGB, RGB]:
    """Colour and emitted light of the wall's points: masonry, panes that mirror the sky, rooms lit behind some."""
    style = wall.style
    nx, nz = _normal(wall)
    facing = max(0.0, nx * air.toward[0] + nz * max(air.toward[2], 0.25))
    tone = hexcode(style.wall) * (air.ambient * (0.55 + 0.25 * nz) + air.key * facing * 0.95)
    tone = tone * (1 - 0.3 * air.lamps)
    stain = 0.9 + 0.1 * np.clip(v / max(wall.high, 1), 0, 1)
    columns = max(1.0, np.floor(length / style.pitch[0]))
    pitch = length / columns
    cu, cv = u / pitch, v / style.pitch[1]
    fu, fv = cu - np.floor(cu), cv - np.floor(cv)
    pane = (np.abs(fu - 0.5) < style.pane[0] / 2) & (np.abs(fv - 0.52) < style.pane[1] / 2) & (v < wall.high - 1.0)
    ground = v < 4.0
    if style.shop:
        pane = np.where(ground, (np.abs(fv * style.pitch[1] - 1.6) < 1.5) & (np.abs(fu - 0.5) < 0.44), pane)
    cell = _hash(np.floor(cu), np.floor(cv), style.seed)
    sky = air.haze * 0.55 + hexcode(air.sky[-2][1]) * 0.45
    glass = hexcode(style.glass) * (air.ambient + 0.12) * 0.7 + sky * (0.22 + 0.3 * facing) * (
        0.7 + 0.5 * cell[..., None]
    )
    colour = np.where(pane[..., None], glass, tone * stain[..., None]).astype(np.float32)
    lit = pane & (cell < style.share * air.lamps)
    open_shop = style.seed % 4 != 0
    if style.shop and air.lamps > 0.2 and open_shop:
        lit |= pane & ground
    strength = (0.55 + 0.45 * _hash(np.floor(cu) + 3, np.floor(cv) + 7, style.seed)) * lit * min(1.0, air.lamps + 0.1)
    if style.shop:
        strength = strength * _interior(fu, fv, v, cell, style)
    glow = hexcode(style.lamp) * strength[..., None]
    colour = np.where(lit[..., None], colour * 0.3 + glow * 0.95, colour)
    if style.shop:
        colour = _trimmed(colour, tone, (fu, fv, v), pane & ~ground, wall.high)
    if style.sign:
        board = (v > 4.1) & (v < 5.0) & (u > length * 0.12) & (u < length * 0.88)
        colour = np.where(board[..., None], hexcode(style.sign) * (0.5 + 0.6 * air.lamps), colour)
        glow = np.where(board[..., None], hexcode(style.sign) * air.lamps * 0.7, glow)
    return np.asarray(colour, np.float32), np.asarray(glow, np.float32)


def _interior(fu: Gray, fv: Gray, v: Gray, cell: Gray, style: Style) -> Gray:
    """Rooms seen through panes: brighter near their lamp, curtains at the sides, goods on the shop's shelves."""
    lamp = np.exp(-(((fu - 0.35 - 0.3 * cell) / 0.3) ** 2) - ((fv - 0.72) / 0.4) ** 2)
    shelves = np.where(
        v < 4.0,
        0.45
        + 0.35 * np.clip(v / 3.2, 0, 1)
        + 0.25 * (_hash(np.floor(fu * 9), np.floor(v * 2.2), style.seed + 5) - 0.5),
        1.0,
    )
    return np.asarray((0.42 + 0.58 * lamp) * shelves, np.float32)


def _trimmed(colour: RGB, tone: RGB, at: tuple[Gray, Gray, Gray], panes: NDArray[np.bool_], high: float) -> RGB:
    """Ledges between the storeys, a cornice, and glazing bars; `at` is the place in the bay and the height."""
    fu, fv, v = at
    ledge = (np.abs(fv - 0.02) < 0.035) | (v > high - 0.7)
    colour = np.where(ledge[..., None], tone * 1.22, colour)
    bars = panes & ((np.abs(fu - 0.5) < 0.018) | (np.abs(fv - 0.55) < 0.014))
    return np.asarray(np.where(bars[..., None], tone * 0.75, colour), np.float32)
