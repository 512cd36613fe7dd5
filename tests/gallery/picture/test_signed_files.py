"""A picture that comes with a C2PA manifest is kept as it came, and its page says what is true of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.media import riff
from app.providers.base import Result
from app.providers.local import Local
from tests.gallery.picture.conftest import BRUSH, render_of
from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    import pytest

SAYS_SO, SIGNED = "The file says so itself, with this recipe in it.", "The file came signed (C2PA) and is kept as it"


def signed_webp() -> bytes:
    stream = BytesIO()
    pixels = np.random.default_rng(7).integers(0, 255, (192, 256, 3), np.uint8)
    Image.fromarray(pixels).save(stream, "WEBP")
    return riff.assemble([*riff.chunks(stream.getvalue()), riff.Chunk(b"C2PA", b"manifest")])


def page_of(instance: Instance, style: str | None) -> str:
    address = f"/render/{render_of(instance, style, BRUSH)}"
    return instance.client.get(address, headers={"accept": "text/html"}).text


def test_its_page_does_not_claim_that_the_recipe_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    webp = signed_webp()
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], [BRUSH])
        monkeypatch.setattr(Local, "draw", lambda *_: Result(image=webp))
        instance.fill(["pixel-art"], ["lighthouse"], [BRUSH])
        told = instance.json(f"/api/render/{render_of(instance, 'pixel-art', BRUSH)}")
        assert told["signed"] is True
        assert instance.client.get(told["render"]["image_url"]).content == webp
        page = page_of(instance, "pixel-art")
        assert (SIGNED in page, SAYS_SO in page) == (True, False)
        page = page_of(instance, "linocut")
        assert (SIGNED in page, SAYS_SO in page) == (False, True)
