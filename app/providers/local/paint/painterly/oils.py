"""Oil paint: brushed, thick, knifed, out of doors, broken into light, tenebrist."""

from __future__ import annotations

import numpy as np

from app.providers.local.look import Look
from app.providers.local.numeric import blur, luma, smoothstep
from app.providers.local.paint import fields
from app.providers.local.paint.painterly.easel import Easel
from app.providers.local.paint.painterly.grade import vignette, warmed
from app.providers.local.paint.painterly.ground import (
    CREAM,
    SIENNA,
    UMBER,
    coats,
    importance,
    inked,
    split_light,
    stained,
    touches,
    vivid,
)
from app.providers.local.paint.painterly.strokes import Brush
from app.providers.local.plate import RGB, Gray, Plate

_VIOLET = np.array([0.36, 0.33, 0.62], np.float32)
_BUTTER = np.array([1.0, 0.90, 0.62], np.float32)


def _angles(plate: Plate, seed: int, wide: float = 7.0, fine: float = 3.0) -> tuple[Gray, Gray]:
    u = fields.unit(plate.colour.shape)
    return fields.form_flow(plate, wide * u, seed).angle, fields.form_flow(plate, fine * u, seed).angle


def _easel(colour: RGB, stain: RGB, amount: float, seed: int) -> Easel:
    return Easel(stained(colour, stain, amount), fields.canvas(colour.shape, seed), seed)


def oil(plate: Plate, look: Look, seed: int) -> RGB:
    """Oil on canvas: curved strokes of four sizes that follow the form, over a sienna ground (Hertzmann 1998)."""
    colour = inked(fields.saturate(plate.colour, 1.18), plate, look.line)
    easel = _easel(colour, SIENNA, 0.35, seed)
    s = look.scale
    plan = (
        (Brush(width=36 * s, cover=3.2, length=(2, 5), jitter=0.035, tint=0.022, furrow=0.5), 8 * s),
        (Brush(width=18 * s, cover=2.4, error=0.075, jitter=0.04, tint=0.022, limit=0.18), 3.5 * s),
        (
            Brush(width=8.5 * s, cover=2.6, error=0.075, limit=0.14, dry=0.35, groups=3, jitter=0.03, tint=0.018),
            1.4,
        ),
        (Brush(width=4.2 * s, cover=3.5, error=0.075, limit=0.1, dry=0.2, jitter=0.02, tint=0.01, furrow=0.4), 0),
    )
    angles, due = _angles(plate, seed), importance(plate, 0.2)
    coats(easel, colour, angles, plan, due)
    touches(easel, colour, angles[1], due, plan[3][0].but(width=2.5 * s, limit=0.08, most=2200))
    return easel.lit(0.22, weave=0.1 * look.grain)


def impasto(plate: Plate, look: Look, seed: int) -> RGB:
    """Paint laid on thick: few broad loaded strokes, deep furrows and ridges under a raking light."""
    colour = inked(vivid(fields.tone(plate.colour, 1.08), 1.2), plate, look.line, 1.6)
    easel = _easel(colour, SIENNA, 0.25, seed)
    s = look.scale
    thick = Brush(furrow=0.9, ridge=0.75, slide=0.35)
    plan = (
        (thick.but(width=40 * s, cover=2.6, length=(1.8, 4), jitter=0.04), 9 * s),
        (thick.but(width=22 * s, cover=2.6, error=0.05, length=(2, 4.5), jitter=0.06, limit=0.2), 4 * s),
        (thick.but(width=11.5 * s, cover=2.2, error=0.1, length=(2, 5), limit=0.16, dry=0.4), 2),
        (thick.but(width=6 * s, cover=2.4, error=0.12, length=(1.6, 4), limit=0.14, dry=0.2), 0.5),
    )
    angles, due = _angles(plate, seed, 9, 4), importance(plate, 0.25)
    coats(easel, colour, angles, plan, due)
    touches(easel, colour, angles[1], due, plan[3][0].but(width=3.4 * s, limit=0.1, most=1800))
    return easel.lit(0.36, gloss=0.35)


def palette_knife(plate: Plate, look: Look, seed: int) -> RGB:
    """Palette knife: flat slabs with hard edges, two colours dragged together, ridges where the blade lifted."""
    colour = inked(vivid(fields.tone(plate.colour, 1.1), 1.3), plate, look.line, 1.6)
    easel = _easel(colour, SIENNA, 0.3, seed)
    s = look.scale
    blade = Brush(
        bend=0.25,
        taper=0.0,
        square=1.0,
        edge=0.06,
        dry=0.22,
        furrow=0.14,
        ridge=0.95,
        slide=0.9,
        streak=0.09,
        sway=0.35,
    )
    plan = (
        (blade.but(width=46 * s, cover=3.0, length=(1.0, 2.6), jitter=0.05), 7 * s),
        (blade.but(width=27 * s, cover=2.6, error=0.05, length=(1.0, 2.6), jitter=0.07, limit=0.2), 4 * s),
        (blade.but(width=11.9 * s, cover=2.4, error=0.1, length=(1.2, 3.0), jitter=0.05, limit=0.16), 1.5),
        (blade.but(width=6 * s, cover=2.0, error=0.14, length=(1.2, 3.4), limit=0.14), 0.5),
    )
    angles, due = _angles(plate, seed, 12, 4), importance(plate, 0.25)
    coats(easel, colour, angles, plan, due)
    touches(easel, colour, angles[1], due, plan[3][0].but(width=3.4 * s, limit=0.1, most=1800))
    return easel.lit(0.34, gloss=0.3)


def impressionism(plate: Plate, look: Look, seed: int) -> RGB:
    """Impressionism: short broken strokes of pure colour over a pale ground, violet shadows, light from the sky."""
    colour = split_light(fields.tone(plate.colour, 0.92, 0.22), _VIOLET, _BUTTER, 0.26)
    colour = vivid(colour, 1.3, floor=10)
    easel = _easel(colour, CREAM, 0.4, seed)
    s = look.scale
    comma = Brush(streak=0.12, dry=0.4, sway=0.3, furrow=0.6, ridge=0.4)
    plan = (
        (comma.but(width=22 * s, cover=2.0, length=(1.6, 3.6), jitter=0.04, tint=0.035), 5 * s),
        (
            comma.but(width=12.5 * s, cover=2.6, error=0.03, length=(1.5, 3.4), jitter=0.055, tint=0.05, most=3000),
            2,
        ),
        (comma.but(width=7.5 * s, cover=2.4, error=0.08, length=(1.5, 3.6), jitter=0.05, tint=0.05), 0.8),
    )
    angles, due = _angles(plate, seed, 5, 4), importance(plate, 0.35)
    coats(easel, colour, angles, plan, due)
    touches(easel, colour, angles[1], due, plan[2][0].but(width=4.2 * s, limit=0.12, jitter=0.03, most=1800))
    return easel.lit(0.24, weave=0.1 * look.grain)


def plein_air(plate: Plate, look: Look, seed: int) -> RGB:
    """Painted out of doors in one sitting: few flat brushmarks, clear light, the toned board showing between."""
    colour = vivid(split_light(fields.tone(plate.colour, 1.05, 0.1), _VIOLET, _BUTTER, 0.14), 1.15)
    colour = inked(colour, plate, look.line, 1.4)
    board = stained(colour, np.array([0.72, 0.52, 0.36], np.float32), 0.6)
    easel = Easel(board, fields.canvas(colour.shape, seed, size=2.6), seed)
    s = look.scale
    flat = Brush(square=0.8, taper=0.05, bend=0.5, furrow=0.4, ridge=0.35, streak=0.08)
    plan = (
        (
            flat.but(width=44 * s, cover=3.2, length=(1.2, 2.8), jitter=0.03, tint=0.02, dry=0.5, tooth=0.15),
            10 * s,
        ),
        (flat.but(width=25 * s, cover=1.5, error=0.08, length=(1.2, 3.2), limit=0.16, dry=0.5), 4 * s),
        (flat.but(width=11.9 * s, cover=2.0, error=0.085, length=(1.3, 3.6), limit=0.14, dry=0.4), 1.6),
        (flat.but(width=6 * s, cover=2.0, error=0.1, length=(1.3, 4), limit=0.12, dry=0.25), 0.4),
    )
    angles, due = _angles(plate, seed, 10, 4), importance(plate, 0.15)
    coats(easel, colour, angles, plan, due)
    touches(easel, colour, angles[1], due, plan[3][0].but(width=3.2 * s, limit=0.1, most=1800))
    return easel.lit(0.24, weave=0.14 * look.grain)


def tenebrism(plate: Plate, look: Look, seed: int) -> RGB:
    """Chiaroscuro after Caravaggio: one warm light, the rest sinking into umber, smooth old-master oil and varnish."""
    u = fields.unit(plate.colour.shape)
    grey = luma(plate.colour)
    facing = plate.normal[..., 0] * -0.55 + plate.normal[..., 1] * 0.45 + plate.normal[..., 2] * 0.35
    near = 1 - plate.depth
    low, high = (float(q) for q in np.quantile(grey[::2, ::2], (0.2, 0.97)))
    lamp = smoothstep(low, max(high, low + 0.1), blur(grey, 3 * u))
    glow = np.clip(0.3 + 0.95 * lamp * (0.6 + 0.6 * np.clip(facing, 0, 1)) * (0.8 + 0.35 * near), 0, 1.2)
    glow = blur(np.asarray(glow, np.float32), 2 * u) * vignette(grey.shape, 0.5)
    colour = warmed(plate.colour, 0.6) * glow[..., None] + UMBER * (1 - np.clip(glow, 0, 1))[..., None] * 0.35
    colour = fields.saturate(np.clip(colour * 1.12, 0, 1), 1.15)
    easel = _easel(colour, UMBER, 0.4, seed)
    s = look.scale
    soft = Brush(edge=0.5, streak=0.05, jitter=0.015, tint=0.008, furrow=0.35, ridge=0.1)
    plan = (
        (soft.but(width=30 * s, cover=3.2, length=(2, 5)), 5 * s),
        (soft.but(width=14 * s, cover=2.4, error=0.035, limit=0.12), 2),
        (soft.but(width=6.5 * s, cover=2.6, error=0.04, limit=0.09, dry=0.3), 0.8),
        (soft.but(width=3.4 * s, cover=3.0, error=0.05, limit=0.08, dry=0.2), 0),
    )
    coats(easel, colour, _angles(plate, seed), plan, importance(plate, 0.3))
    return easel.lit(0.12, weave=0.12 * look.grain)
