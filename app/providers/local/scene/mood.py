"""Moods: the light and the colours of each time of day, changed by the weather."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import hexcode

Colour = NDArray[np.float32]
Stops = tuple[tuple[float, str], ...]


class Mood(msgspec.Struct, frozen=True, kw_only=True):
    """One time of day. `sky` runs from the horizon (0) to overhead (1); `rise` is the sun's or moon's height."""

    sky: Stops
    glow: str
    disc: str
    key: str
    power: float
    ambient: str
    lit: str
    shade: str
    deep: str
    rise: float
    stars: float = 0.0
    lamps: float = 0.0
    moon: bool = False


MOODS: dict[str, Mood] = {
    "dawn": Mood(
        sky=((0, "#fbd9b0"), (0.14, "#f3b9a4"), (0.34, "#c3a1ba"), (0.62, "#7f8fbc"), (1, "#45639c")),
        glow="#ffd6a0",
        disc="#fff3d0",
        key="#ffc9a0",
        power=0.82,
        ambient="#8b90b4",
        lit="#ffd3bf",
        shade="#8b86ae",
        deep="#2c4a6b",
        rise=0.045,
        stars=0.08,
        lamps=0.25,
    ),
    "sunrise": Mood(
        sky=((0, "#ffe3a6"), (0.12, "#ffc58c"), (0.3, "#f2a58f"), (0.58, "#a99bbd"), (1, "#5c83bb")),
        glow="#ffcf80",
        disc="#fffbe2",
        key="#ffc68a",
        power=1.0,
        ambient="#8f8fae",
        lit="#ffe2c0",
        shade="#b08a9c",
        deep="#2d5270",
        rise=0.07,
        lamps=0.1,
    ),
    "morning": Mood(
        sky=((0, "#f3ead2"), (0.16, "#d6e2e2"), (0.42, "#9cc4e0"), (1, "#4b8fcb")),
        glow="#fff0c4",
        disc="#fffef4",
        key="#fff0cf",
        power=1.05,
        ambient="#93a9c2",
        lit="#fffaf0",
        shade="#a9b6c8",
        deep="#1f5f80",
        rise=0.34,
    ),
    "day": Mood(
        sky=((0, "#dcebee"), (0.18, "#b4d8ea"), (0.5, "#6cb2e2"), (1, "#2a78c4")),
        glow="#fffbe6",
        disc="#ffffff",
        key="#fff8e4",
        power=1.12,
        ambient="#93abc8",
        lit="#ffffff",
        shade="#a3b4ca",
        deep="#0f5a86",
        rise=0.75,
    ),
    "golden": Mood(
        sky=((0, "#ffdc90"), (0.14, "#fbcb8c"), (0.36, "#d3bdb0"), (0.62, "#88a8c6"), (1, "#447eb4")),
        glow="#ffd070",
        disc="#fff6cf",
        key="#ffcd7a",
        power=1.15,
        ambient="#8d93a8",
        lit="#ffe9c0",
        shade="#b59a98",
        deep="#2b5a70",
        rise=0.13,
        lamps=0.05,
    ),
    "sunset": Mood(
        sky=((0, "#ffd873"), (0.1, "#ffad4e"), (0.26, "#f2704a"), (0.48, "#b14e6c"), (0.74, "#5b4279"), (1, "#2c2f63")),
        glow="#ff9c44",
        disc="#fff2b4",
        key="#ff9c5a",
        power=1.0,
        ambient="#6f5c86",
        lit="#ffa869",
        shade="#7a4468",
        deep="#2a2f58",
        rise=0.06,
        lamps=0.3,
    ),
    "dusk": Mood(
        sky=((0, "#ffd092"), (0.08, "#fba873"), (0.22, "#d9758a"), (0.44, "#8a5f9c"), (0.7, "#45508c"), (1, "#1d2c5c")),
        glow="#ffb070",
        disc="#fff0c0",
        key="#f7a07c",
        power=0.78,
        ambient="#65638f",
        lit="#f9ab92",
        shade="#5f5286",
        deep="#1d2f58",
        rise=0.012,
        stars=0.12,
        lamps=0.85,
    ),
    "blue": Mood(
        sky=((0, "#f1c9a0"), (0.07, "#b6a7b4"), (0.2, "#6d8fb8"), (0.5, "#2f5a98"), (1, "#10265a")),
        glow="#ffc490",
        disc="#f8ecd0",
        key="#8fa8d8",
        power=0.5,
        ambient="#4a679c",
        lit="#9fb2d4",
        shade="#39578c",
        deep="#0f2750",
        rise=-0.03,
        stars=0.35,
        lamps=1.0,
    ),
    "night": Mood(
        sky=((0, "#3f6a80"), (0.12, "#2a4f72"), (0.36, "#17355f"), (0.7, "#0c1d44"), (1, "#060e28")),
        glow="#9fc0d8",
        disc="#fbf7e0",
        key="#9dbbe0",
        power=0.62,
        ambient="#2c4770",
        lit="#6480a6",
        shade="#1e3358",
        deep="#071a38",
        rise=0.36,
        stars=1.0,
        lamps=1.0,
        moon=True,
    ),
}


class Air(msgspec.Struct, frozen=True, kw_only=True):
    """A mood under its weather, in numbers: what sky, land and water are lit with.

    Colours are display-referred; `toward` points to the key light (x right, y up, z viewer); `sun` is the disc's
    place (u of the width, elevation slope). `range` is the haze's reach in metres. `murk` 0…1 hides the far sky.
    """

    sky: Stops
    grey: float
    veil: Colour
    haze: Colour
    glow: Colour
    disc: Colour
    key: Colour
    ambient: Colour
    lit: Colour
    shade: Colour
    deep: Colour
    toward: tuple[float, float, float]
    sun: tuple[float, float]
    range: float
    stars: float
    lamps: float
    moon: bool
    clouds: float
    murk: float
    wind: float


class _Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What a weather does to a mood."""

    grey: float = 0.0
    power: float = 1.0
    fill: float = 1.0
    range: float = 11_000.0
    clouds: float = 0.42
    murk: float = 0.0
    stars: float = 1.0
    dim: float = 1.0
    wind: float = 0.35


TURNS: dict[str, _Turn] = {
    "": _Turn(),
    "clear": _Turn(clouds=0.1, range=18_000, wind=0.15),
    "cloudy": _Turn(clouds=0.72, power=0.9, range=10_000, stars=0.35),
    "overcast": _Turn(grey=0.78, power=0.4, fill=1.1, clouds=1.0, range=6_000, stars=0, dim=0.92),
    "fog": _Turn(grey=0.55, power=0.45, fill=1.15, clouds=0.1, range=420, murk=0.85, stars=0, dim=1.02, wind=0.05),
    "rain": _Turn(grey=0.8, power=0.35, fill=0.95, clouds=1.0, range=2_600, murk=0.3, stars=0, dim=0.72, wind=0.5),
    "storm": _Turn(grey=0.85, power=0.4, fill=0.75, clouds=1.0, range=5_000, murk=0.15, stars=0, dim=0.5, wind=1.0),
    "snow": _Turn(grey=0.72, power=0.5, fill=1.2, clouds=0.9, range=1_600, murk=0.4, stars=0.1, dim=1.0, wind=0.2),
    "wind": _Turn(clouds=0.6, wind=0.95),
}


def _grey(colour: Colour, amount: float, dim: float) -> Colour:
    """Towards a cool grey of the same lightness, dimmed."""
    level = float(colour @ np.array([0.299, 0.587, 0.114], np.float32))
    cool = np.array([0.95, 1.0, 1.06], np.float32) * level
    return np.asarray((colour + (cool - colour) * amount) * dim, np.float32)


def _stops(sky: Stops, turn: _Turn) -> Stops:
    """The sky's colours under the weather; an overcast sky is flatter and brighter at its middle."""
    out = []
    for at, code in sky:
        rgb = np.clip(_grey(hexcode(code), turn.grey, turn.dim), 0, 1)
        out.append((at, "#" + "".join(f"{round(float(c) * 255):02x}" for c in rgb)))
    return tuple(out)


def air(time: str, weather: str, side: float, u: float) -> Air:
    """The air at `time` and `weather`; the light comes from `side` (-1 left, 1 right), its disc stands at `u`."""
    mood, turn = MOODS[time], TURNS[weather]
    sky = _stops(mood.sky, turn)
    lift = min(max(mood.rise, 0.10) * 1.5 + 0.16, 0.92)
    toward = np.array([side * 0.86, lift, 0.34 if mood.rise > 0.3 else 0.12], np.float32)
    toward /= np.linalg.norm(toward)

    def tone(code: str, k: float = 1.0) -> Colour:
        return np.asarray(np.clip(_grey(hexcode(code), turn.grey * 0.8, 1) * k, 0, 1.4), np.float32)

    horizon = (hexcode(sky[0][1]) + hexcode(sky[1][1])) / 2
    veil = hexcode(sky[1][1])
    key, ambient = tone(mood.key, mood.power * turn.power), tone(mood.ambient, turn.fill * (0.55 + 0.45 * turn.dim))
    exposure = min(1.0, 1.16 / float((key + ambient).mean()))
    return Air(
        sky=sky,
        grey=turn.grey,
        veil=veil,
        haze=np.asarray(horizon * 0.72 + hexcode(sky[2][1]) * 0.28, np.float32),
        glow=tone(mood.glow),
        disc=hexcode(mood.disc),
        key=np.asarray(key * exposure, np.float32),
        ambient=np.asarray(ambient * exposure, np.float32),
        lit=tone(mood.lit, 0.4 + 0.6 * turn.dim),
        shade=tone(mood.shade, turn.dim),
        deep=tone(mood.deep, 0.5 + 0.5 * turn.dim),
        toward=(float(toward[0]), float(toward[1]), float(toward[2])),
        sun=(u, mood.rise),
        range=turn.range * (0.8 if time in ("dawn", "sunrise", "dusk") else 1.0),
        stars=mood.stars * turn.stars,
        lamps=max(mood.lamps, 0.6 if weather in ("storm", "fog") else 0.0),
        moon=mood.moon,
        clouds=turn.clouds,
        murk=turn.murk,
        wind=turn.wind,
    )
