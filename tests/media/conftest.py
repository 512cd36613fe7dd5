from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from app.media.ingest import Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

pillow_heif.register_heif_opener()


@pytest.fixture
def pixels() -> NDArray[np.uint8]:
    """48 × 32, smooth, and different in every corner: red, green, blue and white."""
    y, x = np.mgrid[0:32, 0:48] / np.array([31, 47]).reshape(2, 1, 1)
    corners = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]], float)
    top = corners[0, 0] * (1 - x[..., None]) + corners[0, 1] * x[..., None]
    bottom = corners[1, 0] * (1 - x[..., None]) + corners[1, 1] * x[..., None]
    smooth: NDArray[np.uint8] = np.rint(top * (1 - y[..., None]) + bottom * y[..., None]).astype(np.uint8)
    return smooth


@pytest.fixture
def written() -> Callable[..., bytes]:
    """written(picture, "PNG", **options) → the file's bytes."""

    def write(picture: Image.Image, kind: str, **options: Any) -> bytes:
        out = BytesIO()
        picture.save(out, kind, **options)
        return out.getvalue()

    return write


@pytest.fixture
def mark() -> Mark:
    return Mark(
        source_type="algorithmicMedia",
        model_key="local:brush",
        render_id="0191d7f0-0000-4000-8000-000000000001",
        prompt="a lighthouse on a cliff at dusk",
        recipe='{"model":"local:brush","seed":7}',
        title="Lighthouse",
        licence="https://creativecommons.org/licenses/by/4.0/",
        creator="Ada",
    )
