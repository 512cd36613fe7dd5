"""One small gallery for the tests of this folder: 256 × 192 pictures of the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.gallery.queries import set_curated
from tests.instance import Instance, running_instance

BRUSH, GRAVER = "local:brush", "local:graver"


@pytest.fixture(scope="session")
def hung(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Three styles on two image models and a subject, one of them on another subject too; four are curated."""
    with running_instance(tmp_path_factory.mktemp("hung")) as instance:
        instance.fill([None, "linocut", "pixel-art", "watercolour"], ["lighthouse"], [BRUSH, GRAVER])
        instance.fill(["linocut"], ["mountain-lake"], [BRUSH])
        with instance.rooms.store.write() as db:
            set_curated(db, [render_of(instance, *place) for place in CURATED])
            instance.rooms.store.publish(db)
        yield instance


CURATED = [("watercolour", BRUSH), ("linocut", GRAVER), ("pixel-art", BRUSH)]


def render_of(instance: Instance, style: str | None, model: str, subject: str = "lighthouse") -> str:
    """The id of a cell's render."""
    if style is None:
        found = instance.json(f"/api/render/{render_of(instance, 'linocut', model, subject)}")["compare_original"]
        return str(found).partition("=")[2].partition(",")[0]
    for row in instance.json(f"/api/styles/{style}")["subjects"]:
        if row["subject"]["slug"] == subject:
            return str(next(cell["id"] for cell in row["cells"] if cell["model_key"] == model))
    raise LookupError(f"{style} on {subject}")
