"""A windowsill: the scene outside seen through a window, a sill before it, things on the sill."""

from __future__ import annotations

import msgspec
import numpy as np

from app.providers.local.numeric import blur, grid, hexcode, mix, smoothstep
from app.providers.local.plate import Gray
from app.providers.local.scene.field import Field
from app.providers.local.scene.land import Site
from app.providers.local.scene.placing import TRAITS, light_of, triple
from app.providers.local.scene.stage import Stage, Standing, paste
from app.providers.local.scene.view import View
from app.providers.local.things import draw_thing
from app.providers.local.things.sprite import Light

_SILL = 0.80


def furnish(stage: Stage, site: Site, seed: int) -> None:
    """Draw the room around the outside view that is already on the stage, then what sits on the sill."""
    view, layer = stage.view, stage.picture
    layer.colour[:] = mix(
        blur(layer.colour, view.unit / 200), np.broadcast_to(stage.veil[None], layer.colour.shape), 0.12
    )
    x, y = grid(view.width, view.height)
    x = x / (view.width / view.height)
    light = _indoors(site)
    frame = _frame(x, y, view)
    wood = hexcode("#efe6d6") * (light * (0.95 + 0.35 * smoothstep(0.012, 0.0, frame)))[..., None] + site.air.key * 0.06
    layer.colour[:] = mix(layer.colour, wood.astype(np.float32), smoothstep(0.0, 0.004, frame))
    _curtains(stage, site, x, y, light)
    _sill(stage, site, x, y)
    layer.z[frame > 0.002] = 1.6
    if layer.normal is not None:
        layer.normal[frame > 0.002] = (0, 0, 1)
        layer.normal[y > _SILL] = (0, 1, 0)
    layer.z[y > _SILL] = 1.3
    _sitters(stage, site, seed)


def _indoors(site: Site) -> Gray:
    """How much light the inner faces get: little from the window, some from a lamp at night."""
    return np.asarray(
        np.clip(
            site.air.ambient * 0.6 + site.air.key * 0.12 + site.air.lamps * np.array([0.30, 0.22, 0.12]), 0, 1
        ).mean(),
        np.float32,
    )


def _frame(x: Gray, y: Gray, view: View) -> Gray:
    """Inside the bars (positive) or the panes (negative), in fractions of the height."""
    bar = 0.014
    upright = bar * 0.8 - np.abs(x - 0.5)
    across = bar - np.abs(y - 0.34)
    edge = np.maximum(0.13 - x, x - 0.87)
    top = 0.06 - y
    return np.asarray(np.maximum(np.maximum(upright, across), np.maximum(edge, top)), np.float32)


def _curtains(stage: Stage, site: Site, x: Gray, y: Gray, light: Gray) -> None:
    """Two hangings with folds, glowing a little where the light comes through."""
    layer = stage.picture
    dress = {"winter": "#a8453c", "autumn": "#b8763a"}.get(site.season, "#c9b48a")
    field = Field(7)
    for edge, sign in ((0.0, 1.0), (1.0, -1.0)):
        across = (x - edge) * sign
        gather = 0.19 - 0.055 * np.exp(-(((y - 0.62) / 0.12) ** 2)) + 0.012 * np.sin(y * 9)
        fold = np.sin(across / gather * 15 + field.fbm(y * 1.4, y * 0, 2) * 2.2)
        tone = 0.72 + 0.26 * fold + 0.14 * smoothstep(0.5, 1.0, across / gather)
        cloth = (
            hexcode(dress) * (tone * (float(light) * 0.9 + 0.2))[..., None]
            + site.air.key * (0.10 * smoothstep(0.3, 1.0, across / gather) * (1 + fold))[..., None]
        )
        mask = smoothstep(gather, gather - 0.004, across)
        layer.colour[:] = mix(layer.colour, cloth.astype(np.float32), mask)
        layer.z[mask > 0.5] = 1.5


def _sill(stage: Stage, site: Site, x: Gray, y: Gray) -> None:
    """A painted board: its top catches the window's light, its front is in shade."""
    layer, field = stage.picture, Field(9)
    grain = field.fbm(x * 4, y * 60, 4)
    top = (
        hexcode("#cfc0a6")
        * (0.85 + 0.25 * grain)[..., None]
        * (site.air.ambient * 0.75 + site.air.key * 0.55 + site.air.lamps * 0.12)
    )
    sheen = stage.veil.mean(0) * (0.35 * smoothstep(0.93, _SILL, y))[..., None]
    bars = 1 - 0.3 * smoothstep(0.02, 0.005, np.abs(x - 0.5 - (y - _SILL) * 0.4 * site.side))
    board = (top + sheen) * bars[..., None]
    front = (
        hexcode("#a08f76") * (site.air.ambient * 0.42 + 0.05 + site.air.lamps * 0.08) * (0.9 + 0.2 * grain)[..., None]
    )
    layer.colour[:] = mix(layer.colour, board.astype(np.float32), smoothstep(_SILL - 0.002, _SILL + 0.002, y))
    layer.colour[:] = mix(layer.colour, front.astype(np.float32), smoothstep(0.948, 0.953, y))


def _sitters(stage: Stage, site: Site, seed: int) -> None:
    view = stage.view
    light = light_of(site.air)
    dim = triple(site.air.ambient * 0.8 + 0.06 + 0.2 * site.air.lamps)
    toward = (-site.side * 0.72, 0.55, 0.42)
    indoors = msgspec.structs.replace(light, toward=toward, key=triple(site.air.key * 0.95), ambient=dim)
    spots = (0.5 + site.side * 0.13, 0.5 - site.side * 0.2, 0.5 + site.side * 0.3, 0.5 - site.side * 0.05)
    at = 0
    for item in site.scene.items:
        trait = TRAITS.get(item.key)
        for _ in range(min(item.count, 3)):
            if trait is None or at >= len(spots):
                return
            pixels = view.unit * _size(trait.kind, trait.tall)
            _seat(stage, item.key, item.words, spots[at], pixels, indoors, seed + at)
            at += 1


def _size(kind: str, tall: float) -> float:
    """Height in fractions of the frame: animals sit large, small ware keeps its scale."""
    return 0.46 if kind in ("animal", "person") else float(np.clip(tall * 1.15, 0.10, 0.42))


def _seat(stage: Stage, key: str, words: frozenset[str], u: float, pixels: float, light: Light, seed: int) -> None:
    view, layer = stage.view, stage.picture
    sprite = draw_thing(key, int(np.clip(pixels, 12, 640)), light, seed, words)
    row = (_SILL + 0.075) * view.height
    z = 1.2
    y = view.eye - (row - view.cy) * z / view.focal
    x, rows = grid(view.width, view.height)
    centre = u * view.width / view.height
    shadow = np.exp(
        -(((x - centre + 0.03 * np.sign(light.toward[0])) / (pixels / view.height * 0.36)) ** 2)
        - ((rows - row / view.height) / 0.02) ** 2
    )
    layer.colour *= (1 - 0.5 * shadow)[..., None]
    paste(stage, layer, Standing(sprite, view.at(u, z), y, z, pixels, True))
