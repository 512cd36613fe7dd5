"""A photograph as a plate: depth and normals estimated from its pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, luma, smoothstep
from app.providers.local.paint import fields
from app.providers.local.plate import RGB, Gray, Plate


def _focus(gray: Gray, u: float) -> Gray:
    """Local sharpness, 0…1: what the lens was focused on tends to be near."""
    detail = np.abs(gray - blur(gray, 2.5 * u))
    energy = blur(detail, 22 * u)
    return np.asarray(energy / (energy.max() + 1e-6), np.float32)


def _depth(colour: RGB, u: float) -> Gray:
    """Pseudo-depth after the cues of Torralba and Oliva 2002: height in the frame, focus, chroma and brightness."""
    h, w = colour.shape[:2]
    gray = luma(colour)
    rise = np.linspace(1, 0, h, dtype=np.float32)[:, None] * np.ones((1, w), np.float32)
    chroma = blur(np.asarray(colour.max(-1) - colour.min(-1), np.float32), 12 * u)
    pale = smoothstep(0.35, 0.95, blur(gray, 14 * u))
    far = 0.55 * rise + 0.25 * pale + 0.2 * (1 - chroma) - 0.4 * _focus(gray, u)
    far = (far - far.min()) / (np.ptp(far) + 1e-6)
    guide = fields.kuwahara(np.repeat(far[..., None], 3, -1), 6 * u, flow=fields.edge_flow(colour, 4 * u))[..., 0]
    return np.clip(guide, 0, 1)


def _normal(gray: Gray, depth: Gray, u: float) -> NDArray[np.float32]:
    """Normals by shape from shading's simplest rule (brighter is nearer, over two scales), facing the viewer."""
    relief = blur(gray, 3 * u) * 5 * u + blur(gray, 16 * u) * 26 * u - depth * 10 * u
    gx = cv2.Sobel(relief, cv2.CV_32F, 1, 0, scale=0.125)
    gy = cv2.Sobel(relief, cv2.CV_32F, 0, 1, scale=0.125)
    vector = np.dstack([-gx, gy, np.ones_like(gx)])
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True), np.float32)


def photo_plate(pixels: NDArray[np.uint8]) -> Plate:
    """A plate from sRGB bytes (height, width, 3): the colours as they are, depth and normals guessed."""
    colour = np.asarray(pixels, np.float32) / np.float32(255)
    u = fields.unit(colour.shape)
    depth = _depth(colour, u)
    return Plate(colour=colour, depth=depth, normal=_normal(luma(colour), depth, u))
