"""One small wall for the tests that only ask, and ways to ask."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    import httpx

PATH = "/styles/by-picture"
JSON = {"accept": "application/json"}
STYLES = ["linocut", "pixel-art", "watercolour", "cyanotype", "stained-glass"]
# Twice as wide as other tests' pictures: what half of them keeps is still a picture.
LARGER = "\n".join(
    f'[[subject]]\nslug = "{slug}"\nwidth = 512\nheight = 384' for slug in ("lighthouse", "lone-tree", "mountain-lake")
)


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Five styles on two subjects and one image model, with the unstyled originals."""
    with running_instance(tmp_path_factory.mktemp("looks"), catalog=LARGER) as instance:
        instance.fill([None, *STYLES], ["lighthouse", "lone-tree"], ["local:brush"])
        yield instance


def send(instance: Instance, picture: bytes, path: str = PATH, **headers: str) -> httpx.Response:
    """The answer to a picture."""
    return instance.client.post(path, files={"file": ("mine.jpg", picture)}, headers={**JSON, **headers})


def found(instance: Instance, picture: bytes) -> list[dict[str, Any]]:
    """The styles that are told for a picture."""
    answer = send(instance, picture)
    assert answer.status_code == 200, answer.text
    styles: list[dict[str, Any]] = answer.json()["styles"]
    return styles


def renders(instance: Instance) -> list[dict[str, Any]]:
    """Every finished render with its style, subject and file."""
    with instance.rooms.store.read() as db:
        return list(
            db.query(
                "SELECT renders.id, slug, subject_id, image_path FROM renders JOIN styles ON styles.id = style_id"
                " WHERE status = 'done' AND hidden_at IS NULL ORDER BY renders.id"
            )
        )


def file_of(instance: Instance, image_path: str) -> Path:
    return instance.rooms.settings.data_folder / image_path


def saved(source: Path, kind: str = "JPEG", quality: int = 60, scale: float = 0.5) -> bytes:
    """A picture as it comes back from somebody: smaller and compressed again."""
    out = BytesIO()
    with Image.open(source) as opened:
        size = (round(opened.width * scale), round(opened.height * scale))
        opened.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(out, kind, quality=quality)
    return out.getvalue()
