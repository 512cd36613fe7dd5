"""The last touches: weather before the lens, the camera's grade, and the plate."""

from __future__ import annotations

import numpy as np

from app.providers.local.numeric import luma
from app.providers.local.plate import RGB, Camera, Plate
from app.providers.local.scene.land import Site
from app.providers.local.scene.lighting import distance_depth
from app.providers.local.scene.spec import Scene
from app.providers.local.scene.stage import Stage


def finished(stage: Stage, scene: Scene, site: Site, camera: Camera, seed: int) -> Plate:
    """The stage as a plate: graded and, if the camera says so, mirrored."""
    colour = graded(stage.picture.colour, camera)
    depth = distance_depth(stage.picture.z)
    normal = stage.picture.normal
    assert normal is not None
    normal = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)
    if camera.mirror:
        normal = normal[:, ::-1] * np.array([-1, 1, 1], np.float32)
        colour, depth = colour[:, ::-1], depth[:, ::-1]
    return Plate(
        colour=np.ascontiguousarray(colour),
        depth=np.ascontiguousarray(depth),
        normal=np.ascontiguousarray(normal, np.float32),
    )


def graded(colour: RGB, camera: Camera) -> RGB:
    """A soft shoulder for the lights, then the camera's warmth and chroma."""
    over = np.clip(colour - 0.8, 0, None)
    colour = np.minimum(colour, 0.8) + 0.2 * (1 - np.exp(-over / 0.2))
    tint = np.array([1 + 0.07 * camera.warmth, 1.0, 1 - 0.09 * camera.warmth], np.float32)
    colour = colour * tint
    grey = luma(colour)[..., None]
    return np.clip(grey + (colour - grey) * camera.chroma, 0, 1).astype(np.float32)
