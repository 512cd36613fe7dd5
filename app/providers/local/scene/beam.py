"""A lighthouse's beams through the dusk."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import hexcode
from app.providers.local.scene.stage import Stage, Standing


def sweep(stage: Stage, tower: Standing) -> None:
    """Two opposite cones of light from the lantern, seen through the air; none by day."""
    view, lamps = stage.view, stage.air.lamps
    if lamps < 0.3:
        return
    column, foot = view.project(tower.x, tower.y, tower.z)
    row = foot - tower.pixels * 0.82
    rows, columns = np.mgrid[0 : view.height, 0 : view.width].astype(np.float32)
    dx, dy = (columns + 0.5 - column) / view.unit, (row - rows) / view.unit
    r = np.hypot(dx, dy)
    behind = np.clip((stage.picture.z - tower.z * 0.9) / (tower.z * 0.2), 0, 1)
    light = np.exp(-r * 26) * 0.75 + np.exp(-r * 7) * 0.22
    for lean, strength in ((0.075, 0.42), (-0.03, 0.34)):
        side = 1.0 if strength < 0.4 else -1.0
        along = dx * side
        off = dy - lean * along
        wide = 0.006 + 0.075 * np.clip(along, 0, None)
        light = light + np.exp(-((off / wide) ** 2)) * (along > 0) * np.exp(-along * 2.1) * strength * behind
    stage.picture.colour += hexcode("#ffe2a6") * (light * (0.35 + 0.65 * lamps) * (0.35 + 0.65 * behind))[..., None]
