"""The look: what a style phrase asks of the hand that paints."""

from __future__ import annotations

import msgspec


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Rendering parameters that a style phrase and an image model's temperament settle together.

    Every number is a factor or an offset around the technique's own taste: `scale` sizes the mark (stroke, dot,
    tile), `chroma` and `contrast` multiply, `warmth` runs from -1 (cool) to 1 (warm), `light` from -1 (dark) to
    1 (pale), `line` is the strength of outlines and `grain` of paper or canvas, 0…1. `palette` names the inks as
    `#rrggbb`, darkest first; empty leaves the choice to the technique. `border` leaves the sheet's edge unpainted.
    """

    technique: str
    scale: float = 1.0
    chroma: float = 1.0
    contrast: float = 1.0
    warmth: float = 0.0
    light: float = 0.0
    line: float = 0.0
    grain: float = 0.5
    palette: tuple[str, ...] = ()
    border: bool = False
