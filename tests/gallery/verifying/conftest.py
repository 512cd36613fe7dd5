"""A small wall that pictures are verified against, and pictures to verify."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import pytest
from PIL import Image

from tests.instance import Instance, running_instance

STYLES = ["oil-painting", "linocut", "pixel-art", "watercolour"]
MODELS = ["local:brush", "local:poster"]


class Hung(NamedTuple):
    """A render's id, the address of its file, and the file."""

    id: str
    url: str
    data: bytes

    @property
    def picture(self) -> Image.Image:
        return Image.open(BytesIO(self.data)).convert("RGB")


def renders(instance: Instance) -> list[Hung]:
    """Every render of the wall's first subject."""
    families = instance.json("/api/matrix")["families"]
    found = []
    for cell in (cell for family in families for row in family["rows"] for cell in row["cells"] if cell["id"]):
        url = cell["tile"]["thumb_url"].replace("-thumb", "")
        found.append(Hung(cell["id"], url, instance.client.get(url).content))
    return found


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Four styles on two models, for tests that leave it as it is."""
    with running_instance(tmp_path_factory.mktemp("data")) as instance:
        instance.fill(list(STYLES), ["lighthouse"], MODELS)
        yield instance


@pytest.fixture(scope="package")
def hung(library: Instance) -> list[Hung]:
    return renders(library)


def stranger() -> Image.Image:
    """A picture that is in no library."""
    blobs = np.random.default_rng(7).integers(0, 255, (9, 12, 3), np.uint8)
    return Image.fromarray(blobs).resize((320, 240), Image.Resampling.BICUBIC)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def verified(instance: Instance, data: bytes) -> Any:
    """What the API says of a picture, which it must take."""
    answer = instance.client.post("/api/verify", files={"file": ("a", data)})
    assert answer.status_code == 200, answer.text
    return answer.json()
