"""Image fields that techniques share: orientation, flow, abstraction, lines, palettes, paper and relief.

Arrays are float32. Lengths are in `unit`s, so that one picture looks alike at every size.
"""

from __future__ import annotations

from functools import partial

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from app.providers.local.numeric import blur, hexcode, luma, noise, random, smoothstep
from app.providers.local.plate import RGB, Gray, Plate
from app.providers.local.strips import in_strips, strips

Vectors = NDArray[np.float32]
"""Two components a pixel, x to the right and y down, shape (height, width, 2)."""


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Which way marks run: unit `tangent` along edges (sign free) and `strength` 0 (no direction) … 1 (one clear)."""

    tangent: Vectors
    strength: Gray

    @property
    def angle(self) -> Gray:
        """Direction in radians, y down, modulo pi."""
        return np.asarray(np.arctan2(self.tangent[..., 1], self.tangent[..., 0]), np.float32)


def unit(shape: tuple[int, ...]) -> float:
    """Pixels in one unit of length: 1 at 768x576, growing with the picture's diagonal scale."""
    return float(np.sqrt(shape[0] * shape[1] / (768 * 576)))


def _principal(e: Gray, f: Gray, g: Gray) -> Flow:
    """Minor eigenvector and anisotropy of the tensor ((e, f), (f, g))."""
    tangent, strength = np.empty((*e.shape, 2), np.float32), np.empty_like(e)
    for a, b, c, along, clear in strips(e, f, g, tangent, strength):
        angle = 0.5 * np.arctan2(2 * b, a - c) + np.float32(np.pi / 2)
        along[..., 0], along[..., 1] = np.cos(angle), np.sin(angle)
        clear[:] = np.sqrt((a - c) ** 2 + 4 * b * b) / (a + c + 1e-9)
    return Flow(tangent=tangent, strength=strength)


def _tensor(colour: NDArray[np.float32]) -> tuple[Gray, Gray, Gray]:
    e, f, g = (np.zeros(colour.shape[:2], np.float32) for _ in range(3))
    for number in range(colour[0, 0].size):
        channel = colour if colour.ndim == 2 else cv2.extractChannel(colour, number)
        gx = cv2.Sobel(channel, cv2.CV_32F, 1, 0, scale=0.25)
        gy = cv2.Sobel(channel, cv2.CV_32F, 0, 1, scale=0.25)
        e += gx * gx
        f += gx * gy
        g += gy * gy
    return e, f, g


def edge_flow(colour: NDArray[np.float32], sigma: float) -> Flow:
    """Edge tangent flow from the smoothed structure tensor (Brox 2006; Kyprianidis and Doellner 2008).

    `sigma` in pixels; `colour` has one or three channels.
    """
    e, f, g = (blur(t, sigma) for t in _tensor(colour))
    return _principal(e + 1e-7, f, g)


def form_flow(plate: Plate, sigma: float, seed: int, *, wander: float = 1.0) -> Flow:
    """Flow that follows edges where there are some, else the turn of the surface, else a slow drift.

    Tensors of colour, of the surface normal seen from the front and of a smooth random field are added, so the
    clearest cue wins without seams. `sigma` in pixels; `wander` scales the drift's turns.
    """
    e, f, g = _tensor(plate.colour)
    nx, ny = plate.normal[..., 0], -plate.normal[..., 1]
    form = 0.0012
    h, w = plate.depth.shape
    turn = (noise((h, w), seed + 7, 2.4, octaves=2) - 0.5) * np.float32(3.2 * wander)
    dx, dy = np.sin(turn), np.cos(turn)
    rest = 0.00012
    return _principal(
        blur(e + form * nx * nx + rest * dx * dx, sigma),
        blur(f + form * nx * ny + rest * dx * dy, sigma),
        blur(g + form * ny * ny + rest * dy * dy, sigma),
    )


def coordinates(shape: tuple[int, ...]) -> tuple[Gray, Gray]:
    """Pixel columns and rows as two float32 arrays, read-only views that take no room."""
    x, y = np.arange(shape[1], dtype=np.float32)[None], np.arange(shape[0], dtype=np.float32)[:, None]
    return np.broadcast_to(x, shape[:2]), np.broadcast_to(y, shape[:2])


def warp(image: NDArray[np.float32], dx: Gray, dy: Gray) -> NDArray[np.float32]:
    """The image sampled `dx`, `dy` pixels away, edges mirrored."""
    x, y = coordinates(image.shape)
    return in_strips(lambda x, y, dx, dy: _looked_up(image, x + dx, y + dy), x, y, dx, dy)


def _looked_up(image: NDArray[np.float32], x: Gray, y: Gray) -> NDArray[np.float32]:
    found = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(found, np.float32)


def lic(field: NDArray[np.float32], flow: Flow, length: float) -> NDArray[np.float32]:
    """Line integral convolution (Cabral and Leedom 1993): `field` averaged along the flow, `length` px each way.

    By doubling: every pass averages the last at two places ahead and behind, each of which follows its own tangent,
    down to half a pixel.
    """
    done = field
    reach = length / 2
    while reach > 0.4:
        done = in_strips(partial(carried, done, reach), *coordinates(field.shape), flow.tangent)
        reach /= 2
    return np.asarray(done, np.float32)


def carried(field: NDArray[np.float32], reach: float, x: Gray, y: Gray, tangent: Vectors) -> NDArray[np.float32]:
    """The mean of the field's two places `reach` px ahead and behind."""
    dx, dy = tangent[..., 0] * np.float32(reach), tangent[..., 1] * np.float32(reach)
    ahead, behind = _looked_up(field, x + dx, y + dy), _looked_up(field, x - dx, y - dy)
    return np.asarray(cv2.addWeighted(ahead, 0.5, behind, 0.5, 0), np.float32)


def kuwahara(colour: RGB, radius: float, *, flow: Flow | None = None, sharp: float = 8.0) -> RGB:
    """Anisotropic Kuwahara filter (Kyprianidis, Kang and Doellner 2009), sectors as Gaussian blobs (Papari 2007).

    Flattens texture inside shapes and keeps edges. `radius` in pixels; `sharp` is the exponent that prefers the
    calmest sector.
    """
    flow = flow or edge_flow(colour, max(1.0, radius * 0.5))
    sigma = max(0.6, radius * 0.42)
    mean = blur(colour, sigma)
    square, own = (in_strips(lambda part: luma(part * part), image) for image in (colour, mean))
    packed = np.dstack([mean, np.maximum(blur(square, sigma) - own, 0)])
    del mean, square, own
    return in_strips(partial(_calmest, packed, radius, sharp), *coordinates(colour.shape), flow.tangent, flow.strength)


def _calmest(
    packed: NDArray[np.float32], radius: float, sharp: float, x: Gray, y: Gray, tangent: Vectors, strength: Gray
) -> RGB:
    """Rows of the Kuwahara filter: means of eight sectors, weighted by their calm; `packed` is mean and variance."""
    stretch = 1 + 0.9 * strength
    ax, ay = tangent[..., 0], tangent[..., 1]
    total = np.zeros((*x.shape, 3), np.float32)
    weight = np.full(x.shape, 1e-9, np.float32)
    for sector in range(8):
        turn = np.pi / 4 * sector
        along = np.float32(np.cos(turn) * radius * 0.75) * stretch
        across = np.float32(np.sin(turn) * radius * 0.75) / stretch
        here = _looked_up(packed, x + ax * along - ay * across, y + ay * along + ax * across)
        calm = 1 / (1e-5 + (np.sqrt(np.maximum(here[..., 3], 0)) * 40) ** (sharp / 2))
        total += here[..., :3] * calm[..., None]
        weight += calm
    return np.asarray(total / weight[..., None], np.float32)


def abstract(colour: RGB, radius: float, *, passes: int = 2) -> RGB:
    """Shapes without their texture: several Kuwahara passes of falling radius, the large ones at half size."""
    h, w = colour.shape[:2]
    done = colour
    for step in range(passes):
        reach = radius * 0.7**step
        if reach > 5:
            half = (max(2, w // 2), max(2, h // 2))
            small = np.asarray(cv2.resize(done, half, interpolation=cv2.INTER_AREA), np.float32)
            done = np.asarray(
                cv2.resize(kuwahara(small, reach / 2), (w, h), interpolation=cv2.INTER_LINEAR), np.float32
            )
        else:
            done = kuwahara(done, reach)
    return np.asarray(done, np.float32)


def xdog(
    gray: Gray, sigma: float, *, sharp: float = 18.0, level: float = 0.55, soft: float = 9.0, flow: Flow | None = None
) -> Gray:
    """Extended difference of Gaussians (Winnemoeller 2012): 1 is paper, 0 is ink.

    `sigma` in pixels; `sharp` their p, `level` their epsilon, `soft` their phi. With a flow the response is smoothed
    along it first (Kang 2007), which joins broken lines.
    """
    response = (1 + sharp) * blur(gray, sigma) - sharp * blur(gray, sigma * 1.6)
    if flow is not None:
        response = lic(response, flow, sigma * 3)
    ink = 1 + np.tanh(soft * (response - level))
    return np.asarray(np.where(response >= level, 1, np.clip(ink, 0, 1)), np.float32)


def depth_edges(plate: Plate, sigma: float) -> Gray:
    """How much an outline is due, 0…1: steps in depth and creases in the normals.

    `sigma` is half the line's width in pixels; slow slopes give no line.
    """
    depth = blur(plate.depth, sigma * 0.6)
    step = cv2.Sobel(depth, cv2.CV_32F, 1, 0) ** 2 + cv2.Sobel(depth, cv2.CV_32F, 0, 1) ** 2
    e, _, g = _tensor(blur(plate.normal, sigma * 0.6))
    found = np.asarray((np.sqrt(step) * 6 + np.sqrt(e + g) * 1.2) * max(1.0, sigma), np.float32)
    ridge = found - 0.9 * blur(found, 3.5 * sigma)
    return np.asarray(np.clip(ridge * 2.2, 0, 1), np.float32)


def to_lab(colour: RGB) -> RGB:
    """sRGB to CIE Lab: L 0…100, a and b about -127…127."""
    return in_strips(lambda part: cv2.cvtColor(np.clip(part, 0, 1), cv2.COLOR_RGB2LAB), colour)


def to_rgb(lab: RGB) -> RGB:
    """CIE Lab back to sRGB, clipped to 0…1."""
    return in_strips(lambda part: np.clip(cv2.cvtColor(part, cv2.COLOR_LAB2RGB), 0, 1), np.asarray(lab, np.float32))


def nearest(colour: RGB, inks: NDArray[np.float32]) -> NDArray[np.int32]:
    """For each pixel the number of the nearest of `inks` (k, 3), all in Lab."""
    flat = to_lab(colour).reshape(-1, 3)
    lab = to_lab(inks[None].astype(np.float32))[0]
    own = (lab * lab).sum(-1)[:, None]
    parts = [(own - 2 * (lab @ part.T)).argmin(0) for (part,) in strips(flat)]
    return np.concatenate(parts).astype(np.int32).reshape(colour.shape[:2])


def palette(colour: RGB, count: int, seed: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """k-means palette in Lab (k-means++, Arthur 2007): `count` sRGB colours, darkest first, and each pixel's number."""
    flat = to_lab(colour).reshape(-1, 3)
    rng = random(seed, 211)
    sample = flat[rng.integers(0, len(flat), min(len(flat), 6000))]
    cv2.setRNGSeed(seed & 0x7FFFFFFF)
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 14, 0.5)
    centres = cv2.kmeans(sample, min(count, len(sample)), np.empty(0, np.int32), ends, 2, cv2.KMEANS_PP_CENTERS)[2]
    centres = np.asarray(centres[np.argsort(centres[:, 0])], np.float32)
    inks = to_rgb(np.asarray(centres[None], np.float32))[0]
    return inks, nearest(colour, inks)


def inks_of(codes: tuple[str, ...]) -> NDArray[np.float32]:
    """A Look's palette as (k, 3) sRGB."""
    return np.array([hexcode(code) for code in codes], np.float32)


def saturate(colour: RGB, amount: float) -> RGB:
    """Chroma times `amount` around the pixel's own luma."""

    def rows(part: RGB) -> RGB:
        grey = luma(part)[..., None]
        return np.asarray(np.clip(grey + (part - grey) * amount, 0, 1), np.float32)

    return in_strips(rows, colour)


def paper(shape: tuple[int, ...], seed: int, *, size: float = 3.0) -> Gray:
    """Height of a rough paper, mean about 0.5: pressed fibres of `size` units with slow unevenness."""
    cells = shape[1] / unit(shape) / size
    fine = noise((shape[0], shape[1]), seed + 31, cells, octaves=2, gain=0.6)
    slow = noise((shape[0], shape[1]), seed + 32, cells / 9, octaves=2)
    return np.asarray(np.clip(0.5 + (fine - 0.5) * 1.1 + (slow - 0.5) * 0.35, 0, 1), np.float32)


def canvas(shape: tuple[int, ...], seed: int, *, size: float = 3.2) -> Gray:
    """Height of a plain-weave canvas, threads `size` units apart, with slubs."""
    x, y = coordinates(shape)
    pitch = max(2.0, size * unit(shape))
    wobble = (noise((shape[0], shape[1]), seed + 33, 24, octaves=2) - 0.5) * pitch * 0.9
    warp_thread = np.sin((x + wobble) * (np.pi / pitch))
    weft_thread = np.sin((y + wobble) * (np.pi / pitch))
    weave = np.where(warp_thread * weft_thread > 0, np.abs(warp_thread), np.abs(weft_thread))
    slub = noise((shape[0], shape[1]), seed + 34, shape[1] / unit(shape) / 9, octaves=2)
    return np.asarray(np.clip(weave * 0.6 + slub * 0.4, 0, 1), np.float32)


def emboss(height: Gray, strength: float, *, toward: tuple[float, float] = (-0.6, -0.8)) -> Gray:
    """Light raking over a relief: a factor around 1, brighter on slopes that face `toward` (x right, y down)."""
    gx = cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.25)
    gy = cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.25)
    return np.asarray(np.clip(1 - strength * (gx * toward[0] + gy * toward[1]), 0.5, 1.6), np.float32)


def sheet(shape: tuple[int, ...], seed: int, *, margin: float = 24.0, ragged: float = 10.0) -> Gray:
    """Where paint lies on a sheet, 1 inside and 0 on the margin; `margin` and `ragged` in units."""
    x, y = coordinates(shape)
    u = unit(shape)
    wobble = (noise((shape[0], shape[1]), seed + 35, 9, octaves=4) - 0.5) * ragged * 2 * u
    inward = np.minimum(np.minimum(x, shape[1] - 1 - x), np.minimum(y, shape[0] - 1 - y)) + wobble
    return smoothstep(margin * u - 1.2, margin * u + 1.2, inward)


def tone(colour: RGB, contrast: float = 1.0, light: float = 0.0) -> RGB:
    """Contrast around the picture's own middle grey and a lift (light > 0) or fall (< 0) by gamma."""
    middle = float(luma(colour).mean())

    def rows(part: RGB) -> RGB:
        shaped = np.clip(middle + (part - middle) * np.float32(contrast), 0, 1)
        return np.asarray(shaped ** np.float32(2.0 ** (-light * 0.9)) if light else shaped, np.float32)

    return in_strips(rows, colour)
