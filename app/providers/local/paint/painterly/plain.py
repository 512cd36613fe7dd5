"""The plate untouched, and the plate through the anisotropic Kuwahara filter alone."""

from __future__ import annotations

from app.providers.local.look import Look
from app.providers.local.paint import fields
from app.providers.local.plate import RGB, Plate


def photograph(plate: Plate, _look: Look, _seed: int) -> RGB:
    """The unstyled original: the plate's own colours."""
    return plate.colour


def kuwahara(plate: Plate, look: Look, _seed: int) -> RGB:
    """Painted patches that keep every edge: anisotropic Kuwahara filter (Kyprianidis 2009), two passes."""
    u = fields.unit(plate.colour.shape) * look.scale
    done = fields.kuwahara(plate.colour, 6.5 * u)
    flow = fields.edge_flow(done, 4 * u)
    done = fields.kuwahara(done, 4.5 * u, flow=flow)
    return fields.saturate(done, 1.12)
