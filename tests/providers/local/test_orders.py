"""Orders to the embedded engine: deterministic, different for each image model, clear about what it can't do."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.providers.base import Cancelled, Order, ProviderError
from app.providers.local import Local

MODELS = ("brush", "graver", "poster")


class Quiet:
    """A call that nobody listens to."""

    request_id = None

    def __init__(self, *, cancelled: bool = False) -> None:
        self._cancelled = cancelled
        self.told: list[float] = []

    def began(self, request_id: str) -> None:
        raise AssertionError("the embedded engine has no requests")

    def progress(self, fraction: float) -> None:
        self.told.append(fraction)

    def cancelled(self) -> bool:
        return self._cancelled


def order(name: str = "brush", **fields: Any) -> Order:
    """A small picture of a lighthouse in oil, unless told otherwise."""
    asked: dict[str, Any] = {
        "name": name,
        "operation": "text-to-image",
        "prompt": "oil painting of a lighthouse on a cliff at dusk",
        "base_prompt": "a lighthouse on a cliff at dusk",
        "style_phrase": "oil painting",
        "width": 256,
        "height": 192,
        "seed": 7,
    }
    return Order(**{**asked, **fields})


def pixels(made: Order) -> NDArray[np.uint8]:
    image = Local().draw(made, Quiet()).image
    assert isinstance(image, np.ndarray)
    return image


def photo(width: int = 320, height: int = 240) -> bytes:
    """A gradient with a disc, as JPEG bytes."""
    y, x = np.mgrid[0:height, 0:width]
    disc = ((x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2)[..., None]
    ramp = np.dstack([x * 255 / width, y * 255 / height, np.full_like(x, 120.0)])
    picture = np.where(disc, 255 - ramp, ramp).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("name", MODELS)
def test_the_same_order_gives_the_same_picture(name: str) -> None:
    assert np.array_equal(pixels(order(name)), pixels(order(name)))


def test_another_seed_gives_another_picture() -> None:
    assert np.abs(pixels(order()).astype(int) - pixels(order(seed=8))).mean() > 4


def test_the_three_models_look_different() -> None:
    pictures = [pixels(order(name)).astype(int) for name in MODELS]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.abs(pictures[one] - pictures[other]).mean() > 12


@pytest.mark.parametrize("size", [(256, 256), (300, 700), (768, 256), (257, 311)])
def test_a_picture_has_the_size_that_was_ordered(size: tuple[int, int]) -> None:
    width, height = size
    made = pixels(order(width=width, height=height))
    assert made.shape == (height, width, 3)


def test_without_a_style_the_scene_comes_plain() -> None:
    plain = pixels(order(style_phrase="", prompt="a lighthouse on a cliff at dusk"))
    assert np.abs(plain.astype(int) - pixels(order())).mean() > 4


def test_words_that_could_not_be_drawn_are_named() -> None:
    result = Local().draw(order(base_prompt="a lighthouse beside a flibbertigibbet at dusk"), Quiet())
    assert "flibbertigibbet" in result.undrawn
    assert "lighthouse" not in result.undrawn


@pytest.mark.parametrize("name", MODELS)
def test_a_photograph_is_painted_in_the_style(name: str) -> None:
    asked = order(name, operation="image-to-image", input=photo(), strength=1.0)
    made = pixels(asked)
    assert made.shape == (192, 256, 3)
    again = pixels(asked)
    assert np.array_equal(made, again)


def test_a_photograph_keeps_its_ratio() -> None:
    asked = order(operation="image-to-image", input=photo(200, 400), width=256, height=256)
    assert pixels(asked).shape == (256, 128, 3)


def test_low_strength_lets_the_photograph_through() -> None:
    with Image.open(io.BytesIO(photo())) as opened:
        original = np.asarray(opened.resize((256, 192), Image.Resampling.LANCZOS)).astype(int)

    def distance(strength: float) -> float:
        made = pixels(order(operation="image-to-image", input=photo(), strength=strength))
        return float(np.abs(made.astype(int) - original).mean())

    assert distance(0.1) < distance(0.4) < distance(1.0)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "nothing"}, "unknown_model"),
        ({"operation": "upscale"}, "unsupported_operation"),
        ({"operation": "image-to-image"}, "unsupported_operation"),
    ],
)
def test_what_it_can_not_do_is_told_by_code(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(ProviderError) as told:
        Local().draw(order(**fields), Quiet())
    assert (told.value.code, told.value.retryable) == (code, False)


def test_a_cancelled_order_is_given_up() -> None:
    with pytest.raises(Cancelled):
        Local().draw(order(), Quiet(cancelled=True))


def test_progress_is_told() -> None:
    call = Quiet()
    Local().draw(order(), call)
    assert call.told
